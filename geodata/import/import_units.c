// Planning units replace those before. A unit whose file does not tell its
// ward is given the one a point inside it lies in.

#include "import/table_import.h"

enum { ID, NAME, WARD };

static const struct field_spec FIELDS[] = {
    {"id", "unit_id code ma ma_khu_pho pbid", true},
    {"name", "ten ten_khu_pho unit_name", false},
    {"ward", "ward_id ma_phuong ma_xa", false},
};

struct wards {
    struct ward_list list;
    struct key_set ids;
};

static enum status find_ward(const struct table_import *import,
                             const struct feature *row,
                             const struct wards *wards,
                             struct planning_unit *unit, struct error *err)
{
    unit->ward_id = row_text(import, row, WARD);
    if (unit->ward_id != NULL) {
        if (key_set_find(&wards->ids, unit->ward_id) != KEY_ABSENT)
            return STATUS_OK;
        return row_refuse(import, row, WARD, err, "there is no ward \"%.60s\"",
                          unit->ward_id);
    }
    struct point_m inside;
    enum status status =
        shape_inside_point(import->shaper, &unit->area, &inside, err);
    if (status != STATUS_OK)
        return status;
    const struct ward *ward = import_ward_at(&wards->list, inside);
    if (ward != NULL)
        unit->ward_id = ward->id;
    else
        report_example(import->report, "units", "note", "in no ward",
                       "\"%s\" (%s)", unit->name, unit->id);
    return STATUS_OK;
}

static enum status take_row(struct table_import *import,
                            const struct feature *row,
                            const struct wards *wards,
                            struct planning_unit *unit, struct error *err)
{
    enum status status = row_need_text(import, row, ID, &unit->id, err);
    if (status != STATUS_OK)
        return status;
    unit->name = row_text(import, row, NAME);
    if (unit->name == NULL)
        unit->name = unit->id;
    status = row_area(import, row, &unit->area, err);
    if (status == STATUS_OK)
        status = find_ward(import, row, wards, unit, err);
    return status;
}

static enum status take_units(struct table_import *import, struct error *err)
{
    const struct feature_list *rows = &import->table.features;
    struct planning_unit *units =
        arena_array(import->arena, struct planning_unit, rows->count);
    struct key_set seen = key_set_new(import->arena);
    struct wards wards;
    enum status status =
        import_read_wards(import, &wards.list, &wards.ids, err);
    for (size_t i = 0; i < rows->count && status == STATUS_OK; i++) {
        status = take_row(import, &rows->items[i], &wards, &units[i], err);
        if (status == STATUS_OK)
            status =
                row_key_once(import, &rows->items[i], &seen, units[i].id, err);
    }
    if (status != STATUS_OK)
        return status;
    report_count(import->report, "units", "kept", NULL, rows->count);
    return store_write_units(import->target, units, rows->count, err);
}

const struct table_kind IMPORT_UNITS = {
    "units", FIELDS, sizeof FIELDS / sizeof *FIELDS, true, false, take_units};
