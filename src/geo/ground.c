#include "geo/ground.h"

#include <assert.h>
#include <math.h>

double ground_distance_m(struct ground ground, struct point_m a,
                         struct point_m b)
{
    // The mean of d² along the line, exact for a quadratic stretch.
    double from = (a.x_m - ground.central_x_m) / ground.radius_m;
    double to = (b.x_m - ground.central_x_m) / ground.radius_m;
    double mean_square = (from * from + from * to + to * to) / 3;
    double stretch = ground.scale + mean_square / (2 * ground.scale);
    return point_distance_m(a, b) / stretch;
}

uint32_t ground_distance_cm(struct ground ground, struct point_m a,
                            struct point_m b)
{
    double cm = floor(100 * ground_distance_m(ground, a, b) + 0.5);
    assert(cm >= 0 && cm < (double)UINT32_MAX);
    return (uint32_t)cm;
}
