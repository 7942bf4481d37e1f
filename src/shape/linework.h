#ifndef SHAPE_LINEWORK_H
#define SHAPE_LINEWORK_H

#include "shape/shape.h"

// Lines that together make up areas: the ways of a boundary, the borders of
// zones.

/// Several lines.
struct lines {
    struct line *items;
    size_t count;
};

/// The area that closed linework encloses, by the even-odd rule: outer ways
/// and inner ways of a multipolygon, in pieces, in any order and direction.
/// Lines must meet only at vertices. Pieces that close nothing are left out, so
/// the result may be empty.
enum status shape_area_of_lines(struct shaper *shaper, struct arena *arena,
                                struct lines lines, struct area *area,
                                struct error *err);

/// Cuts the lines wherever they meet and moves every vertex to a grid of
/// `grid_m` metres; of equal pieces one is kept. In the result pieces touch
/// only at their ends.
enum status shape_node_lines(struct shaper *shaper, struct arena *arena,
                             struct lines lines, double grid_m,
                             struct lines *noded, struct error *err);

/// The faces between noded lines, each an area of one polygon.
enum status shape_polygonize(struct shaper *shaper, struct arena *arena,
                             struct lines lines, struct area **faces,
                             size_t *n_faces, struct error *err);

/// Takes out vertices so that no line moves by more than `tolerance_m`, all
/// lines being looked at together: ends stay and no two lines come to cross.
/// Same lines in the same order.
enum status shape_simplify_together(struct shaper *shaper, struct arena *arena,
                                    struct lines lines, double tolerance_m,
                                    struct lines *simplified,
                                    struct error *err);

#endif
