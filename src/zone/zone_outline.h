#ifndef ZONE_ZONE_OUTLINE_H
#define ZONE_ZONE_OUTLINE_H

#include "city/ward.h"
#include "shape/shape.h"
#include "zone/street_samples.h"

/// Coordinates of zones lie on this grid.
#define ZONE_GRID_M 0.01

/// How far zones reach beyond the streets of a city without wards.
#define OUTLINE_BEYOND_STREETS_M 200.0

/// Gaps between wards smaller than this are mistakes in drawing them, and are
/// filled.
#define OUTLINE_SMALLEST_GAP_M2 10000.0

/// The land the zones share out: the wards that have a usable street; or,
/// without wards, the hull of the streets and a little more.
enum status zone_outline_build(struct shaper *shaper, struct arena *arena,
                               const struct street_samples *samples,
                               const struct ward *wards, size_t n_wards,
                               struct area *outline,
                               size_t *n_wards_without_streets,
                               struct error *err);

#endif
