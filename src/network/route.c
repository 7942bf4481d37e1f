// A search is two climbs in the hierarchy, one from the home and one backward
// from the goal; the shortest way passes over some position that both reach. A
// home and a goal on one edge may also be joined along that edge alone.
//
// For the nearest schools one climb is enough: what lies below a position on
// the schools' side is kept in the destinations' index, nearest first. A
// position farther than the k-th school so far is not climbed on from.
//
// A climb is kept until the next one: whoever asks for the distances to a
// school's gates, and then for the way to the nearest, climbs from the home
// once.

#include "network/route.h"

#include <assert.h>
#include <string.h>

#include "network/climb.h"

// A stretch travelled along an edge, in the direction of the offsets.
struct stretch {
    uint32_t edge;
    uint32_t from_cm;
    uint32_t to_cm;
};
LIST_DECLARE(stretch);
LIST_DECLARE(route_leg);
LIST_DECLARE_OF(struct point_m, point);
LIST_DECLARE_OF(uint32_t, arc_index);
LIST_DECLARE_OF(uint32_t, vertex);

// Where a climb was begun. What is about the place beside its end on the street
// does not matter to it.
struct climbed {
    bool is_whole; // every position was climbed on from
    uint32_t edge;
    uint32_t offset_cm;
    uint32_t straight_cm;
};

struct router {
    struct arena *arena;
    struct arena *scratch; // of one way; empty in between
    struct measure measure;
    struct climb *from;
    struct climb *to;
    struct climbed from_place;
    struct climbed to_place;
};

struct router *router_new(const struct measure *measure)
{
    struct arena *arena = arena_new();
    struct router *router = arena_array(arena, struct router, 1);
    *router = (struct router){.arena = arena,
                              .scratch = arena_new(),
                              .measure = *measure,
                              .from = climb_new(measure->hierarchy),
                              .to = climb_new(measure->hierarchy)};
    return router;
}

void router_free(struct router *router)
{
    if (router == NULL)
        return;
    climb_free(router->from);
    climb_free(router->to);
    arena_free(router->scratch);
    arena_free(router->arena);
}

// --- The nearest schools -------------------------------------------------

struct ranking {
    enum road_weight weight;
    const struct destination_set *destinations;
    const bool *is_open; // per school, or NULL
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
    uint32_t school = ranking->destinations->gates[gate].school;
    if (way < WAY_NEVER &&
        (ranking->is_open == NULL || ranking->is_open[school]))
        offer_school(ranking, (struct near_school){
                                  school, gate, way_cm(ranking->weight, way),
                                  way_ms(ranking->weight, way)});
}

// Whether a way this long, or longer, can no longer matter.
static bool is_too_far(const struct ranking *ranking, way_length way)
{
    return ranking->count == ranking->k &&
           way_first(way) > rank_of(ranking, &ranking->found[ranking->k - 1]);
}

static void offer_gates_on_edge(const struct router *router,
                                const struct net_place *from,
                                struct ranking *ranking)
{
    const struct destination_set *set = ranking->destinations;
    for (uint32_t i = set->first_on_edge[from->edge];
         i < set->first_on_edge[from->edge + 1]; i++)
        offer_gate(ranking, i,
                   place_along(&router->measure, from, &set->gates[i].place));
}

static void offer_gates_below(const struct gate_index *index, uint32_t position,
                              way_length way, struct ranking *ranking)
{
    for (uint32_t i = index->first[position]; i < index->first[position + 1];
         i++) {
        if (is_too_far(ranking, way + index->gates[i].way))
            return;
        offer_gate(ranking, index->gates[i].gate, way + index->gates[i].way);
    }
}

size_t router_nearest(struct router *router, const struct net_place *from,
                      const struct destination_set *destinations, size_t k,
                      const bool *is_open, struct near_school *found)
{
    struct ranking ranking = {
        router->measure.weight, destinations, is_open, found, 0, k};
    struct place_end exits[2];
    uint32_t position;
    way_length way;
    if (k == 0)
        return 0;
    offer_gates_on_edge(router, from, &ranking);
    size_t n_exits = place_exits(&router->measure, from, exits);
    router->from_place.is_whole = false;
    climb_start(router->from, &router->measure.hierarchy->up, exits, n_exits);
    while (climb_next(router->from, &position, &way)) {
        if (is_too_far(&ranking, way))
            continue;
        offer_gates_below(&destinations->index, position, way, &ranking);
        climb_leave(router->from);
    }
    return ranking.count;
}

// --- The shortest way ----------------------------------------------------

// Where the two climbs meet, unless the way runs along one edge alone.
struct meeting {
    way_length way;
    bool is_on_edge;
    uint32_t position;
};

// Whether the climb was from this place; if not, it is from now on.
static bool was_climbed(struct climbed *climbed, const struct net_place *place)
{
    bool is_same = climbed->is_whole && climbed->edge == place->edge &&
                   climbed->offset_cm == place->offset_cm &&
                   climbed->straight_cm == place->straight_cm;
    *climbed = (struct climbed){true, place->edge, place->offset_cm,
                                place->straight_cm};
    return is_same;
}

static void climb_from(struct router *router, const struct net_place *from)
{
    struct place_end exits[2];
    if (was_climbed(&router->from_place, from))
        return;
    size_t n_exits = place_exits(&router->measure, from, exits);
    climb_all(router->from, &router->measure.hierarchy->up, exits, n_exits);
}

static void climb_to(struct router *router, const struct net_place *to)
{
    struct place_end entries[PLACE_MOST_ENTRIES];
    if (was_climbed(&router->to_place, to))
        return;
    size_t n_entries = place_entries(&router->measure, to, entries);
    climb_all(router->to, &router->measure.hierarchy->down, entries, n_entries);
}

static struct meeting meet(struct router *router, const struct net_place *from,
                           const struct net_place *to)
{
    struct meeting best = {place_along(&router->measure, from, to), true, 0};
    climb_from(router, from);
    climb_to(router, to);
    for (size_t i = 0; i < climb_count(router->to); i++) {
        uint32_t position = climb_position_at(router->to, i);
        way_length way = climb_way_to(router->from, position) +
                         climb_way_to(router->to, position);
        if (way < best.way)
            best = (struct meeting){way, false, position};
    }
    return best;
}

bool router_distance(struct router *router, const struct net_place *from,
                     const struct net_place *to, uint32_t *distance_cm,
                     uint32_t *duration_ms)
{
    enum road_weight weight = router->measure.weight;
    way_length way = meet(router, from, to).way;
    bool found = way < WAY_NEVER;
    *distance_cm = found ? way_cm(weight, way) : UINT32_MAX;
    *duration_ms = found ? way_ms(weight, way) : UINT32_MAX;
    return found;
}

// --- The way itself ------------------------------------------------------

struct arc_collector {
    struct arc_index_list arcs;
    struct arena *arena;
};

static void take_arc(uint32_t arc, void *context)
{
    struct arc_collector *collector = context;
    *arc_index_list_add(&collector->arcs, collector->arena) = arc;
}

// The positions climbed through to `position`, the end first.
static struct arc_index_list steps_to(const struct climb *climb,
                                      struct arena *scratch, uint32_t position)
{
    struct arc_index_list steps = {0};
    uint32_t arc;
    uint32_t from;
    *arc_index_list_add(&steps, scratch) = position;
    while (climb_step_to(climb, position, &arc, &from)) {
        *arc_index_list_add(&steps, scratch) = arc;
        *arc_index_list_add(&steps, scratch) = from;
        position = from;
    }
    return steps;
}

// A way over the states: its arcs, and the states at its ends.
struct state_way {
    bool is_whole;
    struct arc_index_list arcs;
    uint32_t first_state;
    uint32_t last_state;
};

static struct state_way way_over(const struct router *router,
                                 struct arena *scratch, uint32_t top)
{
    const struct hierarchy *h = router->measure.hierarchy;
    struct arc_collector collector = {.arena = scratch};
    struct arc_index_list up = steps_to(router->from, scratch, top);
    struct arc_index_list down = steps_to(router->to, scratch, top);
    bool is_whole = true;
    for (size_t i = up.count - 1; i > 0; i -= 2)
        is_whole &= hierarchy_unpack(h, h->up.via[up.items[i - 1]], up.items[i],
                                     up.items[i - 2], take_arc, &collector);
    for (size_t i = 0; i + 2 < down.count; i += 2)
        is_whole &=
            hierarchy_unpack(h, h->down.via[down.items[i + 1]], down.items[i],
                             down.items[i + 2], take_arc, &collector);
    return (struct state_way){is_whole, collector.arcs,
                              h->node_at[up.items[up.count - 1]],
                              h->node_at[down.items[down.count - 1]]};
}

// Of a place's ends at a state, the one by which the way is shorter.
static uint32_t end_at(const struct place_end *ends, size_t n_ends,
                       uint32_t state)
{
    const struct place_end *best = NULL;
    for (size_t i = 0; i < n_ends; i++)
        if (ends[i].state == state && (best == NULL || ends[i].way < best->way))
            best = &ends[i];
    assert(best != NULL);
    return best->end_cm;
}

static struct stretch stretch_of_run(const struct street_net *net, edge_run run)
{
    uint32_t edge = edge_run_edge(run);
    uint32_t length_cm = net->edges[edge].length_cm;
    return edge_run_is_backward(run) ? (struct stretch){edge, length_cm, 0}
                                     : (struct stretch){edge, 0, length_cm};
}

static struct stretch_list stretches_of(const struct router *router,
                                        struct arena *scratch,
                                        const struct net_place *from,
                                        const struct net_place *to,
                                        const struct meeting *meeting)
{
    const struct measure *measure = &router->measure;
    struct stretch_list list = {0};
    if (meeting->is_on_edge) {
        *stretch_list_add(&list, scratch) =
            (struct stretch){from->edge, from->offset_cm, to->offset_cm};
        return list;
    }
    struct place_end exits[2];
    struct place_end entries[PLACE_MOST_ENTRIES];
    size_t n_exits = place_exits(measure, from, exits);
    size_t n_entries = place_entries(measure, to, entries);
    struct state_way way = way_over(router, scratch, meeting->position);
    if (!way.is_whole)
        return list;
    *stretch_list_add(&list, scratch) = (struct stretch){
        from->edge, from->offset_cm, end_at(exits, n_exits, way.first_state)};
    for (size_t i = 0; i < way.arcs.count; i++)
        *stretch_list_add(&list, scratch) = stretch_of_run(
            measure->net, measure->turns->arcs[way.arcs.items[i]].run);
    *stretch_list_add(&list, scratch) = (struct stretch){
        to->edge, end_at(entries, n_entries, way.last_state), to->offset_cm};
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

// A line while it is drawn.
struct drawing {
    const struct street_net *net;
    struct arena *arena;
    struct point_list points;
    struct vertex_list vertices; // one a point
};

static void add_point(struct drawing *drawing, struct point_m point,
                      uint32_t vertex)
{
    struct point_list *points = &drawing->points;
    if (points->count > 0) {
        struct point_m last = points->items[points->count - 1];
        if (last.x_m == point.x_m && last.y_m == point.y_m)
            return;
    }
    *point_list_add(points, drawing->arena) = point;
    *vertex_list_add(&drawing->vertices, drawing->arena) = vertex;
}

static void add_vertex(struct drawing *drawing, uint32_t vertex)
{
    add_point(drawing, drawing->net->vertices[vertex], vertex);
}

// The bends strictly within the stretch, in the direction travelled.
static void add_bends(struct drawing *drawing, struct stretch s)
{
    const struct street_net *net = drawing->net;
    struct net_edge edge = net->edges[s.edge];
    bool forward = s.from_cm < s.to_cm;
    uint32_t low_cm = forward ? s.from_cm : s.to_cm;
    uint32_t high_cm = forward ? s.to_cm : s.from_cm;
    for (uint32_t i = 0; i < edge.n_vertices; i++) {
        uint32_t v =
            edge.first_vertex + (forward ? i : edge.n_vertices - 1 - i);
        if (net->vertex_cm[v] > low_cm && net->vertex_cm[v] < high_cm)
            add_vertex(drawing, v);
    }
}

static uint32_t vertex_at_end(const struct street_net *net, struct stretch s)
{
    struct net_edge edge = net->edges[s.edge];
    return s.to_cm == 0 ? edge.first_vertex
                        : edge.first_vertex + edge.n_vertices - 1;
}

static void draw_line(struct drawing *drawing, const struct net_place *from,
                      const struct net_place *to,
                      const struct stretch_list *stretches)
{
    add_point(drawing, from->from, ROUTE_NO_VERTEX);
    add_point(drawing, from->on, ROUTE_NO_VERTEX);
    for (size_t i = 0; i < stretches->count; i++) {
        add_bends(drawing, stretches->items[i]);
        if (i + 1 < stretches->count)
            add_vertex(drawing,
                       vertex_at_end(drawing->net, stretches->items[i]));
    }
    add_point(drawing, to->on, ROUTE_NO_VERTEX);
    add_point(drawing, to->from, ROUTE_NO_VERTEX);
    if (drawing->points.count == 1) { // a line has two ends, even of one place
        *point_list_add(&drawing->points, drawing->arena) = to->from;
        *vertex_list_add(&drawing->vertices, drawing->arena) = ROUTE_NO_VERTEX;
    }
}

static uint32_t travelled_cm(const struct route *route)
{
    uint32_t sum_cm = route->first_straight_cm + route->last_straight_cm;
    for (size_t i = 0; i < route->n_legs; i++)
        sum_cm += route->legs[i].length_cm;
    return sum_cm;
}

bool router_route(struct router *router, struct arena *arena,
                  const struct net_place *from, const struct net_place *to,
                  struct route *route)
{
    const struct measure *measure = &router->measure;
    struct meeting meeting = meet(router, from, to);
    if (meeting.way >= WAY_NEVER)
        return false;

    arena_reset(router->scratch);
    struct stretch_list stretches =
        stretches_of(router, router->scratch, from, to, &meeting);
    if (stretches.count == 0) // the network's file is a hostile one
        return false;
    struct route_leg_list legs = {0};
    for (size_t i = 0; i < stretches.count; i++)
        add_leg(measure->net, arena, stretches.items[i], &legs);
    struct drawing drawing = {.net = measure->net, .arena = arena};
    draw_line(&drawing, from, to, &stretches);
    *route =
        (struct route){.distance_cm = way_cm(measure->weight, meeting.way),
                       .duration_ms = way_ms(measure->weight, meeting.way),
                       .first_straight_cm = from->straight_cm,
                       .last_straight_cm = to->straight_cm,
                       .legs = legs.items,
                       .n_legs = legs.count,
                       .line = {drawing.points.items, drawing.points.count},
                       .line_vertices = drawing.vertices.items};
    route->extra_cm = route->distance_cm - travelled_cm(route);
    return true;
}
