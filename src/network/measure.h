#ifndef NETWORK_MEASURE_H
#define NETWORK_MEASURE_H

#include "base/arena.h"
#include "network/hierarchy.h"
#include "network/profile.h"
#include "network/road_graph.h"
#include "network/snap.h"
#include "network/turn_graph.h"
#include "network/way.h"

/// A measure: who travels and what makes a way short, with all that searches
/// by it run on. A value that borrows its parts; threads share them.
struct measure {
    const struct profile *profile;
    enum road_weight weight;
    const struct street_net *net;
    const struct road_graph *graph;
    const struct turn_graph *turns;
    const struct hierarchy *hierarchy;
};

/// Builds the states and the hierarchy over a road graph, in `arena`. The same
/// streets give the same hierarchy. Takes seconds for a large city.
struct measure measure_build(struct arena *arena, const struct profile *profile,
                             enum road_weight weight,
                             const struct street_set *streets,
                             const struct street_net *net,
                             const struct road_graph *graph,
                             struct turn_ban_report *report);

/// The same traveller by another weight: builds only the hierarchy.
struct measure measure_by(struct arena *arena, const struct measure *measure,
                          enum road_weight weight);

/// Where a place touches the states: by one end of its edge, a way that
/// includes the straight piece.
struct place_end {
    uint32_t state;
    uint32_t end_cm; ///< that end, as an offset along the edge
    way_length way;
};

/// The straight piece of a place.
way_length place_straight(const struct measure *measure,
                          const struct net_place *place);

/// The way from one place to another on the same edge without leaving it, both
/// straight pieces included; WAY_NEVER if that direction is closed.
way_length place_along(const struct measure *measure,
                       const struct net_place *from,
                       const struct net_place *to);

/// The states one comes to first when leaving a place: none, one or two.
size_t place_exits(const struct measure *measure, const struct net_place *place,
                   struct place_end exits[2]);

/// The states from which a place is entered: at either end of its edge the
/// node and its copies.
#define PLACE_MOST_ENTRIES (2 * (1 + TURN_MOST_COPIES))
size_t place_entries(const struct measure *measure,
                     const struct net_place *place,
                     struct place_end entries[PLACE_MOST_ENTRIES]);

#endif
