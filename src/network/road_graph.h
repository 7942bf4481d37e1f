#ifndef NETWORK_ROAD_GRAPH_H
#define NETWORK_ROAD_GRAPH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "network/profile.h"
#include "network/road_extra.h"
#include "network/street_net.h"

/// One way out of a node.
struct road_arc {
    uint32_t node; ///< the node at the other end
    uint32_t length_cm;
    uint32_t duration_ms;
    uint32_t edge; ///< the edge travelled
};

/// What a profile may do on an edge, as bits of `edge_use`.
#define EDGE_FORWARD 1u
#define EDGE_BACKWARD 2u

/// The streets as one profile sees them: arcs grouped by the node they leave.
/// Only the largest strongly connected part is kept, so from every kept node
/// every other can be reached and a place that snaps to the graph has a way to
/// every school. Turn restrictions are the business of turn_graph.h, and so are
/// searches: the arcs here serve to build it, and a network read from its file
/// is without them (n_arcs 0). Read-only once built.
struct road_graph {
    size_t n_nodes; ///< those of the street net
    size_t n_arcs;
    const uint32_t *first_out; ///< n_nodes + 1 entries
    const struct road_arc *out_arcs;
    size_t n_edges;
    const uint8_t *edge_use;       ///< EDGE_… bits of the kept edges, else 0
    const uint16_t *forward_kmh10; ///< per edge, 0 where closed
    const uint16_t *backward_kmh10;
    const struct road_extra *extra; ///< per edge; NULL where nothing is added
};

/// What was left out when a graph was built, for the report.
struct road_graph_report {
    size_t n_closed;        ///< streets closed to the profile
    size_t n_streets;       ///< streets the profile may use
    size_t n_streets_kept;  ///< of them, in the largest connected part
    size_t n_one_way;       ///< left out: lead only into that part, or only out
    size_t n_cut_off;       ///< left out: no way to it or from it at all
    size_t n_blocked_nodes; ///< barriers that stop the profile
    double kept_m;
    double left_out_m;
    size_t n_parts_left_out; ///< groups of streets joined to each other
};

/// Builds the profile's graph in `arena`.
struct road_graph road_graph_build(struct arena *arena,
                                   const struct profile *profile,
                                   const struct street_set *streets,
                                   const struct street_net *net,
                                   struct road_graph_report *report);

/// Whether one may go along the edge from one offset to another: the direction
/// is open, or the two are the same point.
bool road_edge_is_open(const struct road_graph *graph, uint32_t edge,
                       uint32_t from_cm, uint32_t to_cm);

/// The time along the edge between two offsets, in the direction given. Times
/// are differences of the times from the edge's first vertex, so the times of
/// the parts of an edge add up exactly to that of the whole.
uint32_t road_edge_ms(const struct road_graph *graph, uint32_t edge,
                      uint32_t from_cm, uint32_t to_cm);

/// What is added to the length between two offsets along the edge; like times,
/// the differences of what is added up to each, so parts add up to the whole.
uint32_t road_edge_extra_cm(const struct road_graph *graph, uint32_t edge,
                            uint32_t from_cm, uint32_t to_cm);

/// What is added between an end of the edge and the middle of the junction
/// there: `at_to` for the end at its `to_node`.
uint32_t road_end_extra_cm(const struct road_graph *graph, uint32_t edge,
                           bool at_to);

/// The distance that counts for an edge travelled from junction to junction:
/// its length and all that is added.
uint32_t road_edge_distance_cm(const struct road_graph *graph,
                               const struct street_net *net, uint32_t edge);

/// Walking speed of the straight pieces at both ends, tenths of km/h.
#define STRAIGHT_KMH10 46u

/// The time for a stretch of `length_cm` at a speed: whole milliseconds,
/// rounded half up.
uint32_t road_duration_ms(uint32_t length_cm, unsigned kmh10);

#endif
