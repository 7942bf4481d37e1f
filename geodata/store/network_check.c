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
                              const struct road_graph *graph, bool inward)
{
    const uint32_t *first = inward ? graph->first_in : graph->first_out;
    const struct road_arc *arcs = inward ? graph->in_arcs : graph->out_arcs;
    if (!starts_fit(first, graph->n_nodes, graph->n_arcs))
        return "has arcs that start nowhere";
    for (uint32_t n = 0; n < graph->n_nodes; n++)
        for (uint32_t i = first[n]; i < first[n + 1]; i++)
            if (arcs[i].node >= graph->n_nodes ||
                arcs[i].edge >= graph->n_edges ||
                !is_arc_of(net, graph, inward ? arcs[i].node : n,
                           inward ? n : arcs[i].node, &arcs[i]))
                return "has an arc that is not its edge's";
    return NULL;
}

const char *network_check(const struct network *network)
{
    const char *wrong = check_net(&network->net);
    for (size_t p = 0; wrong == NULL && p < network->n_profiles; p++) {
        const struct road_graph *graph = &network->graphs[p];
        wrong = check_uses(graph);
        if (wrong == NULL)
            wrong = check_arcs(&network->net, graph, false);
        if (wrong == NULL)
            wrong = check_arcs(&network->net, graph, true);
    }
    return wrong;
}
