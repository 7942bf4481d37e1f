// Places where a school could be built. A file replaces the one before. A site
// without an id is called by its row: "site-2" is the one of row 2.

#include "import/table_import.h"
#include "store/store_sites.h"

enum { ID, NAME, LON, LAT, AREA, MAX_ROOMS, COST };

static const struct field_spec FIELDS[] = {
    {"id", "site_id code ma ma_khu_dat", false},
    {"name", "ten ten_khu_dat", false},
    {"lon", "longitude x kinh_do", true},
    {"lat", "latitude y vi_do", true},
    {"area_m2", "area dien_tich", false},
    {"max_rooms", "rooms so_phong phong_toi_da", true},
    {"cost", "chi_phi kinh_phi", false},
};

struct sites {
    struct site *rows;
    struct key_set seen;
};

static enum status take_row(struct table_import *import,
                            const struct feature *row, size_t i, void *into,
                            struct error *err)
{
    struct sites *sites = into;
    struct site *site = &sites->rows[i];
    *site = (struct site){.id = row_text(import, row, ID),
                          .name = row_text(import, row, NAME),
                          .area_m2 = -1,
                          .cost = -1};
    if (site->id == NULL)
        site->id = arena_format(import->arena, "site-%zu", row->row);
    enum status status = row_key_once(import, row, &sites->seen, site->id, err);
    if (status == STATUS_OK)
        status = row_position(import, row, LON, LAT, &site->at, err);
    if (status == STATUS_OK)
        status = row_real(import, row, AREA, 0, 1e8, &site->area_m2, err);
    if (status == STATUS_OK)
        status = row_need_int(import, row, MAX_ROOMS, 1, 1000, &site->max_rooms,
                              err);
    if (status == STATUS_OK)
        status = row_real(import, row, COST, 0, 1e15, &site->cost, err);
    return status;
}

static enum status take_sites(struct table_import *import, struct error *err)
{
    size_t n = import->table.features.count;
    struct sites sites = {.rows = arena_array(import->arena, struct site, n),
                          .seen = key_set_new(import->arena)};
    enum status status = import_rows(import, take_row, &sites, err);
    if (status != STATUS_OK)
        return status;
    report_count(import->report, "sites", "kept", NULL, n);
    return store_write_sites(import->target, sites.rows, n, err);
}

const struct table_kind IMPORT_SITES = {
    "sites", FIELDS, sizeof FIELDS / sizeof *FIELDS, false, false, take_sites};
