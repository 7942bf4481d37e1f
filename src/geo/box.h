#ifndef GEO_BOX_H
#define GEO_BOX_H

#include <stdbool.h>
#include <stddef.h>

#include "geo/point.h"

/// An upright rectangle in projected metres, edges included. An empty box has
/// its minimum above its maximum, and grows to the first point added.
struct box_m {
    double min_x_m;
    double min_y_m;
    double max_x_m;
    double max_y_m;
};

#define BOX_EMPTY ((struct box_m){1e300, 1e300, -1e300, -1e300})

bool box_is_empty(struct box_m box);
struct box_m box_of_points(const struct point_m *points, size_t n_points);
struct box_m box_with_point(struct box_m box, struct point_m point);
struct box_m box_joined(struct box_m a, struct box_m b);

/// The box grown by `margin_m` on every side.
struct box_m box_grown(struct box_m box, double margin_m);

bool box_overlaps(struct box_m a, struct box_m b);
bool box_has_point(struct box_m box, struct point_m point);

/// Distance on the plane from a point to the nearest point of the box; 0
/// inside.
double box_distance_m(struct box_m box, struct point_m point);

#endif
