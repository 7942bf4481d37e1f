#ifndef FORECAST_SUMS_H
#define FORECAST_SUMS_H

#include "forecast/carry.h"
#include "forecast/ranges.h"

/// Carried pupils summed over schools, wards and the city, and the ranges that
/// past errors give to each.

/// The pupils of a cell an origin carried to a year, and what came, for cells
/// known at the origin and in that year. False for all others.
struct matched_cell {
    float median;
    float last; ///< at the origin
    float actual;
};
bool carried_match(const struct carried *carried,
                   const struct enrolment_panel *panel, size_t cell,
                   int32_t year, struct matched_cell *matched);

/// What ranges are worked out from.
struct range_rules {
    struct range_rule cells[N_BLEND_CLASSES]; ///< one year ahead
    /// How much wider after so many years, than by chance along a cohort and
    /// than after one at an entry.
    double cohort_grown[FORECAST_MOST_YEARS + 1];
    double entry_grown[FORECAST_MOST_YEARS + 1];
    struct range_rule schools;
    struct range_rule wards;
    struct past_error_list city;
    struct past_error_list city_grades;
};

/// Learns from the forecasts of origins before the one of number `origin`, as
/// far as their years had come by then.
struct range_rules range_rules_learn(struct arena *arena,
                                     const struct carried_history *history,
                                     size_t origin);

/// Pupils by school and year (`[school * n_years + y]`) who have moved into new
/// homes after the forecast's origin; NULL where no homes are being built.
double *housing_pupils(struct arena *arena,
                       const struct forecast_inputs *inputs,
                       const struct forecast *forecast);

/// How far off a cell may be some years ahead.
struct range_width cell_width(const struct range_rules *rules,
                              const struct carried *carried, size_t cell,
                              double median, size_t horizon);

/// The forecast of the origin of that number, with ranges, in `arena`.
struct forecast forecast_assemble(struct arena *arena,
                                  const struct carried_history *history,
                                  size_t origin, size_t n_years,
                                  const struct forecast_inputs *inputs,
                                  size_t n_threads);

/// Checks the options and gives the origin they mean.
enum status forecast_check(const struct forecast_inputs *inputs,
                           const struct forecast_options *options,
                           int32_t *origin, struct error *err);

/// All origins up to the last year of `known`, a view of the inputs' panel.
struct carried_history forecast_carry(struct arena *arena,
                                      const struct enrolment_panel *known,
                                      const struct forecast_inputs *inputs,
                                      const struct forecast_options *options);

#endif
