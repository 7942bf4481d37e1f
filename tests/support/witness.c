// The drawing, for an edge A–B with two places on it:
//
//     A ======= p ======= q ======= B      p, q: junctions cut into the edge
//               |         |
//             source    sink               a place leaves by its source and is
//                                          come to by its sink
//
// Every stretch between neighbours on the edge is an arc (or two). A place at
// the very end of an edge stands on the junction there, so its source and sink
// are joined to it too, in whatever direction the edge runs.

#include "witness.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

#include "base/list.h"

struct arc {
    uint32_t from;
    uint32_t to;
    double cm;
    double ms;
};
LIST_DECLARE(arc);

struct cut {
    uint32_t edge;
    uint32_t offset_cm;
    uint32_t node;
};

struct witness {
    struct arena *arena;
    struct arc_list arcs; // in the end grouped by where they start
    uint32_t *first_arc;
    uint32_t *waiting; // a ring of nodes whose arcs must be tried
    bool *is_waiting;
    uint32_t n_nodes;
    uint32_t first_source;
    uint32_t first_sink;
    size_t n_places;
    double *cm;
    double *ms;
};

// Milliseconds from the edge's first point, rounded half up.
static double ms_at(uint32_t cm, unsigned kmh10)
{
    return kmh10 == 0 ? 0 : floor(cm * 360.0 / kmh10 + 0.5);
}

static void join(struct witness *w, uint32_t from, uint32_t to, double cm,
                 double ms)
{
    *arc_list_add(&w->arcs, w->arena) = (struct arc){from, to, cm, ms};
}

static int by_offset(const void *a, const void *b)
{
    const struct cut *x = a;
    const struct cut *y = b;
    if (x->edge != y->edge)
        return x->edge < y->edge ? -1 : 1;
    return (x->offset_cm > y->offset_cm) - (x->offset_cm < y->offset_cm);
}

// The cuts on each edge, in order along it; `at[place]` is its junction.
static size_t make_cuts(struct witness *w, const struct net_place *places,
                        struct cut *cuts, uint32_t *at)
{
    struct cut *sorted = arena_array(w->arena, struct cut, w->n_places);
    for (uint32_t i = 0; i < w->n_places; i++)
        sorted[i] = (struct cut){places[i].edge, places[i].offset_cm, i};
    if (w->n_places > 0)
        qsort(sorted, w->n_places, sizeof *sorted, by_offset);
    size_t n = 0;
    for (size_t i = 0; i < w->n_places; i++) {
        if (n == 0 || by_offset(&cuts[n - 1], &sorted[i]) != 0) {
            cuts[n] = sorted[i];
            cuts[n++].node = w->n_nodes++;
        }
        at[sorted[i].node] = cuts[n - 1].node;
    }
    return n;
}

struct on_edge {
    const struct road_graph *graph;
    uint32_t edge;
};

static void join_stretch(struct witness *w, struct on_edge e, uint32_t from,
                         uint32_t from_cm, uint32_t to, uint32_t to_cm)
{
    unsigned forward = e.graph->forward_kmh10[e.edge];
    unsigned backward = e.graph->backward_kmh10[e.edge];
    if (forward > 0)
        join(w, from, to, (double)to_cm - from_cm,
             ms_at(to_cm, forward) - ms_at(from_cm, forward));
    if (backward > 0)
        join(w, to, from, (double)to_cm - from_cm,
             ms_at(to_cm, backward) - ms_at(from_cm, backward));
}

static void join_edge(struct witness *w, const struct street_net *net,
                      struct on_edge e, const unsigned char *is_blocked,
                      const struct cut *cuts, size_t n_cuts)
{
    struct net_edge edge = net->edges[e.edge];
    uint32_t before = edge.from_node;
    uint32_t before_cm = 0;
    bool open = !is_blocked[edge.from_node];
    for (size_t i = 0; i < n_cuts; i++) {
        if (open)
            join_stretch(w, e, before, before_cm, cuts[i].node,
                         cuts[i].offset_cm);
        before = cuts[i].node;
        before_cm = cuts[i].offset_cm;
        open = true;
    }
    if (open && !is_blocked[edge.to_node])
        join_stretch(w, e, before, before_cm, edge.to_node, edge.length_cm);
}

static void join_place(struct witness *w, const struct street_net *net,
                       const unsigned char *is_blocked,
                       const struct net_place *place, uint32_t i, uint32_t at)
{
    struct net_edge edge = net->edges[place->edge];
    double cm = place->straight_cm;
    double ms = ms_at(place->straight_cm, 46);
    uint32_t source = w->first_source + i;
    uint32_t sink = w->first_sink + i;
    uint32_t touches[3] = {at, at, at};
    if (place->offset_cm == 0 && !is_blocked[edge.from_node])
        touches[1] = edge.from_node;
    if (place->offset_cm == edge.length_cm && !is_blocked[edge.to_node])
        touches[2] = edge.to_node;
    for (int t = 0; t < 3; t++) {
        join(w, source, touches[t], cm, ms);
        join(w, touches[t], sink, cm, ms);
    }
}

static int by_start(const void *a, const void *b)
{
    const struct arc *x = a;
    const struct arc *y = b;
    return (x->from > y->from) - (x->from < y->from);
}

static void group_by_start(struct witness *w)
{
    if (w->arcs.count > 0)
        qsort(w->arcs.items, w->arcs.count, sizeof *w->arcs.items, by_start);
    w->first_arc = arena_array(w->arena, uint32_t, w->n_nodes + 1);
    for (size_t i = 0; i < w->arcs.count; i++)
        w->first_arc[w->arcs.items[i].from + 1]++;
    for (size_t n = 0; n < w->n_nodes; n++)
        w->first_arc[n + 1] += w->first_arc[n];
}

struct witness *witness_new(struct arena *arena, const struct street_net *net,
                            const struct road_graph *graph,
                            const unsigned char *is_blocked,
                            const struct net_place *places, size_t n_places)
{
    struct witness *w = arena_array(arena, struct witness, 1);
    *w = (struct witness){.arena = arena,
                          .n_nodes = (uint32_t)net->n_nodes,
                          .n_places = n_places};
    struct cut *cuts = arena_array(arena, struct cut, n_places);
    uint32_t *at = arena_array(arena, uint32_t, n_places);
    size_t n_cuts = make_cuts(w, places, cuts, at);
    w->first_source = w->n_nodes;
    w->first_sink = w->n_nodes + (uint32_t)n_places;
    w->n_nodes += 2 * (uint32_t)n_places;

    for (uint32_t e = 0, c = 0; e < net->n_edges; e++) {
        uint32_t first = c;
        while (c < n_cuts && cuts[c].edge == e)
            c++;
        if (graph->edge_use[e] != 0)
            join_edge(w, net, (struct on_edge){graph, e}, is_blocked,
                      cuts + first, c - first);
    }
    for (uint32_t i = 0; i < n_places; i++)
        join_place(w, net, is_blocked, &places[i], i, at[i]);
    group_by_start(w);
    w->waiting = arena_array(arena, uint32_t, w->n_nodes);
    w->is_waiting = arena_array(arena, bool, w->n_nodes);
    w->cm = arena_array(arena, double, w->n_nodes);
    w->ms = arena_array(arena, double, w->n_nodes);
    return w;
}

static bool improves(const struct witness *w, const struct arc *arc,
                     bool by_time)
{
    double cm = w->cm[arc->from] + arc->cm;
    double ms = w->ms[arc->from] + arc->ms;
    double cm_now = w->cm[arc->to];
    double ms_now = w->ms[arc->to];
    if (by_time)
        return ms < ms_now || (ms == ms_now && cm < cm_now);
    return cm < cm_now || (cm == cm_now && ms < ms_now);
}

// Tries the arcs of whatever improved, in the order of improving, until
// nothing does.
static void relax_all(struct witness *w, uint32_t start, bool by_time)
{
    size_t first = 0;
    size_t count = 1;
    w->waiting[0] = start;
    w->is_waiting[start] = true;
    while (count > 0) {
        uint32_t node = w->waiting[first];
        first = (first + 1) % w->n_nodes;
        count--;
        w->is_waiting[node] = false;
        for (uint32_t i = w->first_arc[node]; i < w->first_arc[node + 1]; i++) {
            struct arc *arc = &w->arcs.items[i];
            if (!improves(w, arc, by_time))
                continue;
            w->cm[arc->to] = w->cm[node] + arc->cm;
            w->ms[arc->to] = w->ms[node] + arc->ms;
            if (!w->is_waiting[arc->to])
                w->waiting[(first + count++) % w->n_nodes] = arc->to;
            w->is_waiting[arc->to] = true;
        }
    }
}

void witness_ask(struct witness *w, size_t from, bool by_time, bool *found,
                 uint32_t *distance_cm, uint32_t *duration_ms)
{
    uint32_t source = w->first_source + (uint32_t)from;
    for (uint32_t n = 0; n < w->n_nodes; n++)
        w->cm[n] = w->ms[n] = INFINITY;
    w->cm[source] = 0;
    w->ms[source] = 0;
    relax_all(w, source, by_time);
    for (uint32_t i = 0; i < w->n_places; i++) {
        double cm = w->cm[w->first_sink + i];
        found[i] = !isinf(cm);
        distance_cm[i] = found[i] ? (uint32_t)cm : 0;
        duration_ms[i] = found[i] ? (uint32_t)w->ms[w->first_sink + i] : 0;
    }
}
