// The edges' boxes find the edges near a point; those that a profile may not
// use are passed over, so one index serves all profiles. On an edge every piece
// is compared. Of equal distances the index gives the lowest edge, and an edge
// its first piece, so a point as far from two streets goes to the lowest edge,
// and to the start of a piece before its end.
//
// An outline is harder: every piece of it against every piece of the streets.
// The nearest street of its corners bounds the answer, so only edges within
// that bound of a piece are looked at.

#include "network/snap.h"

#include <math.h>

struct snapper {
    const struct street_net *net;
    const uint8_t *edge_use;
};

struct snapper *snapper_build(struct arena *arena, const struct street_net *net,
                              const struct road_graph *graph)
{
    struct snapper *snapper = arena_array(arena, struct snapper, 1);
    *snapper = (struct snapper){net, graph->edge_use};
    return snapper;
}

// Exact at both ends, which point_between need not be.
static struct point_m point_on(struct point_m a, struct point_m b, double share)
{
    return share >= 1 ? b : point_between(a, b, share);
}

// The point of an edge that is nearest to some point: on the piece from a
// vertex to the next.
struct edge_point {
    double distance_m;
    uint32_t edge;
    uint32_t vertex;
    double share;
};

static struct edge_point nearest_on(const struct street_net *net, uint32_t edge,
                                    struct point_m from)
{
    struct edge_point best = {.distance_m = INFINITY, .edge = edge};
    uint32_t first = net->edges[edge].first_vertex;
    uint32_t last = first + net->edges[edge].n_vertices - 1;
    for (uint32_t i = first; i < last; i++) {
        const struct point_m *v = &net->vertices[i];
        double share = point_share_along(from, v[0], v[1]);
        double d = point_distance_m(from, point_on(v[0], v[1], share));
        if (d < best.distance_m)
            best = (struct edge_point){d, edge, i, share};
    }
    return best;
}

static double distance_to_edge(uint32_t edge, struct point_m from,
                               void *context)
{
    const struct snapper *snapper = context;
    return snapper->edge_use[edge] == 0
               ? (double)INFINITY
               : nearest_on(snapper->net, edge, from).distance_m;
}

// The usable edge nearest to a point; UINT32_MAX if none is within the limit.
static uint32_t nearest_edge(const struct snapper *snapper, struct point_m from,
                             double limit_m, double *distance_m)
{
    // The index only reads its context; the cast drops a const, no more.
    return box_index_nearest(&snapper->net->edge_boxes, from, limit_m,
                             distance_to_edge, (void *)(uintptr_t)snapper,
                             distance_m);
}

// The place at a point of an edge, reached straight from `from`.
static struct net_place place_at(const struct street_net *net,
                                 struct edge_point at, struct point_m from)
{
    const uint32_t *cm = &net->vertex_cm[at.vertex];
    const struct point_m *v = &net->vertices[at.vertex];
    struct net_place place = {
        .edge = at.edge,
        .offset_cm = cm[0] + (uint32_t)floor(at.share * (cm[1] - cm[0]) + 0.5),
        .from = from,
        .on = point_on(v[0], v[1], at.share)};
    place.straight_cm = ground_distance_cm(net->ground, from, place.on);
    return place;
}

bool snap_point(const struct snapper *snapper, struct point_m from,
                double limit_m, struct net_place *place)
{
    uint32_t edge = nearest_edge(snapper, from, limit_m, NULL);
    if (edge == UINT32_MAX)
        return false;
    *place = place_at(snapper->net, nearest_on(snapper->net, edge, from), from);
    return true;
}

bool snap_meets_other_part(const struct street_net *net,
                           const struct road_graph *graph, struct point_m from,
                           double limit_m)
{
    for (size_t e = 0; e < net->n_edges; e++) {
        bool is_usable =
            graph->forward_kmh10[e] > 0 || graph->backward_kmh10[e] > 0;
        if (!is_usable || graph->edge_use[e] != 0)
            continue;
        const struct point_m *v = net->vertices + net->edges[e].first_vertex;
        for (uint32_t i = 0; i + 1 < net->edges[e].n_vertices; i++)
            if (point_distance_m(
                    from, point_on(v[i], v[i + 1],
                                   point_share_along(from, v[i], v[i + 1]))) <=
                limit_m)
                return true;
    }
    return false;
}

// The nearest pair of points found so far, one on the outline and one on a
// street; of equals the lowest edge, its first piece, the smallest share of it.
struct touch {
    const struct snapper *snapper;
    struct point_m a; // the outline's piece that is compared now
    struct point_m b;
    struct edge_point at; // edge UINT32_MAX: none yet
    struct point_m from;
};

static bool is_better(struct edge_point a, struct edge_point b)
{
    if (a.distance_m != b.distance_m)
        return a.distance_m < b.distance_m;
    if (a.edge != b.edge)
        return a.edge < b.edge;
    return a.vertex != b.vertex ? a.vertex < b.vertex : a.share < b.share;
}

// Offers a point of a street's piece, for a point of the outline.
static void offer(struct touch *best, struct edge_point at, struct point_m from)
{
    const struct point_m *v = &best->snapper->net->vertices[at.vertex];
    at.distance_m = point_distance_m(from, point_on(v[0], v[1], at.share));
    if (is_better(at, best->at)) {
        best->at = at;
        best->from = from;
    }
}

static void offer_share(struct touch *best, struct edge_point piece,
                        double share, struct point_m from)
{
    piece.share = share;
    offer(best, piece, from);
}

static double cross(struct point_m o, struct point_m p, struct point_m q)
{
    return (p.x_m - o.x_m) * (q.y_m - o.y_m) -
           (p.y_m - o.y_m) * (q.x_m - o.x_m);
}

// Two pieces are nearest at an end of one of them, unless they cross.
static void compare_piece(struct touch *best, struct edge_point piece)
{
    const struct point_m *v = &best->snapper->net->vertices[piece.vertex];
    struct point_m a = best->a;
    struct point_m b = best->b;
    offer_share(best, piece, point_share_along(a, v[0], v[1]), a);
    offer_share(best, piece, point_share_along(b, v[0], v[1]), b);
    offer_share(best, piece, 0, point_on(a, b, point_share_along(v[0], a, b)));
    offer_share(best, piece, 1, point_on(a, b, point_share_along(v[1], a, b)));

    double side_0 = cross(a, b, v[0]);
    double side_1 = cross(a, b, v[1]);
    bool street_crosses = (side_0 < 0) != (side_1 < 0);
    bool outline_crosses =
        (cross(v[0], v[1], a) < 0) != (cross(v[0], v[1], b) < 0);
    if (street_crosses && outline_crosses) {
        double share = side_0 / (side_0 - side_1);
        offer_share(best, piece, share, point_on(v[0], v[1], share));
    }
}

static bool compare_edge(uint32_t edge, void *context)
{
    struct touch *best = context;
    const struct net_edge *of = &best->snapper->net->edges[edge];
    if (best->snapper->edge_use[edge] != 0)
        for (uint32_t i = 0; i + 1 < of->n_vertices; i++)
            compare_piece(best,
                          (struct edge_point){.edge = edge,
                                              .vertex = of->first_vertex + i});
    return true;
}

// A corner's nearest street bounds what is worth comparing.
static void bound_by_corners(struct touch *best, struct ring ring)
{
    for (size_t i = 0; i < ring.count; i++) {
        double distance_m;
        if (nearest_edge(best->snapper, ring.points[i], best->at.distance_m,
                         &distance_m) != UINT32_MAX)
            best->at.distance_m = distance_m;
    }
}

static void compare_ring(struct touch *best, struct ring ring)
{
    for (size_t i = 0; i + 1 < ring.count; i++) {
        best->a = ring.points[i];
        best->b = ring.points[i + 1];
        struct box_m near = box_grown(box_of_points(&ring.points[i], 2),
                                      best->at.distance_m + EDGE_BOX_HAIR_M);
        box_index_search(&best->snapper->net->edge_boxes, near, compare_edge,
                         best);
    }
}

bool snap_area(const struct snapper *snapper, const struct area *area,
               double limit_m, struct net_place *place)
{
    struct touch best = {.snapper = snapper,
                         .at = {.distance_m = limit_m, .edge = UINT32_MAX}};
    for (size_t p = 0; p < area->n_polygons; p++)
        bound_by_corners(&best, area->polygons[p].rings[0]);
    for (size_t p = 0; p < area->n_polygons; p++)
        compare_ring(&best, area->polygons[p].rings[0]);
    if (best.at.edge == UINT32_MAX)
        return false;
    *place = place_at(snapper->net, best.at, best.from);
    return true;
}
