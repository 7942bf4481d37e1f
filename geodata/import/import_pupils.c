// Children to be placed, into the private file and nowhere else. The report
// names rows, never children.

#include "base/text.h"
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
    SIBLING_OF,
    SIBLING_SCHOOL,
    WORK_WARD,
    PROGRAMME,
    SCORE
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
    {"sibling_school", "truong_anh_chi_em", false},
    {"work_ward", "work_ward_id phuong_noi_lam_viec", false},
    {"programme", "program chuong_trinh", false},
    {"score", "diem diem_thi", false},
};

#define HIGHEST_SCORE 1000

struct pupils {
    struct pupil *rows;
    struct key_set seen;
    struct ward_list wards;
    struct key_set ward_ids;
    struct school_list schools;
    struct key_set school_ids;
    struct key_set elsewhere; // pupils known from wards that are not allowed
};

static enum status find_ward(const struct table_import *import,
                             const struct feature *row,
                             const struct pupils *pupils, struct pupil *pupil,
                             struct error *err)
{
    pupil->ward_id = row_text(import, row, WARD);
    if (pupil->ward_id == NULL) {
        const struct ward *ward = ward_list_at(&pupils->wards, pupil->home);
        pupil->ward_id = ward == NULL ? NULL : ward->id;
        if (ward == NULL && pupils->wards.count > 0)
            report_example(import->report, "pupils", "note", "home in no ward",
                           "row %zu", row->row);
        return STATUS_OK;
    }
    if (key_set_find(&pupils->ward_ids, pupil->ward_id) != KEY_ABSENT)
        return STATUS_OK;
    return row_refuse(import, row, WARD, err, "there is no ward \"%.60s\"",
                      pupil->ward_id);
}

// A brother may go to school, and a parent work, outside the city: that is
// worth a look, but no mistake.
static void note_outside(const struct table_import *import,
                         const struct feature *row, const struct key_set *ids,
                         const char *id, const char *reason)
{
    if (id != NULL && key_set_find(ids, id) == KEY_ABSENT)
        report_example(import->report, "pupils", "note", reason, "row %zu",
                       row->row);
}

static enum status take_family(const struct table_import *import,
                               const struct feature *row,
                               const struct pupils *pupils, struct pupil *pupil,
                               struct error *err)
{
    pupil->sibling_of = row_text(import, row, SIBLING_OF);
    pupil->sibling_school = row_text(import, row, SIBLING_SCHOOL);
    pupil->work_ward_id = row_text(import, row, WORK_WARD);
    note_outside(import, row, &pupils->school_ids, pupil->sibling_school,
                 "sibling's school not on the map");
    note_outside(import, row, &pupils->ward_ids, pupil->work_ward_id,
                 "parent works in no ward of the city");
    if (pupil->sibling_of != NULL && text_same(pupil->sibling_of, pupil->id))
        return row_refuse(import, row, SIBLING_OF, err,
                          "a pupil is not its own brother or sister");
    return STATUS_OK;
}

static enum status take_numbers(const struct table_import *import,
                                const struct feature *row, struct pupil *pupil,
                                struct error *err)
{
    pupil->birth_year = NUMBER_UNKNOWN;
    pupil->score_milli = NUMBER_UNKNOWN;
    enum status status =
        row_need_int(import, row, GRADE, 0, 12, &pupil->grade, err);
    if (status == STATUS_OK)
        status = row_year(import, row, YEAR, &pupil->year, err);
    if (status == STATUS_OK)
        status = row_int(import, row, BIRTH_YEAR, 1900, 2200,
                         &pupil->birth_year, err);
    if (status == STATUS_OK)
        status = row_milli(import, row, SCORE, HIGHEST_SCORE,
                           &pupil->score_milli, err);
    return status;
}

// Who looks after certain wards imports children of those, and takes none over
// from another.
static enum status check_ward(const struct table_import *import,
                              const struct feature *row,
                              const struct pupils *pupils,
                              const struct pupil *pupil, struct error *err)
{
    if (!import_has_ward(import, pupil->ward_id))
        return row_refuse(import, row, WARD, err,
                          "lives in %s%.60s%s, which is not one of your wards",
                          pupil->ward_id == NULL ? "no known ward" : "\"",
                          pupil->ward_id == NULL ? "" : pupil->ward_id,
                          pupil->ward_id == NULL ? "" : "\"");
    if (key_set_find(&pupils->elsewhere, pupil->id) != KEY_ABSENT)
        return row_refuse(import, row, ID, err,
                          "this pupil is known from a ward that is not one of "
                          "yours");
    return STATUS_OK;
}

static enum status read_elsewhere(const struct table_import *import,
                                  struct key_set *elsewhere, struct error *err)
{
    struct pupil_list known;
    *elsewhere = key_set_new(import->arena);
    if (import->options->n_wards == 0)
        return STATUS_OK;
    enum status status =
        store_read_pupils(import->target, import->arena, &known, err);
    for (size_t i = 0; status == STATUS_OK && i < known.count; i++)
        if (!import_has_ward(import, known.items[i].ward_id))
            key_set_add(elsewhere, known.items[i].id, i);
    return status;
}

static enum status take_row(struct table_import *import,
                            const struct feature *row, size_t i, void *into,
                            struct error *err)
{
    struct pupils *pupils = into;
    struct pupil *pupil = &pupils->rows[i];
    pupil->name = row_text(import, row, NAME);
    pupil->address = row_text(import, row, ADDRESS);
    pupil->previous_school = row_text(import, row, PREVIOUS_SCHOOL);
    pupil->programme = row_text(import, row, PROGRAMME);
    enum status status = row_need_text(import, row, ID, &pupil->id, err);
    if (status == STATUS_OK)
        status = row_key_once(import, row, &pupils->seen, pupil->id, err);
    if (status == STATUS_OK)
        status = row_position(import, row, LON, LAT, &pupil->home, err);
    if (status == STATUS_OK)
        status = take_numbers(import, row, pupil, err);
    if (status == STATUS_OK)
        status = take_family(import, row, pupils, pupil, err);
    if (status == STATUS_OK)
        status = find_ward(import, row, pupils, pupil, err);
    if (status == STATUS_OK)
        status = check_ward(import, row, pupils, pupil, err);
    return status;
}

static enum status take_pupils(struct table_import *import, struct error *err)
{
    size_t n = import->table.features.count;
    struct pupils pupils = {.rows = arena_array(import->arena, struct pupil, n),
                            .seen = key_set_new(import->arena)};
    enum status status =
        import_read_wards(import, &pupils.wards, &pupils.ward_ids, err);
    if (status == STATUS_OK)
        status = import_read_schools(import, &pupils.schools,
                                     &pupils.school_ids, err);
    if (status == STATUS_OK)
        status = read_elsewhere(import, &pupils.elsewhere, err);
    if (status == STATUS_OK)
        status = import_rows(import, take_row, &pupils, err);
    if (status != STATUS_OK)
        return status;
    report_count(import->report, "pupils", "kept", NULL, n);
    return store_write_pupils(import->target, pupils.rows, n, err);
}

const struct table_kind IMPORT_PUPILS = {
    "pupils", FIELDS, sizeof FIELDS / sizeof *FIELDS, false, true, take_pupils};
