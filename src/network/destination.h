#ifndef NETWORK_DESTINATION_H
#define NETWORK_DESTINATION_H

#include "base/arena.h"
#include "base/list.h"
#include "city/school.h"
#include "network/snap.h"

/// A gate by which a school can be reached.
struct destination {
    uint32_t school; ///< index into the schools the set was built from
    struct net_place place;
};
LIST_DECLARE(destination);

/// A way to a gate from one end of the edge it lies on: the rest of the edge
/// and the gate's straight piece.
struct gate_entry {
    uint32_t gate; ///< index into the destinations
    uint32_t distance_cm;
    uint32_t duration_ms;
};

/// The gates of the schools of some levels, as one profile sees them. A school
/// has every mapped gate; without one, the point of its outline nearest to a
/// usable street; without an outline, its point. Sorted by edge, then offset,
/// then school. Read-only once built.
struct destination_set {
    struct destination *gates;
    size_t count;
    size_t n_schools;    ///< of the list it was built from
    uint32_t *unreached; ///< schools of the levels with no street near
    size_t n_unreached;
    const uint32_t *first_on_edge;    ///< n_edges + 1 entries into `gates`
    const uint32_t *first_entry;      ///< n_nodes + 1 entries into `entries`
    const struct gate_entry *entries; ///< by the node they start from
};

struct destination_set destination_set_build(
    struct arena *arena, const struct street_net *net,
    const struct road_graph *graph, const struct snapper *snapper,
    const struct school *schools, size_t n_schools, level_set levels);

#endif
