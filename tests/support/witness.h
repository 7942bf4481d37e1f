#ifndef SUPPORT_WITNESS_H
#define SUPPORT_WITNESS_H

#include <stdbool.h>

#include "network/route.h"

/// A second opinion on distances, by another construction: it follows moves
/// along whole edges, remembers those by which turn restrictions may still
/// forbid the next (witness_rules.h), and looks at every place it passes on
/// the way. Dijkstra's search with a plain heap. It reads the net and which
/// edges the profile may use, the extras of witness_extra.h, and shares no code
/// with the searches.
struct witness;

struct witness *witness_new(struct arena *arena, const struct profile *profile,
                            const struct street_set *streets,
                            const struct street_net *net,
                            const struct road_graph *graph,
                            const struct net_place *places, size_t n_places);

/// Works out the ways from places[from] to every place, both straight pieces
/// counted: of the shortest ways the quickest, or with `by_time` of the
/// quickest ways the shortest. False entries of `found` have no way.
void witness_ask(struct witness *witness, size_t from, bool by_time,
                 bool *found, uint32_t *distance_cm, uint32_t *duration_ms);

#endif
