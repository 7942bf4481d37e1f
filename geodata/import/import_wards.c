// Wards of a file replace those of the file before, and stand before those of
// OpenStreetMap. A column of people becomes rows of population, for the year
// its name ends with.

#include <stdlib.h>
#include <string.h>

#include "import/table_import.h"
#include "import/ward_names.h"
#include "store/store_numbers.h"

enum { ID, NAME, DISTRICT, POPULATION };

static const struct field_spec FIELDS[] = {
    {"id", "ward_id code com_id ma ma_phuong ma_xa", true},
    {"name", "ward ward_name com_name ten ten_phuong ten_xa", true},
    {"district", "dist_name quan quan_huyen huyen", false},
    {"population", "pop people dan_so", false},
};

// "Pop_2019" gives 2019.
static enum status find_year(const struct table_import *import, int64_t *year,
                             struct error *err)
{
    *year = import->options->year;
    if (!import_has_field(import, POPULATION))
        return STATUS_OK;
    const char *column = import->table.columns[import->columns[POPULATION]];
    size_t n = strlen(column);
    if (*year == 0 && n >= 4 && strspn(column + n - 4, "0123456789") == 4)
        *year = strtol(column + n - 4, NULL, 10);
    if (*year >= 1900 && *year <= 2200)
        return STATUS_OK;
    return error_set(err, STATUS_BAD_INPUT,
                     "%s: of which year the people in column \"%s\" are has to "
                     "be given by --year",
                     import->table.file, column);
}

static enum status take_row(struct table_import *import,
                            const struct feature *row, struct ward *ward,
                            struct population *people, struct error *err)
{
    enum status status = row_need_text(import, row, ID, &ward->id, err);
    if (status == STATUS_OK)
        status = row_need_text(import, row, NAME, &ward->name, err);
    ward->district = row_text(import, row, DISTRICT);
    if (status == STATUS_OK)
        status = row_area(import, row, &ward->area, err);
    people->ward_id = ward->id;
    people->age = NUMBER_UNKNOWN;
    people->people = 0;
    if (status == STATUS_OK)
        status = row_int(import, row, POPULATION, 0, 1000000000,
                         &people->people, err);
    return status;
}

static enum status write_wards(struct table_import *import,
                               const struct ward *wards,
                               const struct population *people, size_t n,
                               struct error *err)
{
    enum status status =
        store_write_wards(import->target, "file", wards, n, err);
    if (status != STATUS_OK)
        return status;
    report_count(import->report, "wards", "kept", NULL, n);
    status = ward_names_renew(import->target, import->shaper, import->arena,
                              import->report, err);
    if (status != STATUS_OK || !import_has_field(import, POPULATION))
        return status;
    size_t total = 0;
    for (size_t i = 0; i < n; i++)
        total += (size_t)people[i].people;
    report_count(import->report, "people", "read", NULL, total);
    report_count(import->report, "people", "kept", NULL, total);
    return store_write_population(import->target, people, n, err);
}

static enum status take_wards(struct table_import *import, struct error *err)
{
    const struct feature_list *rows = &import->table.features;
    struct ward *wards = arena_array(import->arena, struct ward, rows->count);
    struct population *people =
        arena_array(import->arena, struct population, rows->count);
    struct key_set ids = key_set_new(import->arena);
    int64_t year;
    enum status status = find_year(import, &year, err);
    for (size_t i = 0; i < rows->count && status == STATUS_OK; i++) {
        status = take_row(import, &rows->items[i], &wards[i], &people[i], err);
        people[i].year = year;
        if (status == STATUS_OK)
            status =
                row_key_once(import, &rows->items[i], &ids, wards[i].id, err);
    }
    if (status == STATUS_OK)
        status = write_wards(import, wards, people, rows->count, err);
    return status;
}

const struct table_kind IMPORT_WARDS = {
    "wards", FIELDS, sizeof FIELDS / sizeof *FIELDS, true, false, take_wards};
