#include "geo/point.h"

#include <math.h>

double point_distance_m(struct point_m a, struct point_m b)
{
    double dx = b.x_m - a.x_m;
    double dy = b.y_m - a.y_m;
    return sqrt(dx * dx + dy * dy);
}

struct point_m point_between(struct point_m a, struct point_m b, double share)
{
    return (struct point_m){a.x_m + share * (b.x_m - a.x_m),
                            a.y_m + share * (b.y_m - a.y_m)};
}

double point_share_along(struct point_m p, struct point_m a, struct point_m b)
{
    double dx = b.x_m - a.x_m;
    double dy = b.y_m - a.y_m;
    double squared = dx * dx + dy * dy;
    if (squared == 0)
        return 0;
    double share = ((p.x_m - a.x_m) * dx + (p.y_m - a.y_m) * dy) / squared;
    return share < 0 ? 0 : share > 1 ? 1 : share;
}
