// All answers come from one search outward from the home (outward.h). A place
// within an edge is reached in one of three ways:
//
//     along the same edge     home ------> place
//     from the edge's start   node ----------> place
//     from its end                             place <------ node
//
// and the shortest of them is the answer. A search ends as soon as nothing it
// could still find would change that: the nodes from which places are reached
// are all settled, or the next node is farther than the k-th school.

#include "network/route.h"

#include <string.h>

#include "network/outward.h"

LIST_DECLARE(stretch);
LIST_DECLARE(route_leg);
LIST_DECLARE_OF(struct point_m, point);

struct router {
    struct arena *arena;
    const struct street_net *net;
    const struct road_graph *graph;
    enum road_weight weight;
    struct outward *search;
    uint8_t *wanted; // nodes a search must settle; all 0 between searches
    size_t n_wanted;
};

struct router *router_new_by(const struct street_net *net,
                             const struct road_graph *graph,
                             enum road_weight weight)
{
    struct arena *arena = arena_new();
    struct router *router = arena_array(arena, struct router, 1);
    router->arena = arena;
    router->net = net;
    router->graph = graph;
    router->search = outward_new(arena, net, graph, weight);
    router->weight = weight;
    router->wanted = arena_array(arena, uint8_t, net->n_nodes);
    return router;
}

struct router *router_new(const struct street_net *net,
                          const struct road_graph *graph)
{
    return router_new_by(net, graph, BY_DISTANCE);
}

void router_free(struct router *router)
{
    if (router != NULL)
        arena_free(router->arena);
}

// --- The nearest schools -------------------------------------------------

struct ranking {
    enum road_weight weight;
    const struct destination_set *destinations;
    struct near_school *found;
    size_t count;
    size_t k;
};

// What the ranking goes by first: the distance, or the time.
static uint32_t rank_of(const struct ranking *ranking,
                        const struct near_school *school)
{
    return ranking->weight == BY_DISTANCE ? school->distance_cm
                                          : school->duration_ms;
}

static bool comes_before(const struct ranking *ranking,
                         const struct near_school *a,
                         const struct near_school *b)
{
    if (rank_of(ranking, a) != rank_of(ranking, b))
        return rank_of(ranking, a) < rank_of(ranking, b);
    return a->school < b->school;
}

// Of two ways to one school.
static bool is_better_way(const struct ranking *ranking,
                          const struct near_school *a,
                          const struct near_school *b)
{
    if (rank_of(ranking, a) != rank_of(ranking, b))
        return rank_of(ranking, a) < rank_of(ranking, b);
    if (a->gate != b->gate)
        return a->gate < b->gate;
    return way_of(ranking->weight, a->distance_cm, a->duration_ms) <
           way_of(ranking->weight, b->distance_cm, b->duration_ms);
}

// Takes the candidate into the ranking if it belongs there. A school that is
// ranked keeps one place; else the last makes room.
static void offer_school(struct ranking *ranking, struct near_school candidate)
{
    struct near_school *found = ranking->found;
    size_t at = 0;
    while (at < ranking->count && found[at].school != candidate.school)
        at++;
    if (at < ranking->count) {
        if (!is_better_way(ranking, &candidate, &found[at]))
            return;
    } else if (ranking->count < ranking->k) {
        ranking->count++;
    } else if (comes_before(ranking, &candidate, &found[ranking->k - 1])) {
        at = ranking->k - 1;
    } else {
        return;
    }
    for (; at > 0 && comes_before(ranking, &candidate, &found[at - 1]); at--)
        found[at] = found[at - 1];
    found[at] = candidate;
}

static void offer_gate(struct ranking *ranking, uint32_t gate, way_length way)
{
    if (way < WAY_NEVER)
        offer_school(ranking, (struct near_school){
                                  ranking->destinations->gates[gate].school,
                                  gate, way_cm(ranking->weight, way),
                                  way_ms(ranking->weight, way)});
}

static void offer_gates_on_edge(const struct router *router,
                                const struct net_place *from,
                                struct ranking *ranking)
{
    const struct destination_set *set = ranking->destinations;
    for (uint32_t i = set->first_on_edge[from->edge];
         i < set->first_on_edge[from->edge + 1]; i++) {
        const struct net_place *gate = &set->gates[i].place;
        offer_gate(ranking, i,
                   way_straight(router->weight, from) +
                       way_straight(router->weight, gate) +
                       way_along(router->graph, router->weight, from->edge,
                                 from->offset_cm, gate->offset_cm));
    }
}

size_t router_nearest(struct router *router, const struct net_place *from,
                      const struct destination_set *destinations, size_t k,
                      struct near_school *found)
{
    struct ranking ranking = {router->weight, destinations, found, 0, k};
    uint32_t node;
    way_length way;
    if (k == 0)
        return 0;
    offer_gates_on_edge(router, from, &ranking);
    outward_start(router->search, from);
    while (outward_settle(router->search, &node, &way)) {
        if (ranking.count == k &&
            way_first(way) > rank_of(&ranking, &found[k - 1]))
            break;
        for (uint32_t i = destinations->first_entry[node];
             i < destinations->first_entry[node + 1]; i++) {
            const struct gate_entry *entry = &destinations->entries[i];
            offer_gate(&ranking, entry->gate,
                       way + way_of(router->weight, entry->distance_cm,
                                    entry->duration_ms));
        }
    }
    return ranking.count;
}

// --- Distances -----------------------------------------------------------

static void want(struct router *router, const struct net_place *to)
{
    struct net_edge edge = router->net->edges[to->edge];
    uint32_t ends[2] = {edge.from_node, edge.to_node};
    for (int i = 0; i < 2; i++)
        if (road_graph_has_node(router->graph, ends[i]) &&
            !router->wanted[ends[i]]) {
            router->wanted[ends[i]] = 1;
            router->n_wanted++;
        }
}

static void search_for(struct router *router, const struct net_place *from,
                       const struct net_place *to, size_t n_to)
{
    uint32_t node;
    way_length way;
    for (size_t i = 0; i < n_to; i++)
        want(router, &to[i]);
    outward_start(router->search, from);
    while (router->n_wanted > 0 && outward_settle(router->search, &node, &way))
        router->n_wanted -= router->wanted[node];
    for (size_t i = 0; i < n_to; i++) {
        struct net_edge edge = router->net->edges[to[i].edge];
        router->wanted[edge.from_node] = 0;
        router->wanted[edge.to_node] = 0;
    }
    router->n_wanted = 0;
}

// How a place is reached in the end.
struct arrival {
    way_length way; // the whole of it
    struct stretch last;
    bool has_node; // by a node, else along the home's own edge
    uint32_t node;
};

static void arrive_from(const struct router *router, uint32_t node,
                        uint32_t end_cm, const struct net_place *to,
                        struct arrival *best)
{
    if (!road_graph_has_node(router->graph, node))
        return;
    way_length rest = way_along(router->graph, router->weight, to->edge, end_cm,
                                to->offset_cm);
    if (rest >= WAY_NEVER)
        return;
    way_length way = outward_way_to(router->search, node) + rest +
                     way_straight(router->weight, to);
    if (way < best->way)
        *best = (struct arrival){
            way, {to->edge, end_cm, to->offset_cm}, true, node};
}

// After search_for.
static struct arrival arrival_at(const struct router *router,
                                 const struct net_place *from,
                                 const struct net_place *to)
{
    struct arrival best = {.way = WAY_NEVER};
    struct net_edge edge = router->net->edges[to->edge];
    if (from->edge == to->edge) {
        way_length way = way_straight(router->weight, from) +
                         way_straight(router->weight, to) +
                         way_along(router->graph, router->weight, to->edge,
                                   from->offset_cm, to->offset_cm);
        if (way < best.way) {
            best.way = way;
            best.last =
                (struct stretch){to->edge, from->offset_cm, to->offset_cm};
        }
    }
    arrive_from(router, edge.from_node, 0, to, &best);
    arrive_from(router, edge.to_node, edge.length_cm, to, &best);
    return best;
}

void router_distances(struct router *router, const struct net_place *from,
                      const struct net_place *to, size_t n_to,
                      uint32_t *distance_cm, uint32_t *duration_ms)
{
    search_for(router, from, to, n_to);
    for (size_t i = 0; i < n_to; i++) {
        way_length way = arrival_at(router, from, &to[i]).way;
        distance_cm[i] =
            way < WAY_NEVER ? way_cm(router->weight, way) : UINT32_MAX;
        duration_ms[i] =
            way < WAY_NEVER ? way_ms(router->weight, way) : UINT32_MAX;
    }
}

bool router_distance(struct router *router, const struct net_place *from,
                     const struct net_place *to, uint32_t *distance_cm,
                     uint32_t *duration_ms)
{
    router_distances(router, from, to, 1, distance_cm, duration_ms);
    return *distance_cm != UINT32_MAX;
}

// --- The way itself ------------------------------------------------------

static struct stretch_list stretches_to(const struct router *router,
                                        struct arena *scratch,
                                        const struct arrival *arrival)
{
    struct stretch_list list = {0};
    *stretch_list_add(&list, scratch) = arrival->last;
    uint32_t node = arrival->node;
    bool goes_on = arrival->has_node;
    while (goes_on)
        goes_on = outward_last_stretch(router->search, node,
                                       stretch_list_add(&list, scratch), &node);
    for (size_t i = 0, j = list.count - 1; i < j; i++, j--) {
        struct stretch swapped = list.items[i];
        list.items[i] = list.items[j];
        list.items[j] = swapped;
    }
    return list;
}

static void add_leg(const struct street_net *net, struct arena *arena,
                    struct stretch s, struct route_leg_list *legs)
{
    uint32_t length_cm =
        s.from_cm < s.to_cm ? s.to_cm - s.from_cm : s.from_cm - s.to_cm;
    const char *name = street_net_name(net, s.edge);
    if (length_cm == 0)
        return;
    if (legs->count == 0 ||
        strcmp(legs->items[legs->count - 1].name, name) != 0)
        route_leg_list_add(legs, arena)->name = name;
    legs->items[legs->count - 1].length_cm += length_cm;
}

static void add_point(struct point_list *line, struct arena *arena,
                      struct point_m point)
{
    if (line->count > 0) {
        struct point_m last = line->items[line->count - 1];
        if (last.x_m == point.x_m && last.y_m == point.y_m)
            return;
    }
    *point_list_add(line, arena) = point;
}

// The bends strictly within the stretch, in the direction travelled.
static void add_bends(const struct street_net *net, struct arena *arena,
                      struct stretch s, struct point_list *line)
{
    struct net_edge edge = net->edges[s.edge];
    bool forward = s.from_cm < s.to_cm;
    uint32_t low_cm = forward ? s.from_cm : s.to_cm;
    uint32_t high_cm = forward ? s.to_cm : s.from_cm;
    for (uint32_t i = 0; i < edge.n_vertices; i++) {
        uint32_t v =
            edge.first_vertex + (forward ? i : edge.n_vertices - 1 - i);
        if (net->vertex_cm[v] > low_cm && net->vertex_cm[v] < high_cm)
            add_point(line, arena, net->vertices[v]);
    }
}

static struct line draw_line(const struct street_net *net, struct arena *arena,
                             const struct net_place *from,
                             const struct net_place *to,
                             const struct stretch_list *stretches)
{
    struct point_list line = {0};
    add_point(&line, arena, from->from);
    add_point(&line, arena, from->on);
    for (size_t i = 0; i < stretches->count; i++) {
        struct stretch s = stretches->items[i];
        struct net_edge edge = net->edges[s.edge];
        add_bends(net, arena, s, &line);
        if (i + 1 < stretches->count)
            add_point(&line, arena,
                      net->vertices[s.to_cm == 0 ? edge.first_vertex
                                                 : edge.first_vertex +
                                                       edge.n_vertices - 1]);
    }
    add_point(&line, arena, to->on);
    add_point(&line, arena, to->from);
    if (line.count == 1)
        *point_list_add(&line, arena) = to->from;
    return (struct line){line.items, line.count};
}

bool router_route(struct router *router, struct arena *arena,
                  const struct net_place *from, const struct net_place *to,
                  struct route *route)
{
    search_for(router, from, to, 1);
    struct arrival arrival = arrival_at(router, from, to);
    if (arrival.way >= WAY_NEVER)
        return false;
    if (route == NULL)
        return true;

    struct arena *scratch = arena_new();
    struct stretch_list stretches = stretches_to(router, scratch, &arrival);
    struct route_leg_list legs = {0};
    for (size_t i = 0; i < stretches.count; i++)
        add_leg(router->net, arena, stretches.items[i], &legs);
    *route = (struct route){
        .distance_cm = way_cm(router->weight, arrival.way),
        .duration_ms = way_ms(router->weight, arrival.way),
        .first_straight_cm = from->straight_cm,
        .last_straight_cm = to->straight_cm,
        .legs = legs.items,
        .n_legs = legs.count,
        .line = draw_line(router->net, arena, from, to, &stretches)};
    arena_free(scratch);
    return true;
}
