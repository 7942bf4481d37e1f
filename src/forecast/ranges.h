#ifndef FORECAST_RANGES_H
#define FORECAST_RANGES_H

#include "forecast/forecast.h"

/// How wide a forecast's range must be, learned from the errors of forecasts
/// that the same method made before.

/// A forecast of earlier years and what came.
struct past_error {
    float median;
    float actual;
    float scaled;    ///< the error over what was usual one year ahead
    uint8_t horizon; ///< years ahead
    uint8_t origin;  ///< number of the origin it was made at
};
LIST_DECLARE(past_error);
/// Adds an error, scaled by its size alone.
void past_error_add(struct past_error_list *errors, struct arena *arena,
                    struct past_error error);

#define RANGE_MOST_BINS 6
#define RANGE_SIDES 6 ///< 2.5, 10, 25, 75, 90 and 97.5 %

/// Errors of one year ahead by size of the median, and how they grow with the
/// years ahead: as their number to the power of `growth`. 0: they do not add
/// up, 0.5: each year adds one by chance, 1: a trend was missed.
struct range_rule {
    size_t n_bins; ///< 0: nothing was learned, `usual_share` holds
    float largest[RANGE_MOST_BINS];
    float side[RANGE_MOST_BINS][RANGE_SIDES]; ///< of scaled errors
    double growth;
    double usual_share; ///< standard error as a share of large medians
};

/// What holds when there is nothing to learn from.
struct range_prior {
    double growth;
    double share;
};

#define RANGE_FEWEST_ERRORS 40 ///< of one year ahead, to learn anything from
struct range_rule range_rule_learn(const struct past_error_list *errors,
                                   struct range_prior prior);

/// The growth alone, of errors that are already over the one-year width.
double range_growth_learn(const struct past_error_list *errors, double prior);

/// How far the quantiles are from the median, in pupils.
struct range_width {
    double side[RANGE_SIDES];
};
struct range_width range_rule_width(const struct range_rule *rule,
                                    double median); ///< one year ahead
struct forecast_range range_of_width(double median,
                                     const struct range_width *width);

struct forecast_range range_rule_apply(const struct range_rule *rule,
                                       double median, size_t horizon);

/// The range of something seen too few times for quantiles, from the relative
/// errors of `n_origins` forecasts: Student's t, with the prior's share counted
/// as two more.
struct forecast_range range_of_few(const struct past_error_list *errors,
                                   struct range_prior prior, double median,
                                   size_t horizon);

/// A range of the sum of two whose errors have nothing to do with each other.
struct forecast_range range_plus(struct forecast_range a,
                                 struct forecast_range b);

#endif
