#ifndef FORECAST_RANGE_SUM_H
#define FORECAST_RANGE_SUM_H

#include "forecast/forecast.h"

/// Reckoning with ranges: the chance of more than so many pupils, and the range
/// of some parts of a whole whose own range is known.

/// The chance that more than `pupils` come. The seven quantiles are joined by
/// straight lines; beyond the 95 % range the last piece goes on as dense as
/// before, until the 2.5 % that are left are used up. From 0 to 1, never
/// growing with `pupils`, and 0.5 at the median.
double forecast_range_chance_above(const struct forecast_range *range,
                                   double pupils);

/// Medians added up, and how far each quantile is from its median added up as
/// if all errors fell together. Starts zeroed.
struct range_sum {
    double median;
    double below[3]; ///< to the low quantiles of 50, 80 and 95 %
    double above[3];
};

/// Adds a range; one with a median below 0 (nobody) adds nothing.
void range_sum_add(struct range_sum *sum, const struct forecast_range *range);

/// The range of `part`, some parts of `all`, which together have the range
/// `whole`. Errors of parts partly cancel out in a sum: the part's ranges are
/// narrowed as much as the whole's are against the sum of its parts. So all
/// parts together give the whole, and medians add up.
struct forecast_range range_sum_share(const struct range_sum *part,
                                      const struct range_sum *all,
                                      const struct forecast_range *whole);

#endif
