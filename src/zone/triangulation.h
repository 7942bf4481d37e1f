#ifndef ZONE_TRIANGULATION_H
#define ZONE_TRIANGULATION_H

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"

/// A position on a grid of one centimetre, counted from some origin.
struct grid_point {
    int32_t x_cm;
    int32_t y_cm;
};

/// How far from the origin a point may lie: 671 km.
#define TRIANGULATION_FARTHEST_CM (1 << 26)

/// Three neighbouring points, counter-clockwise. `across[k]` is the triangle
/// on the other side of the edge opposite `corner[k]`.
struct triangle {
    uint32_t corner[3];
    uint32_t across[3];
};

#define NO_TRIANGLE UINT32_MAX

/// The Delaunay triangulation of points: no point lies within the circle
/// through the corners of a triangle, so the circles' centres are the corners
/// of the regions nearest to each point (Voronoi). Computed in whole numbers,
/// so it is exact: points in a row or on a common circle are no trouble.
///
/// Four far corners stand behind the points, at n_points … n_points + 3, so
/// far away that within twice TRIANGULATION_FARTHEST_CM of the origin no place
/// is nearer to them than to a point.
struct triangulation {
    const struct grid_point *points; ///< n_points + 4
    size_t n_points;
    struct triangle *triangles;
    size_t n_triangles;
};

/// Triangulates one or more points, no two of them in the same place.
struct triangulation triangulation_build(struct arena *arena,
                                         const struct grid_point *points,
                                         size_t n_points);

/// The centre of the circle through a triangle's corners, in centimetres.
void triangle_centre(const struct triangulation *triangulation, uint32_t at,
                     double *x_cm, double *y_cm);

#endif
