// A restriction names ways; bans are made of runs. At the junction it speaks of
// the `from` way must arrive by one run and the `to` way leave by one:
//
//     from way  --f-->  (via)  --t-->  to way        no_…:   ban  f t
//                         |
//                         x                          only_…: ban  f x, for
//                                                    every run x but t
//
// With via ways the ban is f, the runs along the via ways, then t. A way that
// passes through the junction arrives by two runs; which of them is meant
// cannot be known, so such a restriction is left out and counted.

#include "network/turn_ban.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"

// The pieces a chain of via ways may have.
#define MOST_VIA_RUNS 30

struct way_piece {
    int64_t way_id;
    uint32_t edge;
};

struct resolver {
    struct arena *arena;
    struct arena *scratch;
    const struct street_net *net;
    const struct road_graph *graph;
    struct way_piece *pieces; // by way, then edge
    size_t n_pieces;
    struct turn_ban_list bans;
};

static int by_way(const void *a, const void *b)
{
    const struct way_piece *x = a;
    const struct way_piece *y = b;
    if (x->way_id != y->way_id)
        return x->way_id < y->way_id ? -1 : 1;
    return (x->edge > y->edge) - (x->edge < y->edge);
}

static void sort_pieces(struct resolver *r, const struct street_set *streets)
{
    r->n_pieces = streets->streets.count;
    r->pieces = arena_array(r->scratch, struct way_piece, r->n_pieces);
    for (size_t i = 0; i < r->n_pieces; i++)
        r->pieces[i] =
            (struct way_piece){streets->streets.items[i].way_id, (uint32_t)i};
    if (r->n_pieces > 0)
        qsort(r->pieces, r->n_pieces, sizeof *r->pieces, by_way);
}

// The run of a way's pieces in `pieces`.
static const struct way_piece *pieces_of(const struct resolver *r,
                                         int64_t way_id,
                                         const struct way_piece **end)
{
    size_t low = 0;
    size_t high = r->n_pieces;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (r->pieces[middle].way_id < way_id)
            low = middle + 1;
        else
            high = middle;
    }
    size_t stop = low;
    while (stop < r->n_pieces && r->pieces[stop].way_id == way_id)
        stop++;
    *end = r->pieces + stop;
    return r->pieces + low;
}

static uint32_t run_start(const struct resolver *r, edge_run run)
{
    struct net_edge edge = r->net->edges[edge_run_edge(run)];
    return edge_run_is_backward(run) ? edge.to_node : edge.from_node;
}

static uint32_t run_end(const struct resolver *r, edge_run run)
{
    return run_start(r, run ^ 1);
}

static bool is_open(const struct resolver *r, edge_run run)
{
    uint8_t needed = edge_run_is_backward(run) ? EDGE_BACKWARD : EDGE_FORWARD;
    return (r->graph->edge_use[edge_run_edge(run)] & needed) != 0;
}

// The way's open runs that start (or, `arriving`, end) at a node. Returns how
// many; the first is in `*run`.
static size_t runs_at(const struct resolver *r, int64_t way_id, uint32_t node,
                      bool arriving, edge_run *run)
{
    const struct way_piece *end;
    size_t n = 0;
    for (const struct way_piece *p = pieces_of(r, way_id, &end); p < end; p++)
        for (edge_run at = 2 * p->edge; at < 2 * p->edge + 2; at++) {
            uint32_t there = arriving ? run_end(r, at) : run_start(r, at);
            if (there == node && is_open(r, at) && n++ == 0)
                *run = at;
        }
    return n;
}

static void add_ban(struct resolver *r, const edge_run *before, size_t n_before,
                    edge_run last)
{
    edge_run *runs = arena_array(r->arena, edge_run, n_before + 1);
    memcpy(runs, before, n_before * sizeof *runs);
    runs[n_before] = last;
    *turn_ban_list_add(&r->bans, r->arena) =
        (struct turn_ban){runs, n_before + 1};
}

// Bans every way on from the end of `before` but one.
static void add_bans_but(struct resolver *r, const edge_run *before,
                         size_t n_before, edge_run allowed)
{
    uint32_t node = run_end(r, before[n_before - 1]);
    for (uint32_t i = r->graph->first_out[node];
         i < r->graph->first_out[node + 1]; i++)
        for (int backward = 0; backward < 2; backward++) {
            edge_run run =
                edge_run_of(r->graph->out_arcs[i].edge, backward != 0);
            if (run_start(r, run) == node && is_open(r, run) && run != allowed)
                add_ban(r, before, n_before, run);
        }
}

static void apply(struct resolver *r, const struct turn_restriction *rule,
                  const edge_run *before, size_t n_before, edge_run to)
{
    if (strncmp(rule->kind, "only_", 5) == 0)
        add_bans_but(r, before, n_before, to);
    else
        add_ban(r, before, n_before, to);
}

enum outcome { APPLIED, UNUSABLE, AMBIGUOUS };

// A turn back is the same edge the other way; any other turn is not.
static bool fits_kind(const struct turn_restriction *rule, edge_run from,
                      edge_run to)
{
    bool is_back = (from ^ 1) == to;
    bool says_back = strcmp(rule->kind, "no_u_turn") == 0;
    return rule->from_way != rule->to_way || is_back == says_back;
}

static enum outcome apply_at_node(struct resolver *r,
                                  const struct turn_restriction *rule,
                                  uint32_t node)
{
    edge_run from = 0;
    edge_run to = 0;
    size_t n_from = runs_at(r, rule->from_way, node, true, &from);
    size_t n_to = runs_at(r, rule->to_way, node, false, &to);
    if (n_from == 0 || n_to == 0)
        return UNUSABLE;
    if (n_from > 1 || n_to > 1 || !fits_kind(rule, from, to))
        return AMBIGUOUS;
    apply(r, rule, &from, 1, to);
    return APPLIED;
}

// --- via ways ---

struct via_walk {
    edge_run runs[MOST_VIA_RUNS + 1];
    size_t n_runs;
};

static bool is_via(const struct resolver *r,
                   const struct turn_restriction *rule, uint32_t edge)
{
    for (size_t w = 0; w < rule->n_via_ways; w++) {
        const struct way_piece *end;
        for (const struct way_piece *p = pieces_of(r, rule->via_ways[w], &end);
             p < end; p++)
            if (p->edge == edge)
                return true;
    }
    return false;
}

static bool is_walked(const struct via_walk *walk, uint32_t edge)
{
    for (size_t i = 0; i < walk->n_runs; i++)
        if (edge_run_edge(walk->runs[i]) == edge)
            return true;
    return false;
}

// The next run along the via ways that was not walked yet; false at their end.
static bool next_via(const struct resolver *r,
                     const struct turn_restriction *rule,
                     const struct via_walk *walk, edge_run *next)
{
    uint32_t node = run_end(r, walk->runs[walk->n_runs - 1]);
    for (size_t w = 0; w < rule->n_via_ways; w++) {
        const struct way_piece *end;
        for (const struct way_piece *p = pieces_of(r, rule->via_ways[w], &end);
             p < end; p++)
            for (edge_run run = 2 * p->edge; run < 2 * p->edge + 2; run++)
                if (run_start(r, run) == node && is_open(r, run) &&
                    !is_walked(walk, p->edge)) {
                    *next = run;
                    return true;
                }
    }
    return false;
}

// From one run of the `from` way along the via ways to where `to` leaves.
static bool apply_along(struct resolver *r, const struct turn_restriction *rule,
                        edge_run from)
{
    struct via_walk walk = {.runs = {from}, .n_runs = 1};
    edge_run next;
    while (walk.n_runs <= MOST_VIA_RUNS && next_via(r, rule, &walk, &next)) {
        edge_run to = 0;
        walk.runs[walk.n_runs++] = next;
        if (runs_at(r, rule->to_way, run_end(r, next), false, &to) == 1 &&
            !is_via(r, rule, edge_run_edge(to))) {
            apply(r, rule, walk.runs, walk.n_runs, to);
            return true;
        }
    }
    return false;
}

static enum outcome apply_via_ways(struct resolver *r,
                                   const struct turn_restriction *rule)
{
    const struct way_piece *end;
    bool applied = false;
    for (const struct way_piece *p = pieces_of(r, rule->from_way, &end);
         p < end && !applied; p++)
        for (edge_run run = 2 * p->edge; run < 2 * p->edge + 2 && !applied;
             run++)
            applied = is_open(r, run) && apply_along(r, rule, run);
    return applied ? APPLIED : UNUSABLE;
}

// --- which restrictions bind ---

// The words of `except`, separated by semicolons, and whether they name this
// kind of vehicle.
static bool is_excepted(const struct profile *profile, const char *except)
{
    if (except == NULL)
        return false;
    for (const char *word = except; *word != '\0';) {
        size_t length = strcspn(word, "; ");
        char text[32] = "";
        if (length < sizeof text)
            memcpy(text, word, length);
        if (text_is_one_of(text, profile->vehicle))
            return true;
        word += length;
        word += strspn(word, "; ");
    }
    return false;
}

static uint32_t find_node(const struct street_net *net, int64_t id)
{
    size_t low = 0;
    size_t high = net->n_nodes;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (net->node_ids[middle] < id)
            low = middle + 1;
        else
            high = middle;
    }
    return low < net->n_nodes && net->node_ids[low] == id ? (uint32_t)low
                                                          : UINT32_MAX;
}

static void resolve(struct resolver *r, const struct turn_restriction *rule,
                    struct turn_ban_report *report)
{
    uint32_t node = UINT32_MAX;
    enum outcome outcome = UNUSABLE;
    if (rule->n_via_ways > 0)
        outcome = apply_via_ways(r, rule);
    else if ((node = find_node(r->net, rule->via_junction)) != UINT32_MAX)
        outcome = apply_at_node(r, rule, node);
    report->n_applied += outcome == APPLIED;
    report->n_unusable += outcome == UNUSABLE;
    report->n_ambiguous += outcome == AMBIGUOUS;
}

struct turn_ban_list
turn_bans_find(struct arena *arena, const struct profile *profile,
               const struct street_set *streets, const struct street_net *net,
               const struct road_graph *graph, struct turn_ban_report *report)
{
    struct resolver r = {
        .arena = arena, .scratch = arena_new(), .net = net, .graph = graph};
    *report = (struct turn_ban_report){0};
    if (profile->obeys_turns)
        sort_pieces(&r, streets);
    for (size_t i = 0; profile->obeys_turns && i < streets->restrictions.count;
         i++) {
        const struct turn_restriction *rule = &streets->restrictions.items[i];
        if (is_excepted(profile, rule->except))
            report->n_excepted++;
        else
            resolve(&r, rule, report);
    }
    arena_free(r.scratch);
    return r.bans;
}
