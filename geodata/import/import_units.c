// Planning units replace those before. A unit whose file does not tell its
// ward is given the one a point inside it lies in.
//
// A file may say how many children of a unit enter a grade. Where neither it
// nor the command says which year and grade that is, the numbers are left and
// the report says so, as a column may well be called "pupils" by chance.

#include "import/table_import.h"
#include "store/store_units.h"

enum { ID, NAME, WARD, ENTRANTS, YEAR, GRADE };

static const struct field_spec FIELDS[] = {
    {"id", "unit_id code ma ma_khu_pho pbid", true},
    {"name", "ten ten_khu_pho unit_name", false},
    {"ward", "ward_id ma_phuong ma_xa", false},
    {"entrants", "pupils hoc_sinh so_hoc_sinh so_tre k5liveatt", false},
    {"year", "nam nam_hoc", false},
    {"grade", "lop khoi", false},
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
    const struct ward *ward = ward_list_at(&wards->list, inside);
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

static bool says_of_what(const struct table_import *import)
{
    return (import->options->has_grade || import_has_field(import, GRADE)) &&
           (import->options->year != 0 || import_has_field(import, YEAR));
}

// The row's entrants, if it has any.
static enum status take_entrants(const struct table_import *import,
                                 const struct feature *row, const char *unit_id,
                                 struct unit_entrants_list *list,
                                 struct error *err)
{
    if (row_text(import, row, ENTRANTS) == NULL)
        return STATUS_OK;
    struct unit_entrants entrants = {
        .unit_id = unit_id,
        .grade = import->options->has_grade ? import->options->grade : -1,
        .source = "file"};
    enum status status =
        row_int(import, row, ENTRANTS, 0, 1000000, &entrants.entrants, err);
    if (status == STATUS_OK)
        status = row_year(import, row, YEAR, &entrants.year, err);
    if (status == STATUS_OK)
        status = row_int(import, row, GRADE, 0, 12, &entrants.grade, err);
    if (status == STATUS_OK && entrants.grade < 0)
        status = row_refuse(import, row, GRADE, err,
                            "there is no grade; --grade gives one for all "
                            "rows");
    if (status == STATUS_OK)
        *unit_entrants_list_add(list, import->arena) = entrants;
    return status;
}

static enum status write_all(struct table_import *import,
                             const struct planning_unit *units, size_t n_units,
                             const struct unit_entrants_list *entrants,
                             struct error *err)
{
    report_count(import->report, "units", "kept", NULL, n_units);
    if (entrants->count > 0)
        report_count(import->report, "entrants", "kept", NULL, entrants->count);
    else if (import_has_field(import, ENTRANTS))
        report_count(import->report, "units", "note",
                     "entrants left: --year and --grade say of what", n_units);
    enum status status = store_write_units(import->target, units, n_units, err);
    if (status == STATUS_OK)
        status = store_write_unit_entrants(import->target, entrants->items,
                                           entrants->count, err);
    return status;
}

static enum status take_units(struct table_import *import, struct error *err)
{
    const struct feature_list *rows = &import->table.features;
    struct planning_unit *units =
        arena_array(import->arena, struct planning_unit, rows->count);
    struct unit_entrants_list entrants = {0};
    struct key_set seen = key_set_new(import->arena);
    bool has_entrants = says_of_what(import);
    struct wards wards;
    enum status status =
        import_read_wards(import, &wards.list, &wards.ids, err);
    for (size_t i = 0; i < rows->count && status == STATUS_OK; i++) {
        status = take_row(import, &rows->items[i], &wards, &units[i], err);
        if (status == STATUS_OK)
            status =
                row_key_once(import, &rows->items[i], &seen, units[i].id, err);
        if (status == STATUS_OK && has_entrants)
            status = take_entrants(import, &rows->items[i], units[i].id,
                                   &entrants, err);
    }
    if (status != STATUS_OK)
        return status;
    return write_all(import, units, rows->count, &entrants, err);
}

const struct table_kind IMPORT_UNITS = {
    "units", FIELDS, sizeof FIELDS / sizeof *FIELDS, true, false, take_units};
