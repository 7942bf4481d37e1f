// A ban is a sequence of runs. Which runs may follow depends only on how far
// one has come along some ban, so the states of the search are those of the
// automaton that looks for many words at once (Aho and Corasick, Efficient
// string matching, CACM 1975), with runs for letters and bans for words:
//
//     ban  a b c             nodes           copies
//                            1 --a--> 2      2' "after a":    b leads to 3'
//                            2 --b--> 3      3' "after a b":  c is barred
//                            3 --c--> 4
//
// Each proper beginning of a ban is a copy of the node where its last run ends.
// From a copy, a run leads to the copy for the longest ending of what was
// travelled that is itself such a beginning, or to the plain node; it is barred
// if some ending is a whole ban. Restrictions are few, so the copies are found
// by comparing sequences, without the automaton's failure links.

#include "network/turn_graph.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

// A proper beginning of a ban.
struct beginning {
    const edge_run *runs;
    size_t n_runs;
    uint32_t node; // where its last run ends
};
LIST_DECLARE(beginning);
LIST_DECLARE(turn_arc);
LIST_DECLARE(state_run);

struct maker {
    struct arena *arena;
    struct arena *scratch;
    const struct street_net *net;
    const struct road_graph *graph;
    const struct turn_ban *bans;
    size_t n_bans;
    struct beginning_list beginnings; // of state n_nodes + i, in the end
};

static uint32_t run_end(const struct street_net *net, edge_run run)
{
    struct net_edge edge = net->edges[edge_run_edge(run)];
    return edge_run_is_backward(run) ? edge.from_node : edge.to_node;
}

// --- the copies ---

static int by_node_then_runs(const void *a, const void *b)
{
    const struct beginning *x = a;
    const struct beginning *y = b;
    if (x->node != y->node)
        return x->node < y->node ? -1 : 1;
    if (x->n_runs != y->n_runs)
        return x->n_runs < y->n_runs ? -1 : 1;
    for (size_t i = 0; i < x->n_runs; i++)
        if (x->runs[i] != y->runs[i])
            return x->runs[i] < y->runs[i] ? -1 : 1;
    return 0;
}

static void collect_beginnings(struct maker *m)
{
    m->beginnings.count = 0;
    for (size_t b = 0; b < m->n_bans; b++)
        for (size_t n = 1; n < m->bans[b].n_runs; n++)
            *beginning_list_add(&m->beginnings, m->scratch) =
                (struct beginning){m->bans[b].runs, n,
                                   run_end(m->net, m->bans[b].runs[n - 1])};
    struct beginning_list *all = &m->beginnings;
    if (all->count == 0)
        return;
    qsort(all->items, all->count, sizeof *all->items, by_node_then_runs);
    size_t kept = 1;
    for (size_t i = 1; i < all->count; i++)
        if (by_node_then_runs(&all->items[i], &all->items[kept - 1]) != 0)
            all->items[kept++] = all->items[i];
    all->count = kept;
}

static bool ends_somewhere_full(const struct maker *m, struct turn_ban ban,
                                const unsigned char *is_full)
{
    for (size_t i = 0; i + 1 < ban.n_runs; i++)
        if (is_full[run_end(m->net, ban.runs[i])])
            return true;
    return false;
}

// Leaves out the bans at junctions that would have too many copies.
static void thin_bans(struct maker *m)
{
    unsigned char *is_full =
        arena_array(m->scratch, unsigned char, m->graph->n_nodes);
    struct turn_ban *kept = arena_array(m->scratch, struct turn_ban, m->n_bans);
    size_t n_kept = 0;
    const struct beginning *all = m->beginnings.items;
    for (size_t i = TURN_MOST_COPIES; i < m->beginnings.count; i++)
        if (all[i].node == all[i - TURN_MOST_COPIES].node)
            is_full[all[i].node] = 1;
    for (size_t b = 0; b < m->n_bans; b++)
        if (!ends_somewhere_full(m, m->bans[b], is_full))
            kept[n_kept++] = m->bans[b];
    m->bans = kept;
    m->n_bans = n_kept;
}

// --- what follows what ---

// Whether `runs` and then `next` end with all of `word`.
static bool ends_with(const edge_run *runs, size_t n_runs, edge_run next,
                      const edge_run *word, size_t n_word)
{
    if (n_word > n_runs + 1 || word[n_word - 1] != next)
        return false;
    return memcmp(word, runs + (n_runs + 1 - n_word),
                  (n_word - 1) * sizeof *word) == 0;
}

static bool is_barred(const struct maker *m, struct beginning from,
                      edge_run next)
{
    for (size_t b = 0; b < m->n_bans; b++)
        if (ends_with(from.runs, from.n_runs, next, m->bans[b].runs,
                      m->bans[b].n_runs))
            return true;
    return false;
}

// All runs barred to a copy, not only those that are arcs: a place may lie on
// an edge that ends at a barrier.
static void list_barred(const struct maker *m, struct beginning from,
                        uint32_t state, struct state_run_list *barred)
{
    for (size_t b = 0; b < m->n_bans; b++) {
        edge_run last = m->bans[b].runs[m->bans[b].n_runs - 1];
        if (ends_with(from.runs, from.n_runs, last, m->bans[b].runs,
                      m->bans[b].n_runs))
            *state_run_list_add(barred, m->arena) =
                (struct state_run){last, state};
    }
}

// The state after `from` and then `next`.
static uint32_t follow(const struct maker *m, struct beginning from,
                       edge_run next)
{
    uint32_t state = run_end(m->net, next);
    size_t longest = 0;
    for (size_t i = 0; i < m->beginnings.count; i++) {
        struct beginning to = m->beginnings.items[i];
        if (to.n_runs > longest &&
            ends_with(from.runs, from.n_runs, next, to.runs, to.n_runs)) {
            state = (uint32_t)(m->graph->n_nodes + i);
            longest = to.n_runs;
        }
    }
    return state;
}

// --- the flat arrays ---

static int by_run(const void *a, const void *b)
{
    const struct state_run *x = a;
    const struct state_run *y = b;
    return (x->run > y->run) - (x->run < y->run);
}

static void list_led(struct maker *m, struct turn_graph *turns)
{
    struct state_run_list led = {0};
    for (size_t i = 0; i < m->beginnings.count; i++)
        if (m->beginnings.items[i].n_runs == 1)
            *state_run_list_add(&led, m->arena) =
                (struct state_run){m->beginnings.items[i].runs[0],
                                   (uint32_t)(m->graph->n_nodes + i)};
    if (led.count > 0)
        qsort(led.items, led.count, sizeof *led.items, by_run);
    turns->led = led.items;
    turns->n_led = led.count;
}

static uint32_t led_state(const struct turn_graph *turns, edge_run run,
                          uint32_t node)
{
    const struct state_run key = {.run = run};
    const struct state_run *found =
        turns->n_led == 0 ? NULL
                          : bsearch(&key, turns->led, turns->n_led,
                                    sizeof *turns->led, by_run);
    return found == NULL ? node : found->state;
}

// A loop leaves its node by two arcs, forward first, where both are open.
static edge_run run_of_arc(const struct maker *m, uint32_t node, uint32_t i)
{
    const struct road_graph *graph = m->graph;
    uint32_t e = graph->out_arcs[i].edge;
    struct net_edge edge = m->net->edges[e];
    bool is_loop = edge.from_node == edge.to_node;
    bool is_second =
        i > graph->first_out[node] && graph->out_arcs[i - 1].edge == e;
    bool is_closed_forward = (graph->edge_use[e] & EDGE_FORWARD) == 0;
    return edge_run_of(e, is_loop ? is_second || is_closed_forward
                                  : edge.from_node != node);
}

// The arcs out of a state: those of its node, but for barred ones.
static void add_arcs(struct maker *m, const struct turn_graph *turns,
                     const struct beginning *from, uint32_t node,
                     struct turn_arc_list *arcs)
{
    const struct road_graph *graph = m->graph;
    for (uint32_t i = graph->first_out[node]; i < graph->first_out[node + 1];
         i++) {
        const struct road_arc *arc = &graph->out_arcs[i];
        edge_run run = run_of_arc(m, node, i);
        if (from != NULL && is_barred(m, *from, run))
            continue;
        uint32_t to = from == NULL ? led_state(turns, run, arc->node)
                                   : follow(m, *from, run);
        *turn_arc_list_add(arcs, m->arena) = (struct turn_arc){
            to, road_edge_distance_cm(graph, m->net, arc->edge),
            arc->duration_ms, run};
    }
}

static void lay_out_states(struct maker *m, struct turn_graph *turns)
{
    struct turn_arc_list arcs = {0};
    struct state_run_list barred = {0};
    uint32_t *first_out =
        arena_array(m->arena, uint32_t, (size_t)turns->n_states + 1);
    uint32_t *copy_node = arena_array(m->arena, uint32_t, m->beginnings.count);
    for (uint32_t state = 0; state < turns->n_states; state++) {
        const struct beginning *from =
            state < turns->n_nodes
                ? NULL
                : &m->beginnings.items[state - turns->n_nodes];
        if (from != NULL) {
            copy_node[state - turns->n_nodes] = from->node;
            list_barred(m, *from, state, &barred);
        }
        add_arcs(m, turns, from, from == NULL ? state : from->node, &arcs);
        first_out[state + 1] = (uint32_t)arcs.count;
    }
    turns->first_out = first_out;
    turns->copy_node = copy_node;
    turns->arcs = arcs.items;
    turns->barred = barred.items;
    turns->n_barred = barred.count;
}

struct turn_graph turn_graph_build(struct arena *arena,
                                   const struct street_net *net,
                                   const struct road_graph *graph,
                                   const struct turn_ban *bans, size_t n_bans)
{
    struct maker m = {.arena = arena,
                      .scratch = arena_new(),
                      .net = net,
                      .graph = graph,
                      .bans = bans,
                      .n_bans = n_bans};
    collect_beginnings(&m);
    thin_bans(&m);
    collect_beginnings(&m);
    assert(graph->n_nodes + m.beginnings.count < UINT32_MAX);
    struct turn_graph turns = {
        .n_nodes = (uint32_t)graph->n_nodes,
        .n_states = (uint32_t)(graph->n_nodes + m.beginnings.count)};
    list_led(&m, &turns);
    lay_out_states(&m, &turns);
    arena_free(m.scratch);
    return turns;
}

uint32_t turn_graph_node(const struct turn_graph *turns, uint32_t state)
{
    return state < turns->n_nodes ? state
                                  : turns->copy_node[state - turns->n_nodes];
}

uint32_t turn_graph_state_after(const struct turn_graph *turns,
                                const struct street_net *net, edge_run run)
{
    return led_state(turns, run, run_end(net, run));
}

static bool bars(const struct turn_graph *turns, uint32_t state, edge_run run)
{
    for (size_t i = 0; i < turns->n_barred; i++)
        if (turns->barred[i].state == state && turns->barred[i].run == run)
            return true;
    return false;
}

// The first copy of a node or a later one; copies are sorted by node.
static uint32_t first_copy_from(const struct turn_graph *turns, uint32_t node)
{
    uint32_t low = 0;
    uint32_t high = turns->n_states - turns->n_nodes;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (turns->copy_node[middle] < node)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

void turn_graph_states_before(const struct turn_graph *turns,
                              const struct street_net *net, edge_run run,
                              turn_graph_state_fn *take, void *context)
{
    uint32_t node = run_end(net, run ^ 1);
    uint32_t n_copies = turns->n_states - turns->n_nodes;
    take(node, context);
    for (uint32_t i = first_copy_from(turns, node);
         i < n_copies && turns->copy_node[i] == node; i++)
        if (!bars(turns, turns->n_nodes + i, run))
            take(turns->n_nodes + i, context);
}
