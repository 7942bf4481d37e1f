#ifndef ZONE_UNIT_ADJACENCY_H
#define ZONE_UNIT_ADJACENCY_H

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "city/ward.h"

/// Which planning units share a border, both ways round and by index: what
/// `struct zone_problem` needs to keep zones in one piece. Read-only once
/// built; threads share it.
struct unit_adjacency {
    size_t n_units;
    const uint32_t *first_neighbour; ///< n_units + 1 entries
    const uint32_t *neighbours;      ///< ascending within a unit
    const double *border_m; ///< how long the border with that neighbour is
};

/// When two units count as neighbours. Units of one file often leave slivers
/// between them or overlap a little, so borders that run side by side in
/// opposite directions no farther apart than `tolerance_m` count as common, if
/// they do so for more than `shortest_m`. A border that is common to the
/// centimetre counts from ADJACENCY_EXACT_BORDER_M on. Of crumbs of units
/// (there is one of 0.001 m² in real data) a tenth of the border all around is
/// enough. A mere corner, however close, never counts.
struct adjacency_options {
    double tolerance_m;
    double shortest_m;
};
#define ADJACENCY_USUAL ((struct adjacency_options){3, 15})
#define ADJACENCY_EXACT_BORDER_M 1.0

/// Builds it in `arena`.
struct unit_adjacency unit_adjacency_build(struct arena *arena,
                                           const struct planning_unit *units,
                                           size_t n_units,
                                           struct adjacency_options options);

#endif
