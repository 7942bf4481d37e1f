#include "import/import_osm.h"

#include "import/osm_city.h"
#include "store/store_city.h"

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
    return status;
}

static enum status write_all_or_nothing(struct store *store,
                                        const struct osm_city *city,
                                        struct error *err)
{
    enum status status = store_begin(store, err);
    if (status != STATUS_OK)
        return status;
    status = write_city(store, city, err);
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
    enum status status = osm_file_read(arena, path, &file, err);
    if (status == STATUS_OK) {
        status = osm_city_build(arena, &file, crs, report, &city, err);
        if (status != STATUS_OK)
            error_prefix(err, "%s: ", path);
    }
    if (status == STATUS_OK)
        status = write_all_or_nothing(store, &city, err);
    arena_free(arena);
    return status;
}
