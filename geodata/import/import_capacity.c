// A row may say what a school has (rooms, class cap, sessions, site) and how
// many seats one of its grades has. Files repeat the first on every grade's
// row; that is fine as long as they repeat the same.

#include <string.h>

#include "import/table_import.h"
#include "store/store_numbers.h"

enum { SCHOOL, YEAR, GRADE, SEATS, ROOMS, CLASS_CAP, SESSIONS, AREA };

static const struct field_spec FIELDS[] = {
    {"school_id", "id school ma_truong", true},
    {"year", "school_year nam nam_hoc", false},
    {"grade", "lop khoi khoi_lop", false},
    {"seats", "quota chi_tieu", false},
    {"rooms", "classrooms phong_hoc so_phong", false},
    {"class_cap", "si_so", false},
    {"sessions", "buoi so_buoi", false},
    {"area_m2", "area dien_tich", false},
};

LIST_DECLARE_OF(size_t, row_number);

struct capacities {
    struct school_list schools;
    struct key_set school_ids;
    struct capacity_list known;     // one a school and year
    struct row_number_list told_by; // the row each comes from
    struct key_set known_keys;
    struct school_seats_list seats;
    struct key_set seats_keys;
};

static bool tells_nothing(const struct capacity *c)
{
    return c->rooms == NUMBER_UNKNOWN && c->class_cap == NUMBER_UNKNOWN &&
           c->sessions == NUMBER_UNKNOWN && c->area_m2 < 0;
}

static bool is_same(const struct capacity *a, const struct capacity *b)
{
    return a->rooms == b->rooms && a->class_cap == b->class_cap &&
           a->sessions == b->sessions && !(a->area_m2 < b->area_m2) &&
           !(a->area_m2 > b->area_m2);
}

static enum status add_capacity(struct table_import *import,
                                const struct feature *row,
                                const struct capacity *capacity,
                                struct capacities *all, struct error *err)
{
    if (tells_nothing(capacity))
        return STATUS_OK;
    const char *key =
        arena_format(import->arena, "%s, %lld", capacity->school_id,
                     (long long)capacity->year);
    size_t before = key_set_add(&all->known_keys, key, all->known.count);
    if (before == KEY_ABSENT) {
        *capacity_list_add(&all->known, import->arena) = *capacity;
        *row_number_list_add(&all->told_by, import->arena) = row->row;
        return STATUS_OK;
    }
    if (is_same(&all->known.items[before], capacity))
        return STATUS_OK;
    return error_set(err, STATUS_BAD_INPUT,
                     "%s: rows %zu and %zu tell different rooms, class caps, "
                     "sessions or areas of \"%.60s\"",
                     import->table.file, all->told_by.items[before], row->row,
                     key);
}

// The grade of the row; of a school with one level its entry grade, when the
// row names none.
static enum status find_grade(const struct table_import *import,
                              const struct feature *row,
                              const struct school *school, int64_t *grade,
                              struct error *err)
{
    *grade = -1;
    enum status status = row_int(import, row, GRADE, 0, 12, grade, err);
    if (status != STATUS_OK || *grade >= 0)
        return status;
    for (int level = 0; level < N_LEVELS; level++)
        if (school->levels == LEVEL_BIT(level))
            *grade = level_entry_grade((enum level)level);
    if (*grade < 0)
        return row_refuse(import, row, GRADE, err,
                          "is empty, and \"%.60s\" has several levels",
                          school->id);
    return STATUS_OK;
}

static enum status add_seats(struct table_import *import,
                             const struct feature *row,
                             const struct school *school, int64_t year,
                             struct capacities *all, struct error *err)
{
    int64_t seats = -1;
    int64_t grade;
    enum status status = row_int(import, row, SEATS, 0, 100000, &seats, err);
    if (status != STATUS_OK || seats < 0)
        return status;
    status = find_grade(import, row, school, &grade, err);
    if (status != STATUS_OK)
        return status;
    const char *key =
        arena_format(import->arena, "%s, %lld, grade %lld", school->id,
                     (long long)year, (long long)grade);
    *school_seats_list_add(&all->seats, import->arena) =
        (struct school_seats){school->id, (int)year, (int)grade, (int)seats};
    return row_key_once(import, row, &all->seats_keys, key, err);
}

static enum status take_row(struct table_import *import,
                            const struct feature *row, size_t i, void *into,
                            struct error *err)
{
    (void)i;
    struct capacities *all = into;
    struct capacity capacity = {.rooms = NUMBER_UNKNOWN,
                                .class_cap = NUMBER_UNKNOWN,
                                .sessions = NUMBER_UNKNOWN,
                                .area_m2 = -1};
    enum status status =
        row_need_text(import, row, SCHOOL, &capacity.school_id, err);
    if (status != STATUS_OK)
        return status;
    size_t school = key_set_find(&all->school_ids, capacity.school_id);
    if (school == KEY_ABSENT)
        return row_refuse(import, row, SCHOOL, err,
                          "there is no school \"%.60s\"", capacity.school_id);
    status = row_year(import, row, YEAR, &capacity.year, err);
    if (status == STATUS_OK)
        status = row_int(import, row, ROOMS, 0, 10000, &capacity.rooms, err);
    if (status == STATUS_OK)
        status =
            row_int(import, row, CLASS_CAP, 1, 200, &capacity.class_cap, err);
    if (status == STATUS_OK)
        status = row_int(import, row, SESSIONS, 1, 3, &capacity.sessions, err);
    if (status == STATUS_OK)
        status = row_real(import, row, AREA, 0, 1e8, &capacity.area_m2, err);
    if (status == STATUS_OK)
        status = add_capacity(import, row, &capacity, all, err);
    if (status == STATUS_OK)
        status = add_seats(import, row, &all->schools.items[school],
                           capacity.year, all, err);
    return status;
}

static enum status take_capacity(struct table_import *import, struct error *err)
{
    struct capacities all = {.known_keys = key_set_new(import->arena),
                             .seats_keys = key_set_new(import->arena)};
    enum status status =
        import_read_schools(import, &all.schools, &all.school_ids, err);
    if (status == STATUS_OK)
        status = import_rows(import, take_row, &all, err);
    if (status == STATUS_OK)
        status = store_write_capacity(import->target, all.known.items,
                                      all.known.count, err);
    if (status == STATUS_OK)
        status = store_write_seats(import->target, all.seats.items,
                                   all.seats.count, err);
    if (status == STATUS_OK)
        report_count(import->report, "capacity", "kept", NULL,
                     import->table.features.count);
    return status;
}

const struct table_kind IMPORT_CAPACITY = {
    "capacity", FIELDS, sizeof FIELDS / sizeof *FIELDS,
    false,      false,  take_capacity};
