#include "tile/city_tiles.h"

enum unit_layer { UNIT, UNIT_LABEL, N_UNIT_LAYERS };

#define UNIT_FIELDS                                                            \
    {                                                                          \
        TEXT_FIELD("id"), TEXT_FIELD("name"), TEXT_FIELD("ward")               \
    }

static const struct tile_layer UNIT_LAYERS[N_UNIT_LAYERS] = {
    [UNIT] = {.name = "unit",
              .description = "Planning units: residents' quarters or street "
                             "blocks; ward is the ward's id",
              .from_zoom = 11,
              .fields = UNIT_FIELDS,
              .is_coverage = true},
    [UNIT_LABEL] = {.name = "unit_label",
                    .description = "A point in each unit for its name",
                    .from_zoom = 14,
                    .fields = UNIT_FIELDS},
};

const struct tile_set_info UNIT_TILES = {.name = "units",
                                         .description =
                                             "The units that zones are made of",
                                         .first_zoom = 11,
                                         .last_zoom = 16,
                                         .layers = UNIT_LAYERS,
                                         .n_layers = N_UNIT_LAYERS};

static void tag_unit(struct tile_set_builder *builder,
                     const struct planning_unit *unit)
{
    tile_shape_text(builder, "id", unit->id);
    tile_shape_text(builder, "name", unit->name);
    tile_shape_text(builder, "ward", unit->ward_id);
}

struct tile_set *unit_tiles_build(struct arena *arena, struct tile_crs crs,
                                  const struct planning_unit *units,
                                  size_t n_units, const char *attribution)
{
    struct tile_set_builder *builder =
        city_tiles_begin(&UNIT_TILES, crs, attribution);
    for (size_t i = 0; i < n_units; i++) {
        if (area_is_empty(&units[i].area))
            continue;
        tile_shape_begin(builder, UNIT, UNIT_LAYERS[UNIT].from_zoom);
        tag_unit(builder, &units[i]);
        tile_shape_area(builder, &units[i].area, 0);
        tile_shape_begin(builder, UNIT_LABEL,
                         UNIT_LAYERS[UNIT_LABEL].from_zoom);
        tag_unit(builder, &units[i]);
        tile_shape_area_label(builder, &units[i].area, 0);
    }
    return city_tiles_end(builder, arena);
}
