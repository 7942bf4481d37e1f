#ifndef ZONE_PLAN_DIFF_H
#define ZONE_PLAN_DIFF_H

#include "base/arena.h"
#include "base/list.h"
#include "city/ward.h"
#include "zone/zone_problem.h"

/// Units of a ward that change school.
struct ward_change {
    const char *ward_id; ///< NULL: of units in no known ward
    uint32_t n_units;
    uint64_t entrants;
};
LIST_DECLARE(ward_change);

/// What a school loses and gains.
struct school_change {
    uint32_t school;
    uint32_t n_leaving; ///< units
    uint32_t n_joining;
    uint64_t leaving; ///< entrants
    uint64_t joining;
};
LIST_DECLARE(school_change);

/// What changes from one plan to another of the same units.
struct plan_diff {
    const uint32_t *units; ///< that change school, in order
    size_t n_units;
    uint64_t entrants;                 ///< of those
    struct ward_change_list wards;     ///< by id, units without a ward last
    struct school_change_list schools; ///< those that lose or gain, in order
};

/// `units` are those of the problem.
struct plan_diff plan_diff_of(struct arena *arena,
                              const struct zone_problem *problem,
                              const struct planning_unit *units,
                              const uint32_t *before, const uint32_t *after);

#endif
