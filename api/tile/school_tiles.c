#include "tile/city_tiles.h"

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

const struct tile_set_info SCHOOL_TILES = {
    .name = "schools",
    .description = "Schools, their grounds and gates",
    .first_zoom = 9,
    .last_zoom = 16,
    .layers = SCHOOL_LAYERS,
    .n_layers = N_SCHOOL_LAYERS};

struct tile_set *school_tiles_build(struct arena *arena, struct tile_crs crs,
                                    const struct school *schools,
                                    size_t n_schools, const char *attribution)
{
    struct tile_set_builder *builder =
        city_tiles_begin(&SCHOOL_TILES, crs, attribution);
    struct arena *scratch = arena_new();
    for (size_t i = 0; i < n_schools; i++)
        add_school(builder, scratch, &schools[i]);
    struct tile_set *set = city_tiles_end(builder, arena);
    arena_free(scratch);
    return set;
}
