#ifndef NETWORK_SNAP_H
#define NETWORK_SNAP_H

#include <stdbool.h>

#include "base/arena.h"
#include "geo/area.h"
#include "network/road_graph.h"

/// A place on the network: a point along an edge, and the straight piece that
/// leads to it from a home or a gate beside the street.
struct net_place {
    uint32_t edge;
    uint32_t offset_cm;   ///< along the edge from its first vertex
    uint32_t straight_cm; ///< from `from` to `on`, on the ellipsoid
    struct point_m from;  ///< the home or gate as given
    struct point_m on;    ///< the point on the street
};

/// The farthest a home may lie from a usable street.
#define SNAP_FARTHEST_M 500.0

/// Finds the nearest point of a street a profile may use, by the boxes of the
/// net's edges. Refers to the net and the graph it was built from. Read-only
/// once built; threads share it.
struct snapper;

struct snapper *snapper_build(struct arena *arena, const struct street_net *net,
                              const struct road_graph *graph);

/// The nearest point of a usable street; of equals the lowest edge, then the
/// smallest offset. False if there is none within `limit_m`.
bool snap_point(const struct snapper *snapper, struct point_m from,
                double limit_m, struct net_place *place);

/// Whether a street within `limit_m` may be used but belongs to another part of
/// the network, one that was left out: an island, or a street that can only be
/// left. For saying why there is no way; it looks at every street.
bool snap_meets_other_part(const struct street_net *net,
                           const struct road_graph *graph, struct point_m from,
                           double limit_m);

/// For a school without a mapped gate: the point of its outline that is
/// nearest to a usable street. False if there is none within `limit_m`.
bool snap_area(const struct snapper *snapper, const struct area *area,
               double limit_m, struct net_place *place);

#endif
