#ifndef ZONE_ZONE_OUTLINE_H
#define ZONE_ZONE_OUTLINE_H

#include "base/error.h"
#include "city/ward.h"
#include "network/measure.h"

/// Coordinates of zones lie on this grid.
#define ZONE_GRID_M 0.01

/// The point of the grid nearest to another.
struct point_m zone_grid_point(struct point_m point);

/// How far zones reach beyond the streets of a city without wards.
#define OUTLINE_BEYOND_STREETS_M 200.0

/// Gaps between wards smaller than this are mistakes in drawing them, and are
/// filled.
#define OUTLINE_SMALLEST_GAP_M2 10000.0

/// The land that zones share out: the wards that have a usable street; or,
/// without wards, the hull of the streets and a little more. The same for all
/// levels, so it is built once.
struct zone_outline {
    struct area area;
    size_t n_wards_without_streets;
};

/// Builds the outline in `arena`. Fails with STATUS_STATE when there is no
/// usable street.
enum status zone_outline_build(struct arena *arena,
                               const struct measure *measure,
                               const struct ward *wards, size_t n_wards,
                               struct zone_outline *outline, struct error *err);

#endif
