// An index over the segments of all usable edges, in the order of the edges
// and along each. Since of equal distances the index gives the lowest segment,
// a point as far from two streets goes to the lowest edge, and to the start of
// a piece before its end.
//
// An outline is harder: every piece of it against every segment. The nearest
// street of its corners bounds the answer, so only segments within that bound
// of a piece are looked at.

#include "network/snap.h"

#include <math.h>

struct segment {
    uint32_t edge;
    uint32_t vertex; // from vertices[vertex] to the next
};

struct snapper {
    const struct street_net *net;
    struct segment *segments;
    struct box_index *index;
};

// A box is grown by a hair, so that rounding in the distance to a segment can
// never make it seem nearer than its own box.
#define HAIR_M 1e-6

static size_t count_segments(const struct street_net *net,
                             const struct road_graph *graph)
{
    size_t count = 0;
    for (size_t e = 0; e < net->n_edges; e++)
        if (graph->edge_use[e] != 0)
            count += net->edges[e].n_vertices - 1;
    return count;
}

struct snapper *snapper_build(struct arena *arena, const struct street_net *net,
                              const struct road_graph *graph)
{
    size_t n = count_segments(net, graph);
    struct snapper *snapper = arena_array(arena, struct snapper, 1);
    struct arena *scratch = arena_new();
    struct box_m *boxes = arena_array(scratch, struct box_m, n);
    snapper->net = net;
    snapper->segments = arena_array(arena, struct segment, n);
    size_t i = 0;
    for (uint32_t e = 0; e < net->n_edges; e++) {
        if (graph->edge_use[e] == 0)
            continue;
        uint32_t last =
            net->edges[e].first_vertex + net->edges[e].n_vertices - 1;
        for (uint32_t v = net->edges[e].first_vertex; v < last; v++, i++) {
            snapper->segments[i] = (struct segment){e, v};
            boxes[i] = box_grown(box_of_points(&net->vertices[v], 2), HAIR_M);
        }
    }
    snapper->index = box_index_build(arena, boxes, n);
    arena_free(scratch);
    return snapper;
}

// Exact at both ends, which point_between need not be.
static struct point_m point_on(struct point_m a, struct point_m b, double share)
{
    return share >= 1 ? b : point_between(a, b, share);
}

static double distance_to_segment(uint32_t item, struct point_m from,
                                  void *context)
{
    const struct snapper *snapper = context;
    const struct point_m *v =
        &snapper->net->vertices[snapper->segments[item].vertex];
    return point_distance_m(
        from, point_on(v[0], v[1], point_share_along(from, v[0], v[1])));
}

// The place at a share of a segment, reached straight from `from`.
static struct net_place place_on(const struct snapper *snapper, uint32_t item,
                                 double share, struct point_m from)
{
    const struct street_net *net = snapper->net;
    struct segment s = snapper->segments[item];
    uint32_t piece_cm = net->vertex_cm[s.vertex + 1] - net->vertex_cm[s.vertex];
    struct net_place place = {
        .edge = s.edge,
        .offset_cm =
            net->vertex_cm[s.vertex] + (uint32_t)floor(share * piece_cm + 0.5),
        .from = from,
        .on = point_on(net->vertices[s.vertex], net->vertices[s.vertex + 1],
                       share)};
    place.straight_cm = ground_distance_cm(net->ground, from, place.on);
    return place;
}

bool snap_point(const struct snapper *snapper, struct point_m from,
                double limit_m, struct net_place *place)
{
    // The index only reads its context; the cast drops a const, no more.
    uint32_t item =
        box_index_nearest(snapper->index, from, limit_m, distance_to_segment,
                          (void *)(uintptr_t)snapper, NULL);
    if (item == UINT32_MAX)
        return false;
    const struct point_m *v =
        &snapper->net->vertices[snapper->segments[item].vertex];
    *place = place_on(snapper, item, point_share_along(from, v[0], v[1]), from);
    return true;
}

// The nearest pair of points found so far, one on the outline and one on a
// street; of equals the lowest segment, then the smallest share of it.
struct touch {
    const struct snapper *snapper;
    struct point_m a; // the outline's piece that is compared now
    struct point_m b;
    double distance_m;
    uint32_t item;
    double share;
    struct point_m from;
};

static void offer(struct touch *best, uint32_t item, double share,
                  struct point_m from)
{
    const struct point_m *v =
        &best->snapper->net->vertices[best->snapper->segments[item].vertex];
    double d = point_distance_m(from, point_on(v[0], v[1], share));
    bool nearer = d < best->distance_m;
    bool first_of_equals =
        d == best->distance_m &&
        (item < best->item || (item == best->item && share < best->share));
    if (nearer || first_of_equals) {
        best->distance_m = d;
        best->item = item;
        best->share = share;
        best->from = from;
    }
}

static double cross(struct point_m o, struct point_m p, struct point_m q)
{
    return (p.x_m - o.x_m) * (q.y_m - o.y_m) -
           (p.y_m - o.y_m) * (q.x_m - o.x_m);
}

// Two pieces are nearest at an end of one of them, unless they cross.
static bool compare_pieces(uint32_t item, void *context)
{
    struct touch *best = context;
    const struct point_m *v =
        &best->snapper->net->vertices[best->snapper->segments[item].vertex];
    struct point_m a = best->a;
    struct point_m b = best->b;
    offer(best, item, point_share_along(a, v[0], v[1]), a);
    offer(best, item, point_share_along(b, v[0], v[1]), b);
    offer(best, item, 0, point_on(a, b, point_share_along(v[0], a, b)));
    offer(best, item, 1, point_on(a, b, point_share_along(v[1], a, b)));

    double side_0 = cross(a, b, v[0]);
    double side_1 = cross(a, b, v[1]);
    bool street_crosses = (side_0 < 0) != (side_1 < 0);
    bool outline_crosses =
        (cross(v[0], v[1], a) < 0) != (cross(v[0], v[1], b) < 0);
    if (street_crosses && outline_crosses) {
        double share = side_0 / (side_0 - side_1);
        offer(best, item, share, point_on(v[0], v[1], share));
    }
    return true;
}

// A corner's nearest street bounds what is worth comparing.
static void bound_by_corners(struct touch *best, struct ring ring)
{
    for (size_t i = 0; i < ring.count; i++) {
        double distance_m;
        uint32_t item = box_index_nearest(
            best->snapper->index, ring.points[i], best->distance_m,
            distance_to_segment, (void *)(uintptr_t)best->snapper, &distance_m);
        if (item != UINT32_MAX)
            best->distance_m = distance_m;
    }
}

static void compare_ring(struct touch *best, struct ring ring)
{
    for (size_t i = 0; i + 1 < ring.count; i++) {
        best->a = ring.points[i];
        best->b = ring.points[i + 1];
        struct box_m near = box_grown(box_of_points(&ring.points[i], 2),
                                      best->distance_m + HAIR_M);
        box_index_search(best->snapper->index, near, compare_pieces, best);
    }
}

bool snap_area(const struct snapper *snapper, const struct area *area,
               double limit_m, struct net_place *place)
{
    struct touch best = {
        .snapper = snapper, .distance_m = limit_m, .item = UINT32_MAX};
    for (size_t p = 0; p < area->n_polygons; p++)
        bound_by_corners(&best, area->polygons[p].rings[0]);
    for (size_t p = 0; p < area->n_polygons; p++)
        compare_ring(&best, area->polygons[p].rings[0]);
    if (best.item == UINT32_MAX)
        return false;
    *place = place_on(snapper, best.item, best.share, best.from);
    return true;
}
