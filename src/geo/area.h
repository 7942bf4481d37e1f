#ifndef GEO_AREA_H
#define GEO_AREA_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "geo/box.h"
#include "geo/point.h"

/// A line of two or more points.
struct line {
    struct point_m *points;
    size_t count;
};

/// A closed line: the last point repeats the first, so at least four points.
struct ring {
    struct point_m *points;
    size_t count;
};

/// An outer ring (counter-clockwise) and its holes (clockwise).
struct polygon {
    struct ring *rings;
    size_t n_rings;
};

/// What a ward, a zone, a school's grounds or a lake covers: polygons that do
/// not overlap (a multipolygon of OGC Simple Features). None is an empty area.
struct area {
    struct polygon *polygons;
    size_t n_polygons;
};

struct box_m line_box(struct line line);
struct box_m area_box(const struct area *area);
bool area_is_empty(const struct area *area);

/// Twice-signed-half of the ring: positive when counter-clockwise.
double ring_signed_m2(struct ring ring);

/// Surface on the plane, holes taken off.
double area_m2(const struct area *area);

/// Whether the point is inside (even-odd rule over all rings); a point on a
/// border may count either way.
bool area_has_point(const struct area *area, struct point_m point);

/// Copies a simple ring (it need not be closed or counter-clockwise) into an
/// area of one polygon.
struct area area_of_ring(struct arena *arena, const struct point_m *points,
                         size_t n_points);

/// Turns every outer ring counter-clockwise and every hole clockwise.
void area_orient(struct area *area);

/// How many points all rings have together.
size_t area_point_count(const struct area *area);

#endif
