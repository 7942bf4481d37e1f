#include "geo/box.h"

#include <math.h>

// Comparisons are one instruction each; fmin and fmax are calls, since they
// must look for what is not a number.
static double lesser(double a, double b)
{
    return a < b ? a : b;
}

static double greater(double a, double b)
{
    return a > b ? a : b;
}

bool box_is_empty(struct box_m box)
{
    return box.min_x_m > box.max_x_m || box.min_y_m > box.max_y_m;
}

struct box_m box_with_point(struct box_m box, struct point_m point)
{
    return (struct box_m){
        lesser(box.min_x_m, point.x_m), lesser(box.min_y_m, point.y_m),
        greater(box.max_x_m, point.x_m), greater(box.max_y_m, point.y_m)};
}

struct box_m box_of_points(const struct point_m *points, size_t n_points)
{
    struct box_m box = BOX_EMPTY;
    for (size_t i = 0; i < n_points; i++)
        box = box_with_point(box, points[i]);
    return box;
}

struct box_m box_joined(struct box_m a, struct box_m b)
{
    return (struct box_m){
        lesser(a.min_x_m, b.min_x_m), lesser(a.min_y_m, b.min_y_m),
        greater(a.max_x_m, b.max_x_m), greater(a.max_y_m, b.max_y_m)};
}

struct box_m box_grown(struct box_m box, double margin_m)
{
    return (struct box_m){box.min_x_m - margin_m, box.min_y_m - margin_m,
                          box.max_x_m + margin_m, box.max_y_m + margin_m};
}

bool box_overlaps(struct box_m a, struct box_m b)
{
    return a.min_x_m <= b.max_x_m && b.min_x_m <= a.max_x_m &&
           a.min_y_m <= b.max_y_m && b.min_y_m <= a.max_y_m;
}

bool box_has_point(struct box_m box, struct point_m point)
{
    return point.x_m >= box.min_x_m && point.x_m <= box.max_x_m &&
           point.y_m >= box.min_y_m && point.y_m <= box.max_y_m;
}

// How far outside [min, max] a value lies.
static double outside(double value, double min, double max)
{
    return value < min ? min - value : value > max ? value - max : 0;
}

double box_distance_m(struct box_m box, struct point_m point)
{
    double dx = outside(point.x_m, box.min_x_m, box.max_x_m);
    double dy = outside(point.y_m, box.min_y_m, box.max_y_m);
    return sqrt(dx * dx + dy * dy);
}
