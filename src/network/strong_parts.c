// Tarjan's search (Depth-first search and linear graph algorithms, SIAM J.
// Comput. 1972), with its own stack of calls, since a city's streets are
// deeper than a thread's. A node's `lowest` is the earliest node, in order of
// discovery, known to be reachable from it and still without a part; a node
// that reaches nothing earlier than itself closes a part, which is everything
// above it on the stack of waiting nodes.

#include "network/strong_parts.h"

#include <stdbool.h>

#define UNSEEN 0u

struct call {
    uint32_t node;
    uint32_t next_arc;
};

struct search {
    uint32_t *found_as; // order of discovery from 1, or UNSEEN
    uint32_t *lowest;
    uint32_t *waiting;
    struct call *calls;
    uint32_t *part; // UINT32_MAX while waiting
    size_t n_waiting;
    size_t n_calls;
    uint32_t n_found;
    uint32_t n_parts;
};

static void enter(struct search *s, uint32_t node, uint32_t first_arc)
{
    s->found_as[node] = s->lowest[node] = ++s->n_found;
    s->part[node] = UINT32_MAX;
    s->waiting[s->n_waiting++] = node;
    s->calls[s->n_calls++] = (struct call){node, first_arc};
}

static void close_part(struct search *s, uint32_t node)
{
    uint32_t member;
    do {
        member = s->waiting[--s->n_waiting];
        s->part[member] = s->n_parts;
    } while (member != node);
    s->n_parts++;
}

static void reach_no_later(struct search *s, uint32_t node, uint32_t found_as)
{
    if (found_as < s->lowest[node])
        s->lowest[node] = found_as;
}

// Ends the topmost call and hands what it learnt to its caller.
static void leave(struct search *s)
{
    uint32_t node = s->calls[--s->n_calls].node;
    if (s->lowest[node] == s->found_as[node])
        close_part(s, node);
    else
        reach_no_later(s, s->calls[s->n_calls - 1].node, s->lowest[node]);
}

uint32_t strong_parts_find(struct arena *arena, size_t n_nodes,
                           const uint32_t *first_out,
                           const struct road_arc *out_arcs, uint32_t *part)
{
    struct search s = {.found_as = arena_array(arena, uint32_t, n_nodes),
                       .lowest = arena_array(arena, uint32_t, n_nodes),
                       .waiting = arena_array(arena, uint32_t, n_nodes),
                       .calls = arena_array(arena, struct call, n_nodes),
                       .part = part};
    for (uint32_t start = 0; start < n_nodes; start++) {
        if (s.found_as[start] == UNSEEN)
            enter(&s, start, first_out[start]);
        while (s.n_calls > 0) {
            struct call *call = &s.calls[s.n_calls - 1];
            if (call->next_arc == first_out[call->node + 1]) {
                leave(&s);
                continue;
            }
            uint32_t to = out_arcs[call->next_arc++].node;
            if (s.found_as[to] == UNSEEN)
                enter(&s, to, first_out[to]);
            else if (part[to] == UINT32_MAX)
                reach_no_later(&s, call->node, s.found_as[to]);
        }
    }
    return s.n_parts;
}
