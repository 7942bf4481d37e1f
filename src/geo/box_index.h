#ifndef GEO_BOX_INDEX_H
#define GEO_BOX_INDEX_H

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "geo/box.h"

/// Finds things by where they are: a packed R-tree over boxes, filled in the
/// order of a Hilbert curve (Kamel and Faloutsos, On packing R-trees, CIKM
/// 1993). Flat arrays, so the same struct can sit in an arena or on a
/// memory-mapped file. Built once and only read afterwards, so threads share
/// it.
struct box_index {
    size_t n_items;
    const uint32_t *items;     ///< the items along the curve
    const struct box_m *boxes; ///< theirs, then those of each level above
};

/// How many boxes an index over so many items has.
size_t box_index_count_boxes(size_t n_items);

/// Builds the index in `arena`; item `i` has the box `boxes[i]`.
struct box_index *box_index_build(struct arena *arena,
                                  const struct box_m *boxes, size_t n_boxes);

/// Called for a found item; returning false ends the search.
typedef bool box_index_found_fn(uint32_t item, void *context);

/// Calls `found` for every item whose box overlaps `within`, in an order that
/// depends only on the boxes.
void box_index_search(const struct box_index *index, struct box_m within,
                      box_index_found_fn *found, void *context);

/// Called with an item whose box is not farther than the best distance so far;
/// returns the item's own distance in metres (or anything larger to pass it
/// over).
typedef double box_index_distance_fn(uint32_t item, struct point_m from,
                                     void *context);

/// Of all items not farther than `limit_m`, the one nearest to `from` by the
/// caller's `distance`; of equals the lowest item. UINT32_MAX if there is none.
uint32_t box_index_nearest(const struct box_index *index, struct point_m from,
                           double limit_m, box_index_distance_fn *distance,
                           void *context, double *distance_m);

#endif
