// Pupils by school, year and grade. Schools that are not on the map (closed
// ones, or before the map is imported) are kept, for forecasts look back, and a
// city may have no map at all.

#include "import/table_import.h"
#include "store/store_numbers.h"

enum { SCHOOL, YEAR, GRADE, PUPILS };

static const struct field_spec FIELDS[] = {
    {"school_id", "id school ma_truong", true},
    {"year", "school_year nam nam_hoc", false},
    {"grade", "lop khoi khoi_lop", true},
    {"pupils", "students enrolment enrollment so_hoc_sinh hoc_sinh", true},
};

// No school has more pupils in a grade; forecasts refuse them too.
#define MOST_PUPILS 100000

struct enrolments {
    struct enrolment *rows;
    struct key_set seen;
    struct key_set on_map;
    struct key_set told; // schools that are not
};

static const char *key_of(struct arena *arena, const struct enrolment *pupils)
{
    return arena_format(arena, "%s, %lld, grade %lld", pupils->school_id,
                        (long long)pupils->year, (long long)pupils->grade);
}

// Each school that is not there counts once.
static void note_unknown(struct table_import *import,
                         struct enrolments *enrolments, const char *school_id)
{
    if (key_set_find(&enrolments->on_map, school_id) == KEY_ABSENT &&
        key_set_add(&enrolments->told, school_id, 0) == KEY_ABSENT)
        report_example(import->report, "enrolment", "note",
                       "of schools that are not on the map", "%s", school_id);
}

static enum status take_row(struct table_import *import,
                            const struct feature *row, size_t i, void *into,
                            struct error *err)
{
    struct enrolments *enrolments = into;
    struct enrolment *pupils = &enrolments->rows[i];
    enum status status =
        row_need_text(import, row, SCHOOL, &pupils->school_id, err);
    if (status == STATUS_OK)
        status = row_year(import, row, YEAR, &pupils->year, err);
    if (status == STATUS_OK)
        status = row_need_int(import, row, GRADE, 0, 12, &pupils->grade, err);
    if (status == STATUS_OK)
        status = row_need_int(import, row, PUPILS, 0, MOST_PUPILS,
                              &pupils->pupils, err);
    if (status == STATUS_OK)
        status = row_key_once(import, row, &enrolments->seen,
                              key_of(import->arena, pupils), err);
    if (status == STATUS_OK)
        note_unknown(import, enrolments, pupils->school_id);
    return status;
}

static enum status take_enrolment(struct table_import *import,
                                  struct error *err)
{
    size_t n = import->table.features.count;
    struct enrolments enrolments = {
        .rows = arena_array(import->arena, struct enrolment, n),
        .seen = key_set_new(import->arena),
        .told = key_set_new(import->arena)};
    struct school_list schools;
    enum status status =
        import_read_schools(import, &schools, &enrolments.on_map, err);
    if (status == STATUS_OK)
        status = import_rows(import, take_row, &enrolments, err);
    if (status != STATUS_OK)
        return status;
    report_count(import->report, "enrolment", "kept", NULL, n);
    return store_write_enrolment(import->target, enrolments.rows, n, err);
}

const struct table_kind IMPORT_ENROLMENT = {
    "enrolment", FIELDS, sizeof FIELDS / sizeof *FIELDS,
    false,       false,  take_enrolment};
