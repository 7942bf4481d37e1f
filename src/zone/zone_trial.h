#ifndef ZONE_ZONE_TRIAL_H
#define ZONE_ZONE_TRIAL_H

#include "base/arena.h"
#include "zone/zone_search.h"

/// A plan in the making, and what is needed to change it unit by unit without
/// tearing zones apart. One thread at a time.
struct zone_trial {
    const struct zone_search *search;
    uint32_t *school;  ///< of each unit
    int64_t *load;     ///< entrants of each school
    uint32_t *n_units; ///< of each school
    uint32_t *seen;    ///< marks of the last flood
    uint32_t mark;
    uint32_t *queue;
};

/// Starts with no unit given to any school.
struct zone_trial zone_trial_new(struct arena *arena,
                                 const struct zone_search *search);

/// Gives a unit to a school, or to none.
void zone_trial_put(struct zone_trial *trial, uint32_t unit, uint32_t school);

/// Whether a neighbour of the unit is of the school.
bool zone_trial_touches(const struct zone_trial *trial, uint32_t unit,
                        uint32_t school);

/// Whether the unit can be taken from its zone so that the zone does not vanish
/// and does not fall into more pieces than it is in.
bool zone_trial_can_leave(struct zone_trial *trial, uint32_t unit);

/// What changing the number of entrants of a school by `more` costs (less than
/// 0: gains).
int64_t zone_trial_load_cost(const struct zone_trial *trial, uint32_t school,
                             int64_t more);

#endif
