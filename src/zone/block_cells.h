#ifndef ZONE_BLOCK_CELLS_H
#define ZONE_BLOCK_CELLS_H

#include "zone/face_set.h"
#include "zone/unit_entrants.h"

/// A unit cut into triangles, its finest pieces: no corner lies on its rim that
/// was not a vertex there before, so its neighbours do not notice. The borders
/// of the street blocks it was joined of are borders of cells.
struct block_cells {
    struct face_set set;
    uint32_t *entrants; ///< of each cell
};

/// A unit that may be cut: what it covers, the blocks it was joined of and the
/// homes of each, in one list: those of block i are homes[first_home[i]] to
/// homes[first_home[i + 1] - 1].
struct big_unit {
    const struct area *area;
    const struct area *blocks;
    size_t n_blocks;
    const struct entrant_home *homes;
    const uint32_t *first_home;
};

/// Builds the cells in `arena`. Where more than `grain` entrants fall into one
/// cell it is cut further from its middle, as long as they live apart.
/// There are no cells when the triangles do not fit the unit exactly.
enum status block_cells_build(struct arena *arena, const struct big_unit *unit,
                              uint32_t grain, struct block_cells *cells,
                              struct error *err);

#endif
