#ifndef TILE_TILE_SET_LAYOUT_H
#define TILE_TILE_SET_LAYOUT_H

#include "base/list.h"
#include "geo/box_index.h"
#include "tile/mvt.h"
#include "tile/tile_set.h"

// How a tile set lies in memory: known to who builds it and who draws from it.
//
// Positions are whole units of the Web Mercator square cut into 2^32 by 2^32,
// about 9 mm: the grid of a tile of 4096 units at zoom 20. The grid of zoom z
// is 2^(20 - z) times coarser, so snapping to it is a shift.

#define GRID_ZOOM 20u
#define GRID_SIZE 4294967296.0

/// The zoom at which every vertex is drawn; above it a vertex weighs in.
#define FULL_DETAIL_ZOOM 16

struct grid_point {
    uint32_t x;
    uint32_t y;
};

struct shape_tag {
    const char *key;
    enum { TAG_TEXT, TAG_INT, TAG_BOOL } kind;
    const char *text;
    int64_t number;
};
LIST_DECLARE(shape_tag);

/// A run of points: a point, a line, or a closed ring.
struct shape_part {
    uint32_t first_point;
    uint32_t n_points;
    bool is_hole;
};

/// Shapes are sorted by layer; lines with equal tags (their `tags` are the
/// same run) stand side by side and are drawn as one feature.
struct shape {
    uint16_t layer;
    uint8_t type; // enum mvt_type
    uint8_t from_zoom;
    uint32_t first_tag;
    uint32_t n_tags;
    uint32_t first_part;
    uint32_t n_parts;
};

struct tile_set {
    struct tile_set_info info;
    struct shape *shapes;
    struct box_m *boxes; // of each shape, in grid units
    struct shape_tag *tags;
    struct shape_part *parts;
    struct grid_point *points;
    uint8_t *from_zooms; // of each point: drawn from there on
    size_t n_shapes, n_tags, n_parts, n_points;
    struct box_index *index;
    uint64_t checksum;
};

#endif
