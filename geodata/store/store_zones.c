// An edit touches a zone or two of hundreds, so rows are replaced one by one
// with the spatial index kept up to date by its triggers.

#include "store/store_zones.h"

#include "store/connection.h"

static void take_zone(sqlite3_stmt *row, struct arena *arena, void *list)
{
    *zone_list_add(list, arena) = (struct zone){
        .school_id = store_text(row, 0, arena),
        .area = store_area(row, 1, arena),
    };
}

enum status store_read_zones(struct store *store, struct arena *arena,
                             const char *plan_id, struct zone_list *zones,
                             struct error *err)
{
    char *sql = sqlite3_mprintf("SELECT school_id, AsBinary(geom) FROM zone"
                                " WHERE plan_id = %Q ORDER BY school_id",
                                plan_id);
    *zones = (struct zone_list){0};
    enum status status = store_each(store, sql, take_zone, arena, zones, err);
    sqlite3_free(sql);
    return status;
}

struct zones_of_plan {
    const char *plan_id;
    const struct zone *zones;
};

static void bind_key(struct insert *row, const void *items, size_t i)
{
    const struct zones_of_plan *of = items;
    insert_text(row, 1, of->plan_id);
    insert_text(row, 2, of->zones[i].school_id);
}

static void bind_zone(struct insert *row, const void *items, size_t i)
{
    const struct zones_of_plan *of = items;
    bind_key(row, items, i);
    insert_area(row, 3, &of->zones[i].area);
}

static enum status insert_zones(struct store *store, const char *plan_id,
                                const struct zone *zones, size_t n_zones,
                                struct error *err)
{
    enum status status = STATUS_OK;
    for (size_t i = 0; i < n_zones && status == STATUS_OK; i++)
        if (!area_is_empty(&zones[i].area))
            status = insert_rows(
                store,
                "INSERT INTO zone (plan_id, school_id, geom)"
                " VALUES (?, ?, GeomFromWKB(?, SRID))",
                bind_zone, &(struct zones_of_plan){plan_id, &zones[i]}, 1, err);
    return status;
}

enum status store_replace_zones(struct store *store, const char *plan_id,
                                const struct zone *zones, size_t n_zones,
                                struct error *err)
{
    struct zones_of_plan of = {plan_id, zones};
    enum status status = insert_rows(
        store, "DELETE FROM zone WHERE plan_id = ? AND school_id = ?", bind_key,
        &of, n_zones, err);
    if (status == STATUS_OK)
        status = insert_zones(store, plan_id, zones, n_zones, err);
    return status;
}
