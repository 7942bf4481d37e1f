// Where one stands: at a junction, having made the last few moves. Most
// junctions are plain ones, where what was done before does not matter; the
// others are made when the search first comes to them.
//
//     A ======= p ======= q ======= B      moving from A to B one passes p and
//                                          q, the places on the edge; setting
//                                          out from p one passes q, then is
//                                          at B, having moved along A–B
//
// A place at the very end of an edge belongs to that edge: whoever enters or
// leaves it moves along the edge, be it no distance at all. Only if the edge
// is closed in that direction does it stand on the junction itself.

#include "witness.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/list.h"
#include "witness_extra.h"
#include "witness_rules.h"

// A way so far: the pair in the order it is compared by.
struct cost {
    uint64_t first;
    uint64_t then;
};

struct standing {
    uint32_t node;
    uint32_t next_here; // another one at the same node, 0 if none
    const struct move *made;
    size_t n_made;
    struct cost cost;
};
LIST_DECLARE(standing);

struct waiting {
    struct cost cost;
    uint32_t standing;
};
LIST_DECLARE(waiting);

struct witness {
    struct arena *arena;
    const struct street_net *net;
    const struct road_graph *graph;
    const struct net_place *places;
    size_t n_places;
    struct rules rules;
    struct extra_rules extras;
    unsigned char *is_blocked; // per node
    uint32_t *first_move;      // per node, into `moves`
    struct move *moves;        // by the node they start at
    uint32_t *first_place;     // per edge, into `place_on`
    uint32_t *place_on;        // places by edge
    uint32_t *beside;          // per node: the first of its end_beside
    uint32_t *end_beside;      // per place and end: the next, or NOBODY
    struct standing_list places_to_stand; // the first n_nodes are plain
    struct waiting_list heap;
    struct cost *found; // per place
    bool by_time;
};

#define NOBODY UINT32_MAX

static const struct cost NEVER = {UINT64_MAX, UINT64_MAX};

static bool is_less(struct cost a, struct cost b)
{
    return a.first != b.first ? a.first < b.first : a.then < b.then;
}

// --- what there is ---

static uint32_t end_cm_of(const struct witness *w, struct move move)
{
    return move.is_backward ? 0 : w->net->edges[move.edge].length_cm;
}

static void list_moves(struct witness *w)
{
    const struct street_net *net = w->net;
    uint32_t *next = arena_array(w->arena, uint32_t, net->n_nodes + 1);
    w->first_move = arena_array(w->arena, uint32_t, net->n_nodes + 1);
    w->moves = arena_array(w->arena, struct move, 2 * net->n_edges);
    for (int fill = 0; fill < 2; fill++) {
        for (uint32_t m = 0; m < 2 * net->n_edges; m++) {
            struct move move = {m / 2, m % 2 != 0};
            uint32_t node = move_start(net, move);
            if (!move_is_open(w->graph, move) || w->is_blocked[node])
                continue;
            if (fill)
                w->moves[next[node]++] = move;
            else
                w->first_move[node + 1]++;
        }
        for (size_t n = 0; n < net->n_nodes && !fill; n++) {
            w->first_move[n + 1] += w->first_move[n];
            next[n + 1] = w->first_move[n + 1];
        }
    }
}

static void list_places(struct witness *w)
{
    size_t n_edges = w->net->n_edges;
    uint32_t *next = arena_array(w->arena, uint32_t, n_edges + 1);
    w->first_place = arena_array(w->arena, uint32_t, n_edges + 1);
    w->place_on = arena_array(w->arena, uint32_t, w->n_places);
    for (size_t i = 0; i < w->n_places; i++)
        w->first_place[w->places[i].edge + 1]++;
    for (size_t e = 0; e < n_edges; e++)
        next[e + 1] = w->first_place[e + 1] += w->first_place[e];
    for (uint32_t i = 0; i < w->n_places; i++)
        w->place_on[next[w->places[i].edge]++] = i;
}

// Places on a junction itself, at the end of an edge that is closed from there.
static void list_places_beside(struct witness *w)
{
    w->beside = arena_array(w->arena, uint32_t, w->net->n_nodes);
    w->end_beside = arena_array(w->arena, uint32_t, 2 * w->n_places);
    for (size_t n = 0; n < w->net->n_nodes; n++)
        w->beside[n] = NOBODY;
    for (uint32_t i = 0; i < 2 * w->n_places; i++) {
        struct net_place place = w->places[i / 2];
        struct move in = {place.edge, i % 2 != 0};
        struct move out = {place.edge, i % 2 == 0};
        uint32_t node = move_start(w->net, in);
        if (place.offset_cm != end_cm_of(w, out) || move_is_open(w->graph, in))
            continue;
        w->end_beside[i] = w->beside[node];
        w->beside[node] = i;
    }
}

struct witness *witness_new(struct arena *arena, const struct profile *profile,
                            const struct street_set *streets,
                            const struct street_net *net,
                            const struct road_graph *graph,
                            const struct net_place *places, size_t n_places)
{
    struct witness *w = arena_array(arena, struct witness, 1);
    *w = (struct witness){.arena = arena,
                          .net = net,
                          .graph = graph,
                          .places = places,
                          .n_places = n_places};
    w->rules = rules_read(arena, profile, streets, net, graph);
    w->extras = extra_rules_read(arena, profile, streets, net);
    w->is_blocked = arena_array(arena, unsigned char, net->n_nodes);
    for (uint32_t n = 0; n < net->n_nodes; n++) {
        w->is_blocked[n] =
            profile_is_blocked_at(profile, &streets->junctions.items[n].tags);
        standing_list_add(&w->places_to_stand, arena)->node = n;
    }
    w->found = arena_array(arena, struct cost, n_places);
    list_moves(w);
    list_places(w);
    list_places_beside(w);
    return w;
}

// --- the queue ---

static void push(struct witness *w, struct waiting item)
{
    waiting_list_add(&w->heap, w->arena);
    size_t i = w->heap.count - 1;
    for (; i > 0 && is_less(item.cost, w->heap.items[(i - 1) / 2].cost);
         i = (i - 1) / 2)
        w->heap.items[i] = w->heap.items[(i - 1) / 2];
    w->heap.items[i] = item;
}

static struct waiting pop(struct witness *w)
{
    struct waiting *heap = w->heap.items;
    struct waiting top = heap[0];
    struct waiting last = heap[--w->heap.count];
    size_t i = 0;
    for (size_t child; (child = 2 * i + 1) < w->heap.count; i = child) {
        if (child + 1 < w->heap.count &&
            is_less(heap[child + 1].cost, heap[child].cost))
            child++;
        if (!is_less(heap[child].cost, last.cost))
            break;
        heap[i] = heap[child];
    }
    heap[i] = last;
    return top;
}

// --- going on ---

// Milliseconds from the edge's first point, rounded half up.
static double ms_at(uint32_t cm, unsigned kmh10)
{
    return kmh10 == 0 ? 0 : floor(cm * 360.0 / kmh10 + 0.5);
}

static struct cost plus(const struct witness *w, struct cost cost, double cm,
                        double ms)
{
    return (struct cost){cost.first + (uint64_t)(w->by_time ? ms : cm),
                         cost.then + (uint64_t)(w->by_time ? cm : ms)};
}

static struct cost plus_stretch(const struct witness *w, struct cost cost,
                                struct move move, uint32_t from_cm,
                                uint32_t to_cm)
{
    unsigned kmh10 = move.is_backward ? w->graph->backward_kmh10[move.edge]
                                      : w->graph->forward_kmh10[move.edge];
    double extra_cm = fabs(extra_along_cm(&w->extras, move.edge, to_cm) -
                           extra_along_cm(&w->extras, move.edge, from_cm));
    return plus(w, cost, fabs((double)to_cm - from_cm) + extra_cm,
                fabs(ms_at(to_cm, kmh10) - ms_at(from_cm, kmh10)));
}

// Between the end of an edge and the middle of the junction.
static struct cost plus_end(const struct witness *w, struct cost cost,
                            uint32_t edge, uint32_t node)
{
    return plus(w, cost, extra_at_cm(&w->extras, edge, node), 0);
}

static struct cost plus_straight(const struct witness *w, struct cost cost,
                                 uint32_t place)
{
    uint32_t cm = w->places[place].straight_cm;
    return plus(w, cost, cm, ms_at(cm, 46));
}

// The standing at a node after some moves, made if it is new.
static uint32_t stand_at(struct witness *w, uint32_t node, struct move *made,
                         size_t n_made)
{
    uint32_t at = node;
    n_made = rules_forget(&w->rules, made, n_made);
    if (n_made == 0)
        return node;
    for (;; at = w->places_to_stand.items[at].next_here) {
        struct standing *s = &w->places_to_stand.items[at];
        bool is_same = s->n_made == n_made;
        for (size_t m = 0; m < n_made && is_same; m++)
            is_same = moves_equal(s->made[m], made[m]);
        if (is_same)
            return at;
        if (s->next_here == 0)
            break;
    }
    uint32_t new_one = (uint32_t)w->places_to_stand.count;
    struct standing *s = standing_list_add(&w->places_to_stand, w->arena);
    *s = (struct standing){node, 0,
                           arena_copy(w->arena, made, n_made * sizeof *made),
                           n_made, NEVER};
    w->places_to_stand.items[at].next_here = new_one;
    return new_one;
}

static void improve(struct witness *w, uint32_t standing, struct cost cost)
{
    struct standing *s = &w->places_to_stand.items[standing];
    if (w->is_blocked[s->node] || !is_less(cost, s->cost))
        return;
    s->cost = cost;
    push(w, (struct waiting){cost, standing});
}

static void arrive(struct witness *w, uint32_t place, struct cost cost)
{
    struct cost whole = plus_straight(w, cost, place);
    if (is_less(whole, w->found[place]))
        w->found[place] = whole;
}

// Moves along an edge from some offset: past the places ahead, to its end.
static void go_along(struct witness *w, struct move move, uint32_t from_cm,
                     struct cost cost, const struct move *made, size_t n_made)
{
    for (uint32_t i = w->first_place[move.edge];
         i < w->first_place[move.edge + 1]; i++) {
        uint32_t at_cm = w->places[w->place_on[i]].offset_cm;
        if (move.is_backward ? at_cm <= from_cm : at_cm >= from_cm)
            arrive(w, w->place_on[i],
                   plus_stretch(w, cost, move, from_cm, at_cm));
    }
    struct move now[RULE_MOST_MOVES + 1];
    if (n_made > 0)
        memcpy(now, made, n_made * sizeof *made);
    now[n_made] = move;
    uint32_t node = move_end(w->net, move);
    uint32_t to = stand_at(w, node, now, n_made + 1);
    cost = plus_stretch(w, cost, move, from_cm, end_cm_of(w, move));
    improve(w, to, plus_end(w, cost, move.edge, node));
}

static void arrive_beside(struct witness *w, uint32_t node, struct cost cost)
{
    for (uint32_t i = w->beside[node]; i != NOBODY; i = w->end_beside[i])
        arrive(w, i / 2, plus_end(w, cost, w->places[i / 2].edge, node));
}

static void go_on(struct witness *w, uint32_t standing)
{
    struct standing here = w->places_to_stand.items[standing];
    for (uint32_t i = w->first_move[here.node];
         i < w->first_move[here.node + 1]; i++) {
        struct move move = w->moves[i];
        struct move back = {move.edge, !move.is_backward};
        if (rules_allow(&w->rules, here.made, here.n_made, move))
            go_along(w, move, end_cm_of(w, back),
                     plus_end(w, here.cost, move.edge, here.node), here.made,
                     here.n_made);
    }
}

static void set_out(struct witness *w, uint32_t from)
{
    const struct net_place *place = &w->places[from];
    struct cost cost = plus_straight(w, (struct cost){0, 0}, from);
    for (uint32_t i = 0; i < w->n_places; i++)
        if (w->places[i].edge == place->edge &&
            w->places[i].offset_cm == place->offset_cm)
            arrive(w, i, cost);
    for (int b = 0; b < 2; b++) {
        struct move move = {place->edge, b != 0};
        if (move_is_open(w->graph, move))
            go_along(w, move, place->offset_cm, cost, NULL, 0);
        else if (place->offset_cm == end_cm_of(w, move))
            improve(w, move_end(w->net, move),
                    plus_end(w, cost, move.edge, move_end(w->net, move)));
    }
}

void witness_ask(struct witness *w, size_t from, bool by_time, bool *found,
                 uint32_t *distance_cm, uint32_t *duration_ms)
{
    w->by_time = by_time;
    w->heap.count = 0;
    for (size_t s = 0; s < w->places_to_stand.count; s++)
        w->places_to_stand.items[s].cost = NEVER;
    for (size_t i = 0; i < w->n_places; i++)
        w->found[i] = NEVER;
    set_out(w, (uint32_t)from);
    while (w->heap.count > 0) {
        struct waiting top = pop(w);
        struct standing *s = &w->places_to_stand.items[top.standing];
        if (is_less(s->cost, top.cost))
            continue;
        arrive_beside(w, s->node, s->cost);
        go_on(w, top.standing);
    }
    for (uint32_t i = 0; i < w->n_places; i++) {
        struct cost cost = w->found[i];
        found[i] = cost.first != NEVER.first;
        uint64_t cm = by_time ? cost.then : cost.first;
        uint64_t ms = by_time ? cost.first : cost.then;
        distance_cm[i] = found[i] ? (uint32_t)cm : 0;
        duration_ms[i] = found[i] ? (uint32_t)ms : 0;
    }
}
