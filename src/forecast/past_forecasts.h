#ifndef FORECAST_PAST_FORECASTS_H
#define FORECAST_PAST_FORECASTS_H

#include "forecast/classrooms.h"
#include "forecast/forecast_page.h"

/// A place's pupils in the years that are known, and what had been forecast of
/// them from each year behind: for a planner who asks how far to trust the fan.
/// The place is a school, a ward or the city.

#define PAST_ALL (-1)

/// Pupils of a place: of one grade, of the grades of a level together, or of
/// all grades (level and grade PAST_ALL).
struct past_count {
    int32_t year;
    int32_t level; ///< or PAST_ALL
    int32_t grade; ///< or PAST_ALL
    int64_t pupils;
};
LIST_DECLARE(past_count);

struct past_range {
    int32_t origin; ///< the last year that was known then
    int32_t year;
    int32_t level;
    int32_t grade;
    struct forecast_range pupils;
};
LIST_DECLARE(past_range);

/// What is known of it, in order of year, level and grade, the sums first; a
/// year without any row of the place is left out.
struct past_count_list past_counts(struct arena *arena,
                                   const struct enrolment_panel *panel,
                                   enum forecast_scope scope, uint32_t index);

/// The forecasts of every origin with two years behind it, for the years that
/// have come since: as they would have been made then, of what was known then.
/// By level as rooms count them; by grade of schools and the city. In order of
/// origin, level, grade and year; empty where the years do not reach.
struct past_range_list past_forecasts(struct arena *arena,
                                      const struct forecast_inputs *inputs,
                                      const struct room_supply *supply,
                                      enum forecast_scope scope, uint32_t index,
                                      size_t n_threads);

#endif
