// Homes being built. A file replaces the one before: a list of projects has no
// key, and one that was given up must go.

#include "import/table_import.h"
#include "store/store_housing.h"

enum { LON, LAT, HOMES, YEAR, PUPILS_PER_HOME };

static const struct field_spec FIELDS[] = {
    {"lon", "longitude x kinh_do", true},
    {"lat", "latitude y vi_do", true},
    {"homes", "dwellings so_can can_ho so_can_ho", true},
    {"year", "nam nam_hoc", false},
    {"pupils_per_home", "hoc_sinh_moi_can hoc_sinh_moi_can_ho", true},
};

static enum status take_row(struct table_import *import,
                            const struct feature *row, size_t i, void *into,
                            struct error *err)
{
    struct housing *housing = (struct housing *)into + i;
    const char *told;
    enum status status = row_position(import, row, LON, LAT, &housing->at, err);
    if (status == STATUS_OK)
        status =
            row_need_int(import, row, HOMES, 0, 1000000, &housing->homes, err);
    if (status == STATUS_OK)
        status = row_year(import, row, YEAR, &housing->year, err);
    if (status == STATUS_OK)
        status = row_need_text(import, row, PUPILS_PER_HOME, &told, err);
    if (status == STATUS_OK)
        status = row_real(import, row, PUPILS_PER_HOME, 0, 20,
                          &housing->pupils_per_home, err);
    return status;
}

static enum status take_housing(struct table_import *import, struct error *err)
{
    size_t n = import->table.features.count;
    struct housing *rows = arena_array(import->arena, struct housing, n);
    enum status status = import_rows(import, take_row, rows, err);
    if (status != STATUS_OK)
        return status;
    report_count(import->report, "housing", "kept", NULL, n);
    return store_write_housing(import->target, rows, n, err);
}

const struct table_kind IMPORT_HOUSING = {
    "housing", FIELDS, sizeof FIELDS / sizeof *FIELDS,
    false,     false,  take_housing};
