// The register of schools over those of the map. Levels are told in English,
// by the usual abbreviations (MN, TH, THCS, THPT), or by the name.

#include <string.h>

#include "import/school_name.h"
#include "import/school_register.h"
#include "import/table_import.h"
#include "search/fold.h"

enum { ID, NAME, LON, LAT, LEVEL, ADDRESS, KIND, GATE_LON, GATE_LAT };

static const struct field_spec FIELDS[] = {
    {"id", "school_id code ma ma_truong", true},
    {"name", "school_name ten ten_truong", true},
    {"lon", "longitude x kinh_do", false},
    {"lat", "latitude y vi_do", false},
    {"level", "levels cap cap_hoc", false},
    {"address", "dia_chi", false},
    {"kind", "type loai_hinh", false},
    {"gate_lon", "kinh_do_cong", false},
    {"gate_lat", "vi_do_cong", false},
};

// English names, else what the words would say in a school's name.
static enum status find_levels(const struct table_import *import,
                               const struct feature *row, struct school *school,
                               struct error *err)
{
    const char *text = row_text(import, row, LEVEL);
    if (text != NULL && level_set_parse(text, &school->levels))
        return STATUS_OK;
    const char *words = text == NULL ? school->name : text;
    school->levels = school_name_parse(import->arena, words).levels;
    if (school->levels != 0)
        return STATUS_OK;
    if (text != NULL)
        return row_refuse(import, row, LEVEL, err,
                          "\"%.60s\" is not a level; the levels are preschool, "
                          "primary, lower_secondary, upper_secondary",
                          text);
    return row_refuse(
        import, row, LEVEL, err,
        "is empty, and the name \"%.80s\" does not tell the level",
        school->name);
}

static enum status find_gate(const struct table_import *import,
                             const struct feature *row, struct school *school,
                             struct error *err)
{
    if (row_text(import, row, GATE_LON) == NULL &&
        row_text(import, row, GATE_LAT) == NULL)
        return STATUS_OK;
    struct feature gate = *row; // its own two columns, not the row's point
    gate.shape = SHAPE_NONE;
    school->gates = arena_array(import->arena, struct point_m, 1);
    school->n_gates = 1;
    return row_position(import, &gate, GATE_LON, GATE_LAT, &school->gates[0],
                        err);
}

static void find_kind(const struct table_import *import,
                      const struct feature *row, struct school *school)
{
    school->kind = row_text(import, row, KIND);
    if (school->kind == NULL)
        return;
    const char *folded = fold_text(import->arena, school->kind);
    if (strcmp(folded, "cong lap") == 0)
        school->kind = "public";
    else if (strcmp(folded, "tu thuc") == 0 || strcmp(folded, "dan lap") == 0 ||
             strcmp(folded, "ngoai cong lap") == 0)
        school->kind = "private";
}

// A point may be missing, if the school is on the map already.
static enum status find_point(const struct table_import *import,
                              const struct feature *row,
                              const struct school_list *mapped,
                              const struct key_set *mapped_ids,
                              struct school *school, struct error *err)
{
    size_t known = key_set_find(mapped_ids, school->id);
    bool has_none = row->shape != SHAPE_POINT &&
                    row_text(import, row, LON) == NULL &&
                    row_text(import, row, LAT) == NULL;
    if (!has_none || known == KEY_ABSENT)
        return row_position(import, row, LON, LAT, &school->point, err);
    school->point = mapped->items[known].point;
    return STATUS_OK;
}

static enum status take_row(struct table_import *import,
                            const struct feature *row,
                            const struct school_list *mapped,
                            const struct key_set *mapped_ids,
                            struct school *school, struct error *err)
{
    school->source = import->table.file;
    school->address = row_text(import, row, ADDRESS);
    find_kind(import, row, school);
    enum status status = row_need_text(import, row, ID, &school->id, err);
    if (status == STATUS_OK)
        status = row_need_text(import, row, NAME, &school->name, err);
    if (status == STATUS_OK)
        status = find_levels(import, row, school, err);
    if (status == STATUS_OK)
        status = find_point(import, row, mapped, mapped_ids, school, err);
    if (status == STATUS_OK)
        status = find_gate(import, row, school, err);
    return status;
}

static enum status take_schools(struct table_import *import, struct error *err)
{
    const struct feature_list *rows = &import->table.features;
    struct school *listed =
        arena_array(import->arena, struct school, rows->count);
    struct key_set seen = key_set_new(import->arena);
    struct school_list schools;
    struct key_set ids;
    enum status status = import_read_schools(import, &schools, &ids, err);
    for (size_t i = 0; i < rows->count && status == STATUS_OK; i++) {
        status =
            take_row(import, &rows->items[i], &schools, &ids, &listed[i], err);
        if (status == STATUS_OK)
            status =
                row_key_once(import, &rows->items[i], &seen, listed[i].id, err);
    }
    if (status != STATUS_OK)
        return status;
    school_register_merge(import->arena, &schools, listed, rows->count,
                          import->report, "schools");
    size_t merged = report_total(import->report, "schools", "merged", NULL);
    report_count(import->report, "schools", "kept", NULL, rows->count - merged);
    return store_write_schools(import->target, schools.items, schools.count,
                               err);
}

const struct table_kind IMPORT_SCHOOLS = {
    "schools", FIELDS, sizeof FIELDS / sizeof *FIELDS,
    false,     false,  take_schools};
