#ifndef NETWORK_REACH_H
#define NETWORK_REACH_H

#include "network/destination.h"
#include "network/road_graph.h"

/// Marks a node from which no school can be reached. Two of these still add
/// up without wrapping, so sums of distances need no special case.
#define REACH_NEVER_CM ((uint32_t)INT32_MAX)

/// For every state: the way from it to the nearest school, the gate's straight
/// piece included. Equal ways go to the school with the lowest index. By
/// distance, whatever the weight of the measure.
struct reach {
    size_t n_states;
    uint32_t *distance_cm;
    uint32_t *gate; ///< index into the destinations; meaningless if NEVER
};

/// The way *to* school from everywhere at once, one-way streets and turn
/// restrictions respected: one walk up and one down the hierarchy, which must
/// be by distance.
struct reach reach_schools(struct arena *arena, const struct measure *measure,
                           const struct destination_set *destinations);

/// The nearest school from a place within an edge, by the states' answers and
/// the gates on the edge itself. Returns the gate (an index into the
/// destinations) or UINT32_MAX, and the whole distance in `*distance_cm`,
/// without the place's own straight piece.
uint32_t reach_from_place(const struct reach *reach,
                          const struct measure *measure,
                          const struct destination_set *destinations,
                          uint32_t edge, uint32_t offset_cm,
                          uint32_t *distance_cm);

#endif
