// Dijkstra's search from a place within an edge: the edge's ends are the first
// nodes, each with the part of the edge that leads to it. A node knows the
// edge by which it was reached; since a loop never shortens a way, the node
// before is the edge's other end.

#include "network/outward.h"

#include "network/node_queue.h"

#define FROM_HOME_BACKWARD (UINT32_MAX - 1) // by the edge's first vertex
#define FROM_HOME_FORWARD UINT32_MAX

struct outward {
    const struct street_net *net;
    const struct road_graph *graph;
    enum road_weight weight;
    struct net_place from;
    way_length *best; // per node
    uint32_t *via;    // per node: an edge, or FROM_HOME_…
    uint32_t *touched;
    size_t n_touched;
    struct node_queue queue;
};

struct outward *outward_new(struct arena *arena, const struct street_net *net,
                            const struct road_graph *graph,
                            enum road_weight weight)
{
    struct outward *search = arena_array(arena, struct outward, 1);
    search->weight = weight;
    search->net = net;
    search->graph = graph;
    search->best = arena_array(arena, way_length, net->n_nodes);
    search->via = arena_array(arena, uint32_t, net->n_nodes);
    search->touched = arena_array(arena, uint32_t, net->n_nodes);
    // A push follows from an arc of a settled node or from one of two ends.
    search->queue = node_queue_new(arena, graph->n_arcs + 2);
    for (size_t n = 0; n < net->n_nodes; n++)
        search->best[n] = WAY_NEVER;
    return search;
}

static void advance(struct outward *search, uint32_t node, way_length way,
                    uint32_t via)
{
    if (way >= search->best[node])
        return;
    if (search->best[node] == WAY_NEVER)
        search->touched[search->n_touched++] = node;
    search->best[node] = way;
    search->via[node] = via;
    node_queue_push(&search->queue, way, node);
}

way_length way_straight(enum road_weight weight, const struct net_place *place)
{
    return way_of(weight, place->straight_cm,
                  road_duration_ms(place->straight_cm, STRAIGHT_KMH10));
}

way_length way_along(const struct road_graph *graph, enum road_weight weight,
                     uint32_t edge, uint32_t from_cm, uint32_t to_cm)
{
    if (!road_edge_is_open(graph, edge, from_cm, to_cm))
        return WAY_NEVER;
    return way_of(weight, from_cm < to_cm ? to_cm - from_cm : from_cm - to_cm,
                  road_edge_ms(graph, edge, from_cm, to_cm));
}

// The home's way to one end of its edge.
static void set_out(struct outward *search, uint32_t node, uint32_t end_cm,
                    uint32_t via)
{
    const struct net_place *from = &search->from;
    if (road_graph_has_node(search->graph, node))
        advance(search, node,
                way_straight(search->weight, from) +
                    way_along(search->graph, search->weight, from->edge,
                              from->offset_cm, end_cm),
                via);
}

void outward_start(struct outward *search, const struct net_place *from)
{
    for (size_t i = 0; i < search->n_touched; i++)
        search->best[search->touched[i]] = WAY_NEVER;
    search->n_touched = 0;
    search->queue.count = 0;
    search->from = *from;

    struct net_edge edge = search->net->edges[from->edge];
    set_out(search, edge.to_node, edge.length_cm, FROM_HOME_FORWARD);
    set_out(search, edge.from_node, 0, FROM_HOME_BACKWARD);
}

bool outward_settle(struct outward *search, uint32_t *node, way_length *way)
{
    const struct road_graph *graph = search->graph;
    while (search->queue.count > 0) {
        struct queued_node next = node_queue_pop(&search->queue);
        if (next.key != search->best[next.node])
            continue;
        for (uint32_t i = graph->first_out[next.node];
             i < graph->first_out[next.node + 1]; i++) {
            const struct road_arc *arc = &graph->out_arcs[i];
            advance(search, arc->node,
                    next.key + way_of(search->weight, arc->length_cm,
                                      arc->duration_ms),
                    arc->edge);
        }
        *node = next.node;
        *way = next.key;
        return true;
    }
    return false;
}

way_length outward_way_to(const struct outward *search, uint32_t node)
{
    return search->best[node];
}

bool outward_last_stretch(const struct outward *search, uint32_t node,
                          struct stretch *stretch, uint32_t *before)
{
    uint32_t via = search->via[node];
    uint32_t home_edge = search->from.edge;
    if (via >= FROM_HOME_BACKWARD) {
        bool forward = via == FROM_HOME_FORWARD;
        *stretch = (struct stretch){
            home_edge, search->from.offset_cm,
            forward ? search->net->edges[home_edge].length_cm : 0};
        return false;
    }
    struct net_edge edge = search->net->edges[via];
    bool forward = edge.to_node == node;
    *before = forward ? edge.from_node : edge.to_node;
    *stretch = (struct stretch){via, forward ? 0 : edge.length_cm,
                                forward ? edge.length_cm : 0};
    return true;
}
