// A ward has a street if a point of a usable edge lies in it. Points are tried
// along the edges near the ward until one is found, which for nearly all wards
// is soon.

#include "zone/zone_outline.h"

#include <math.h>
#include <stdbool.h>

#include "geo/box_index.h"
#include "shape/shape.h"

// How closely points are tried along an edge.
#define TRY_EVERY_CM 2000u

// Looks for a street inside a ward.
struct street_search {
    const struct street_net *net;
    const struct area *ward;
    const uint32_t *edges; // the usable ones, by item of the index
    bool found;
};

static bool passes_through(uint32_t item, void *context)
{
    struct street_search *search = context;
    uint32_t edge = search->edges[item];
    uint32_t length_cm = search->net->edges[edge].length_cm;
    uint32_t n = length_cm / TRY_EVERY_CM + 1;
    for (uint32_t i = 0; i <= n && !search->found; i++) {
        uint32_t offset_cm = (uint32_t)((uint64_t)length_cm * i / n);
        search->found = area_has_point(
            search->ward, street_net_point_at(search->net, edge, offset_cm));
    }
    return !search->found;
}

static struct box_m edge_box(const struct street_net *net, uint32_t edge)
{
    const struct net_edge *e = &net->edges[edge];
    return box_of_points(&net->vertices[e->first_vertex], e->n_vertices);
}

static size_t usable_edges(struct arena *scratch, const struct measure *measure,
                           uint32_t **edges, struct box_m **boxes)
{
    size_t n = 0;
    *edges = arena_array(scratch, uint32_t, measure->net->n_edges);
    *boxes = arena_array(scratch, struct box_m, measure->net->n_edges);
    for (uint32_t e = 0; e < measure->net->n_edges; e++)
        if (measure->graph->edge_use[e] != 0) {
            (*edges)[n] = e;
            (*boxes)[n++] = edge_box(measure->net, e);
        }
    return n;
}

// The areas of the wards through which some usable edge passes.
static size_t wards_with_streets(struct arena *scratch,
                                 const struct street_net *net,
                                 const uint32_t *edges,
                                 const struct box_m *boxes, size_t n_edges,
                                 const struct ward *wards, size_t n_wards,
                                 struct area *kept)
{
    struct box_index *index = box_index_build(scratch, boxes, n_edges);
    size_t n_kept = 0;
    for (size_t w = 0; w < n_wards; w++) {
        struct street_search search = {net, &wards[w].area, edges, false};
        box_index_search(index, area_box(&wards[w].area), passes_through,
                         &search);
        if (search.found)
            kept[n_kept++] = wards[w].area;
    }
    return n_kept;
}

static void fill_small_gaps(struct area *outline)
{
    for (size_t p = 0; p < outline->n_polygons; p++) {
        struct polygon *polygon = &outline->polygons[p];
        size_t n_kept = 1;
        for (size_t r = 1; r < polygon->n_rings; r++)
            if (fabs(ring_signed_m2(polygon->rings[r])) >=
                OUTLINE_SMALLEST_GAP_M2)
                polygon->rings[n_kept++] = polygon->rings[r];
        polygon->n_rings = n_kept;
    }
}

// The hull of the streets' boxes, which has a surface even for one straight
// street once it is grown by a metre.
static enum status outline_of_streets(struct shaper *shaper,
                                      struct arena *arena,
                                      struct arena *scratch,
                                      const struct box_m *boxes, size_t n_boxes,
                                      struct area *outline, struct error *err)
{
    struct point_m *corners = arena_array(scratch, struct point_m, 4 * n_boxes);
    for (size_t i = 0; i < n_boxes; i++) {
        struct box_m box = box_grown(boxes[i], 1);
        corners[4 * i] = (struct point_m){box.min_x_m, box.min_y_m};
        corners[4 * i + 1] = (struct point_m){box.max_x_m, box.min_y_m};
        corners[4 * i + 2] = (struct point_m){box.max_x_m, box.max_y_m};
        corners[4 * i + 3] = (struct point_m){box.min_x_m, box.max_y_m};
    }
    struct area hull;
    enum status status =
        shape_convex_hull(shaper, scratch, corners, 4 * n_boxes, &hull, err);
    if (status != STATUS_OK)
        return status;
    return shape_buffer(shaper, arena, &hull, OUTLINE_BEYOND_STREETS_M, outline,
                        err);
}

struct point_m zone_grid_point(struct point_m point)
{
    static const double per_m = 1 / ZONE_GRID_M;
    return (struct point_m){floor(point.x_m * per_m + 0.5) / per_m,
                            floor(point.y_m * per_m + 0.5) / per_m};
}

enum status zone_outline_build(struct arena *arena,
                               const struct measure *measure,
                               const struct ward *wards, size_t n_wards,
                               struct zone_outline *outline, struct error *err)
{
    struct arena *scratch = arena_new();
    struct shaper *shaper = shaper_new();
    uint32_t *edges;
    struct box_m *boxes;
    size_t n_edges = usable_edges(scratch, measure, &edges, &boxes);
    struct area *kept = arena_array(scratch, struct area, n_wards);
    size_t n_kept = wards_with_streets(scratch, measure->net, edges, boxes,
                                       n_edges, wards, n_wards, kept);
    outline->n_wards_without_streets = n_wards - n_kept;
    enum status status;
    if (n_edges == 0)
        status = error_set(err, STATUS_STATE,
                           "there is no usable street in the network");
    else if (n_kept == 0)
        status = outline_of_streets(shaper, arena, scratch, boxes, n_edges,
                                    &outline->area, err);
    else
        status = shape_union_on_grid(shaper, arena, kept, n_kept, ZONE_GRID_M,
                                     &outline->area, err);
    if (status == STATUS_OK)
        fill_small_gaps(&outline->area);
    shaper_free(shaper);
    arena_free(scratch);
    return status;
}
