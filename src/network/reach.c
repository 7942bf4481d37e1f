// Dijkstra's search, started from every gate at once and run backward, against
// the arcs: where two fronts meet runs the border between two schools.
//
// What a front carries is one number, the distance above the gate's rank. The
// ranks sort the gates by school, so of equal ways the school with the lowest
// index wins (and of its gates the first) without code of its own; the rank
// travels unchanged while the distance grows, so the order holds along any way.

#include "network/reach.h"

#include <stdlib.h>

#include "network/node_queue.h"

struct search {
    uint64_t *best; // per node: distance << 32 | rank of the gate
    struct node_queue queue;
};

static uint64_t front(uint32_t distance_cm, uint32_t rank)
{
    return (uint64_t)distance_cm << 32 | rank;
}

static void advance(struct search *search, uint32_t node, uint64_t key)
{
    if (key >= search->best[node])
        return;
    search->best[node] = key;
    node_queue_push(&search->queue, key, node);
}

// Counting sort by school: `ranked[rank]` is a gate, `rank_of[gate]` its rank.
static void rank_gates(struct arena *scratch,
                       const struct destination_set *destinations,
                       uint32_t *ranked, uint32_t *rank_of)
{
    uint32_t *next =
        arena_array(scratch, uint32_t, destinations->n_schools + 1);
    for (size_t i = 0; i < destinations->count; i++)
        next[destinations->gates[i].school + 1]++;
    for (size_t s = 0; s < destinations->n_schools; s++)
        next[s + 1] += next[s];
    for (uint32_t i = 0; i < destinations->count; i++) {
        rank_of[i] = next[destinations->gates[i].school]++;
        ranked[rank_of[i]] = i;
    }
}

static void search_backward(struct search *search,
                            const struct road_graph *graph,
                            const struct destination_set *destinations,
                            const uint32_t *rank_of)
{
    for (uint32_t node = 0; node < graph->n_nodes; node++)
        for (uint32_t i = destinations->first_entry[node];
             i < destinations->first_entry[node + 1]; i++)
            advance(search, node,
                    front(destinations->entries[i].distance_cm,
                          rank_of[destinations->entries[i].gate]));

    while (search->queue.count > 0) {
        struct queued_node settled = node_queue_pop(&search->queue);
        if (settled.key != search->best[settled.node])
            continue;
        for (uint32_t i = graph->first_in[settled.node];
             i < graph->first_in[settled.node + 1]; i++)
            advance(search, graph->in_arcs[i].node,
                    settled.key + front(graph->in_arcs[i].length_cm, 0));
    }
}

struct reach reach_schools(struct arena *arena, const struct street_net *net,
                           const struct road_graph *graph,
                           const struct destination_set *destinations)
{
    size_t n_entries = destinations->first_entry[net->n_nodes];
    struct arena *scratch = arena_new();
    uint32_t *ranked = arena_array(scratch, uint32_t, destinations->count);
    uint32_t *rank_of = arena_array(scratch, uint32_t, destinations->count);
    struct search search = {
        .best = arena_array(scratch, uint64_t, net->n_nodes),
        .queue = node_queue_new(scratch, graph->n_arcs + n_entries)};
    for (size_t n = 0; n < net->n_nodes; n++)
        search.best[n] = front(REACH_NEVER_CM, 0);
    rank_gates(scratch, destinations, ranked, rank_of);
    search_backward(&search, graph, destinations, rank_of);

    struct reach reach = {.n_nodes = net->n_nodes,
                          .distance_cm =
                              arena_array(arena, uint32_t, net->n_nodes),
                          .gate = arena_array(arena, uint32_t, net->n_nodes)};
    for (size_t n = 0; n < net->n_nodes; n++) {
        reach.distance_cm[n] = (uint32_t)(search.best[n] >> 32);
        if (reach.distance_cm[n] < REACH_NEVER_CM)
            reach.gate[n] = ranked[(uint32_t)search.best[n]];
    }
    arena_free(scratch);
    return reach;
}

// The best answer so far for one place.
struct nearest {
    const struct destination_set *destinations;
    uint32_t gate;
    uint32_t distance_cm;
};

static void offer(struct nearest *best, uint32_t gate, uint32_t distance_cm)
{
    const struct destination *gates = best->destinations->gates;
    bool is_better = distance_cm < best->distance_cm;
    if (distance_cm == best->distance_cm && best->gate != UINT32_MAX)
        is_better = gates[gate].school != gates[best->gate].school
                        ? gates[gate].school < gates[best->gate].school
                        : gate < best->gate;
    if (is_better) {
        best->gate = gate;
        best->distance_cm = distance_cm;
    }
}

uint32_t reach_from_place(const struct reach *reach,
                          const struct street_net *net,
                          const struct road_graph *graph,
                          const struct destination_set *destinations,
                          uint32_t edge, uint32_t offset_cm,
                          uint32_t *distance_cm)
{
    struct nearest best = {destinations, UINT32_MAX, REACH_NEVER_CM};
    struct net_edge e = net->edges[edge];
    if (road_edge_is_open(graph, edge, offset_cm, 0) &&
        reach->distance_cm[e.from_node] < REACH_NEVER_CM)
        offer(&best, reach->gate[e.from_node],
              reach->distance_cm[e.from_node] + offset_cm);
    if (road_edge_is_open(graph, edge, offset_cm, e.length_cm) &&
        reach->distance_cm[e.to_node] < REACH_NEVER_CM)
        offer(&best, reach->gate[e.to_node],
              reach->distance_cm[e.to_node] + e.length_cm - offset_cm);

    for (uint32_t i = destinations->first_on_edge[edge];
         i < destinations->first_on_edge[edge + 1]; i++) {
        const struct net_place *gate = &destinations->gates[i].place;
        uint32_t along_cm = gate->offset_cm > offset_cm
                                ? gate->offset_cm - offset_cm
                                : offset_cm - gate->offset_cm;
        if (road_edge_is_open(graph, edge, offset_cm, gate->offset_cm))
            offer(&best, i, along_cm + gate->straight_cm);
    }
    *distance_cm = best.distance_cm;
    return best.gate;
}
