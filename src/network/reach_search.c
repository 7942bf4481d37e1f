// Dijkstra's search over the states, not going on beyond the limit. Outward it
// takes the arcs as they are. Inward it needs the arcs that lead into a state:
// those are among the arcs of the states at the other ends of the streets that
// meet there, so looking at these few is all; no reversed copy of the arcs is
// kept.

#include "network/reach_search.h"

#include "network/node_queue.h"

struct reach_search {
    const struct reach_streets *streets;
    uint32_t *best_cm; // per state
    uint32_t *touched;
    size_t n_touched;
    uint32_t limit_cm;
    struct node_queue queue;
};

struct reach_search *reach_search_new(struct arena *arena,
                                      const struct reach_streets *streets)
{
    const struct turn_graph *turns = streets->measure.turns;
    size_t n = turns->n_states;
    struct reach_search *search = arena_array(arena, struct reach_search, 1);
    search->streets = streets;
    search->best_cm = arena_array(arena, uint32_t, n);
    search->touched = arena_array(arena, uint32_t, n);
    // A state is pushed once as a beginning and once for each arc used.
    search->queue = node_queue_new(arena, n + turns->first_out[n]);
    for (size_t s = 0; s < n; s++)
        search->best_cm[s] = REACH_SEARCH_NEVER_CM;
    return search;
}

static void start(struct reach_search *search, uint32_t limit_cm)
{
    for (size_t i = 0; i < search->n_touched; i++)
        search->best_cm[search->touched[i]] = REACH_SEARCH_NEVER_CM;
    search->n_touched = 0;
    search->queue.count = 0;
    search->limit_cm = limit_cm;
}

static bool improve(struct reach_search *search, uint32_t state,
                    uint32_t distance_cm)
{
    if (distance_cm > search->limit_cm || distance_cm >= search->best_cm[state])
        return false;
    if (search->best_cm[state] == REACH_SEARCH_NEVER_CM)
        search->touched[search->n_touched++] = state;
    search->best_cm[state] = distance_cm;
    return true;
}

static void advance(struct reach_search *search, uint32_t state,
                    uint32_t distance_cm)
{
    if (improve(search, state, distance_cm))
        node_queue_push(&search->queue, distance_cm, state);
}

// The beginnings, each state but once.
static void begin(struct reach_search *search, const struct place_end *ends,
                  size_t n_ends)
{
    for (size_t i = 0; i < n_ends; i++)
        improve(search, ends[i].state,
                way_cm(search->streets->measure.weight, ends[i].way));
}

static void push_beginnings(struct reach_search *search)
{
    for (size_t i = 0; i < search->n_touched; i++)
        node_queue_push(&search->queue, search->best_cm[search->touched[i]],
                        search->touched[i]);
}

static bool settle(struct reach_search *search, uint32_t *state,
                   uint32_t *distance_cm)
{
    while (search->queue.count > 0) {
        struct queued_node next = node_queue_pop(&search->queue);
        if (next.key != search->best_cm[next.node])
            continue;
        *state = next.node;
        *distance_cm = (uint32_t)next.key;
        return true;
    }
    return false;
}

// --- outward ---

void reach_search_outward(struct reach_search *search,
                          const struct net_place *home, uint32_t limit_cm)
{
    const struct turn_graph *turns = search->streets->measure.turns;
    struct place_end exits[2];
    start(search, limit_cm);
    begin(search, exits, place_exits(&search->streets->measure, home, exits));
    push_beginnings(search);

    uint32_t state;
    uint32_t cm;
    while (settle(search, &state, &cm))
        for (uint32_t a = turns->first_out[state];
             a < turns->first_out[state + 1]; a++)
            advance(search, turns->arcs[a].state,
                    cm + turns->arcs[a].distance_cm);
}

// --- inward ---

// Arcs that come to `state` by `run`.
struct arrival {
    struct reach_search *search;
    edge_run run;
    uint32_t state;
    uint32_t distance_cm;
};

static void advance_back(uint32_t from, void *context)
{
    const struct arrival *arrival = context;
    const struct turn_graph *turns = arrival->search->streets->measure.turns;
    for (uint32_t a = turns->first_out[from]; a < turns->first_out[from + 1];
         a++)
        if (turns->arcs[a].run == arrival->run &&
            turns->arcs[a].state == arrival->state)
            advance(arrival->search, from,
                    arrival->distance_cm + turns->arcs[a].distance_cm);
}

static void settle_back(struct reach_search *search, uint32_t state,
                        uint32_t distance_cm)
{
    const struct reach_streets *streets = search->streets;
    const struct measure *measure = &streets->measure;
    uint32_t node = turn_graph_node(measure->turns, state);
    for (uint32_t i = streets->first_edge[node];
         i < streets->first_edge[node + 1]; i++) {
        struct net_edge edge = measure->net->edges[streets->edges[i]];
        for (int backward = 0; backward < 2; backward++) {
            if ((backward ? edge.from_node : edge.to_node) != node)
                continue;
            struct arrival arrival = {search,
                                      edge_run_of(streets->edges[i], backward),
                                      state, distance_cm};
            turn_graph_states_before(measure->turns, measure->net, arrival.run,
                                     advance_back, &arrival);
        }
    }
}

void reach_search_inward(struct reach_search *search,
                         const struct net_place *gates, size_t n_gates,
                         uint32_t limit_cm)
{
    start(search, limit_cm);
    for (size_t g = 0; g < n_gates; g++) {
        struct place_end entries[PLACE_MOST_ENTRIES];
        begin(search, entries,
              place_entries(&search->streets->measure, &gates[g], entries));
    }
    push_beginnings(search);

    uint32_t state;
    uint32_t cm;
    while (settle(search, &state, &cm))
        settle_back(search, state, cm);
}

// --- what was found ---

// The least way over those ends of a place that lie at one end of its edge.
static uint32_t least_cm(const struct reach_search *search,
                         const struct place_end *ends, size_t n_ends,
                         uint32_t end_cm)
{
    uint32_t least = REACH_SEARCH_NEVER_CM;
    for (size_t i = 0; i < n_ends; i++) {
        uint32_t cm = search->best_cm[ends[i].state];
        if (ends[i].end_cm != end_cm || cm == REACH_SEARCH_NEVER_CM)
            continue;
        cm += way_cm(search->streets->measure.weight, ends[i].way);
        if (cm < least)
            least = cm;
    }
    return least;
}

uint32_t reach_search_outward_cm(const struct reach_search *search,
                                 const struct net_place *place, uint32_t end_cm)
{
    struct place_end entries[PLACE_MOST_ENTRIES];
    size_t n = place_entries(&search->streets->measure, place, entries);
    return least_cm(search, entries, n, end_cm);
}

uint32_t reach_search_inward_cm(const struct reach_search *search,
                                const struct net_place *place, uint32_t end_cm)
{
    struct place_end exits[2];
    size_t n = place_exits(&search->streets->measure, place, exits);
    return least_cm(search, exits, n, end_cm);
}

const uint32_t *reach_search_states(const struct reach_search *search,
                                    size_t *n_states)
{
    *n_states = search->n_touched;
    return search->touched;
}
