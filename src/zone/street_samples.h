#ifndef ZONE_STREET_SAMPLES_H
#define ZONE_STREET_SAMPLES_H

#include "base/arena.h"
#include "base/error.h"
#include "network/destination.h"
#include "network/reach.h"
#include "network/road_graph.h"
#include "zone/triangulation.h"

/// How far apart points are taken along a street.
#define SAMPLE_SPACING_CM 2000u

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
    size_t count;
};

/// Fails with STATUS_STATE if there is no usable street or no school can be
/// reached, and with STATUS_BAD_INPUT if the streets lie too far apart.
enum status street_samples_build(struct arena *arena,
                                 const struct street_net *net,
                                 const struct road_graph *graph,
                                 const struct destination_set *destinations,
                                 const struct reach *reach,
                                 struct street_samples *samples,
                                 struct error *err);

/// Between grid points and the city's metres.
struct point_m sample_place(const struct street_samples *samples,
                            struct grid_point at);

/// The sample nearest to a place on the plane; of equals the first.
uint32_t street_samples_nearest(const struct street_samples *samples,
                                struct point_m from);

#endif
