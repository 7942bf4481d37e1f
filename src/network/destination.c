// A gate lies somewhere along an edge, so a traveller comes to it from one of
// the edge's ends (or from a home on the same edge, which the searches see by
// `first_on_edge`). Those ways in are counted once, here, and grouped by the
// node they start from: a search that settles a node knows at once which gates
// it has found.
//
//     node 4 ----- 30 m ----- gate ---------- 70 m ---------- node 9
//     entries of 4: (gate, 30 m)              entries of 9: (gate, 70 m)

#include "network/destination.h"

#include <stdlib.h>
#include <string.h>

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

// A way in, seen from the node it starts from.
struct entry_of {
    uint32_t node;
    struct gate_entry entry;
};

static bool entry_from(const struct street_net *net,
                       const struct road_graph *graph,
                       const struct destination *gates, uint32_t gate,
                       bool from_start, struct entry_of *found)
{
    const struct net_place *place = &gates[gate].place;
    struct net_edge edge = net->edges[place->edge];
    uint32_t end_cm = from_start ? 0 : edge.length_cm;
    uint32_t along_cm =
        from_start ? place->offset_cm : edge.length_cm - place->offset_cm;
    found->node = from_start ? edge.from_node : edge.to_node;
    if (!road_graph_has_node(graph, found->node) ||
        !road_edge_is_open(graph, place->edge, end_cm, place->offset_cm))
        return false;
    found->entry = (struct gate_entry){
        gate, along_cm + place->straight_cm,
        road_edge_ms(graph, place->edge, end_cm, place->offset_cm) +
            road_duration_ms(place->straight_cm, STRAIGHT_KMH10)};
    return true;
}

static void group_entries(struct arena *arena, const struct street_net *net,
                          const struct road_graph *graph,
                          struct destination_set *set)
{
    struct arena *scratch = arena_new();
    struct entry_of *all =
        arena_array(scratch, struct entry_of, 2 * set->count);
    size_t n = 0;
    for (uint32_t gate = 0; gate < set->count; gate++)
        for (int end = 0; end < 2; end++)
            n += entry_from(net, graph, set->gates, gate, end == 0, &all[n]);

    uint32_t *first = arena_array(arena, uint32_t, net->n_nodes + 1);
    for (size_t i = 0; i < n; i++)
        first[all[i].node + 1]++;
    for (size_t node = 0; node < net->n_nodes; node++)
        first[node + 1] += first[node];

    struct gate_entry *entries = arena_array(arena, struct gate_entry, n);
    uint32_t *next = arena_array(scratch, uint32_t, net->n_nodes + 1);
    memcpy(next, first, net->n_nodes * sizeof *next);
    for (size_t i = 0; i < n; i++)
        entries[next[all[i].node]++] = all[i].entry;
    set->first_entry = first;
    set->entries = entries;
    arena_free(scratch);
}

struct destination_set destination_set_build(struct arena *arena,
                                             const struct street_net *net,
                                             const struct road_graph *graph,
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
    struct destination_set set = {.gates = gates.items,
                                  .count = gates.count,
                                  .n_schools = n_schools,
                                  .unreached = unreached.items,
                                  .n_unreached = unreached.count,
                                  .first_on_edge =
                                      edge_starts(arena, net->n_edges, &gates)};
    group_entries(arena, net, graph, &set);
    return set;
}
