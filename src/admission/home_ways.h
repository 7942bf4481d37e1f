#ifndef ADMISSION_HOME_WAYS_H
#define ADMISSION_HOME_WAYS_H

#include "admission/round.h"
#include "city/school.h"
#include "network/measure.h"
#include "network/snap.h"

/// The ways from every home of a round to every school of it along the streets
/// of a city: just what router_nearest gives (network/route.h), but all of
/// them at once. Read-only once made; threads share it.
struct home_ways;

/// Works them out on up to `n_threads` threads; home i is that of applicant i,
/// school s that of the round. Refers to the measure's parts.
struct home_ways *home_ways_new(const struct measure *measure,
                                const struct snapper *snapper,
                                const struct point_m *homes, size_t n_homes,
                                const struct school *schools, size_t n_schools,
                                size_t n_threads);
void home_ways_free(struct home_ways *ways);

/// Gives the round its ways. They must outlive it.
void home_ways_use(const struct home_ways *ways, struct round *round);

/// Where a home meets the streets; NULL if no usable street is within reach
/// (SNAP_FARTHEST_M).
const struct net_place *home_ways_place(const struct home_ways *ways,
                                        uint32_t applicant);

/// How many homes and schools have no usable street within reach.
size_t home_ways_homes_off_street(const struct home_ways *ways);
size_t home_ways_schools_off_street(const struct home_ways *ways);

/// One way and a home's row of them: what round.h asks for. `ways` is a struct
/// home_ways.
uint32_t home_ways_at(const void *ways, uint32_t applicant, uint32_t school);
void home_ways_row(const void *ways, uint32_t applicant, uint32_t *way_cm);

#endif
