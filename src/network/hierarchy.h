#ifndef NETWORK_HIERARCHY_H
#define NETWORK_HIERARCHY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "network/way.h"

/// A contraction hierarchy (Geisberger, Sanders, Schultes, Delling: Contraction
/// Hierarchies, WEA 2008) of a directed graph for one weight. Ways are
/// compared as pairs (way.h), so distance *and* duration of an answer are
/// unique, whatever search found it.
///
/// Nodes are renumbered by importance, the most important first: every stored
/// arc joins a node to a more important one, one with a smaller position. A
/// shortest way climbs along `up` arcs, then descends along `down` arcs read
/// backward:
///
///     up[p]     arcs  p -> q   with q < p      (the search from the start)
///     down[p]   arcs  q -> p   with q < p      (the search from the goal)
///
/// `tour` numbers the nodes so that those whose climbs have much in common
/// stand near each other: a walk through the tree that joins each node to the
/// least important node above it.
///
/// Flat arrays, so the same struct can sit in an arena or on a memory-mapped
/// file. Read-only once built; threads share it.
struct hierarchy_side {
    const uint32_t *first; ///< n_nodes + 1 entries into the arrays below
    const uint32_t *node;  ///< the more important end
    const way_length *way;
    const uint32_t *via; ///< see HIERARCHY_ORIGINAL
};

struct hierarchy {
    uint32_t n_nodes;
    const uint32_t *position; ///< of each node of the graph
    const uint32_t *node_at;  ///< the node at each position
    const uint32_t *tour;     ///< of each node: see below
    struct hierarchy_side up;
    struct hierarchy_side down;
};

/// `via` of an original arc is this bit and the arc's index in the graph; of a
/// shortcut it is the position of the node it passes over.
#define HIERARCHY_ORIGINAL 0x80000000u

/// What a hierarchy is built from: arc `a` leads from the node whose run of
/// `first_out` holds it to `to[a]`.
struct hierarchy_graph {
    uint32_t n_nodes;
    const uint32_t *first_out; ///< n_nodes + 1 entries
    const uint32_t *to;
    const way_length *way; ///< of each arc, by the weight that is to count
};

/// Builds the hierarchy in `arena`; the same graph gives the same hierarchy.
/// Every way in it must stay below WAY_NEVER.
struct hierarchy hierarchy_build(struct arena *arena,
                                 const struct hierarchy_graph *graph);

/// Calls `take` for each original arc (its index in the graph) that the arc
/// with this `via` stands for, in the order they are travelled from position
/// `from` to position `to`.
typedef void hierarchy_arc_fn(uint32_t arc, void *context);
bool hierarchy_unpack(const struct hierarchy *hierarchy, uint32_t via,
                      uint32_t from, uint32_t to, hierarchy_arc_fn *take,
                      void *context);

#endif
