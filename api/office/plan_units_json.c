// Units are told as columns, each an array in the order of their ids: for
// thousands of them that is a third of the bytes of objects, and what the page
// makes of it is arrays again. Who paints them needs to know which lie side by
// side: tints of neighbouring zones differ, and arrow keys go from one to the
// next.

#include "office/plan_json.h"

#include <string.h>

#include "query/query_json.h"

// An index, or -1 for ZONE_NO_SCHOOL.
static int64_t index_of(uint32_t school)
{
    return school == ZONE_NO_SCHOOL ? -1 : (int64_t)school;
}

static void write_units(struct json_writer *json,
                        const struct city_zoning *zoning)
{
    json_key(json, "units");
    json_begin_array(json);
    for (size_t u = 0; u < zoning->units.count; u++)
        json_text(json, zoning->units.items[u].id);
    json_end_array(json);
}

static void write_schools(struct json_writer *json,
                          const struct city_zoning *zoning)
{
    json_key(json, "schools");
    json_begin_array(json);
    for (size_t s = 0; s < zoning->schools.count; s++)
        json_text(json, zoning->schools.items[s].id);
    json_end_array(json);
}

static void write_belonging(struct json_writer *json,
                            const struct desk_plan *plan)
{
    const uint32_t *school = zone_draft_schools(plan->zones);
    json_key(json, "school");
    json_begin_array(json);
    for (size_t u = 0; u < plan->zoning.units.count; u++)
        json_int(json, index_of(school[u]));
    json_end_array(json);
}

static void write_entrants(struct json_writer *json,
                           const struct city_zoning *zoning)
{
    json_key(json, "entrants");
    json_begin_array(json);
    for (size_t u = 0; u < zoning->units.count; u++)
        json_int(json, zoning->problem.entrants[u]);
    json_end_array(json);
}

// Wards in the order they are first met.
static void write_wards(struct json_writer *json, struct arena *arena,
                        const struct city_zoning *zoning)
{
    size_t n = zoning->units.count, n_wards = 0;
    const char **wards = arena_array(arena, const char *, n);
    int64_t *ward = arena_array(arena, int64_t, n);
    for (size_t u = 0; u < n; u++) {
        const char *id = zoning->units.items[u].ward_id;
        size_t w = u > 0 && ward[u - 1] >= 0 ? (size_t)ward[u - 1] : 0;
        if (id == NULL) {
            ward[u] = -1;
            continue;
        }
        if (w >= n_wards || strcmp(wards[w], id) != 0)
            for (w = 0; w < n_wards && strcmp(wards[w], id) != 0; w++)
                continue;
        if (w == n_wards)
            wards[n_wards++] = id;
        ward[u] = (int64_t)w;
    }
    json_key(json, "wards");
    json_begin_array(json);
    for (size_t w = 0; w < n_wards; w++)
        json_text(json, wards[w]);
    json_end_array(json);
    json_key(json, "ward");
    json_begin_array(json);
    for (size_t u = 0; u < n; u++)
        json_int(json, ward[u]);
    json_end_array(json);
}

// The indices of units that are locked; rows are by id, as units are.
static void write_locked(struct json_writer *json, const struct desk_plan *plan)
{
    json_key(json, "locked");
    json_begin_array(json);
    for (size_t i = 0; i < plan->rows.count; i++) {
        if (!plan->rows.items[i].is_locked)
            continue;
        uint32_t unit =
            city_zoning_find_unit(&plan->zoning, plan->rows.items[i].unit_id);
        if (unit != ZONE_NO_UNIT)
            json_int(json, unit);
    }
    json_end_array(json);
}

// A unit that has no name of its own goes by its id.
static void write_names(struct json_writer *json,
                        const struct city_zoning *zoning)
{
    json_key(json, "names");
    json_begin_array(json);
    for (size_t u = 0; u < zoning->units.count; u++) {
        const struct planning_unit *unit = &zoning->units.items[u];
        json_text(json, unit->name == NULL ? unit->id : unit->name);
    }
    json_end_array(json);
}

// Where a mark or the focus of a keyboard stands in each.
static void write_places(struct json_writer *json, struct crs *crs,
                         const struct city_zoning *zoning,
                         const struct point_m *places)
{
    json_key(json, "at");
    json_begin_array(json);
    for (size_t u = 0; u < zoning->units.count; u++)
        if (area_is_empty(&zoning->units.items[u].area))
            json_nothing(json);
        else
            json_lonlat(json, crs_to_lonlat(crs, places[u]));
    json_end_array(json);
}

// Each pair of neighbours once, with the one that comes first.
static void write_neighbours(struct json_writer *json,
                             const struct zone_problem *problem)
{
    json_key(json, "neighbours");
    json_begin_array(json);
    for (uint32_t u = 0; u < problem->n_units; u++) {
        json_begin_array(json);
        for (uint32_t i = problem->first_neighbour[u];
             i < problem->first_neighbour[u + 1]; i++)
            if (problem->neighbours[i] > u)
                json_int(json, problem->neighbours[i]);
        json_end_array(json);
    }
    json_end_array(json);
}

void plan_units_write(struct json_writer *json, struct query_context *query,
                      struct arena *arena, const struct plan_on_desk *taken)
{
    const struct desk_plan *plan = taken->plan;
    json_begin_object(json);
    plan_steps_members(json, plan);
    write_units(json, &plan->zoning);
    write_schools(json, &plan->zoning);
    write_belonging(json, plan);
    write_locked(json, plan);
    write_entrants(json, &plan->zoning);
    write_wards(json, arena, &plan->zoning);
    write_names(json, &plan->zoning);
    write_places(json, query->crs, &plan->zoning, taken->places);
    write_neighbours(json, &plan->zoning.problem);
    json_end_object(json);
}
