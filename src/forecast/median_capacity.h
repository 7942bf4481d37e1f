#ifndef FORECAST_MEDIAN_CAPACITY_H
#define FORECAST_MEDIAN_CAPACITY_H

#include "forecast/median_tree.h"

/// The search for good answers with capacities.

/// Solves the problem. `share` (median_share_new) gets the answer; what is
/// proven is returned.
struct median_share;
int64_t median_capacity_solve(struct arena *arena,
                              const struct median_costs *costs,
                              const struct p_median_options *options,
                              struct median_share *share);

#endif
