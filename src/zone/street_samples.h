#ifndef ZONE_STREET_SAMPLES_H
#define ZONE_STREET_SAMPLES_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/error.h"
#include "network/destination.h"
#include "network/measure.h"
#include "network/reach.h"
#include "zone/triangulation.h"

/// How far apart points are taken along a street, and along a narrow one.
#define SAMPLE_SPACING_CM 2000u
#define NARROW_SPACING_CM 500u

/// Points along every street a profile may use, each with the school that is
/// nearest from there. Where the school changes within a stretch, two more
/// points stand close on both sides of the very centimetre.
///
/// No two points are in the same place; where streets meet, the one with the
/// lowest edge speaks for the junction, as when a home is snapped to it.
struct street_samples {
    struct point_m origin; ///< on the whole centimetre; points count from it
    struct grid_point *points;
    uint32_t *schools; ///< index into the schools, per point
    uint32_t *edges;   ///< the edge the point was taken on
    size_t count;
};

/// `is_narrow` tells for each edge whether its points are to be closer; NULL:
/// none. Fails with STATUS_STATE if there is no usable street or no school can
/// be reached, and with STATUS_BAD_INPUT if the streets lie too far apart.
enum status
street_samples_build(struct arena *arena, const struct measure *measure,
                     const struct destination_set *destinations,
                     const struct reach *reach, const bool *is_narrow,
                     struct street_samples *samples, struct error *err);

/// The edges that run so close to a street of another school's that points
/// further apart than they are would make the border between them jump from
/// side to side. One entry for each of the net's edges.
bool *street_samples_narrow(struct arena *arena,
                            const struct street_samples *samples,
                            size_t n_edges);

/// Between grid points and the city's metres.
struct point_m sample_place(const struct street_samples *samples,
                            struct grid_point at);

/// The sample nearest to a place on the plane; of equals the first.
uint32_t street_samples_nearest(const struct street_samples *samples,
                                struct point_m from);

#endif
