#ifndef TILE_TILE_DRAFT_H
#define TILE_TILE_DRAFT_H

#include "geo/chain.h"
#include "tile/tile_layout.h"
#include "tile/tile_set_builder.h"

// A tile set while it is being built: the shapes as they came, then arranged
// by layer and tags, then with a weight for every vertex. All in the builder's
// arena; positions are grid units as doubles.

/// A tag as it came, its text not yet in the pool.
struct draft_tag {
    struct tile_tag tag;
    const char *text;
};
LIST_DECLARE(draft_tag);

/// A shape as it came.
struct draft_shape {
    size_t order;
    size_t layer;
    enum tile_kind kind;
    int from_zoom;
    size_t first_tag;
    size_t n_tags;
    struct line line; // of a point or a line
    struct area area;
    size_t letters; // of what is written along a label line
};
LIST_DECLARE(draft_shape);

/// A position that was placed on the grid lately, found by its own bits.
struct placed {
    struct point_m from;
    struct point_m to;
    bool is_used;
};
#define PLACED_BITS 15

struct tile_set_builder {
    struct arena *arena;
    struct tile_set_info info;
    tile_lonlat_fn *to_lonlat;
    void *context;
    struct placed *placed; // 1 << PLACED_BITS of them
    struct draft_shape_list shapes;
    struct draft_tag_list tags;
};

/// A part with how much each of its vertices matters (geo/weigh.h).
struct draft_part {
    struct ring points;
    bool is_hole;
    double *weights;
};
LIST_DECLARE(draft_part);

/// Shapes in their final order.
struct draft {
    struct tile_set_builder *builder;
    struct tile_shape_list shapes;
    struct draft_tag_list tags;
    struct draft_part_list parts;
};

/// Sorts the builder's shapes by layer, and lines by their tags, so that the
/// pieces of one street stand together; joins those into fewer, longer lines,
/// and cuts the stretches for labels out of them.
struct draft draft_arrange(struct tile_set_builder *builder);

/// Weighs every vertex. Layers whose areas border on each other are weighed
/// together, so shared borders stay shared at every zoom.
void draft_weigh(struct draft *draft);

/// Puts all into flat arrays in `arena`, with an index over the shapes' boxes.
struct tile_set *draft_pack(const struct draft *draft, struct arena *arena);

/// The first zoom, not before `from`, at which a size of `grid_units` is at
/// least `units` of a tile; one beyond the last if it never is.
int zoom_for_size(double grid_units, double units, int from);

/// Units of a tile for a pixel, as most maps draw tiles: 512 pixels a side.
#define UNITS_A_PX 8

#endif
