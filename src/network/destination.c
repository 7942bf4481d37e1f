// Gates are kept in the order of the edges they lie on, so that a search sees
// at once which gates share the edge of a home; all others it finds by the
// index.

#include "network/destination.h"

#include <stdlib.h>

#include "network/gate_index.h"

LIST_DECLARE_OF(uint32_t, school_index);

// Mapped gates, else the outline, else the point.
static size_t add_gates(struct arena *arena, const struct snapper *snapper,
                        const struct school *school, uint32_t index,
                        struct destination_list *gates)
{
    size_t before = gates->count;
    struct net_place place;
    for (size_t i = 0; i < school->n_gates; i++)
        if (snap_point(snapper, school->gates[i], SNAP_FARTHEST_M, &place))
            *destination_list_add(gates, arena) =
                (struct destination){index, place};
    if (gates->count > before)
        return gates->count - before;

    if (snap_area(snapper, &school->grounds, SNAP_FARTHEST_M, &place) ||
        (area_is_empty(&school->grounds) &&
         snap_point(snapper, school->point, SNAP_FARTHEST_M, &place)))
        *destination_list_add(gates, arena) =
            (struct destination){index, place};
    return gates->count - before;
}

static int compare(uint32_t a, uint32_t b)
{
    return (a > b) - (a < b);
}

static int by_place(const void *a, const void *b)
{
    const struct destination *x = a;
    const struct destination *y = b;
    int order = compare(x->place.edge, y->place.edge);
    if (order == 0)
        order = compare(x->place.offset_cm, y->place.offset_cm);
    if (order == 0)
        order = compare(x->school, y->school);
    if (order == 0)
        order = compare(x->place.straight_cm, y->place.straight_cm);
    // Two gates of a school as far from the same point on either side of it.
    if (order == 0)
        order = (x->place.from.x_m > y->place.from.x_m) -
                (x->place.from.x_m < y->place.from.x_m);
    if (order == 0)
        order = (x->place.from.y_m > y->place.from.y_m) -
                (x->place.from.y_m < y->place.from.y_m);
    return order;
}

static const uint32_t *edge_starts(struct arena *arena, size_t n_edges,
                                   const struct destination_list *gates)
{
    uint32_t *first = arena_array(arena, uint32_t, n_edges + 1);
    for (size_t i = 0; i < gates->count; i++)
        first[gates->items[i].place.edge + 1]++;
    for (size_t e = 0; e < n_edges; e++)
        first[e + 1] += first[e];
    return first;
}

struct destination_set destination_set_build(struct arena *arena,
                                             const struct measure *measure,
                                             const struct snapper *snapper,
                                             const struct school *schools,
                                             size_t n_schools, level_set levels)
{
    struct destination_list gates = {0};
    struct school_index_list unreached = {0};
    for (uint32_t i = 0; i < n_schools; i++)
        if ((schools[i].levels & levels) != 0 &&
            add_gates(arena, snapper, &schools[i], i, &gates) == 0)
            *school_index_list_add(&unreached, arena) = i;

    if (gates.count > 0)
        qsort(gates.items, gates.count, sizeof *gates.items, by_place);
    struct destination_set set = {
        .gates = gates.items,
        .count = gates.count,
        .n_schools = n_schools,
        .unreached = unreached.items,
        .n_unreached = unreached.count,
        .first_on_edge = edge_starts(arena, measure->net->n_edges, &gates),
        .index = gate_index_build(arena, measure, gates.items, gates.count)};
    return set;
}
