// Dijkstra's search from a place within an edge: the exits of the place are the
// first states, each with the part of the edge that leads to it.

#include "network/outward.h"

#include "network/node_queue.h"

struct outward {
    struct measure measure;
    way_length *best; // per state
    uint32_t *touched;
    size_t n_touched;
    struct node_queue queue;
};

struct outward *outward_new(struct arena *arena, const struct measure *measure)
{
    const struct turn_graph *turns = measure->turns;
    struct outward *search = arena_array(arena, struct outward, 1);
    search->measure = *measure;
    search->best = arena_array(arena, way_length, turns->n_states);
    search->touched = arena_array(arena, uint32_t, turns->n_states);
    // A push follows from an arc of a settled state or from one of two exits.
    search->queue =
        node_queue_new(arena, (size_t)turns->first_out[turns->n_states] + 2);
    for (uint32_t s = 0; s < turns->n_states; s++)
        search->best[s] = WAY_NEVER;
    return search;
}

static void advance(struct outward *search, uint32_t state, way_length way)
{
    if (way >= search->best[state])
        return;
    if (search->best[state] == WAY_NEVER)
        search->touched[search->n_touched++] = state;
    search->best[state] = way;
    node_queue_push(&search->queue, way, state);
}

void outward_start(struct outward *search, const struct net_place *from)
{
    for (size_t i = 0; i < search->n_touched; i++)
        search->best[search->touched[i]] = WAY_NEVER;
    search->n_touched = 0;
    search->queue.count = 0;

    struct place_end exits[2];
    size_t n_exits = place_exits(&search->measure, from, exits);
    for (size_t i = 0; i < n_exits; i++)
        advance(search, exits[i].state, exits[i].way);
}

bool outward_settle(struct outward *search, uint32_t *state, way_length *way)
{
    const struct turn_graph *turns = search->measure.turns;
    while (search->queue.count > 0) {
        struct queued_node next = node_queue_pop(&search->queue);
        if (next.key != search->best[next.node])
            continue;
        for (uint32_t i = turns->first_out[next.node];
             i < turns->first_out[next.node + 1]; i++) {
            const struct turn_arc *arc = &turns->arcs[i];
            advance(search, arc->state,
                    next.key + way_of(search->measure.weight, arc->distance_cm,
                                      arc->duration_ms));
        }
        *state = next.node;
        *way = next.key;
        return true;
    }
    return false;
}

way_length outward_way_to(const struct outward *search, uint32_t state)
{
    return search->best[state];
}
