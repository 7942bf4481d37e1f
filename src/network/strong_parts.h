#ifndef NETWORK_STRONG_PARTS_H
#define NETWORK_STRONG_PARTS_H

#include "base/arena.h"
#include "network/road_graph.h"

/// For every node, the number of the strongly connected part it is in: within
/// a part every node can be reached from every other. The numbers run from 0;
/// their count is returned. `part` has n_nodes entries.
uint32_t strong_parts_find(struct arena *arena, size_t n_nodes,
                           const uint32_t *first_out,
                           const struct road_arc *out_arcs, uint32_t *part);

#endif
