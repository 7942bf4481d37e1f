#include "import/import_osm.h"

#include "base/text.h"
#include "import/import_log.h"
#include "import/osm_city.h"
#include "import/school_register.h"
#include "import/ward_names.h"
#include "store/store_city.h"

// Schools of a register, imported before, stay and meet those of the new map.
// Their grounds came from the old one.
static enum status keep_register(struct store *store, struct arena *arena,
                                 struct osm_city *city, struct report *report,
                                 struct error *err)
{
    struct school_list before;
    size_t n_listed = 0;
    enum status status = store_read_schools(store, arena, &before, err);
    if (status != STATUS_OK)
        return status;
    for (size_t i = 0; i < before.count; i++)
        if (!text_same(before.items[i].source, "osm"))
            before.items[n_listed++] = before.items[i];
    for (size_t i = 0; i < n_listed; i++)
        before.items[i].grounds = (struct area){0};
    if (n_listed > 0)
        school_register_merge(arena, &city->schools, before.items, n_listed,
                              report, "schools of the register");
    return STATUS_OK;
}

// The licence of the data (ODbL) asks for it wherever they are shown.
static const char NAME_THE_SOURCE[] =
    "UPDATE city SET attribution = '© OpenStreetMap contributors'"
    " WHERE is_sample = 0"; // the made-up city owes them nothing

static enum status write_city(struct store *store, const struct osm_city *city,
                              struct error *err)
{
    enum status status = store_write_streets(store, &city->streets, err);
    if (status == STATUS_OK)
        status = store_write_schools(store, city->schools.items,
                                     city->schools.count, err);
    if (status == STATUS_OK)
        status = store_write_base_map(store, &city->map, err);
    if (status == STATUS_OK)
        status = store_write_wards(store, "osm", city->wards.items,
                                   city->wards.count, err);
    if (status == STATUS_OK)
        status = store_run(store, NAME_THE_SOURCE, err);
    return status;
}

static enum status name_wards(struct store *store, struct arena *arena,
                              struct report *report, struct error *err)
{
    struct shaper *shaper = shaper_new();
    enum status status = ward_names_renew(store, shaper, arena, report, err);
    shaper_free(shaper);
    return status;
}

static enum status write_all_or_nothing(struct store *store, const char *path,
                                        struct arena *arena,
                                        struct osm_city *city,
                                        struct report *report,
                                        struct error *err)
{
    enum status status = store_begin(store, err);
    if (status != STATUS_OK)
        return status;
    status = keep_register(store, arena, city, report, err);
    if (status == STATUS_OK)
        status = write_city(store, city, err);
    if (status == STATUS_OK)
        status = name_wards(store, arena, report, err);
    if (status == STATUS_OK)
        status = import_log_write(store, "osm", path, report, err);
    progress_keep(report->progress);
    if (status == STATUS_OK)
        status = store_commit(store, err);
    if (status != STATUS_OK)
        store_rollback(store);
    return status;
}

enum status import_osm(struct store *store, struct crs *crs, const char *path,
                       struct report *report, struct error *err)
{
    struct arena *arena = arena_new();
    struct osm_file file;
    struct osm_city city;
    progress_tell(report->progress, 0, 10, "reading the map");
    enum status status = osm_file_read(arena, path, &file, err);
    if (status == STATUS_OK) {
        progress_tell(report->progress, 2, 10, "streets, schools, boundaries");
        status = osm_city_build(arena, &file, crs, report, &city, err);
        if (status != STATUS_OK)
            error_prefix(err,
                         "%s: ", report->file == NULL ? path : report->file);
    }
    progress_tell(report->progress, 6, 10, "writing");
    if (status == STATUS_OK)
        status = write_all_or_nothing(store, path, arena, &city, report, err);
    arena_free(arena);
    return status;
}
