// Pupils by school, year and grade. Schools that are not on the map (closed
// ones, or before the map is imported) are kept, for forecasts look back.

#include "import/table_import.h"
#include "store/store_numbers.h"

enum { SCHOOL, YEAR, GRADE, PUPILS };

static const struct field_spec FIELDS[] = {
    {"school_id", "id school ma_truong", true},
    {"year", "school_year nam nam_hoc", false},
    {"grade", "lop khoi khoi_lop", true},
    {"pupils", "students enrolment enrollment so_hoc_sinh hoc_sinh", true},
};

static enum status take_row(struct table_import *import,
                            const struct feature *row, struct enrolment *pupils,
                            struct error *err)
{
    enum status status =
        row_need_text(import, row, SCHOOL, &pupils->school_id, err);
    if (status == STATUS_OK)
        status = row_year(import, row, YEAR, &pupils->year, err);
    if (status == STATUS_OK)
        status = row_need_int(import, row, GRADE, 0, 12, &pupils->grade, err);
    if (status == STATUS_OK)
        status =
            row_need_int(import, row, PUPILS, 0, 1000000, &pupils->pupils, err);
    return status;
}

static const char *key_of(struct arena *arena, const struct enrolment *pupils)
{
    return arena_format(arena, "%s, %lld, grade %lld", pupils->school_id,
                        (long long)pupils->year, (long long)pupils->grade);
}

// Each school that is not there counts once.
static void note_unknown(struct table_import *import,
                         const struct enrolment *pupils,
                         const struct key_set *known, struct key_set *told)
{
    if (key_set_find(known, pupils->school_id) == KEY_ABSENT &&
        key_set_add(told, pupils->school_id, 0) == KEY_ABSENT)
        report_example(import->report, "enrolment", "note",
                       "of schools that are not on the map", "%s",
                       pupils->school_id);
}

static enum status take_enrolment(struct table_import *import,
                                  struct error *err)
{
    const struct feature_list *rows = &import->table.features;
    struct enrolment *pupils =
        arena_array(import->arena, struct enrolment, rows->count);
    struct key_set seen = key_set_new(import->arena);
    struct key_set told = key_set_new(import->arena);
    struct school_list schools;
    struct key_set ids;
    enum status status = import_read_schools(import, &schools, &ids, err);
    for (size_t i = 0; i < rows->count && status == STATUS_OK; i++) {
        status = take_row(import, &rows->items[i], &pupils[i], err);
        if (status != STATUS_OK)
            break;
        status = row_key_once(import, &rows->items[i], &seen,
                              key_of(import->arena, &pupils[i]), err);
        note_unknown(import, &pupils[i], &ids, &told);
    }
    if (status != STATUS_OK)
        return status;
    report_count(import->report, "enrolment", "kept", NULL, rows->count);
    return store_write_enrolment(import->target, pupils, rows->count, err);
}

const struct table_kind IMPORT_ENROLMENT = {
    "enrolment", FIELDS, sizeof FIELDS / sizeof *FIELDS,
    false,       false,  take_enrolment};
