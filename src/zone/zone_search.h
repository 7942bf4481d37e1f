#ifndef ZONE_ZONE_SEARCH_H
#define ZONE_ZONE_SEARCH_H

#include "base/arena.h"
#include "zone/zone_bound.h"

/// What all starts of a search for zones share; read-only.
struct zone_search {
    const struct zone_problem *problem;
    const struct zone_bound *bound;
    const int64_t *cost; ///< `[unit * n_schools + school]`, see unit_cost
    /// The school that holds each unit whatever happens: it is locked there, or
    /// the school stands in it. ZONE_NO_SCHOOL: it may change.
    const uint32_t *held_by;
    /// Where each zone begins; ZONE_NO_UNIT: there is no zone, or the units
    /// locked to the school are its beginning.
    const uint32_t *seed_unit;
};

/// A unit may not go to a school.
#define ZONE_CANNOT INT64_MAX

/// Schools without seats get a zone only where units are locked to them. Where
/// schools stand in one unit it goes to the one with most seats, of equals to
/// the first; the others begin in the free unit with the shortest way. Schools
/// that stand in no unit get a zone only where the bound's flow sends entrants
/// to them, and begin there.
struct zone_search zone_search_build(struct arena *arena,
                                     const struct zone_problem *problem,
                                     const struct zone_bound *bound,
                                     bool keeps_school_unit);

static inline int64_t search_cost(const struct zone_search *search,
                                  uint32_t unit, uint32_t school)
{
    return search->cost[unit * search->problem->n_schools + school];
}

static inline bool search_holds(const struct zone_search *search, uint32_t unit)
{
    return search->held_by[unit] != ZONE_NO_SCHOOL;
}

#endif
