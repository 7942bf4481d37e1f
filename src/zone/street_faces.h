#ifndef ZONE_STREET_FACES_H
#define ZONE_STREET_FACES_H

#include "city/street.h"
#include "city/ward.h"
#include "zone/face_set.h"

/// Crossing a big road (motorway, trunk, primary) weighs a twentieth.
#define BIG_ROAD_WEIGHT 0.05

/// The faces between all streets and ward borders of a city; a border along a
/// big road weighs little, so that whoever joins faces by weight does not join
/// them across it. Streets that are not there yet, or are none, do not count.
enum status street_faces_build(struct arena *arena,
                               const struct street_set *streets,
                               const struct ward *wards, size_t n_wards,
                               size_t n_threads, struct face_set *set,
                               struct error *err);

#endif
