#ifndef SUPPORT_ZONE_TOWN_H
#define SUPPORT_ZONE_TOWN_H

// Towns of units laid like bricks, drawn from a seed, for zoning: with holes
// between them, schools, entrants and last year's plan.

#include "base/arena.h"
#include "zone/zone_problem.h"

struct zone_town_plan {
    uint64_t seed;
    uint32_t wide;
    uint32_t high;
    uint32_t hole_percent; ///< of the bricks that are nobody's
    uint32_t n_schools;
    uint32_t fewest_entrants; ///< of a unit
    uint32_t most_entrants;
    uint32_t seats_percent; ///< of all entrants
    uint32_t cap_m;         ///< 0: no cap
    uint32_t locked_percent;
    bool has_last;
    bool is_clustered; ///< homes and schools crowd together in quarters
};

/// Units are 100 m wide, and ways lead from unit to unit over lengths drawn for
/// each pair of neighbours, so that they are ways through a network.
struct zone_problem zone_town_draw(struct arena *arena,
                                   const struct zone_town_plan *plan);

#endif
