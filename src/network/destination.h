#ifndef NETWORK_DESTINATION_H
#define NETWORK_DESTINATION_H

#include "base/arena.h"
#include "base/list.h"
#include "city/school.h"
#include "network/measure.h"
#include "network/snap.h"

/// A gate by which a school can be reached.
struct destination {
    uint32_t school; ///< index into the schools the set was built from
    struct net_place place;
};
LIST_DECLARE(destination);

/// A gate and the way to it, its straight piece included.
struct gate_way {
    way_length way;
    uint32_t gate; ///< index into the destinations
};

/// For every position of a hierarchy the gates that can be reached by
/// descending from it, nearest first (buckets: Knopp, Sanders, Schultes,
/// Schulz, Wagner, Computing many-to-many shortest paths using highway
/// hierarchies, ALENEX 2007). The k nearest schools from a home are then one
/// short climb.
struct gate_index {
    const uint32_t *first; ///< n_nodes + 1 entries, by position
    const struct gate_way *gates;
};

/// The gates of the schools of some levels, as one measure sees them. A school
/// has every mapped gate; without one, the point of its outline nearest to a
/// usable street; without an outline, its point. Sorted by edge, then offset,
/// then school. Read-only once built.
struct destination_set {
    struct destination *gates;
    size_t count;
    size_t n_schools;    ///< of the list it was built from
    uint32_t *unreached; ///< schools of the levels with no street near
    size_t n_unreached;
    const uint32_t *first_on_edge; ///< n_edges + 1 entries into `gates`
    struct gate_index index;
};

struct destination_set destination_set_build(struct arena *arena,
                                             const struct measure *measure,
                                             const struct snapper *snapper,
                                             const struct school *schools,
                                             size_t n_schools,
                                             level_set levels);

#endif
