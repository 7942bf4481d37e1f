// One climb backward from each gate finds every position from which the gate is
// reached by descending alone, with the way. Sorted by position and way, these
// are the buckets: a search from a home climbs, and at each position looks at
// the bucket from its nearest gate on until the rest is too far to matter.

#include "network/gate_index.h"

#include <stdlib.h>

#include "network/climb.h"

struct found_gate {
    uint32_t position;
    struct gate_way gate;
};
LIST_DECLARE(found_gate);

static int by_way(const void *a, const void *b)
{
    const struct gate_way *x = a;
    const struct gate_way *y = b;
    if (x->way != y->way)
        return x->way < y->way ? -1 : 1;
    return (x->gate > y->gate) - (x->gate < y->gate);
}

static void climb_from_gate(struct climb *climb,
                            const struct hierarchy *hierarchy,
                            const struct place_end *entries, size_t n_entries,
                            uint32_t gate, struct arena *scratch,
                            struct found_gate_list *found)
{
    climb_all(climb, &hierarchy->down, entries, n_entries);
    for (size_t i = 0; i < climb_count(climb); i++) {
        uint32_t position = climb_position_at(climb, i);
        *found_gate_list_add(found, scratch) = (struct found_gate){
            position, {climb_way_to(climb, position), gate}};
    }
}

static struct gate_index group(struct arena *arena, struct arena *scratch,
                               uint32_t n_nodes,
                               const struct found_gate_list *found)
{
    uint32_t *first = arena_array(arena, uint32_t, (size_t)n_nodes + 1);
    for (size_t i = 0; i < found->count; i++)
        first[found->items[i].position + 1]++;
    for (uint32_t p = 0; p < n_nodes; p++)
        first[p + 1] += first[p];

    struct gate_way *gates = arena_array(arena, struct gate_way, found->count);
    uint32_t *next = arena_copy(scratch, first, n_nodes * sizeof *next);
    for (size_t i = 0; i < found->count; i++)
        gates[next[found->items[i].position]++] = found->items[i].gate;
    for (uint32_t p = 0; p < n_nodes; p++)
        if (first[p + 1] - first[p] > 1)
            qsort(gates + first[p], first[p + 1] - first[p], sizeof *gates,
                  by_way);
    return (struct gate_index){first, gates};
}

struct gate_index gate_index_build(struct arena *arena,
                                   const struct measure *measure,
                                   const struct destination *gates,
                                   size_t n_gates)
{
    struct arena *scratch = arena_new();
    struct climb *climb = climb_new(measure->hierarchy);
    struct found_gate_list found = {0};
    for (uint32_t gate = 0; gate < n_gates; gate++) {
        struct place_end entries[PLACE_MOST_ENTRIES];
        size_t n = place_entries(measure, &gates[gate].place, entries);
        climb_from_gate(climb, measure->hierarchy, entries, n, gate, scratch,
                        &found);
    }
    struct gate_index index =
        group(arena, scratch, measure->hierarchy->n_nodes, &found);
    climb_free(climb);
    arena_free(scratch);
    return index;
}
