#ifndef ZONE_PLAN_MEASURES_H
#define ZONE_PLAN_MEASURES_H

#include "base/arena.h"
#include "geo/area.h"
#include "zone/zone_problem.h"

/// A plan as people judge it: what zone_measure says, the numbers that follow
/// from it, and the shape of the zones.
struct plan_measures {
    struct zone_measures sums;
    uint64_t seats;              ///< of all schools
    uint32_t mean_way_cm;        ///< of an entrant; 0 if nobody has a way
    uint32_t farthest_cm;        ///< of the units' mean ways
    bool has_shapes;             ///< what follows from outlines is known
    double compactness;          ///< mean over the zones that have an outline
                                 ///< (see outline_measure)
    const struct zone_row *rows; ///< of each school
    const double *zone_compactness; ///< of each school; 0 without an outline
};

/// `areas` has the outline of each school's zone (empty: none).
struct plan_measures plan_measures_of(struct arena *arena,
                                      const struct zone_problem *problem,
                                      const uint32_t *school,
                                      const struct area *areas);

/// The same from rows that are there (n_schools + 1, see zone_rows.h), which
/// must stay; without the shapes.
struct plan_measures plan_measures_of_rows(const struct zone_problem *problem,
                                           const struct zone_row *rows);

/// The mean way of an entrant of a zone, 0 if nobody has one.
uint32_t zone_row_mean_way_cm(const struct zone_row *row);

/// How far a plan of this cost can be from the best there is, as a share of
/// the bound.
double zone_gap(int64_t cost, int64_t bound);

#endif
