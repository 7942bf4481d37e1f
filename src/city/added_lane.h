#ifndef CITY_ADDED_LANE_H
#define CITY_ADDED_LANE_H

#include <stdbool.h>

#include "city/street.h"

/// A lane that is missing on the map and that people drew in: open to walkers,
/// bicycles and motorbikes as an alley (hẻm) is, and closed to cars.
struct added_lane {
    int64_t number;   ///< 1, 2, … in the order they were added
    const char *name; ///< or NULL
    struct line line;
};
LIST_DECLARE(added_lane);

/// How far an end may be from the street it is meant to meet.
#define ADDED_LANE_REACH_M 30.0

/// The ids of what is made of added lanes are above those of OpenStreetMap, and
/// those of a lane are the same whatever the map becomes.
#define ADDED_LANE_FIRST_ID (INT64_C(1) << 52)

/// Joins the lanes to the streets, one after the other, so that a lane may meet
/// one before it: each end at the nearest point of a street within reach, where
/// that street is cut in two. A lane of which neither end meets a street is
/// left out. Returns how many were joined. `streets` grows in the arena; what
/// it had is not written to.
size_t added_lanes_join(struct arena *arena, struct street_set *streets,
                        const struct added_lane *lanes, size_t n_lanes);

#endif
