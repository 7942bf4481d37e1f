#include "geo/area.h"

#include <math.h>
#include <string.h>

struct box_m line_box(struct line line)
{
    return box_of_points(line.points, line.count);
}

struct box_m area_box(const struct area *area)
{
    struct box_m box = BOX_EMPTY;
    for (size_t p = 0; p < area->n_polygons; p++) {
        struct ring outer = area->polygons[p].rings[0];
        box = box_joined(box, box_of_points(outer.points, outer.count));
    }
    return box;
}

bool area_is_empty(const struct area *area)
{
    return area->n_polygons == 0;
}

double ring_signed_m2(struct ring ring)
{
    // Measured from the first point, so that large coordinates do not drown
    // a small ring in rounding.
    double doubled = 0;
    struct point_m o = ring.points[0];
    for (size_t i = 0; i + 1 < ring.count; i++) {
        struct point_m a = ring.points[i];
        struct point_m b = ring.points[i + 1];
        doubled += (a.x_m - o.x_m) * (b.y_m - o.y_m) -
                   (b.x_m - o.x_m) * (a.y_m - o.y_m);
    }
    return doubled / 2;
}

double area_m2(const struct area *area)
{
    double sum = 0;
    for (size_t p = 0; p < area->n_polygons; p++) {
        const struct polygon *polygon = &area->polygons[p];
        sum += fabs(ring_signed_m2(polygon->rings[0]));
        for (size_t r = 1; r < polygon->n_rings; r++)
            sum -= fabs(ring_signed_m2(polygon->rings[r]));
    }
    return sum;
}

// Whether a ray from the point to the east crosses the ring an odd number of
// times.
static bool crosses_oddly(struct ring ring, struct point_m p)
{
    bool odd = false;
    for (size_t i = 0; i + 1 < ring.count; i++) {
        struct point_m a = ring.points[i];
        struct point_m b = ring.points[i + 1];
        if ((a.y_m > p.y_m) == (b.y_m > p.y_m))
            continue;
        double x_m =
            a.x_m + (p.y_m - a.y_m) / (b.y_m - a.y_m) * (b.x_m - a.x_m);
        if (p.x_m < x_m)
            odd = !odd;
    }
    return odd;
}

bool area_has_point(const struct area *area, struct point_m point)
{
    bool inside = false;
    for (size_t p = 0; p < area->n_polygons; p++)
        for (size_t r = 0; r < area->polygons[p].n_rings; r++)
            inside ^= crosses_oddly(area->polygons[p].rings[r], point);
    return inside;
}

static bool is_closed(const struct point_m *points, size_t n)
{
    return n > 1 && points[0].x_m == points[n - 1].x_m &&
           points[0].y_m == points[n - 1].y_m;
}

static void turn_around(struct ring ring)
{
    for (size_t i = 0, j = ring.count - 1; i < j; i++, j--) {
        struct point_m swapped = ring.points[i];
        ring.points[i] = ring.points[j];
        ring.points[j] = swapped;
    }
}

void area_orient(struct area *area)
{
    for (size_t p = 0; p < area->n_polygons; p++)
        for (size_t r = 0; r < area->polygons[p].n_rings; r++) {
            struct ring ring = area->polygons[p].rings[r];
            bool is_hole = r > 0;
            if ((ring_signed_m2(ring) < 0) != is_hole)
                turn_around(ring);
        }
}

struct area area_of_ring(struct arena *arena, const struct point_m *points,
                         size_t n_points)
{
    bool closed = is_closed(points, n_points);
    struct ring ring = {arena_array(arena, struct point_m, n_points + 1),
                        n_points + !closed};
    memcpy(ring.points, points, n_points * sizeof *points);
    if (!closed)
        ring.points[n_points] = points[0];

    struct area area = {arena_array(arena, struct polygon, 1), 1};
    area.polygons[0].rings = arena_copy(arena, &ring, sizeof ring);
    area.polygons[0].n_rings = 1;
    area_orient(&area);
    return area;
}

size_t area_point_count(const struct area *area)
{
    size_t count = 0;
    for (size_t p = 0; p < area->n_polygons; p++)
        for (size_t r = 0; r < area->polygons[p].n_rings; r++)
            count += area->polygons[p].rings[r].count;
    return count;
}
