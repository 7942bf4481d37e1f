// The seal says that a file is the one that was written, not that who wrote it
// meant well. A city sent by mail must do no harm: whatever a search looks up
// must lie within its array, and whatever it follows must come to an end. That
// is what is checked here, in one pass over each array without looking
// elsewhere, since it is done at each start of a server: every index against
// the array it points into, every arc of a hierarchy leading to a smaller
// position, every shortcut passing over a greater one, no way so long that sums
// could wrap. That the ways are *right* is not checked: it would take as long
// as working them out, and a wrong way in a hostile file is only a wrong way.

#include "store/network_check.h"

#include <math.h>

#include "base/parallel.h"

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

// The greatest of some numbers; no branches, so it runs as fast as they load.
static uint32_t greatest(const uint32_t *numbers, size_t n)
{
    uint32_t most = 0;
    for (size_t i = 0; i < n; i++)
        most = numbers[i] > most ? numbers[i] : most;
    return most;
}

static bool all_below(const uint32_t *numbers, size_t n, uint32_t limit)
{
    return n == 0 || greatest(numbers, n) < limit;
}

static const char *check_net(const struct street_net *net)
{
    if (net->names_size == 0 || net->names[0] != '\0' ||
        net->names[net->names_size - 1] != '\0')
        return "has names without an end";
    if (!all_below(net->edge_boxes.items, net->n_edges, (uint32_t)net->n_edges))
        return "has a box of no edge";
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

static bool starts_fit(const uint32_t *first, size_t n_nodes, size_t n_arcs)
{
    bool ascends = first[0] == 0 && first[n_nodes] == n_arcs;
    for (size_t n = 0; n < n_nodes; n++)
        ascends &= first[n] <= first[n + 1];
    return ascends;
}

static bool state_runs_fit(const struct turn_graph *turns, size_t n_edges,
                           const struct state_run *list, size_t n)
{
    bool fit = true;
    for (size_t i = 0; i < n; i++)
        fit &= list[i].state < turns->n_states &&
               edge_run_edge(list[i].run) < n_edges;
    return fit;
}

// Sorted by their nodes, and no more at one than the entries of a place hold:
// an edge may begin and end at one node.
static bool copies_fit(const struct turn_graph *turns)
{
    const uint32_t *node = turns->copy_node;
    uint32_t run = 0;
    for (uint32_t i = 0; i < turns->n_states - turns->n_nodes; i++) {
        run = i > 0 && node[i] == node[i - 1] ? run + 1 : 1;
        if (node[i] >= turns->n_nodes || (i > 0 && node[i] < node[i - 1]) ||
            run >= PLACE_MOST_ENTRIES / 2)
            return false;
    }
    return true;
}

static const char *check_turns(const struct turn_graph *turns, size_t n_edges)
{
    uint32_t n_arcs = turns->first_out[turns->n_states];
    if (!starts_fit(turns->first_out, turns->n_states, n_arcs))
        return "has states that start nowhere";
    if (!copies_fit(turns))
        return "has a copy of no junction";
    bool fit = true;
    for (uint32_t a = 0; a < n_arcs; a++) {
        const struct turn_arc *arc = &turns->arcs[a];
        fit &= (arc->state < turns->n_states) &
               (edge_run_edge(arc->run) < n_edges) &
               (arc->distance_cm < WAY_NEVER_FIRST) &
               (arc->duration_ms < WAY_NEVER_FIRST);
    }
    if (!fit || !state_runs_fit(turns, n_edges, turns->led, turns->n_led) ||
        !state_runs_fit(turns, n_edges, turns->barred, turns->n_barred))
        return "has a turn that leads nowhere";
    return NULL;
}

static const char *check_side(const struct hierarchy_side *side, uint32_t n,
                              uint32_t n_originals)
{
    if (!starts_fit(side->first, n, side->first[n]))
        return "has shortcuts that start nowhere";
    bool fit = true;
    for (uint32_t p = 0; p < n; p++)
        for (uint32_t a = side->first[p]; a < side->first[p + 1]; a++) {
            uint32_t via = side->via[a];
            uint32_t original = via & ~HIERARCHY_ORIGINAL;
            fit &= (side->node[a] < p) & (side->way[a] < WAY_NEVER) &
                   (via != original ? original < n_originals
                                    : (via > p) & (via < n));
        }
    return fit ? NULL : "has a shortcut that leads nowhere";
}

static const char *check_hierarchy(const struct hierarchy *h,
                                   uint32_t n_originals)
{
    if (!all_below(h->position, h->n_nodes, h->n_nodes))
        return "has a state without a position";
    for (uint32_t i = 0; i < h->n_nodes; i++)
        if (h->node_at[h->position[i]] != i)
            return "has a state without a position";
    const char *wrong = check_side(&h->up, h->n_nodes, n_originals);
    return wrong != NULL ? wrong
                         : check_side(&h->down, h->n_nodes, n_originals);
}

static const char *check_profile(const struct network *network, size_t p)
{
    const struct turn_graph *turns = &network->turns[p];
    const char *wrong = check_uses(&network->graphs[p]);
    if (wrong == NULL)
        wrong = check_turns(turns, network->net.n_edges);
    if (wrong == NULL)
        wrong = check_hierarchy(&network->hierarchies[p],
                                turns->first_out[turns->n_states]);
    return wrong;
}

struct checking {
    const struct network *network;
    const char *wrong[9]; // of the net, then of each profile
};

static void check_piece(void *context, size_t piece)
{
    struct checking *checking = context;
    checking->wrong[piece] = piece == 0
                                 ? check_net(&checking->network->net)
                                 : check_profile(checking->network, piece - 1);
}

const char *network_check(const struct network *network)
{
    struct checking checking = {.network = network};
    parallel_for(network->n_profiles + 1, parallel_cores(), check_piece,
                 &checking);
    for (size_t i = 0; i <= network->n_profiles; i++)
        if (checking.wrong[i] != NULL)
            return checking.wrong[i];
    return NULL;
}
