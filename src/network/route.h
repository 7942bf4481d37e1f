#ifndef NETWORK_ROUTE_H
#define NETWORK_ROUTE_H

#include <stdbool.h>

#include "base/error.h"
#include "network/destination.h"
#include "network/measure.h"

/// A way along streets between two places: total distance and time with the
/// straight pieces at both ends (walked at 4.6 km/h whatever the profile). The
/// distance is the straight pieces, the legs and, for a traveller who shuns
/// big roads, what these add.
///
/// Of all shortest ways the one that takes least time is meant, then a fixed
/// but arbitrary one; so distance and time are the same however computed.
struct route {
    uint32_t distance_cm;
    uint32_t duration_ms;
    uint32_t first_straight_cm;
    uint32_t last_straight_cm;
    uint32_t extra_cm;      ///< added for big roads, not travelled
    struct route_leg *legs; ///< in order; stretches of one street name
    size_t n_legs;
    struct line line; ///< from the home to the gate, straight pieces included
    /// For every point of the line the net's vertex it is, or ROUTE_NO_VERTEX
    /// for the few that lie beside or within an edge.
    const uint32_t *line_vertices;
};

#define ROUTE_NO_VERTEX UINT32_MAX

/// A stretch along edges that carry the same street name.
struct route_leg {
    const char *name; ///< "" if the street has none
    uint32_t length_cm;
};

/// A school found near a home.
struct near_school {
    uint32_t school; ///< index into the schools
    uint32_t gate;   ///< index into the destinations
    uint32_t distance_cm;
    uint32_t duration_ms;
};

/// Scratch memory for searches: make one per thread and use it again and
/// again. By the weight of its measure: "nearest" and "shortest" below mean
/// quickest when it goes by time. Borrows the measure's parts.
struct router;

struct router *router_new(const struct measure *measure);
void router_free(struct router *router);

/// The k nearest schools of the set from a home, nearest first; equal
/// distances go by school index. Each school once, by its nearest gate (equal:
/// the gate listed first). Returns how many there are (fewer than `k` if the
/// set has fewer).
///
/// With `is_open` (an entry per school) only schools marked true count: those
/// with seats left, say. The set must be of the router's measure.
size_t router_nearest(struct router *router, const struct net_place *from,
                      const struct destination_set *destinations, size_t k,
                      const bool *is_open, struct near_school *found);

/// The shortest way between two places. False if there is none. The arrays of
/// `route` live in `arena`.
bool router_distance(struct router *router, const struct net_place *from,
                     const struct net_place *to, uint32_t *distance_cm,
                     uint32_t *duration_ms);
bool router_route(struct router *router, struct arena *arena,
                  const struct net_place *from, const struct net_place *to,
                  struct route *route);

#endif
