#ifndef NETWORK_TURN_GRAPH_H
#define NETWORK_TURN_GRAPH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "network/turn_ban.h"

/// Going on from a state: along an edge, to the state at its end.
struct turn_arc {
    uint32_t state;
    uint32_t distance_cm; ///< the edge's length and what is added to it
    uint32_t duration_ms;
    edge_run run;
};

/// A state given by the run that leads to it, or a run barred to it.
struct state_run {
    edge_run run;
    uint32_t state;
};

/// What a profile's searches run on: states joined by arcs. A state is a node
/// of the street net or, where what may come next depends on how one came, a
/// copy of it: so any plain shortest way over states obeys the turn
/// restrictions. States below `n_nodes` are the nodes themselves; copies
/// follow, sorted by their nodes. Without restrictions there are none.
///
/// Flat arrays, so the same struct can sit in an arena or on a memory-mapped
/// file. Read-only once built; threads share it.
struct turn_graph {
    uint32_t n_states;
    uint32_t n_nodes;
    const uint32_t *copy_node; ///< of state n_nodes + i, ascending
    const uint32_t *first_out; ///< n_states + 1 entries
    const struct turn_arc *arcs;
    size_t n_led;
    const struct state_run *led; ///< runs that lead to a copy, by run
    size_t n_barred;
    const struct state_run *barred; ///< by state
};

/// The copies a node may have. More restrictions at one junction are a mistake
/// in the data, and none of them is obeyed.
#define TURN_MOST_COPIES 31

/// Builds the states of a road graph under some bans in `arena`.
struct turn_graph turn_graph_build(struct arena *arena,
                                   const struct street_net *net,
                                   const struct road_graph *graph,
                                   const struct turn_ban *bans, size_t n_bans);

/// The node a state stands at.
uint32_t turn_graph_node(const struct turn_graph *turns, uint32_t state);

/// The node can be passed: it is in the kept part. (A barrier's node is not;
/// the edges that end at it are reached from their other ends.)
static inline bool turn_graph_has_node(const struct turn_graph *turns,
                                       uint32_t node)
{
    return turns->first_out[node] < turns->first_out[node + 1];
}

/// The state after a run that begins somewhere along its edge.
uint32_t turn_graph_state_after(const struct turn_graph *turns,
                                const struct street_net *net, edge_run run);

/// The states that stand at a node and may go on by a run: calls `take` for
/// each, the node itself first.
typedef void turn_graph_state_fn(uint32_t state, void *context);
void turn_graph_states_before(const struct turn_graph *turns,
                              const struct street_net *net, edge_run run,
                              turn_graph_state_fn *take, void *context);

#endif
