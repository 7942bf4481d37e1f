#include <stdlib.h>
#include <string.h>

#include "tile/city_tiles.h"
#include "zone/zone_tints.h"

#define ZONE_FIELDS                                                            \
    {                                                                          \
        TEXT_FIELD("school"), TEXT_FIELD("name"),                              \
        {                                                                      \
            "tint", "Number"                                                   \
        }                                                                      \
    }

static const struct tile_layer ZONE_LAYERS[N_LEVELS] = {
    [LEVEL_PRESCHOOL] = {.name = "zone_preschool",
                         .description = "Zones of preschools",
                         .from_zoom = 8,
                         .fields = ZONE_FIELDS,
                         .is_coverage = true},
    [LEVEL_PRIMARY] = {.name = "zone_primary",
                       .description = "Zones of primary schools",
                       .from_zoom = 8,
                       .fields = ZONE_FIELDS,
                       .is_coverage = true},
    [LEVEL_LOWER_SECONDARY] = {.name = "zone_lower_secondary",
                               .description = "Zones of lower-secondary "
                                              "schools",
                               .from_zoom = 8,
                               .fields = ZONE_FIELDS,
                               .is_coverage = true},
    [LEVEL_UPPER_SECONDARY] = {.name = "zone_upper_secondary",
                               .description = "Zones of upper-secondary "
                                              "schools",
                               .from_zoom = 8,
                               .fields = ZONE_FIELDS,
                               .is_coverage = true},
};

struct named_school {
    const char *id;
    const char *name;
};

static int by_id(const void *a, const void *b)
{
    const struct named_school *x = a;
    const struct named_school *y = b;
    return strcmp(x->id, y->id);
}

static struct named_school *sorted_names(struct arena *arena,
                                         const struct school *schools,
                                         size_t n_schools)
{
    struct named_school *names =
        arena_array(arena, struct named_school, n_schools);
    for (size_t i = 0; i < n_schools; i++)
        names[i] = (struct named_school){schools[i].id, schools[i].name};
    if (n_schools > 0)
        qsort(names, n_schools, sizeof *names, by_id);
    return names;
}

static void add_plan(struct tile_set_builder *builder, struct arena *scratch,
                     const struct plan *plan, const struct named_school *names,
                     size_t n_names)
{
    enum level level = plan->level;
    uint8_t *tints = arena_array(scratch, uint8_t, plan->zones.count);
    zone_tints_choose(&plan->zones, tints);
    for (size_t i = 0; i < plan->zones.count; i++) {
        const struct zone *zone = &plan->zones.items[i];
        struct named_school key = {zone->school_id, NULL};
        const struct named_school *school =
            n_names > 0 ? bsearch(&key, names, n_names, sizeof *names, by_id)
                        : NULL;
        if (area_is_empty(&zone->area))
            continue;
        tile_shape_begin(builder, level, ZONE_LAYERS[level].from_zoom);
        tile_shape_text(builder, "school", zone->school_id);
        tile_shape_text(builder, "name", school != NULL ? school->name : NULL);
        tile_shape_int(builder, "tint", tints[i]);
        tile_shape_area(builder, &zone->area, 0);
    }
}

const struct tile_set_info ZONE_TILES = {
    .name = "zones",
    .description = "Attendance zones of the plans in force, a layer a level",
    .first_zoom = 8,
    .last_zoom = 16,
    .layers = ZONE_LAYERS,
    .n_layers = N_LEVELS};

struct tile_set *zone_tiles_build(struct arena *arena, struct tile_crs crs,
                                  const struct plan *plan,
                                  const struct school *schools,
                                  size_t n_schools, const char *attribution)
{
    struct tile_set_builder *builder =
        city_tiles_begin(&ZONE_TILES, crs, attribution);
    struct arena *scratch = arena_new();
    if (plan != NULL)
        add_plan(builder, scratch, plan,
                 sorted_names(scratch, schools, n_schools), n_schools);
    struct tile_set *set = city_tiles_end(builder, arena);
    arena_free(scratch);
    return set;
}
