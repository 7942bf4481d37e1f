#include "zoning/zone_areas.h"

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
