// The region nearest to a sample is bounded by the centres of the triangles
// around it, so between two samples that are neighbours in the triangulation
// runs a piece of border exactly when their schools differ. Borders are found
// by walking from triangle to triangle through such edges:
//
//          A ---- A          In a triangle with two schools the border goes in
//         / \ .. /           through one edge and out through another; where
//        / . \  /            three schools meet, three borders end.
//       B --- B
//
// The far corners of the triangulation belong to no school: what separates
// them from the samples is no border, and borders end there.

#include "zone/zone_borders.h"

#include <math.h>
#include <stdbool.h>

#include "zone/triangulation.h"

struct tracer {
    const struct street_samples *samples;
    struct triangulation t;
    bool *is_walked; // per triangle and edge
    struct zone_border_list borders;
};

static uint32_t school_at(const struct tracer *tr, uint32_t at, unsigned corner)
{
    uint32_t point = tr->t.triangles[at].corner[corner % 3];
    return point < tr->samples->count ? tr->samples->schools[point]
                                      : UINT32_MAX;
}

// Whether a border passes through the edge opposite corner k.
static bool is_border(const struct tracer *tr, uint32_t at, unsigned k)
{
    uint32_t a = school_at(tr, at, k + 1), b = school_at(tr, at, k + 2);
    return a != b && a != UINT32_MAX && b != UINT32_MAX;
}

static unsigned border_count(const struct tracer *tr, uint32_t at)
{
    return (unsigned)is_border(tr, at, 0) + is_border(tr, at, 1) +
           is_border(tr, at, 2);
}

LIST_DECLARE(point_m);

// Adds the centre of a triangle, on the whole centimetre, unless the line is
// there already.
static void add_centre(const struct tracer *tr, uint32_t at,
                       struct point_m_list *line, struct arena *scratch)
{
    double x_cm, y_cm;
    triangle_centre(&tr->t, at, &x_cm, &y_cm);
    struct point_m origin = tr->samples->origin;
    struct point_m here = {
        (double)(llround(origin.x_m * 100) + llround(x_cm)) / 100,
        (double)(llround(origin.y_m * 100) + llround(y_cm)) / 100};
    if (line->count > 0) {
        struct point_m last = line->items[line->count - 1];
        if (last.x_m == here.x_m && last.y_m == here.y_m)
            return;
    }
    *point_m_list_add(line, scratch) = here;
}

// Marks the edge as walked, from both sides, and gives the triangle beyond it
// and the edge by which that is entered.
static uint32_t cross(struct tracer *tr, uint32_t at, unsigned k,
                      unsigned *entered)
{
    uint32_t beyond = tr->t.triangles[at].across[k];
    const uint32_t *back = tr->t.triangles[beyond].across;
    *entered = back[0] == at ? 0 : back[1] == at ? 1 : 2;
    tr->is_walked[3 * (size_t)at + k] = true;
    tr->is_walked[3 * (size_t)beyond + *entered] = true;
    return beyond;
}

// A line that was rounded to nothing encloses nothing.
static bool has_body(const struct point_m_list *line)
{
    if (line->count < 2)
        return false;
    struct point_m a = line->items[0], b = line->items[line->count - 1];
    bool closed = a.x_m == b.x_m && a.y_m == b.y_m;
    return !closed || line->count >= 4;
}

// Follows a border out of triangle `at` through edge k until it ends or closes.
static void trace(struct tracer *tr, struct arena *arena, uint32_t at,
                  unsigned k)
{
    struct arena *scratch = arena_new();
    struct point_m_list line = {0};
    // Leaving through the edge from corner k + 1 to k + 2, the latter is left.
    uint32_t left = school_at(tr, at, k + 2);
    uint32_t right = school_at(tr, at, k + 1);
    add_centre(tr, at, &line, scratch);
    while (!tr->is_walked[3 * (size_t)at + k]) {
        unsigned entered;
        at = cross(tr, at, k, &entered);
        add_centre(tr, at, &line, scratch);
        if (border_count(tr, at) != 2)
            break;
        k = is_border(tr, at, (entered + 1) % 3) ? (entered + 1) % 3
                                                 : (entered + 2) % 3;
    }
    if (has_body(&line))
        *zone_border_list_add(&tr->borders, arena) = (struct zone_border){
            {arena_copy(arena, line.items, line.count * sizeof *line.items),
             line.count},
            left,
            right};
    arena_free(scratch);
}

// First the borders with ends, from those ends; what is left are closed ones.
static void trace_all(struct tracer *tr, struct arena *arena, bool closed)
{
    for (uint32_t at = 0; at < tr->t.n_triangles; at++) {
        if ((border_count(tr, at) == 2) != closed)
            continue;
        for (unsigned k = 0; k < 3; k++)
            if (is_border(tr, at, k) && !tr->is_walked[3 * (size_t)at + k])
                trace(tr, arena, at, k);
    }
}

struct zone_border_list zone_borders_build(struct arena *arena,
                                           const struct street_samples *samples)
{
    struct arena *scratch = arena_new();
    struct tracer tr = {
        .samples = samples,
        .t = triangulation_build(scratch, samples->points, samples->count)};
    tr.is_walked = arena_array(scratch, bool, 3 * tr.t.n_triangles);
    trace_all(&tr, arena, false);
    trace_all(&tr, arena, true);
    arena_free(scratch);
    return tr.borders;
}
