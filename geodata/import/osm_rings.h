#ifndef IMPORT_OSM_RINGS_H
#define IMPORT_OSM_RINGS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/list.h"

/// A line as a run of node numbers.
struct node_chain {
    const uint32_t *nodes;
    size_t count;
};
LIST_DECLARE(node_chain);

/// Joins chains end to end into closed rings (first node repeated at the end);
/// each chain is used once, in either direction. False when some chain's end
/// meets no other end; `*open_node` is then such an end.
bool osm_rings_assemble(struct arena *arena, const struct node_chain *chains,
                        size_t n_chains, struct node_chain_list *rings,
                        uint32_t *open_node);

#endif
