#ifndef ZONE_ZONE_BORDERS_H
#define ZONE_ZONE_BORDERS_H

#include "base/arena.h"
#include "base/list.h"
#include "shape/linework.h"
#include "zone/street_samples.h"

/// A stretch of border between the places of two schools, from one meeting of
/// three schools to the next (or a closed line).
struct zone_border {
    struct line line; ///< on whole centimetres
    uint32_t left_school;
    uint32_t right_school;
};
LIST_DECLARE(zone_border);

/// The borders between schools, where every place of the plane belongs to the
/// school of the sample nearest to it. Borders meet only at their ends (to
/// within the rounding to centimetres); those towards the outside run on far
/// beyond the streets.
struct zone_border_list
zone_borders_build(struct arena *arena, const struct street_samples *samples);

#endif
