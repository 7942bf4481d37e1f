// What is carried from the gates backward is one number, the distance above the
// gate's rank. The ranks sort the gates by school, so of equal ways the school
// with the lowest index wins (and of its gates the first) without code of its
// own; the rank travels unchanged while the distance grows, so the order holds
// along any way.
//
// In a hierarchy a shortest way climbs, then descends. Seen from the gates: one
// walk from the least important position to the most important settles, for
// each, the ways that only descend to a gate; a second walk back down completes
// them with a climb before. Each walk looks once at every arc of one side.

#include "network/reach.h"

#include <assert.h>

static uint64_t front(uint32_t distance_cm, uint32_t rank)
{
    return (uint64_t)distance_cm << 32 | rank;
}

static uint64_t lesser(uint64_t a, uint64_t b)
{
    return a < b ? a : b;
}

// Counting sort by school: `ranked[rank]` is a gate, `rank_of[gate]` its rank.
static void rank_gates(struct arena *scratch,
                       const struct destination_set *destinations,
                       uint32_t *ranked, uint32_t *rank_of)
{
    uint32_t *next =
        arena_array(scratch, uint32_t, destinations->n_schools + 1);
    for (size_t i = 0; i < destinations->count; i++)
        next[destinations->gates[i].school + 1]++;
    for (size_t s = 0; s < destinations->n_schools; s++)
        next[s + 1] += next[s];
    for (uint32_t i = 0; i < destinations->count; i++) {
        rank_of[i] = next[destinations->gates[i].school]++;
        ranked[rank_of[i]] = i;
    }
}

// The ways into each gate, as fronts at their positions.
static void enter_gates(const struct measure *measure,
                        const struct destination_set *destinations,
                        const uint32_t *rank_of, uint64_t *best)
{
    for (uint32_t gate = 0; gate < destinations->count; gate++) {
        struct place_end entries[PLACE_MOST_ENTRIES];
        size_t n =
            place_entries(measure, &destinations->gates[gate].place, entries);
        for (size_t i = 0; i < n; i++) {
            uint32_t p = measure->hierarchy->position[entries[i].state];
            best[p] = lesser(best[p],
                             front(way_first(entries[i].way), rank_of[gate]));
        }
    }
}

static void walk_up(const struct hierarchy_side *down, uint32_t n,
                    uint64_t *best)
{
    for (uint32_t p = n; p-- > 0;)
        for (uint32_t a = down->first[p]; a < down->first[p + 1]; a++)
            best[down->node[a]] =
                lesser(best[down->node[a]],
                       best[p] + front(way_first(down->way[a]), 0));
}

static void walk_down(const struct hierarchy_side *up, uint32_t n,
                      uint64_t *best)
{
    for (uint32_t p = 0; p < n; p++)
        for (uint32_t a = up->first[p]; a < up->first[p + 1]; a++)
            best[p] = lesser(best[p], best[up->node[a]] +
                                          front(way_first(up->way[a]), 0));
}

struct reach reach_schools(struct arena *arena, const struct measure *measure,
                           const struct destination_set *destinations)
{
    const struct hierarchy *hierarchy = measure->hierarchy;
    uint32_t n = hierarchy->n_nodes;
    struct arena *scratch = arena_new();
    uint32_t *ranked = arena_array(scratch, uint32_t, destinations->count);
    uint32_t *rank_of = arena_array(scratch, uint32_t, destinations->count);
    uint64_t *best = arena_array(scratch, uint64_t, n);
    assert(measure->weight == BY_DISTANCE);
    for (uint32_t p = 0; p < n; p++)
        best[p] = front(REACH_NEVER_CM, 0);
    rank_gates(scratch, destinations, ranked, rank_of);
    enter_gates(measure, destinations, rank_of, best);
    walk_up(&hierarchy->down, n, best);
    walk_down(&hierarchy->up, n, best);

    struct reach reach = {.n_states = n,
                          .distance_cm = arena_array(arena, uint32_t, n),
                          .gate = arena_array(arena, uint32_t, n)};
    for (uint32_t p = 0; p < n; p++) {
        uint32_t state = hierarchy->node_at[p];
        reach.distance_cm[state] = (uint32_t)(best[p] >> 32);
        if (reach.distance_cm[state] < REACH_NEVER_CM)
            reach.gate[state] = ranked[(uint32_t)best[p]];
    }
    arena_free(scratch);
    return reach;
}

// The best answer so far for one place.
struct nearest {
    const struct destination_set *destinations;
    uint32_t gate;
    uint32_t distance_cm;
};

static void offer(struct nearest *best, uint32_t gate, uint32_t distance_cm)
{
    const struct destination *gates = best->destinations->gates;
    bool is_better = distance_cm < best->distance_cm;
    if (distance_cm == best->distance_cm && best->gate != UINT32_MAX)
        is_better = gates[gate].school != gates[best->gate].school
                        ? gates[gate].school < gates[best->gate].school
                        : gate < best->gate;
    if (is_better) {
        best->gate = gate;
        best->distance_cm = distance_cm;
    }
}

uint32_t reach_from_place(const struct reach *reach,
                          const struct measure *measure,
                          const struct destination_set *destinations,
                          uint32_t edge, uint32_t offset_cm,
                          uint32_t *distance_cm)
{
    struct nearest best = {destinations, UINT32_MAX, REACH_NEVER_CM};
    struct net_place place = {.edge = edge, .offset_cm = offset_cm};
    struct place_end exits[2];
    size_t n_exits = place_exits(measure, &place, exits);
    for (size_t i = 0; i < n_exits; i++)
        if (reach->distance_cm[exits[i].state] < REACH_NEVER_CM)
            offer(&best, reach->gate[exits[i].state],
                  reach->distance_cm[exits[i].state] + way_first(exits[i].way));

    for (uint32_t i = destinations->first_on_edge[edge];
         i < destinations->first_on_edge[edge + 1]; i++) {
        way_length way =
            place_along(measure, &place, &destinations->gates[i].place);
        if (way < WAY_NEVER)
            offer(&best, i, way_first(way));
    }
    *distance_cm = best.distance_cm;
    return best.gate;
}
