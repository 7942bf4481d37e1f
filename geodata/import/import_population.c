// People by ward and year, of all ages or of one.

#include "import/table_import.h"
#include "store/store_numbers.h"

enum { WARD, YEAR, AGE, PEOPLE };

static const struct field_spec FIELDS[] = {
    {"ward_id", "id ward ma_phuong ma_xa com_id", true},
    {"year", "nam", false},
    {"age", "tuoi", false},
    {"people", "population dan_so pop", true},
};

struct peoples {
    struct population *rows;
    struct key_set seen;
    struct key_set ward_ids;
};

static const char *key_of(struct arena *arena, const struct population *people)
{
    if (people->age == NUMBER_UNKNOWN)
        return arena_format(arena, "%s, %lld", people->ward_id,
                            (long long)people->year);
    return arena_format(arena, "%s, %lld, age %lld", people->ward_id,
                        (long long)people->year, (long long)people->age);
}

static enum status take_row(struct table_import *import,
                            const struct feature *row, size_t i, void *into,
                            struct error *err)
{
    struct peoples *peoples = into;
    struct population *people = &peoples->rows[i];
    people->age = NUMBER_UNKNOWN;
    enum status status =
        row_need_text(import, row, WARD, &people->ward_id, err);
    if (status == STATUS_OK &&
        key_set_find(&peoples->ward_ids, people->ward_id) == KEY_ABSENT)
        status = row_refuse(import, row, WARD, err,
                            "there is no ward \"%.60s\"", people->ward_id);
    if (status == STATUS_OK)
        status = row_year(import, row, YEAR, &people->year, err);
    if (status == STATUS_OK)
        status = row_int(import, row, AGE, 0, 130, &people->age, err);
    if (status == STATUS_OK)
        status = row_need_int(import, row, PEOPLE, 0, 1000000000,
                              &people->people, err);
    if (status == STATUS_OK)
        status = row_key_once(import, row, &peoples->seen,
                              key_of(import->arena, people), err);
    return status;
}

static enum status take_population(struct table_import *import,
                                   struct error *err)
{
    size_t n = import->table.features.count;
    struct peoples peoples = {
        .rows = arena_array(import->arena, struct population, n),
        .seen = key_set_new(import->arena)};
    struct ward_list wards;
    enum status status =
        import_read_wards(import, &wards, &peoples.ward_ids, err);
    if (status == STATUS_OK)
        status = import_rows(import, take_row, &peoples, err);
    if (status != STATUS_OK)
        return status;
    report_count(import->report, "population", "kept", NULL, n);
    return store_write_population(import->target, peoples.rows, n, err);
}

const struct table_kind IMPORT_POPULATION = {
    "population", FIELDS, sizeof FIELDS / sizeof *FIELDS,
    false,        false,  take_population};
