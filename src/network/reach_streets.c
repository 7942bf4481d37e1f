// Flat arrays again: the edges at each node by counting them, and the boxes of
// the edges that are kept.

#include "network/reach_streets.h"

static bool is_kept(const struct measure *measure, uint32_t edge)
{
    return measure->graph->edge_use[edge] != 0;
}

static void count_ends(const struct measure *measure, uint32_t *first)
{
    const struct street_net *net = measure->net;
    for (uint32_t e = 0; e < net->n_edges; e++) {
        if (!is_kept(measure, e))
            continue;
        first[net->edges[e].from_node + 1]++;
        if (net->edges[e].to_node != net->edges[e].from_node)
            first[net->edges[e].to_node + 1]++;
    }
    for (size_t n = 0; n < net->n_nodes; n++)
        first[n + 1] += first[n];
}

static void lay_ends(struct arena *arena, const struct measure *measure,
                     struct reach_streets *streets)
{
    const struct street_net *net = measure->net;
    struct arena *scratch = arena_new();
    uint32_t *first = arena_array(arena, uint32_t, net->n_nodes + 1);
    count_ends(measure, first);
    uint32_t *next =
        arena_copy(scratch, first, (net->n_nodes + 1) * sizeof *first);
    uint32_t *edges = arena_array(arena, uint32_t, first[net->n_nodes]);
    for (uint32_t e = 0; e < net->n_edges; e++) {
        if (!is_kept(measure, e))
            continue;
        edges[next[net->edges[e].from_node]++] = e;
        if (net->edges[e].to_node != net->edges[e].from_node)
            edges[next[net->edges[e].to_node]++] = e;
    }
    arena_free(scratch);
    streets->first_edge = first;
    streets->edges = edges;
}

static void lay_boxes(struct arena *arena, const struct measure *measure,
                      struct reach_streets *streets)
{
    const struct street_net *net = measure->net;
    struct arena *scratch = arena_new();
    struct box_m *boxes = arena_array(scratch, struct box_m, net->n_edges);
    uint32_t *boxed = arena_array(arena, uint32_t, net->n_edges);
    size_t n = 0;
    for (uint32_t e = 0; e < net->n_edges; e++) {
        if (!is_kept(measure, e))
            continue;
        boxes[n] = box_of_points(net->vertices + net->edges[e].first_vertex,
                                 net->edges[e].n_vertices);
        boxed[n++] = e;
    }
    streets->boxes = box_index_build(arena, boxes, n);
    streets->boxed = boxed;
    arena_free(scratch);
}

struct reach_streets reach_streets_build(struct arena *arena,
                                         const struct measure *measure)
{
    struct reach_streets streets = {.measure = *measure};
    lay_ends(arena, measure, &streets);
    lay_boxes(arena, measure, &streets);
    return streets;
}
