#include "tile/city_tiles.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "geo/label_point.h"
#include "zone/zone_tints.h"

#define TEXT_FIELD(name)                                                       \
    {                                                                          \
        name, "String"                                                         \
    }

// Closes the builder of a set.
static struct tile_set *finish(struct tile_set_builder *builder,
                               struct arena *arena)
{
    struct tile_set *set = tile_set_build(builder, arena);
    tile_set_builder_free(builder);
    return set;
}

// --- schools

enum school_layer { GROUNDS, GATE, SCHOOL, N_SCHOOL_LAYERS };

static const struct tile_layer SCHOOL_LAYERS[N_SCHOOL_LAYERS] = {
    [GROUNDS] = {.name = "grounds",
                 .description = "Outlines of schools",
                 .from_zoom = 14,
                 .fields = {TEXT_FIELD("id"), TEXT_FIELD("level")}},
    [GATE] = {.name = "gate",
              .description = "Gates and entrances; school is the school's id",
              .from_zoom = 15,
              .fields = {TEXT_FIELD("school"), TEXT_FIELD("level")}},
    [SCHOOL] = {.name = "school",
                .description = "Schools, as points; level is the first of "
                               "levels",
                .from_zoom = 9,
                .fields = {TEXT_FIELD("id"), TEXT_FIELD("name"),
                           TEXT_FIELD("levels"), TEXT_FIELD("level")}},
};

static const char *first_level(const struct school *school)
{
    for (unsigned level = 0; level < N_LEVELS; level++)
        if (school->levels & LEVEL_BIT(level))
            return level_name((enum level)level);
    return NULL;
}

static void add_school(struct tile_set_builder *builder, struct arena *scratch,
                       const struct school *school)
{
    char *levels = arena_array(scratch, char, LEVEL_SET_TEXT_SIZE);
    const char *level = first_level(school);
    level_set_format(school->levels, levels);

    tile_shape_begin(builder, SCHOOL, SCHOOL_LAYERS[SCHOOL].from_zoom);
    tile_shape_text(builder, "id", school->id);
    tile_shape_text(builder, "name", school->name);
    tile_shape_text(builder, "levels", levels);
    tile_shape_text(builder, "level", level);
    tile_shape_point(builder, school->point);

    if (!area_is_empty(&school->grounds)) {
        tile_shape_begin(builder, GROUNDS, SCHOOL_LAYERS[GROUNDS].from_zoom);
        tile_shape_text(builder, "id", school->id);
        tile_shape_text(builder, "level", level);
        tile_shape_area(builder, &school->grounds, 4);
    }
    for (size_t i = 0; i < school->n_gates; i++) {
        tile_shape_begin(builder, GATE, SCHOOL_LAYERS[GATE].from_zoom);
        tile_shape_text(builder, "school", school->id);
        tile_shape_text(builder, "level", level);
        tile_shape_point(builder, school->gates[i]);
    }
}

struct tile_set *school_tiles_build(struct arena *arena, struct tile_crs crs,
                                    const struct school *schools,
                                    size_t n_schools, const char *attribution)
{
    const struct tile_set_info info = {.name = "schools",
                                       .description =
                                           "Schools, their grounds and gates",
                                       .attribution = attribution,
                                       .first_zoom = 9,
                                       .last_zoom = 16,
                                       .layers = SCHOOL_LAYERS,
                                       .n_layers = N_SCHOOL_LAYERS};
    struct tile_set_builder *builder =
        tile_set_builder_new(&info, crs.to_lonlat, crs.context);
    struct arena *scratch = arena_new();
    for (size_t i = 0; i < n_schools; i++)
        add_school(builder, scratch, &schools[i]);
    struct tile_set *set = finish(builder, arena);
    arena_free(scratch);
    return set;
}

// --- wards

enum ward_layer { WARD, WARD_LABEL, N_WARD_LAYERS };

static const struct tile_layer WARD_LAYERS[N_WARD_LAYERS] = {
    [WARD] = {.name = "ward",
              .description = "Wards and communes",
              .from_zoom = 7,
              .fields = {TEXT_FIELD("id"), TEXT_FIELD("name"),
                         TEXT_FIELD("district")},
              .is_coverage = true},
    [WARD_LABEL] = {.name = "ward_label",
                    .description = "A point in each ward for its name",
                    .from_zoom = 10,
                    .fields = {TEXT_FIELD("id"), TEXT_FIELD("name"),
                               TEXT_FIELD("district")}},
};

static void tag_ward(struct tile_set_builder *builder, const struct ward *ward)
{
    tile_shape_text(builder, "id", ward->id);
    tile_shape_text(builder, "name", ward->name);
    tile_shape_text(builder, "district", ward->district);
}

struct tile_set *ward_tiles_build(struct arena *arena, struct tile_crs crs,
                                  const struct ward *wards, size_t n_wards,
                                  const char *attribution)
{
    const struct tile_set_info info = {.name = "wards",
                                       .description = "Wards and communes",
                                       .attribution = attribution,
                                       .first_zoom = 7,
                                       .last_zoom = 16,
                                       .layers = WARD_LAYERS,
                                       .n_layers = N_WARD_LAYERS};
    struct tile_set_builder *builder =
        tile_set_builder_new(&info, crs.to_lonlat, crs.context);
    for (size_t i = 0; i < n_wards; i++) {
        if (area_is_empty(&wards[i].area))
            continue;
        tile_shape_begin(builder, WARD, WARD_LAYERS[WARD].from_zoom);
        tag_ward(builder, &wards[i]);
        tile_shape_area(builder, &wards[i].area, 0);
        tile_shape_begin(builder, WARD_LABEL,
                         WARD_LAYERS[WARD_LABEL].from_zoom);
        tag_ward(builder, &wards[i]);
        tile_shape_point(builder, area_label_point(&wards[i].area));
    }
    return finish(builder, arena);
}

// --- zones

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

struct tile_set *zone_tiles_build(struct arena *arena, struct tile_crs crs,
                                  const struct plan *plans, size_t n_plans,
                                  const struct school *schools,
                                  size_t n_schools, const char *attribution)
{
    const struct tile_set_info info = {.name = "zones",
                                       .description =
                                           "Attendance zones of the plans in "
                                           "force, a layer a level",
                                       .attribution = attribution,
                                       .first_zoom = 8,
                                       .last_zoom = 16,
                                       .layers = ZONE_LAYERS,
                                       .n_layers = N_LEVELS};
    struct tile_set_builder *builder =
        tile_set_builder_new(&info, crs.to_lonlat, crs.context);
    struct arena *scratch = arena_new();
    struct named_school *names = sorted_names(scratch, schools, n_schools);
    for (size_t i = 0; i < n_plans; i++)
        add_plan(builder, scratch, &plans[i], names, n_schools);
    struct tile_set *set = finish(builder, arena);
    arena_free(scratch);
    return set;
}
