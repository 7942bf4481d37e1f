#ifndef NETWORK_REACH_STREETS_H
#define NETWORK_REACH_STREETS_H

#include "geo/box_index.h"
#include "network/measure.h"

/// The streets a profile may use, found by their ends and by where they are:
/// what reach areas need beside the measure. Read-only once built; threads
/// share it.
struct reach_streets {
    struct measure measure;
    const uint32_t *first_edge; ///< n_nodes + 1 entries into `edges`
    const uint32_t *edges;      ///< the edges that end at each node
    const struct box_index *boxes;
    const uint32_t *boxed; ///< the edge of each box
};

/// Builds it in `arena`; refers to the parts of the measure.
struct reach_streets reach_streets_build(struct arena *arena,
                                         const struct measure *measure);

#endif
