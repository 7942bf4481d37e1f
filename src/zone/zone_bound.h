#ifndef ZONE_ZONE_BOUND_H
#define ZONE_ZONE_BOUND_H

#include "base/arena.h"
#include "zone/zone_problem.h"

/// What no plan can be better than: the least cost if units could be split
/// between schools and zones need not hang together (the flow relaxation,
/// solved exactly). Entrants beyond all seats count at the weight of over_seats
/// at the school where it costs least.
struct zone_bound {
    int64_t cost;
    uint64_t short_of_seats; ///< entrants that no seat is left for, whatever
                             ///< one does
    const int64_t *price;    ///< of a seat at each school
    const uint32_t
        *share; ///< `[unit * n_schools + school]` entrants of the flow
};
struct zone_bound zone_bound_find(struct arena *arena,
                                  const struct zone_problem *problem);

#endif
