// A search over the states settles how far the ends of every street near are.
// What is in reach of a street is then what is left of the limit at each end:
//
//     end 0  =======>-----------<====  end 1        = within the limit
//            room at 0       room at 1
//
// and, on the edge of a home or gate itself, what lies on either side of it. A
// direction that is closed gives the end alone. Ends are looked at as a place
// on the edge would (place_exits, place_entries), so pieces agree with routes
// to the centimetre.
//
// The areas are drawn around the pieces on a grid (reach_grid.h,
// reach_outline.h).

#include "network/reach_area.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/list.h"
#include "network/reach_grid.h"
#include "network/reach_outline.h"
#include "network/reach_search.h"

LIST_DECLARE(reach_piece);
LIST_DECLARE_OF(uint32_t, near_edge);

struct reach_query {
    struct arena *arena;
    struct arena *scratch;
    const struct reach_streets *streets;
    struct reach_search *search;
    uint32_t *seen; // per edge: the last question in which it was listed
    uint32_t n_asked;
    struct reach_grid grid;
};

// One question while it is answered.
struct question {
    struct reach_query *query;
    bool is_inward;
    const struct net_place *places; // the home, or the gates
    size_t n_places;
    struct near_edge_list edges;
};

struct reach_query *reach_query_new(const struct reach_streets *streets)
{
    struct arena *arena = arena_new();
    struct reach_query *query = arena_array(arena, struct reach_query, 1);
    query->arena = arena;
    query->scratch = arena_new();
    query->streets = streets;
    query->search = reach_search_new(arena, streets);
    query->seen = arena_array(arena, uint32_t, streets->measure.net->n_edges);
    return query;
}

void reach_query_free(struct reach_query *query)
{
    if (query == NULL)
        return;
    reach_grid_free(&query->grid);
    arena_free(query->scratch);
    arena_free(query->arena);
}

// --- which streets ---

static void list_edge(struct question *q, uint32_t edge)
{
    if (q->query->seen[edge] == q->query->n_asked)
        return;
    q->query->seen[edge] = q->query->n_asked;
    *near_edge_list_add(&q->edges, q->query->scratch) = edge;
}

static int by_number(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a;
    uint32_t y = *(const uint32_t *)b;
    return (x > y) - (x < y);
}

static void list_edges(struct question *q)
{
    const struct reach_streets *streets = q->query->streets;
    size_t n_states;
    const uint32_t *states = reach_search_states(q->query->search, &n_states);
    q->query->n_asked++;
    for (size_t i = 0; i < n_states; i++) {
        uint32_t node = turn_graph_node(streets->measure.turns, states[i]);
        for (uint32_t a = streets->first_edge[node];
             a < streets->first_edge[node + 1]; a++)
            list_edge(q, streets->edges[a]);
    }
    for (size_t p = 0; p < q->n_places; p++)
        list_edge(q, q->places[p].edge);
    if (q->edges.count > 0)
        qsort(q->edges.items, q->edges.count, sizeof *q->edges.items,
              by_number);
}

// --- pieces ---

// The stretches of one edge that are in reach, in any order, and then joined.
struct stretches {
    struct reach_piece *items;
    size_t count;
};

static void add_stretch(struct stretches *s, uint32_t edge, uint32_t from_cm,
                        uint32_t to_cm)
{
    s->items[s->count++] = (struct reach_piece){edge, from_cm, to_cm};
}

// What it takes along one edge, from one offset to another (outward) or to the
// one from the other (inward).
static bool is_within(const struct question *q, uint32_t edge, uint32_t near_cm,
                      uint32_t far_cm, uint32_t room_cm)
{
    const struct measure *measure = &q->query->streets->measure;
    struct net_place near = {.edge = edge, .offset_cm = near_cm};
    struct net_place far = {.edge = edge, .offset_cm = far_cm};
    way_length way = place_along(measure, q->is_inward ? &far : &near,
                                 q->is_inward ? &near : &far);
    return way < WAY_NEVER && way_cm(measure->weight, way) <= room_cm;
}

// How far from an offset one gets, toward an end of the edge: what it takes
// grows with the offset, so it is found by halving.
static uint32_t farthest(const struct question *q, uint32_t edge,
                         uint32_t near_cm, uint32_t end_cm, uint32_t room_cm)
{
    uint32_t within = near_cm;
    uint32_t beyond = end_cm;
    if (is_within(q, edge, near_cm, end_cm, room_cm))
        return end_cm;
    while (within + 1 != beyond && beyond + 1 != within && within != beyond) {
        uint32_t middle = within < beyond ? within + (beyond - within) / 2
                                          : beyond + (within - beyond) / 2;
        if (is_within(q, edge, near_cm, middle, room_cm))
            within = middle;
        else
            beyond = middle;
    }
    return within;
}

// From the end at which one who goes (outward) begins, or at which one who
// comes (inward) arrives.
static void add_from_end(const struct question *q, uint32_t edge,
                         uint32_t end_cm, uint32_t other_cm, uint32_t limit_cm,
                         struct stretches *s)
{
    struct net_place end = {.edge = edge, .offset_cm = end_cm};
    uint32_t way_cm =
        q->is_inward ? reach_search_inward_cm(q->query->search, &end, end_cm)
                     : reach_search_outward_cm(q->query->search, &end, end_cm);
    if (way_cm > limit_cm)
        return;
    uint32_t far_cm = farthest(q, edge, end_cm, other_cm, limit_cm - way_cm);
    if (end_cm <= far_cm)
        add_stretch(s, edge, end_cm, far_cm);
    else
        add_stretch(s, edge, far_cm, end_cm);
}

// On both sides of a home or gate.
static void add_around(const struct question *q, const struct net_place *place,
                       uint32_t limit_cm, struct stretches *s)
{
    if (place->straight_cm > limit_cm)
        return;
    uint32_t room_cm = limit_cm - place->straight_cm;
    uint32_t length_cm =
        q->query->streets->measure.net->edges[place->edge].length_cm;
    add_stretch(s, place->edge,
                farthest(q, place->edge, place->offset_cm, 0, room_cm),
                farthest(q, place->edge, place->offset_cm, length_cm, room_cm));
}

static int by_begin(const void *a, const void *b)
{
    const struct reach_piece *x = a;
    const struct reach_piece *y = b;
    return (x->from_cm > y->from_cm) - (x->from_cm < y->from_cm);
}

static void take_joined(struct stretches *s, struct arena *arena,
                        struct reach_piece_list *pieces)
{
    size_t first = pieces->count;
    if (s->count > 1)
        qsort(s->items, s->count, sizeof *s->items, by_begin);
    for (size_t i = 0; i < s->count; i++) {
        struct reach_piece *last =
            pieces->count > first ? &pieces->items[pieces->count - 1] : NULL;
        if (last == NULL || s->items[i].from_cm > last->to_cm)
            *reach_piece_list_add(pieces, arena) = s->items[i];
        else if (s->items[i].to_cm > last->to_cm)
            last->to_cm = s->items[i].to_cm;
    }
}

static void find_pieces(const struct question *q, struct arena *arena,
                        struct reach_area *area)
{
    struct reach_piece_list pieces = {0};
    struct stretches s = {
        arena_array(q->query->scratch, struct reach_piece, q->n_places + 2), 0};
    for (size_t i = 0; i < q->edges.count; i++) {
        uint32_t edge = q->edges.items[i];
        s.count = 0;
        uint32_t length_cm =
            q->query->streets->measure.net->edges[edge].length_cm;
        add_from_end(q, edge, 0, length_cm, area->limit_cm, &s);
        add_from_end(q, edge, length_cm, 0, area->limit_cm, &s);
        for (size_t p = 0; p < q->n_places; p++)
            if (q->places[p].edge == edge)
                add_around(q, &q->places[p], area->limit_cm, &s);
        take_joined(&s, arena, &pieces);
    }
    area->pieces = pieces.items;
    area->n_pieces = pieces.count;
    area->street_cm = 0;
    for (size_t i = 0; i < pieces.count; i++)
        area->street_cm += pieces.items[i].to_cm - pieces.items[i].from_cm;
}

// --- the ground around them ---

typedef void segment_fn(struct point_m from, struct point_m to, void *context);

static void each_segment(const struct street_net *net, struct reach_piece piece,
                         segment_fn *take, void *context)
{
    struct net_edge edge = net->edges[piece.edge];
    struct point_m at = street_net_point_at(net, piece.edge, piece.from_cm);
    for (uint32_t v = edge.first_vertex;
         v < edge.first_vertex + edge.n_vertices; v++) {
        if (net->vertex_cm[v] <= piece.from_cm ||
            net->vertex_cm[v] >= piece.to_cm)
            continue;
        take(at, net->vertices[v], context);
        at = net->vertices[v];
    }
    take(at, street_net_point_at(net, piece.edge, piece.to_cm), context);
}

struct pen {
    const struct reach_query *query;
    struct reach_grid *grid;
    unsigned rank;
};

static void draw_segment(struct point_m from, struct point_m to, void *context)
{
    struct pen *pen = context;
    reach_grid_draw(pen->grid, from, to, pen->rank);
}

static bool draw_street(uint32_t item, void *context)
{
    struct pen *pen = context;
    const struct reach_streets *streets = pen->query->streets;
    const struct street_net *net = streets->measure.net;
    struct net_edge edge = net->edges[streets->boxed[item]];
    for (uint32_t v = edge.first_vertex;
         v + 1 < edge.first_vertex + edge.n_vertices; v++)
        reach_grid_draw(pen->grid, net->vertices[v], net->vertices[v + 1],
                        pen->rank);
    return true;
}

// The straight piece of a place as far as it is within the limit, the part
// next to the home or gate.
static void straight_part(const struct net_place *place, uint32_t limit_cm,
                          struct point_m ends[2])
{
    double share = place->straight_cm <= limit_cm
                       ? 1
                       : (double)limit_cm / place->straight_cm;
    ends[0] = place->from;
    ends[1] = point_between(place->from, place->on, share);
}

static void grow_box(struct point_m from, struct point_m to, void *context)
{
    struct box_m *box = context;
    *box = box_with_point(box_with_point(*box, from), to);
}

static struct box_m reached_box(const struct question *q,
                                const struct reach_area *widest)
{
    struct box_m box = BOX_EMPTY;
    const struct street_net *net = q->query->streets->measure.net;
    for (size_t i = 0; i < widest->n_pieces; i++)
        each_segment(net, widest->pieces[i], grow_box, &box);
    for (size_t p = 0; p < q->n_places; p++) {
        struct point_m ends[2];
        straight_part(&q->places[p], widest->limit_cm, ends);
        grow_box(ends[0], ends[1], &box);
    }
    return box;
}

static void draw_reached(const struct question *q,
                         const struct reach_area *area, struct pen *pen)
{
    const struct street_net *net = q->query->streets->measure.net;
    for (size_t i = 0; i < area->n_pieces; i++)
        each_segment(net, area->pieces[i], draw_segment, pen);
    for (size_t p = 0; p < q->n_places; p++) {
        struct point_m ends[2];
        straight_part(&q->places[p], area->limit_cm, ends);
        draw_segment(ends[0], ends[1], pen);
    }
}

static void draw_areas(const struct question *q, struct arena *arena,
                       struct reach_area *areas, size_t n_areas)
{
    struct reach_grid *grid = &q->query->grid;
    struct area outlines[REACH_MOST_LIMITS];
    reach_grid_start(grid, reached_box(q, &areas[n_areas - 1]));
    struct pen pen = {q->query, grid, (unsigned)n_areas};
    box_index_search(q->query->streets->boxes, reach_grid_box(grid),
                     draw_street, &pen);
    for (pen.rank = 0; pen.rank < n_areas; pen.rank++)
        draw_reached(q, &areas[pen.rank], &pen);
    reach_grid_settle(grid);
    reach_outline(arena, grid, outlines, n_areas);
    for (size_t i = 0; i < n_areas; i++)
        areas[i].area = outlines[i];
}

static void answer(struct question *q, struct arena *arena,
                   const uint32_t *limits_cm, size_t n_limits,
                   struct reach_area *areas)
{
    assert(n_limits > 0 && n_limits <= REACH_MOST_LIMITS);
    assert(limits_cm[n_limits - 1] <= REACH_FARTHEST_CM);
    list_edges(q);
    for (size_t i = 0; i < n_limits; i++) {
        areas[i] = (struct reach_area){.limit_cm = limits_cm[i]};
        find_pieces(q, arena, &areas[i]);
    }
    if (q->n_places > 0)
        draw_areas(q, arena, areas, n_limits);
    arena_reset(q->query->scratch);
}

void reach_from_home(struct reach_query *query, struct arena *arena,
                     const struct net_place *home, const uint32_t *limits_cm,
                     size_t n_limits, struct reach_area *areas)
{
    struct question q = {.query = query, .places = home, .n_places = 1};
    reach_search_outward(query->search, home, limits_cm[n_limits - 1]);
    answer(&q, arena, limits_cm, n_limits, areas);
}

void reach_to_gates(struct reach_query *query, struct arena *arena,
                    const struct net_place *gates, size_t n_gates,
                    const uint32_t *limits_cm, size_t n_limits,
                    struct reach_area *areas)
{
    struct question q = {.query = query,
                         .is_inward = true,
                         .places = gates,
                         .n_places = n_gates};
    reach_search_inward(query->search, gates, n_gates, limits_cm[n_limits - 1]);
    answer(&q, arena, limits_cm, n_limits, areas);
}

// --- lines ---

static void add_point(struct point_m from, struct point_m to, void *context)
{
    struct line *line = context;
    if (line->count == 0)
        line->points[line->count++] = from;
    line->points[line->count++] = to;
}

struct line reach_piece_line(struct arena *arena, const struct street_net *net,
                             struct reach_piece piece)
{
    struct line line = {
        arena_array(arena, struct point_m,
                    (size_t)net->edges[piece.edge].n_vertices + 2),
        0};
    each_segment(net, piece, add_point, &line);
    return line;
}
