// Plans as schools of units. A plan of these very units is read as it is; one
// that was drawn along streets, or from units that have been made anew since
// (under the same names, perhaps), is asked at a point inside each unit.

#include <string.h>

#include "base/id_search.h"
#include "base/text.h"
#include "geo/area_index.h"
#include "shape/shape.h"
#include "store/store_city.h"
#include "store/store_zones.h"
#include "zoning/city_zoning.h"

uint32_t city_zoning_find_unit(const struct city_zoning *zoning, const char *id)
{
    uint32_t found = id_search(zoning->units.items, zoning->units.count,
                               sizeof *zoning->units.items, id);
    return found == ID_NONE ? ZONE_NO_UNIT : found;
}

uint32_t city_zoning_find_school(const struct city_zoning *zoning,
                                 const char *id)
{
    uint32_t found = id_search(zoning->schools.items, zoning->schools.count,
                               sizeof *zoning->schools.items, id);
    return found == ID_NONE ? ZONE_NO_SCHOOL : found;
}

bool city_zoning_fits(const struct city_zoning *zoning,
                      const struct plan_entry *plan)
{
    struct arena *scratch = arena_new();
    struct zoning_question question =
        zoning_question_parse(scratch, plan->level, plan->options);
    bool fits = text_same(question.units, zoning->unit_set);
    arena_free(scratch);
    return fits;
}

static void take_units(const struct city_zoning *zoning,
                       const struct plan_unit_list *rows, uint32_t *school)
{
    for (size_t i = 0; i < rows->count; i++) {
        const struct plan_unit *row = &rows->items[i];
        uint32_t unit = city_zoning_find_unit(zoning, row->unit_id);
        if (unit != ZONE_NO_UNIT && row->school_id != NULL)
            school[unit] = city_zoning_find_school(zoning, row->school_id);
    }
}

static uint32_t *no_schools(struct arena *arena,
                            const struct city_zoning *zoning)
{
    uint32_t *school = arena_array(arena, uint32_t, zoning->units.count);
    for (size_t u = 0; u < zoning->units.count; u++)
        school[u] = ZONE_NO_SCHOOL;
    return school;
}

uint32_t *city_zoning_schools_of(struct arena *arena,
                                 const struct city_zoning *zoning,
                                 const struct plan_unit_list *rows)
{
    uint32_t *school = no_schools(arena, zoning);
    take_units(zoning, rows, school);
    return school;
}

struct plan_unit_list city_zoning_plan_units(struct arena *arena,
                                             const struct city_zoning *zoning,
                                             const uint32_t *school)
{
    const uint32_t *locked = zoning->problem.locked;
    struct plan_unit_list units = {0};
    for (size_t u = 0; u < zoning->units.count; u++)
        *plan_unit_list_add(&units, arena) = (struct plan_unit){
            .unit_id = zoning->units.items[u].id,
            .school_id = school[u] == ZONE_NO_SCHOOL
                             ? NULL
                             : zoning->schools.items[school[u]].id,
            .is_locked = locked != NULL && locked[u] != ZONE_NO_SCHOOL};
    return units;
}

static enum status ask_zones(struct arena *arena,
                             const struct city_zoning *zoning,
                             const struct zone_list *zones, uint32_t *school,
                             struct error *err)
{
    struct shaper *shaper = shaper_new();
    struct area *areas = arena_array(arena, struct area, zones->count);
    for (size_t z = 0; z < zones->count; z++)
        areas[z] = zones->items[z].area;
    struct area_index index = area_index_build(arena, areas, zones->count);
    enum status status = STATUS_OK;
    for (size_t u = 0; u < zoning->units.count && status == STATUS_OK; u++) {
        struct point_m inside;
        status = shape_inside_point(shaper, &zoning->units.items[u].area,
                                    &inside, err);
        uint32_t zone =
            status == STATUS_OK ? area_index_at(&index, inside) : AREA_NONE;
        if (zone != AREA_NONE)
            school[u] =
                city_zoning_find_school(zoning, zones->items[zone].school_id);
    }
    shaper_free(shaper);
    return status;
}

static enum status read_units_of(struct store *store, struct arena *arena,
                                 const struct city_zoning *zoning,
                                 const char *plan_id, uint32_t *school,
                                 struct error *err)
{
    struct plan_unit_list rows;
    enum status status =
        store_read_plan_units(store, arena, plan_id, &rows, err);
    if (status == STATUS_OK)
        take_units(zoning, &rows, school);
    return status;
}

static enum status read_zones_of(struct store *store, struct arena *arena,
                                 const struct city_zoning *zoning,
                                 const char *plan_id, uint32_t *school,
                                 struct error *err)
{
    struct zone_list zones;
    enum status status = store_read_zones(store, arena, plan_id, &zones, err);
    if (status == STATUS_OK)
        status = ask_zones(arena, zoning, &zones, school, err);
    return status;
}

enum status city_zoning_read_plan(struct store *store, struct arena *arena,
                                  const struct city_zoning *zoning,
                                  const char *plan_id, uint32_t **school,
                                  struct error *err)
{
    struct plan_entry plan;
    *school = no_schools(arena, zoning);
    enum status status =
        store_read_plan_entry(store, arena, plan_id, &plan, err);
    if (status != STATUS_OK)
        return status;
    return city_zoning_fits(zoning, &plan)
               ? read_units_of(store, arena, zoning, plan_id, *school, err)
               : read_zones_of(store, arena, zoning, plan_id, *school, err);
}

// What is named ---------------------------------------------------------------

enum status city_zoning_find_units(struct arena *arena,
                                   const struct city_zoning *zoning,
                                   const char *const *ids, size_t n,
                                   uint32_t **units, struct error *err)
{
    *units = arena_array(arena, uint32_t, n);
    for (size_t i = 0; i < n; i++) {
        (*units)[i] = city_zoning_find_unit(zoning, ids[i]);
        if ((*units)[i] == ZONE_NO_UNIT)
            return error_set(err, STATUS_NOT_FOUND,
                             "the city has no planning unit \"%s\"", ids[i]);
    }
    return STATUS_OK;
}

// Why a school that is not in the zoning is not.
static enum status refuse_school(const struct city_zoning *zoning,
                                 const struct school *school, struct error *err)
{
    enum level level = zoning->question.level;
    if ((school->levels & LEVEL_BIT(level)) == 0)
        return error_set(err, STATUS_STATE,
                         "school \"%s\" does not teach level %s, which the "
                         "plan is for",
                         school->id, level_name(level));
    return error_set(err, STATUS_STATE,
                     "school \"%s\" %s, so it can have no zone", school->id,
                     school_is_public(school) ? "has no seats"
                                              : "is not public");
}

enum status city_zoning_need_school(struct store *store, struct arena *arena,
                                    const struct city_zoning *zoning,
                                    const char *id, uint32_t *school,
                                    struct error *err)
{
    struct school_list schools;
    *school = city_zoning_find_school(zoning, id);
    if (*school != ZONE_NO_SCHOOL)
        return STATUS_OK;
    enum status status = store_read_schools(store, arena, &schools, err);
    if (status != STATUS_OK)
        return status;
    uint32_t found =
        id_search(schools.items, schools.count, sizeof *schools.items, id);
    if (found == ID_NONE)
        return error_set(err, STATUS_NOT_FOUND, "the city has no school \"%s\"",
                         id);
    return refuse_school(zoning, &schools.items[found], err);
}
