// The terms of a plan's cost that belong to a unit alone.

#include "zone/unit_cost.h"

bool unit_has_way(const struct zone_problem *problem, uint32_t unit)
{
    const uint32_t *ways = problem->way_cm + unit * problem->n_schools;
    for (size_t s = 0; s < problem->n_schools; s++)
        if (ways[s] != UINT32_MAX)
            return true;
    return false;
}

bool unit_has_moved(const struct zone_problem *problem, uint32_t unit,
                    uint32_t school)
{
    return problem->last_school != NULL &&
           problem->last_school[unit] != ZONE_NO_SCHOOL &&
           problem->last_school[unit] != school;
}

uint32_t unit_lock(const struct zone_problem *problem, uint32_t unit)
{
    return problem->locked == NULL ? ZONE_NO_SCHOOL : problem->locked[unit];
}

bool unit_can_go(const struct zone_problem *problem, uint32_t unit,
                 uint32_t school)
{
    uint32_t lock = unit_lock(problem, unit);
    if (lock != ZONE_NO_SCHOOL)
        return lock == school;
    return problem->way_cm[unit * problem->n_schools + school] != UINT32_MAX;
}

int64_t unit_cost(const struct zone_problem *problem, uint32_t unit,
                  uint32_t school)
{
    // ZONE_NO_WAY_CM is what the table says where there is no way.
    size_t at = unit * problem->n_schools + school;
    int64_t entrants = problem->entrants[unit];
    int64_t cost = entrants * problem->way_cm[at];
    if (problem->over_cap != NULL)
        cost += problem->over_cap[at] * problem->weights.over_cap_cm;
    if (unit_has_moved(problem, unit, school))
        cost += entrants * problem->weights.moved_cm;
    return cost;
}
