#ifndef FORECAST_SITING_BOUND_H
#define FORECAST_SITING_BOUND_H

#include "forecast/siting.h"

/// How many pupils any choice of as many sites and rooms leaves without a seat
/// within the cap, at least. `price` (of each demand, 0 to 1) is where the
/// search for the bound begins; `known` is what a choice that was found leaves.
uint64_t siting_bound_find(struct arena *arena,
                           const struct siting_problem *problem,
                           const double *price, uint64_t known);

#endif
