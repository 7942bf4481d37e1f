#ifndef NETWORK_ROAD_GRAPH_H
#define NETWORK_ROAD_GRAPH_H

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "network/profile.h"
#include "network/street_net.h"

/// One way out of a node (or, in `in_arcs`, one way into it).
struct road_arc {
    uint32_t node; ///< the node at the other end
    uint32_t length_cm;
    uint32_t duration_ms;
    uint32_t edge; ///< the edge travelled
};

/// What a profile may do on an edge, as bits of `edge_use`.
#define EDGE_FORWARD 1u
#define EDGE_BACKWARD 2u

/// The streets as one profile sees them: arcs grouped by node, both as ways
/// out and as ways in. Only the largest strongly connected part is kept, so
/// from every kept node every other can be reached and a place that snaps to
/// the graph has a way to every school. Read-only once built.
struct road_graph {
    size_t n_nodes; ///< those of the street net
    size_t n_arcs;
    const uint32_t *first_out; ///< n_nodes + 1 entries
    const struct road_arc *out_arcs;
    const uint32_t *first_in;
    const struct road_arc *in_arcs;
    size_t n_edges;
    const uint8_t *edge_use;       ///< EDGE_… bits of the kept edges, else 0
    const uint16_t *forward_kmh10; ///< per edge, 0 where closed
    const uint16_t *backward_kmh10;
};

/// What was left out when a graph was built, for the report.
struct road_graph_report {
    size_t n_streets;      ///< streets the profile may use
    size_t n_streets_kept; ///< of them, in the largest connected part
    double kept_m;
    double left_out_m;
    size_t n_parts_left_out;
};

/// Builds the profile's graph in `arena`.
struct road_graph road_graph_build(struct arena *arena,
                                   const struct profile *profile,
                                   const struct street_set *streets,
                                   const struct street_net *net,
                                   struct road_graph_report *report);

/// The time for a stretch of `length_cm` at a speed: whole milliseconds,
/// rounded half up.
uint32_t road_duration_ms(uint32_t length_cm, unsigned kmh10);

#endif
