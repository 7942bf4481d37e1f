#include "tile/city_tiles.h"

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

const struct tile_set_info WARD_TILES = {.name = "wards",
                                         .description = "Wards and communes",
                                         .first_zoom = 7,
                                         .last_zoom = 16,
                                         .layers = WARD_LAYERS,
                                         .n_layers = N_WARD_LAYERS};

struct tile_set *ward_tiles_build(struct arena *arena, struct tile_crs crs,
                                  const struct ward *wards, size_t n_wards,
                                  const char *attribution)
{
    struct tile_set_builder *builder =
        city_tiles_begin(&WARD_TILES, crs, attribution);
    for (size_t i = 0; i < n_wards; i++) {
        if (area_is_empty(&wards[i].area))
            continue;
        tile_shape_begin(builder, WARD, WARD_LAYERS[WARD].from_zoom);
        tag_ward(builder, &wards[i]);
        tile_shape_area(builder, &wards[i].area, 0);
        tile_shape_begin(builder, WARD_LABEL,
                         WARD_LAYERS[WARD_LABEL].from_zoom);
        tag_ward(builder, &wards[i]);
        tile_shape_area_label(builder, &wards[i].area, 0);
    }
    return city_tiles_end(builder, arena);
}
