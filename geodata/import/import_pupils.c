// Children to be placed, into the private file and nowhere else. The report
// names rows, never children.

#include "import/table_import.h"
#include "store/store_pupils.h"

enum {
    ID,
    LON,
    LAT,
    GRADE,
    YEAR,
    NAME,
    BIRTH_YEAR,
    WARD,
    ADDRESS,
    PREVIOUS_SCHOOL,
    SIBLING_OF
};

static const struct field_spec FIELDS[] = {
    {"id", "pupil_id code ma_dinh_danh ma_hoc_sinh", true},
    {"lon", "longitude x kinh_do", true},
    {"lat", "latitude y vi_do", true},
    {"grade", "lop khoi", true},
    {"year", "school_year nam nam_hoc", false},
    {"name", "ho_ten ho_va_ten", false},
    {"birth_year", "nam_sinh", false},
    {"ward", "ward_id ma_phuong ma_xa", false},
    {"address", "dia_chi noi_o", false},
    {"previous_school", "truong_cu", false},
    {"sibling_of", "anh_chi_em", false},
};

struct wards {
    struct ward_list list;
    struct key_set ids;
};

static enum status find_ward(const struct table_import *import,
                             const struct feature *row,
                             const struct wards *wards, struct pupil *pupil,
                             struct error *err)
{
    pupil->ward_id = row_text(import, row, WARD);
    if (pupil->ward_id == NULL) {
        const struct ward *ward = import_ward_at(&wards->list, pupil->home);
        pupil->ward_id = ward == NULL ? NULL : ward->id;
        if (ward == NULL && wards->list.count > 0)
            report_example(import->report, "pupils", "note", "home in no ward",
                           "row %zu", row->row);
        return STATUS_OK;
    }
    if (key_set_find(&wards->ids, pupil->ward_id) != KEY_ABSENT)
        return STATUS_OK;
    return row_refuse(import, row, WARD, err, "there is no ward \"%.60s\"",
                      pupil->ward_id);
}

static enum status take_row(struct table_import *import,
                            const struct feature *row,
                            const struct wards *wards, struct pupil *pupil,
                            struct error *err)
{
    pupil->birth_year = NUMBER_UNKNOWN;
    pupil->name = row_text(import, row, NAME);
    pupil->address = row_text(import, row, ADDRESS);
    pupil->previous_school = row_text(import, row, PREVIOUS_SCHOOL);
    pupil->sibling_of = row_text(import, row, SIBLING_OF);
    enum status status = row_need_text(import, row, ID, &pupil->id, err);
    if (status == STATUS_OK)
        status = row_position(import, row, LON, LAT, &pupil->home, err);
    if (status == STATUS_OK)
        status = row_need_int(import, row, GRADE, 0, 12, &pupil->grade, err);
    if (status == STATUS_OK)
        status = row_year(import, row, YEAR, &pupil->year, err);
    if (status == STATUS_OK)
        status = row_int(import, row, BIRTH_YEAR, 1900, 2200,
                         &pupil->birth_year, err);
    if (status == STATUS_OK)
        status = find_ward(import, row, wards, pupil, err);
    return status;
}

static enum status take_pupils(struct table_import *import, struct error *err)
{
    const struct feature_list *rows = &import->table.features;
    struct pupil *pupils =
        arena_array(import->arena, struct pupil, rows->count);
    struct key_set seen = key_set_new(import->arena);
    struct wards wards;
    enum status status =
        import_read_wards(import, &wards.list, &wards.ids, err);
    for (size_t i = 0; i < rows->count && status == STATUS_OK; i++) {
        status = take_row(import, &rows->items[i], &wards, &pupils[i], err);
        if (status == STATUS_OK)
            status =
                row_key_once(import, &rows->items[i], &seen, pupils[i].id, err);
    }
    if (status != STATUS_OK)
        return status;
    report_count(import->report, "pupils", "kept", NULL, rows->count);
    return store_write_pupils(import->target, pupils, rows->count, err);
}

const struct table_kind IMPORT_PUPILS = {
    "pupils", FIELDS, sizeof FIELDS / sizeof *FIELDS, false, true, take_pupils};
