// A restriction names ways; bans are made of runs. At the junction it speaks of
// the `from` way must arrive by one run and the `to` way leave by one:
//
//     from way  --f-->  (via)  --t-->  to way        no_…:   ban  f t
//                         |
//                         x                          only_…: ban  f x, for
//                                                    every run x but t
//
// With via ways the ban is f, the runs along the via ways, then t. A way that
// passes through the junction arrives by two runs, and via ways may be followed
// in several orders; which is meant cannot be known, so such a restriction is
// left out and counted.

#include "network/turn_ban.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"

// The pieces a chain of via ways may have, and how many runs are tried to find
// it: more are a mistake in the data.
#define MOST_VIA_RUNS 30
#define MOST_STEPS 10000

struct way_piece {
    int64_t way_id;
    uint32_t edge;
};

struct resolver {
    struct arena *arena;
    struct arena *scratch;
    const struct street_set *streets;
    const struct street_net *net;
    const struct road_graph *graph;
    struct way_piece *pieces; // by way, then edge
    size_t n_pieces;
    uint32_t *first_at; // per node, into `runs_out`
    edge_run *runs_out; // open runs by the node they start at
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

static void sort_pieces(struct resolver *r)
{
    const struct street_set *streets = r->streets;
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

// Edges that end at a barrier count too: one may turn into them, though they
// are no arcs of the graph.
static void group_runs(struct resolver *r)
{
    size_t n_nodes = r->net->n_nodes;
    uint32_t n_runs = 2 * (uint32_t)r->net->n_edges;
    uint32_t *next = arena_array(r->scratch, uint32_t, n_nodes + 1);
    r->first_at = arena_array(r->scratch, uint32_t, n_nodes + 1);
    r->runs_out = arena_array(r->scratch, edge_run, n_runs);
    for (edge_run run = 0; run < n_runs; run++)
        r->first_at[run_start(r, run) + 1] += is_open(r, run);
    for (size_t n = 0; n < n_nodes; n++)
        next[n + 1] = r->first_at[n + 1] += r->first_at[n];
    for (edge_run run = 0; run < n_runs; run++)
        if (is_open(r, run))
            r->runs_out[next[run_start(r, run)]++] = run;
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
    for (uint32_t i = r->first_at[node]; i < r->first_at[node + 1]; i++)
        if (r->runs_out[i] != allowed)
            add_ban(r, before, n_before, r->runs_out[i]);
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
    bool says_back = strcmp(rule->kind, "no_u_turn") == 0 ||
                     strcmp(rule->kind, "only_u_turn") == 0;
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

// A walk from the `from` way along the via ways, each piece once, and the last
// one found that comes past every via way to where the `to` way leaves.
struct via_walk {
    const struct resolver *resolver;
    const struct turn_restriction *rule;
    edge_run runs[MOST_VIA_RUNS + 1];
    size_t n_runs;
    size_t n_steps;
    edge_run found[MOST_VIA_RUNS + 1];
    size_t n_found_runs;
    edge_run to;
    size_t n_found;
};

static bool is_walked(const struct via_walk *walk, uint32_t edge)
{
    for (size_t i = 0; i < walk->n_runs; i++)
        if (edge_run_edge(walk->runs[i]) == edge)
            return true;
    return false;
}

static bool has_walked_way(const struct via_walk *walk, int64_t way_id)
{
    const struct street *streets = walk->resolver->streets->streets.items;
    for (size_t i = 1; i < walk->n_runs; i++)
        if (streets[edge_run_edge(walk->runs[i])].way_id == way_id)
            return true;
    return false;
}

static bool has_walked_all(const struct via_walk *walk)
{
    for (size_t w = 0; w < walk->rule->n_via_ways; w++)
        if (!has_walked_way(walk, walk->rule->via_ways[w]))
            return false;
    return true;
}

static void find_exit(struct via_walk *walk)
{
    edge_run to = 0;
    size_t n = runs_at(walk->resolver, walk->rule->to_way,
                       run_end(walk->resolver, walk->runs[walk->n_runs - 1]),
                       false, &to);
    walk->n_found += n;
    if (n == 0)
        return;
    walk->to = to;
    walk->n_found_runs = walk->n_runs;
    memcpy(walk->found, walk->runs, walk->n_runs * sizeof *walk->runs);
}

static void walk_on(struct via_walk *walk);

static void walk_along(struct via_walk *walk, int64_t via_way)
{
    const struct resolver *r = walk->resolver;
    uint32_t node = run_end(r, walk->runs[walk->n_runs - 1]);
    const struct way_piece *end;
    for (const struct way_piece *p = pieces_of(r, via_way, &end); p < end; p++)
        for (edge_run run = 2 * p->edge; run < 2 * p->edge + 2; run++) {
            if (run_start(r, run) != node || !is_open(r, run) ||
                is_walked(walk, p->edge))
                continue;
            walk->runs[walk->n_runs++] = run;
            walk_on(walk);
            walk->n_runs--;
        }
}

static bool is_named_before(const struct turn_restriction *rule, size_t w)
{
    for (size_t v = 0; v < w; v++)
        if (rule->via_ways[v] == rule->via_ways[w])
            return true;
    return false;
}

static void walk_on(struct via_walk *walk)
{
    const struct turn_restriction *rule = walk->rule;
    if (has_walked_all(walk))
        find_exit(walk);
    for (size_t w = 0; w < rule->n_via_ways; w++)
        if (walk->n_runs <= MOST_VIA_RUNS && walk->n_steps++ < MOST_STEPS &&
            !is_named_before(rule, w))
            walk_along(walk, rule->via_ways[w]);
}

static bool goes_to_via(const struct turn_restriction *rule)
{
    for (size_t w = 0; w < rule->n_via_ways; w++)
        if (rule->via_ways[w] == rule->to_way)
            return true;
    return false;
}

static enum outcome apply_via_ways(struct resolver *r,
                                   const struct turn_restriction *rule)
{
    struct via_walk walk = {.resolver = r, .rule = rule, .n_runs = 1};
    const struct way_piece *end;
    if (goes_to_via(rule))
        return UNUSABLE;
    for (const struct way_piece *p = pieces_of(r, rule->from_way, &end);
         p < end; p++)
        for (edge_run run = 2 * p->edge; run < 2 * p->edge + 2; run++) {
            walk.runs[0] = run;
            if (is_open(r, run))
                walk_on(&walk);
        }
    if (walk.n_found == 0)
        return UNUSABLE;
    if (walk.n_found > 1 || walk.n_steps > MOST_STEPS)
        return AMBIGUOUS;
    apply(r, rule, walk.found, walk.n_found_runs, walk.to);
    return APPLIED;
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
    struct resolver r = {.arena = arena,
                         .scratch = arena_new(),
                         .streets = streets,
                         .net = net,
                         .graph = graph};
    *report = (struct turn_ban_report){0};
    if (profile->obeys_turns && streets->restrictions.count > 0) {
        sort_pieces(&r);
        group_runs(&r);
    }
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
