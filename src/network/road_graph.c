// Adjacency is one flat array, grouped by the node each arc leaves:
// `first_out[n]` is where node n's arcs begin and `first_out[n + 1]` where they
// end. The same again, turned round, for the arcs that come in.
//
// The graph is built twice. First of every edge the profile may use between
// nodes it may pass, to find the largest strongly connected part; then of that
// part alone. A barrier's node has no arcs, so nothing goes through it:
//
//     A ------- X(barrier) ------- B        A and B are joined some other way,
//     home on A–X leaves by A; a gate on X–B is reached from B
//
// Such an edge is kept if both directions are open, so that whoever snaps to it
// can leave by the end that is left, and come back.

#include "network/road_graph.h"

#include <string.h>

#include "network/strong_parts.h"

struct builder {
    const struct street_net *net;
    struct arena *arena;   // the graph's
    struct arena *scratch; // gone when it is built
    struct road_graph *graph;
    uint8_t *use;
    uint8_t *passes; // per node
};

uint32_t road_duration_ms(uint32_t length_cm, unsigned kmh10)
{
    // cm / (kmh10 / 36 m/s) = cm * 360 / kmh10 ms
    return (uint32_t)((720 * (uint64_t)length_cm + kmh10) / (2ull * kmh10));
}

bool road_edge_is_open(const struct road_graph *graph, uint32_t edge,
                       uint32_t from_cm, uint32_t to_cm)
{
    if (from_cm == to_cm)
        return true;
    return (graph->edge_use[edge] &
            (from_cm < to_cm ? EDGE_FORWARD : EDGE_BACKWARD)) != 0;
}

uint32_t road_edge_ms(const struct road_graph *graph, uint32_t edge,
                      uint32_t from_cm, uint32_t to_cm)
{
    if (from_cm == to_cm)
        return 0;
    if (from_cm < to_cm)
        return road_duration_ms(to_cm, graph->forward_kmh10[edge]) -
               road_duration_ms(from_cm, graph->forward_kmh10[edge]);
    return road_duration_ms(from_cm, graph->backward_kmh10[edge]) -
           road_duration_ms(to_cm, graph->backward_kmh10[edge]);
}

// Added up to an offset.
static uint32_t extra_up_to(const struct road_graph *graph, uint32_t edge,
                            uint32_t offset_cm)
{
    return (uint32_t)((uint64_t)offset_cm * graph->extra[edge].along_cm_per_m /
                      100);
}

uint32_t road_edge_extra_cm(const struct road_graph *graph, uint32_t edge,
                            uint32_t from_cm, uint32_t to_cm)
{
    if (graph->extra == NULL)
        return 0;
    uint32_t low_cm = from_cm < to_cm ? from_cm : to_cm;
    uint32_t high_cm = from_cm < to_cm ? to_cm : from_cm;
    return extra_up_to(graph, edge, high_cm) - extra_up_to(graph, edge, low_cm);
}

uint32_t road_end_extra_cm(const struct road_graph *graph, uint32_t edge,
                           bool at_to)
{
    if (graph->extra == NULL)
        return 0;
    return at_to ? graph->extra[edge].to_end_cm
                 : graph->extra[edge].from_end_cm;
}

uint32_t road_edge_distance_cm(const struct road_graph *graph,
                               const struct street_net *net, uint32_t edge)
{
    uint32_t length_cm = net->edges[edge].length_cm;
    return length_cm + road_edge_extra_cm(graph, edge, 0, length_cm) +
           road_end_extra_cm(graph, edge, false) +
           road_end_extra_cm(graph, edge, true);
}

// Asks the profile about every street and junction.
static void ask_profile(struct builder *b, const struct profile *profile,
                        const struct street_set *streets)
{
    size_t n_edges = b->net->n_edges;
    uint16_t *forward = arena_array(b->arena, uint16_t, n_edges);
    uint16_t *backward = arena_array(b->arena, uint16_t, n_edges);
    for (size_t e = 0; e < n_edges; e++) {
        struct passage passage =
            profile_passage(profile, &streets->streets.items[e].tags);
        forward[e] = (uint16_t)passage.forward_kmh10;
        backward[e] = (uint16_t)passage.backward_kmh10;
        b->use[e] = (uint8_t)((forward[e] > 0 ? EDGE_FORWARD : 0) |
                              (backward[e] > 0 ? EDGE_BACKWARD : 0));
    }
    for (size_t n = 0; n < b->net->n_nodes; n++)
        b->passes[n] =
            !profile_is_blocked_at(profile, &streets->junctions.items[n].tags);
    b->graph->forward_kmh10 = forward;
    b->graph->backward_kmh10 = backward;
}

// An arc to be, seen from the node it is grouped by.
struct arc_of {
    uint32_t node;
    struct road_arc arc;
};

// The arcs of an edge between nodes that can be passed: none, one or two.
static size_t arcs_of_edge(const struct builder *b, uint32_t e,
                           struct arc_of arcs[2])
{
    struct net_edge edge = b->net->edges[e];
    size_t n = 0;
    if (!b->passes[edge.from_node] || !b->passes[edge.to_node])
        return 0;
    for (unsigned way = EDGE_FORWARD; way <= EDGE_BACKWARD; way <<= 1) {
        if ((b->use[e] & way) == 0)
            continue;
        bool forward = way == EDGE_FORWARD;
        unsigned kmh10 =
            forward ? b->graph->forward_kmh10[e] : b->graph->backward_kmh10[e];
        arcs[n++] = (struct arc_of){
            forward ? edge.from_node : edge.to_node,
            {forward ? edge.to_node : edge.from_node, edge.length_cm,
             road_duration_ms(edge.length_cm, kmh10), e}};
    }
    return n;
}

// Counts the arcs of each node, turns counts into starting places, fills.
static size_t group_arcs(const struct builder *b, struct arena *arena,
                         const uint32_t **first,
                         const struct road_arc **grouped)
{
    size_t n_nodes = b->net->n_nodes;
    struct arc_of arcs[2];
    uint32_t *begin = arena_array(arena, uint32_t, n_nodes + 1);
    for (uint32_t e = 0; e < b->net->n_edges; e++)
        for (size_t i = arcs_of_edge(b, e, arcs); i > 0; i--)
            begin[arcs[i - 1].node + 1]++;
    for (size_t n = 0; n < n_nodes; n++)
        begin[n + 1] += begin[n];

    struct road_arc *all = arena_array(arena, struct road_arc, begin[n_nodes]);
    uint32_t *next = arena_array(b->scratch, uint32_t, n_nodes + 1);
    memcpy(next, begin, n_nodes * sizeof *next);
    for (uint32_t e = 0; e < b->net->n_edges; e++) {
        size_t n = arcs_of_edge(b, e, arcs);
        for (size_t i = 0; i < n; i++)
            all[next[arcs[i].node]++] = arcs[i].arc;
    }
    *first = begin;
    *grouped = all;
    return begin[n_nodes];
}

static bool has_arc_within(const uint32_t *part, const uint32_t *first_out,
                           const struct road_arc *out_arcs, size_t node)
{
    for (uint32_t i = first_out[node]; i < first_out[node + 1]; i++)
        if (part[out_arcs[i].node] == part[node])
            return true;
    return false;
}

// The part with most nodes; of equals the one with the lowest node. A lone
// node is a part only for a loop from it to itself.
static uint32_t largest_part(const struct builder *b, const uint32_t *part,
                             uint32_t n_parts, const uint32_t *first_out,
                             const struct road_arc *out_arcs)
{
    uint32_t *size = arena_array(b->scratch, uint32_t, n_parts);
    uint32_t largest = UINT32_MAX;
    for (size_t n = 0; n < b->net->n_nodes; n++)
        size[part[n]]++;
    for (size_t n = 0; n < b->net->n_nodes; n++)
        if ((largest == UINT32_MAX || size[part[n]] > size[largest]) &&
            has_arc_within(part, first_out, out_arcs, n))
            largest = part[n];
    return largest;
}

static void find_kept_nodes(struct builder *b)
{
    const uint32_t *first_out;
    const struct road_arc *out_arcs;
    group_arcs(b, b->scratch, &first_out, &out_arcs);
    uint32_t *part = arena_array(b->scratch, uint32_t, b->net->n_nodes);
    uint32_t n_parts = strong_parts_find(b->scratch, b->net->n_nodes, first_out,
                                         out_arcs, part);
    uint32_t largest = largest_part(b, part, n_parts, first_out, out_arcs);
    for (size_t n = 0; n < b->net->n_nodes; n++)
        b->passes[n] = b->passes[n] && part[n] == largest;
}

static bool is_kept(const struct builder *b, const uint8_t *blocked, uint32_t e)
{
    struct net_edge edge = b->net->edges[e];
    bool from_kept = b->passes[edge.from_node];
    bool to_kept = b->passes[edge.to_node];
    if (from_kept && to_kept)
        return b->use[e] != 0;
    return (from_kept || to_kept) &&
           (blocked[edge.from_node] || blocked[edge.to_node]) &&
           b->use[e] == (EDGE_FORWARD | EDGE_BACKWARD);
}

// Groups of nodes joined by streets whatever their direction, as a forest in
// which each node points towards its group's root.
static uint32_t group_root(uint32_t *towards, uint32_t node)
{
    while (towards[node] != node)
        node = towards[node] = towards[towards[node]];
    return node;
}

static uint32_t *join_groups(const struct builder *b, const uint8_t *blocked)
{
    uint32_t *towards = arena_array(b->scratch, uint32_t, b->net->n_nodes);
    for (uint32_t n = 0; n < b->net->n_nodes; n++)
        towards[n] = n;
    for (size_t e = 0; e < b->net->n_edges; e++) {
        struct net_edge edge = b->net->edges[e];
        if (b->use[e] == 0 || blocked[edge.from_node] || blocked[edge.to_node])
            continue;
        uint32_t a = group_root(towards, edge.from_node);
        uint32_t c = group_root(towards, edge.to_node);
        towards[a < c ? c : a] = a < c ? a : c;
    }
    return towards;
}

struct tally {
    uint32_t *towards;
    uint8_t *seen;      // groups left out that were counted
    uint32_t kept_root; // UINT32_MAX if nothing is kept
};

static void count_left_out(const struct builder *b, const uint8_t *blocked,
                           uint32_t e, struct tally *tally,
                           struct road_graph_report *report)
{
    struct net_edge edge = b->net->edges[e];
    uint32_t open_end = blocked[edge.from_node] ? edge.to_node : edge.from_node;
    uint32_t root = group_root(tally->towards, open_end);
    report->left_out_m += edge.length_cm / 100.0;
    if (root == tally->kept_root) {
        report->n_one_way++;
        return;
    }
    report->n_cut_off++;
    report->n_parts_left_out += !tally->seen[root];
    tally->seen[root] = 1;
}

static void fill_report(const struct builder *b, const uint8_t *blocked,
                        struct road_graph_report *report)
{
    struct tally tally = {.towards = join_groups(b, blocked),
                          .seen =
                              arena_array(b->scratch, uint8_t, b->net->n_nodes),
                          .kept_root = UINT32_MAX};
    for (uint32_t n = 0; n < b->net->n_nodes; n++) {
        report->n_blocked_nodes += blocked[n];
        if (b->passes[n])
            tally.kept_root = group_root(tally.towards, n);
    }
    for (uint32_t e = 0; e < b->net->n_edges; e++) {
        report->n_closed += b->use[e] == 0;
        report->n_streets += b->use[e] != 0;
        if (is_kept(b, blocked, e)) {
            report->n_streets_kept++;
            report->kept_m += b->net->edges[e].length_cm / 100.0;
        } else if (b->use[e] != 0) {
            count_left_out(b, blocked, e, &tally, report);
        }
    }
}

static void keep_largest_part(struct builder *b,
                              struct road_graph_report *report)
{
    uint8_t *blocked = arena_array(b->scratch, uint8_t, b->net->n_nodes);
    for (size_t n = 0; n < b->net->n_nodes; n++)
        blocked[n] = !b->passes[n];
    find_kept_nodes(b);
    fill_report(b, blocked, report);
    for (uint32_t e = 0; e < b->net->n_edges; e++)
        if (!is_kept(b, blocked, e))
            b->use[e] = 0;
}

struct road_graph road_graph_build(struct arena *arena,
                                   const struct profile *profile,
                                   const struct street_set *streets,
                                   const struct street_net *net,
                                   struct road_graph_report *report)
{
    struct road_graph graph = {.n_nodes = net->n_nodes,
                               .n_edges = net->n_edges};
    struct builder b = {.net = net,
                        .arena = arena,
                        .scratch = arena_new(),
                        .graph = &graph,
                        .use = arena_array(arena, uint8_t, net->n_edges)};
    b.passes = arena_array(b.scratch, uint8_t, net->n_nodes);
    *report = (struct road_graph_report){0};

    ask_profile(&b, profile, streets);
    graph.extra = road_extra_build(arena, profile, streets, net);
    keep_largest_part(&b, report);
    graph.n_arcs = group_arcs(&b, arena, &graph.first_out, &graph.out_arcs);
    graph.edge_use = b.use;
    arena_free(b.scratch);
    return graph;
}
