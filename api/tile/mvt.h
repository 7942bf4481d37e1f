#ifndef TILE_MVT_H
#define TILE_MVT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/list.h"
#include "base/text.h"

/// Writes Mapbox Vector Tiles, version 2.1
/// (github.com/mapbox/vector-tile-spec). The same calls give the same bytes.

/// Units a side of every tile: MapLibre draws eight to a pixel.
#define MVT_EXTENT 4096

/// A position in a tile's units, from its north-west corner; y points south.
struct tile_point {
    int32_t x;
    int32_t y;
};
LIST_DECLARE(tile_point);
LIST_DECLARE_OF(uint32_t, mvt_command);

/// The numbers are the specification's.
enum mvt_type { MVT_POINT = 1, MVT_LINE = 2, MVT_POLYGON = 3 };

/// A geometry being drawn, as the commands of a pen. Start zeroed.
struct mvt_geometry {
    struct mvt_command_list commands;
    struct tile_point pen;
};

/// Adds a position to a geometry of points.
void mvt_draw_point(struct mvt_geometry *geometry, struct arena *arena,
                    struct tile_point at);

/// Adds a line without its repeated points and those that lie straight between
/// their neighbours; nothing if it has no length. Changes `points`.
void mvt_draw_line(struct mvt_geometry *geometry, struct arena *arena,
                   struct tile_point *points, size_t n);

/// Adds a ring (the closing point may be given or not) without its repeated
/// points and spikes, turned the way the specification asks for: outer rings
/// clockwise on the screen, holes the other way, each hole after its outer
/// ring. False, and nothing added, if it has no surface. Changes `points`.
bool mvt_draw_ring(struct mvt_geometry *geometry, struct arena *arena,
                   struct tile_point *points, size_t n, bool is_hole);

bool mvt_is_empty(const struct mvt_geometry *geometry);

/// Features of one kind with the texts they share. `arena` holds it.
struct mvt_layer;
struct mvt_layer *mvt_layer_new(struct arena *arena, const char *name);

/// Adds a feature; the tags that follow are its own. Keys and texts must live
/// as long as the layer. `text` NULL adds no tag.
void mvt_add_feature(struct mvt_layer *layer, enum mvt_type type,
                     const struct mvt_geometry *geometry);
void mvt_tag_text(struct mvt_layer *layer, const char *key, const char *text);
void mvt_tag_int(struct mvt_layer *layer, const char *key, int64_t value);
void mvt_tag_bool(struct mvt_layer *layer, const char *key, bool value);

/// Appends the layer to a tile; nothing if it has no feature. Layers written
/// one after the other are a tile.
void mvt_layer_write(const struct mvt_layer *layer, struct text_buffer *tile);

#endif
