// A checksum says that a file is the one that was written, not that who wrote
// it meant well. So every index is compared with what it points into, and
// whatever can be worked out from something else is worked out and compared:
// an arc's length and time from its edge, an edge's length from its vertices.

#include "store/network_check.h"

#include <math.h>

#define LONGEST_CM 10000000u // 100 km
#define FARTHEST_M 1e8

static bool is_place(struct point_m point)
{
    return fabs(point.x_m) < FARTHEST_M && fabs(point.y_m) < FARTHEST_M;
}

static const char *check_points(const struct street_net *net)
{
    for (size_t i = 0; i < net->n_nodes; i++)
        if (!is_place(net->nodes[i]))
            return "has a junction off the earth";
    for (size_t i = 0; i < net->n_vertices; i++)
        if (!is_place(net->vertices[i]))
            return "has a bend off the earth";
    if (!(net->ground.scale > 0.5 && net->ground.scale < 2) ||
        !(net->ground.radius_m > 1e6) || !(fabs(net->ground.central_x_m) < 1e8))
        return "has no usable ground";
    return NULL;
}

static const char *check_edge(const struct street_net *net,
                              const struct net_edge *edge)
{
    if (edge->from_node >= net->n_nodes || edge->to_node >= net->n_nodes)
        return "has an edge that ends nowhere";
    if (edge->n_vertices < 2 || edge->first_vertex > net->n_vertices ||
        edge->n_vertices > net->n_vertices - edge->first_vertex)
        return "has an edge without its line";
    if (edge->name >= net->names_size)
        return "has an edge without its name";
    const uint32_t *cm = net->vertex_cm + edge->first_vertex;
    for (uint32_t v = 1; v < edge->n_vertices; v++)
        if (cm[v] < cm[v - 1])
            return "has a line that runs backward";
    if (cm[0] != 0 || cm[edge->n_vertices - 1] != edge->length_cm ||
        edge->length_cm > LONGEST_CM)
        return "has an edge of another length than its line";
    return NULL;
}

static const char *check_net(const struct street_net *net)
{
    if (net->names_size == 0 || net->names[0] != '\0' ||
        net->names[net->names_size - 1] != '\0')
        return "has names without an end";
    const char *wrong = check_points(net);
    for (size_t e = 0; wrong == NULL && e < net->n_edges; e++)
        wrong = check_edge(net, &net->edges[e]);
    return wrong;
}

static bool is_speed(unsigned kmh10, bool is_used)
{
    return !is_used || (kmh10 >= 10 && kmh10 <= 2000);
}

static const char *check_uses(const struct road_graph *graph)
{
    for (size_t e = 0; e < graph->n_edges; e++) {
        uint8_t use = graph->edge_use[e];
        if (use > (EDGE_FORWARD | EDGE_BACKWARD) ||
            !is_speed(graph->forward_kmh10[e], (use & EDGE_FORWARD) != 0) ||
            !is_speed(graph->backward_kmh10[e], (use & EDGE_BACKWARD) != 0))
            return "has an edge without a speed";
    }
    return NULL;
}

// Whether an arc from one node to another is the edge's, in its direction.
static bool is_arc_of(const struct street_net *net,
                      const struct road_graph *graph, uint32_t from,
                      uint32_t to, const struct road_arc *arc)
{
    const struct net_edge *edge = &net->edges[arc->edge];
    bool forward =
        edge->from_node == from && edge->to_node == to &&
        (graph->edge_use[arc->edge] & EDGE_FORWARD) != 0 &&
        arc->duration_ms ==
            road_duration_ms(edge->length_cm, graph->forward_kmh10[arc->edge]);
    bool backward =
        edge->from_node == to && edge->to_node == from &&
        (graph->edge_use[arc->edge] & EDGE_BACKWARD) != 0 &&
        arc->duration_ms ==
            road_duration_ms(edge->length_cm, graph->backward_kmh10[arc->edge]);
    return arc->length_cm == edge->length_cm && (forward || backward);
}

static bool starts_fit(const uint32_t *first, size_t n_nodes, size_t n_arcs)
{
    if (first[0] != 0 || first[n_nodes] != n_arcs)
        return false;
    for (size_t n = 0; n < n_nodes; n++)
        if (first[n] > first[n + 1])
            return false;
    return true;
}

static const char *check_arcs(const struct street_net *net,
                              const struct road_graph *graph)
{
    const uint32_t *first = graph->first_out;
    const struct road_arc *arcs = graph->out_arcs;
    if (!starts_fit(first, graph->n_nodes, graph->n_arcs))
        return "has arcs that start nowhere";
    for (uint32_t n = 0; n < graph->n_nodes; n++)
        for (uint32_t i = first[n]; i < first[n + 1]; i++)
            if (arcs[i].node >= graph->n_nodes ||
                arcs[i].edge >= graph->n_edges ||
                !is_arc_of(net, graph, n, arcs[i].node, &arcs[i]))
                return "has an arc that is not its edge's";
    return NULL;
}

static const char *check_state_runs(const struct turn_graph *turns,
                                    size_t n_edges,
                                    const struct state_run *list, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (list[i].state >= turns->n_states || list[i].run / 2 >= n_edges)
            return "has a turn that leads nowhere";
    return NULL;
}

// Whether a step from a state goes along its edge in an open direction, and
// takes as long as that does.
static bool is_step(const struct street_net *net,
                    const struct turn_graph *turns,
                    const struct road_graph *graph, uint32_t state,
                    const struct turn_arc *arc)
{
    uint32_t edge = edge_run_edge(arc->run);
    if (arc->state >= turns->n_states || edge >= net->n_edges)
        return false;
    bool backward = edge_run_is_backward(arc->run);
    uint32_t from = turn_graph_node(turns, state);
    uint32_t to = turn_graph_node(turns, arc->state);
    const struct net_edge *e = &net->edges[edge];
    unsigned kmh10 =
        backward ? graph->backward_kmh10[edge] : graph->forward_kmh10[edge];
    return (graph->edge_use[edge] &
            (backward ? EDGE_BACKWARD : EDGE_FORWARD)) != 0 &&
           (backward ? e->to_node : e->from_node) == from &&
           (backward ? e->from_node : e->to_node) == to &&
           arc->length_cm == e->length_cm &&
           arc->duration_ms == road_duration_ms(e->length_cm, kmh10);
}

static const char *check_turns(const struct street_net *net,
                               const struct road_graph *graph,
                               const struct turn_graph *turns)
{
    uint32_t n_arcs = turns->first_out[turns->n_states];
    if (!starts_fit(turns->first_out, turns->n_states, n_arcs))
        return "has states that start nowhere";
    for (uint32_t i = 0; i < turns->n_states - turns->n_nodes; i++)
        if (turns->copy_node[i] >= turns->n_nodes ||
            (i > 0 && turns->copy_node[i] < turns->copy_node[i - 1]))
            return "has a copy of no junction";
    for (uint32_t state = 0; state < turns->n_states; state++)
        for (uint32_t a = turns->first_out[state];
             a < turns->first_out[state + 1]; a++)
            if (!is_step(net, turns, graph, state, &turns->arcs[a]))
                return "has a step that is not its edge's";
    const char *wrong =
        check_state_runs(turns, net->n_edges, turns->led, turns->n_led);
    return wrong != NULL ? wrong
                         : check_state_runs(turns, net->n_edges, turns->barred,
                                            turns->n_barred);
}

static way_length way_to(const struct hierarchy_side *side, uint32_t below,
                         uint32_t above)
{
    for (uint32_t a = side->first[below]; a < side->first[below + 1]; a++)
        if (side->node[a] == above)
            return side->way[a];
    return WAY_NEVER;
}

// An original arc is one of the states'; a shortcut passes over a less
// important position that has an arc to both its ends, and is as long as they.
static bool is_via(const struct hierarchy *h, uint32_t via, uint32_t from,
                   uint32_t to, way_length way, const struct turn_graph *turns)
{
    if (via & HIERARCHY_ORIGINAL) {
        uint32_t a = via & ~HIERARCHY_ORIGINAL;
        return a < turns->first_out[turns->n_states] &&
               turns->arcs[a].state == h->node_at[to] &&
               way == way_of(BY_DISTANCE, turns->arcs[a].length_cm,
                             turns->arcs[a].duration_ms);
    }
    return via < h->n_nodes && via > from && via > to &&
           way == way_to(&h->down, via, from) + way_to(&h->up, via, to);
}

static const char *check_side(const struct hierarchy *h,
                              const struct hierarchy_side *side,
                              const struct turn_graph *turns)
{
    bool is_up = side == &h->up;
    for (uint32_t p = 0; p < h->n_nodes; p++)
        for (uint32_t a = side->first[p]; a < side->first[p + 1]; a++) {
            uint32_t q = side->node[a];
            if (q >= p || side->way[a] >= WAY_NEVER ||
                !is_via(h, side->via[a], is_up ? p : q, is_up ? q : p,
                        side->way[a], turns))
                return "has a shortcut that leads nowhere";
        }
    return NULL;
}

static const char *check_hierarchy(const struct hierarchy *h,
                                   const struct turn_graph *turns)
{
    uint32_t n = h->n_nodes;
    if (!starts_fit(h->up.first, n, h->up.first[n]) ||
        !starts_fit(h->down.first, n, h->down.first[n]))
        return "has shortcuts that start nowhere";
    for (uint32_t i = 0; i < n; i++)
        if (h->position[i] >= n || h->node_at[h->position[i]] != i)
            return "has a state without a position";
    const char *wrong = check_side(h, &h->up, turns);
    return wrong != NULL ? wrong : check_side(h, &h->down, turns);
}

static const char *check_profile(const struct network *network, size_t p)
{
    const struct turn_graph *turns = &network->turns[p];
    const char *wrong = check_uses(&network->graphs[p]);
    if (wrong == NULL)
        wrong = check_arcs(&network->net, &network->graphs[p]);
    if (wrong == NULL)
        wrong = check_turns(&network->net, &network->graphs[p], turns);
    if (wrong == NULL)
        wrong = check_hierarchy(&network->hierarchies[p], turns);
    return wrong;
}

const char *network_check(const struct network *network)
{
    const char *wrong = check_net(&network->net);
    for (size_t p = 0; wrong == NULL && p < network->n_profiles; p++)
        wrong = check_profile(network, p);
    return wrong;
}
