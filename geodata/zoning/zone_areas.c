// A zone's outline is kept from the time it is drawn until one of its units
// changes school; then its row is taken out. So the zones to be drawn are those
// that have a unit and no row.

#include "zoning/zone_areas.h"

#include <stdlib.h>
#include <string.h>

#include "base/id_search.h"
#include "store/store_units.h"
#include "store/store_zones.h"
#include "zone/unit_outline.h"

enum status zone_areas_draw(struct arena *arena,
                            const struct city_zoning *zoning,
                            const uint32_t *school, const bool *is_wanted,
                            size_t n_threads, struct zone_list *zones,
                            struct error *err)
{
    size_t n_schools = zoning->schools.count;
    struct arena *scratch = arena_new();
    struct area *areas = arena_array(scratch, struct area, n_schools);
    struct unit_coverage coverage;
    *zones = (struct zone_list){0};
    enum status status =
        unit_coverage_build(scratch, zoning->units.items, zoning->units.count,
                            n_threads, &coverage, err);
    if (status == STATUS_OK)
        status = unit_outlines_join(arena, &coverage, school, n_schools,
                                    is_wanted, n_threads, areas, err);
    for (size_t s = 0; s < n_schools && status == STATUS_OK; s++)
        if (is_wanted == NULL ? !area_is_empty(&areas[s]) : is_wanted[s])
            *zone_list_add(zones, arena) =
                (struct zone){zoning->schools.items[s].id, areas[s]};
    arena_free(scratch);
    return status;
}

// Takes the outlines there are; `is_lacking` gets the schools that have a unit
// and none. True if there is such a one.
static bool take_areas(const struct city_zoning *zoning,
                       const struct zone_list *zones, const uint32_t *school,
                       struct area *areas, bool *is_lacking)
{
    bool any = false;
    for (size_t z = 0; z < zones->count; z++) {
        uint32_t s = city_zoning_find_school(zoning, zones->items[z].school_id);
        if (s != ZONE_NO_SCHOOL)
            areas[s] = zones->items[z].area;
    }
    for (size_t u = 0; u < zoning->units.count; u++) {
        uint32_t s = school[u];
        if (s == ZONE_NO_SCHOOL || !area_is_empty(&areas[s]))
            continue;
        is_lacking[s] = true;
        any = true;
    }
    return any;
}

static enum status draw_lacking(struct arena *arena,
                                const struct city_zoning *zoning,
                                const uint32_t *school, const bool *is_lacking,
                                size_t n_threads, struct area *areas,
                                struct error *err)
{
    struct zone_list drawn;
    enum status status = zone_areas_draw(arena, zoning, school, is_lacking,
                                         n_threads, &drawn, err);
    for (size_t z = 0; status == STATUS_OK && z < drawn.count; z++)
        areas[city_zoning_find_school(zoning, drawn.items[z].school_id)] =
            drawn.items[z].area;
    return status;
}

enum status zone_areas_read(struct store *store, struct arena *arena,
                            const struct city_zoning *zoning,
                            const struct plan_entry *plan,
                            const uint32_t *school, size_t n_threads,
                            struct area **areas, struct error *err)
{
    struct zone_list zones;
    bool *is_lacking = arena_array(arena, bool, zoning->schools.count);
    *areas = arena_array(arena, struct area, zoning->schools.count);
    enum status status = store_read_zones(store, arena, plan->id, &zones, err);
    if (status != STATUS_OK)
        return status;
    bool any = take_areas(zoning, &zones, school, *areas, is_lacking);
    return any && city_zoning_fits(zoning, plan)
               ? draw_lacking(arena, zoning, school, is_lacking, n_threads,
                              *areas, err)
               : STATUS_OK;
}

// Completing ----------------------------------------------------------------

static int by_id(const void *a, const void *b)
{
    const struct school *x = a, *y = b;
    return strcmp(x->id, y->id);
}

// The schools that have a unit, by id, whether or not they have seats now.
static struct school_list schools_named(struct arena *arena,
                                        const struct plan_unit_list *rows)
{
    struct school_list schools = {0};
    for (size_t i = 0; i < rows->count; i++)
        if (rows->items[i].school_id != NULL)
            school_list_add(&schools, arena)->id = rows->items[i].school_id;
    if (schools.count > 0)
        qsort(schools.items, schools.count, sizeof *schools.items, by_id);
    size_t n = 0;
    for (size_t i = 0; i < schools.count; i++)
        if (n == 0 || strcmp(schools.items[n - 1].id, schools.items[i].id) != 0)
            schools.items[n++] = schools.items[i];
    schools.count = n;
    return schools;
}

static bool find_lacking(struct arena *arena, const struct school_list *schools,
                         const struct zone_list *zones, bool **is_lacking)
{
    size_t n_lacking = schools->count;
    *is_lacking = arena_array(arena, bool, schools->count);
    for (size_t s = 0; s < schools->count; s++)
        (*is_lacking)[s] = true;
    for (size_t z = 0; z < zones->count; z++) {
        uint32_t s =
            id_search(schools->items, schools->count, sizeof *schools->items,
                      zones->items[z].school_id);
        if (s != ID_NONE) {
            (*is_lacking)[s] = false;
            n_lacking--;
        }
    }
    return n_lacking > 0;
}

// The units of the plan, in a zoning that has them and the schools named.
static enum status read_for_drawing(struct store *store, struct arena *arena,
                                    const struct plan_entry *plan,
                                    struct city_zoning *zoning,
                                    struct error *err)
{
    struct zoning_question question = zoning_question_of(arena, plan);
    struct school_list schools = zoning->schools;
    enum status status =
        city_zoning_read_units(store, arena, &question, zoning, err);
    if (status == STATUS_OK && !city_zoning_fits(zoning, plan))
        status = error_set(err, STATUS_STATE,
                           "plan %s is made of other planning units than there "
                           "are now, so its zones cannot be drawn",
                           plan->id);
    zoning->schools = schools;
    return status;
}

static enum status complete(struct store *store, struct arena *arena,
                            const struct plan_entry *plan, size_t n_threads,
                            struct error *err)
{
    struct plan_unit_list rows;
    struct zone_list zones, drawn;
    struct city_zoning zoning;
    bool *is_lacking;
    enum status status =
        store_read_plan_units(store, arena, plan->id, &rows, err);
    if (status == STATUS_OK)
        status = store_read_zones(store, arena, plan->id, &zones, err);
    if (status != STATUS_OK)
        return status;
    zoning.schools = schools_named(arena, &rows);
    if (!find_lacking(arena, &zoning.schools, &zones, &is_lacking))
        return STATUS_OK;
    status = read_for_drawing(store, arena, plan, &zoning, err);
    if (status == STATUS_OK)
        status = zone_areas_draw(arena, &zoning,
                                 city_zoning_schools_of(arena, &zoning, &rows),
                                 is_lacking, n_threads, &drawn, err);
    if (status == STATUS_OK)
        status =
            store_replace_zones(store, plan->id, drawn.items, drawn.count, err);
    return status;
}

enum status zone_areas_complete(struct store *store,
                                const struct plan_entry *plan, size_t n_threads,
                                struct error *err)
{
    struct arena *scratch = arena_new();
    enum status status = complete(store, scratch, plan, n_threads, err);
    arena_free(scratch);
    return status;
}
