#include "network/measure.h"

#include <assert.h>

static struct hierarchy build_hierarchy(struct arena *arena,
                                        const struct turn_graph *turns,
                                        enum road_weight weight)
{
    struct arena *scratch = arena_new();
    uint32_t n_arcs = turns->first_out[turns->n_states];
    uint32_t *to = arena_array(scratch, uint32_t, n_arcs);
    way_length *way = arena_array(scratch, way_length, n_arcs);
    for (uint32_t a = 0; a < n_arcs; a++) {
        const struct turn_arc *arc = &turns->arcs[a];
        to[a] = arc->state;
        way[a] = way_of(weight, arc->distance_cm, arc->duration_ms);
    }
    struct hierarchy_graph graph = {turns->n_states, turns->first_out, to, way};
    struct hierarchy hierarchy = hierarchy_build(arena, &graph);
    arena_free(scratch);
    return hierarchy;
}

struct measure measure_by(struct arena *arena, const struct measure *measure,
                          enum road_weight weight)
{
    struct hierarchy hierarchy = build_hierarchy(arena, measure->turns, weight);
    struct measure other = *measure;
    other.weight = weight;
    other.hierarchy = arena_copy(arena, &hierarchy, sizeof hierarchy);
    return other;
}

struct measure measure_build(struct arena *arena, const struct profile *profile,
                             enum road_weight weight,
                             const struct street_set *streets,
                             const struct street_net *net,
                             const struct road_graph *graph,
                             struct turn_ban_report *report)
{
    struct arena *scratch = arena_new();
    struct turn_ban_list bans =
        turn_bans_find(scratch, profile, streets, net, graph, report);
    struct turn_graph turns =
        turn_graph_build(arena, net, graph, bans.items, bans.count);
    arena_free(scratch);

    struct measure measure = {.profile = profile,
                              .net = net,
                              .graph = graph,
                              .turns = arena_copy(arena, &turns, sizeof turns)};
    return measure_by(arena, &measure, weight);
}

// --- places ---

way_length place_straight(const struct measure *measure,
                          const struct net_place *place)
{
    return way_of(measure->weight, place->straight_cm,
                  road_duration_ms(place->straight_cm, STRAIGHT_KMH10));
}

static way_length along(const struct measure *measure, uint32_t edge,
                        uint32_t from_cm, uint32_t to_cm)
{
    if (!road_edge_is_open(measure->graph, edge, from_cm, to_cm))
        return WAY_NEVER;
    return way_of(measure->weight,
                  (from_cm < to_cm ? to_cm - from_cm : from_cm - to_cm) +
                      road_edge_extra_cm(measure->graph, edge, from_cm, to_cm),
                  road_edge_ms(measure->graph, edge, from_cm, to_cm));
}

// From the end of an edge to the middle of the junction, or back.
static way_length at_end(const struct measure *measure, uint32_t edge,
                         bool at_to)
{
    return way_of(measure->weight,
                  road_end_extra_cm(measure->graph, edge, at_to), 0);
}

way_length place_along(const struct measure *measure,
                       const struct net_place *from, const struct net_place *to)
{
    if (from->edge != to->edge)
        return WAY_NEVER;
    way_length way = along(measure, from->edge, from->offset_cm, to->offset_cm);
    return way < WAY_NEVER ? place_straight(measure, from) + way +
                                 place_straight(measure, to)
                           : WAY_NEVER;
}

size_t place_exits(const struct measure *measure, const struct net_place *place,
                   struct place_end exits[2])
{
    struct net_edge edge = measure->net->edges[place->edge];
    size_t n = 0;
    for (int backward = 0; backward < 2; backward++) {
        uint32_t node = backward ? edge.from_node : edge.to_node;
        uint32_t end_cm = backward ? 0 : edge.length_cm;
        way_length way = along(measure, place->edge, place->offset_cm, end_cm);
        if (!turn_graph_has_node(measure->turns, node) || way >= WAY_NEVER)
            continue;
        edge_run run = edge_run_of(place->edge, backward);
        exits[n++] = (struct place_end){
            turn_graph_state_after(measure->turns, measure->net, run), end_cm,
            place_straight(measure, place) + way +
                at_end(measure, place->edge, !backward)};
    }
    return n;
}

struct entry_list {
    struct place_end *entries;
    size_t count;
    uint32_t end_cm;
    way_length way;
};

static void add_entry(uint32_t state, void *context)
{
    struct entry_list *list = context;
    assert(list->count < PLACE_MOST_ENTRIES);
    list->entries[list->count++] =
        (struct place_end){state, list->end_cm, list->way};
}

size_t place_entries(const struct measure *measure,
                     const struct net_place *place,
                     struct place_end entries[PLACE_MOST_ENTRIES])
{
    struct net_edge edge = measure->net->edges[place->edge];
    struct entry_list list = {.entries = entries};
    for (int backward = 0; backward < 2; backward++) {
        uint32_t node = backward ? edge.to_node : edge.from_node;
        uint32_t end_cm = backward ? edge.length_cm : 0;
        way_length way = along(measure, place->edge, end_cm, place->offset_cm);
        if (!turn_graph_has_node(measure->turns, node) || way >= WAY_NEVER)
            continue;
        list.end_cm = end_cm;
        list.way = place_straight(measure, place) + way +
                   at_end(measure, place->edge, backward);
        turn_graph_states_before(measure->turns, measure->net,
                                 edge_run_of(place->edge, backward), add_entry,
                                 &list);
    }
    return list.count;
}
