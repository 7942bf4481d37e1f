#include "geo/area_index.h"

#include <math.h>

struct area_index area_index_build(struct arena *arena,
                                   const struct area *areas, size_t n_areas)
{
    struct arena *scratch = arena_new();
    struct box_m *boxes = arena_array(scratch, struct box_m, n_areas);
    for (size_t i = 0; i < n_areas; i++)
        boxes[i] = area_box(&areas[i]);
    struct area_index index = {areas, n_areas,
                               box_index_build(arena, boxes, n_areas)};
    arena_free(scratch);
    return index;
}

struct lookup {
    const struct area *areas;
    struct point_m point;
    uint32_t first;
};

static bool try_area(uint32_t item, void *context)
{
    struct lookup *lookup = context;
    if (item < lookup->first &&
        area_has_point(&lookup->areas[item], lookup->point))
        lookup->first = item;
    return true;
}

uint32_t area_index_at(const struct area_index *index, struct point_m point)
{
    struct lookup lookup = {index->areas, point, AREA_NONE};
    struct box_m here = box_with_point(BOX_EMPTY, point);
    box_index_search(index->boxes, here, try_area, &lookup);
    return lookup.first;
}

static double ring_distance_m(struct ring ring, struct point_m from)
{
    double best_m = INFINITY;
    for (size_t i = 0; i + 1 < ring.count; i++) {
        struct point_m a = ring.points[i], b = ring.points[i + 1];
        struct point_m on = point_between(a, b, point_share_along(from, a, b));
        best_m = fmin(best_m, point_distance_m(from, on));
    }
    return best_m;
}

static double border_distance_m(uint32_t item, struct point_m from,
                                void *context)
{
    const struct area *area = &((const struct area *)context)[item];
    double best_m = INFINITY;
    for (size_t p = 0; p < area->n_polygons; p++)
        for (size_t r = 0; r < area->polygons[p].n_rings; r++)
            best_m =
                fmin(best_m, ring_distance_m(area->polygons[p].rings[r], from));
    return best_m;
}

uint32_t area_index_nearest(const struct area_index *index,
                            struct point_m point, double limit_m)
{
    uint32_t within = area_index_at(index, point);
    if (within != AREA_NONE)
        return within;
    double distance_m;
    return box_index_nearest(index->boxes, point, limit_m, border_distance_m,
                             (void *)index->areas, &distance_m);
}
