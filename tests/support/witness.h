#ifndef SUPPORT_WITNESS_H
#define SUPPORT_WITNESS_H

#include <stdbool.h>

#include "network/route.h"

/// A second opinion on distances, by another construction and another
/// algorithm: homes and gates are put into the streets as junctions of their
/// own, cutting the edges they lie on, and Bellman and Ford's relaxation goes
/// on until nothing improves. It reads the net and what the profile may use,
/// and shares no code with the searches.
struct witness;

/// `is_blocked` has an entry a node, for barriers nobody goes through.
struct witness *witness_new(struct arena *arena, const struct street_net *net,
                            const struct road_graph *graph,
                            const unsigned char *is_blocked,
                            const struct net_place *places, size_t n_places);

/// Works out the ways from places[from] to every place, both straight pieces
/// counted: of the shortest ways the quickest, or with `by_time` of the
/// quickest ways the shortest. False entries of `found` have no way.
void witness_ask(struct witness *witness, size_t from, bool by_time,
                 bool *found, uint32_t *distance_cm, uint32_t *duration_ms);

#endif
