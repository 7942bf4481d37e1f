#include "zoning/zoning_homes.h"

#include <stdio.h>

#include "store/store_city.h"
#include "store/store_pupils.h"

enum status zoning_homes_of_pupils(struct store *store, struct arena *arena,
                                   int64_t year, int64_t grade,
                                   struct entrant_home_list *homes,
                                   struct error *err)
{
    *homes = (struct entrant_home_list){0};
    if (!store_has_private(store_path(store)))
        return STATUS_OK;
    struct store *private_store;
    enum status status =
        store_open_private(store_path(store), &private_store, err);
    if (status != STATUS_OK)
        return status;
    struct arena *scratch = arena_new(); // names and codes go with it
    struct pupil_list pupils;
    status = store_read_pupils(private_store, scratch, &pupils, err);
    if (status == STATUS_OK)
        *homes = entrant_homes_of_pupils(arena, pupils.items, pupils.count,
                                         year, grade);
    arena_free(scratch);
    store_close(private_store);
    return status;
}

static void take_year(sqlite3_stmt *row, struct arena *arena, void *year)
{
    (void)arena;
    *(int64_t *)year = sqlite3_column_int64(row, 0);
}

enum status zoning_year_of_pupils(struct store *store, int64_t grade,
                                  int64_t *year, struct error *err)
{
    *year = 0;
    if (!store_has_private(store_path(store)))
        return STATUS_OK;
    struct store *private_store;
    enum status status =
        store_open_private(store_path(store), &private_store, err);
    if (status != STATUS_OK)
        return status;
    char sql[80];
    snprintf(sql, sizeof sql, "SELECT max(year) FROM pupil WHERE grade = %d",
             (int)grade);
    status = store_each(private_store, sql, take_year, NULL, year, err);
    store_close(private_store);
    return status;
}

// Units stand in for the wards that entrants are spread over.
enum status zoning_homes_along_streets(struct store *store, struct arena *arena,
                                       const struct planning_unit *units,
                                       size_t n_units, const uint32_t *entrants,
                                       size_t n_threads,
                                       struct entrant_home_list *homes,
                                       struct error *err)
{
    struct arena *scratch = arena_new();
    struct street_set streets;
    struct ward *areas = arena_array(scratch, struct ward, n_units);
    for (size_t u = 0; u < n_units; u++)
        areas[u] = (struct ward){.id = units[u].id, .area = units[u].area};
    enum status status = store_read_streets(store, scratch, &streets, err);
    if (status == STATUS_OK)
        *homes = entrant_homes_spread(arena, &streets, areas, n_units, entrants,
                                      n_threads);
    arena_free(scratch);
    return status;
}
