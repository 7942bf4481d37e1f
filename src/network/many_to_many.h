#ifndef NETWORK_MANY_TO_MANY_H
#define NETWORK_MANY_TO_MANY_H

#include <stddef.h>
#include <stdint.h>

#include "network/hierarchy.h"
#include "network/measure.h"

/// Places given by where they touch the graph: place i has the ends
/// [first[i], first[i + 1]), none if it cannot be left (or reached).
struct place_ends {
    size_t count;
    const uint32_t *first; ///< count + 1 entries
    const struct place_end *ends;
};

/// Distances from many places to many, the work for the goals done once: the
/// part of the hierarchy from which they can be reached is kept in an order a
/// sweep can run along (RPHAST: Delling, Goldberg, Werneck, Faster batched
/// shortest paths in road networks, ATMOS 2011). Holds references to the
/// hierarchy. One thread at a time; threads make their own.
struct goal_cone;

struct goal_cone *goal_cone_new(const struct hierarchy *hierarchy,
                                const struct place_ends *goals);
void goal_cone_free(struct goal_cone *cone);

/// Fills `distance_cm[s * goals + g]` with the way from start s to goal g along
/// the graph, WAY_NEVER_FIRST or more where there is none.
void goal_cone_distances(struct goal_cone *cone,
                         const struct place_ends *starts,
                         uint32_t *distance_cm);

/// The same with the time: a way_length each, WAY_NEVER or more if none.
void goal_cone_ways(struct goal_cone *cone, const struct place_ends *starts,
                    way_length *ways);

#endif
