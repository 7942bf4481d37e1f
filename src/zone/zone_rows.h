#ifndef ZONE_ZONE_ROWS_H
#define ZONE_ZONE_ROWS_H

#include "zone/zone_problem.h"

/// The rows of a plan, one for each school and at the end one more for the
/// units without a school: what both measuring and editing add up. In that
/// last row `no_way` counts the entrants a school could be reached for.

/// Measures the rows for which `is_wanted` holds (n_schools + 1 entries; NULL:
/// all) and leaves the others as they are. One pass over the units, however
/// many are wanted. `scratch` has room for 2 * n_units entries.
void zone_rows_measure(const struct zone_problem *problem,
                       const uint32_t *school, const bool *is_wanted,
                       struct zone_row *rows, uint32_t *scratch);

/// Adds them up.
struct zone_measures zone_rows_sum(const struct zone_problem *problem,
                                   const struct zone_row *rows);

#endif
