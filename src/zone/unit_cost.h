#ifndef ZONE_UNIT_COST_H
#define ZONE_UNIT_COST_H

#include "zone/zone_problem.h"

/// What one unit costs with a school, seats aside: what measuring, the bound
/// and the search have to agree on.

/// Whether any school can be reached from the unit.
bool unit_has_way(const struct zone_problem *problem, uint32_t unit);

/// Whether the unit was with another school last year.
bool unit_has_moved(const struct zone_problem *problem, uint32_t unit,
                    uint32_t school);

/// The school a unit must stay with, or ZONE_NO_SCHOOL.
uint32_t unit_lock(const struct zone_problem *problem, uint32_t unit);

/// Whether a plan should ever give the unit to the school: it is locked to it,
/// or locked to none and there is a way.
bool unit_can_go(const struct zone_problem *problem, uint32_t unit,
                 uint32_t school);

/// Of all entrants of the unit: ways, over the cap and moved, by the weights.
int64_t unit_cost(const struct zone_problem *problem, uint32_t unit,
                  uint32_t school);

#endif
