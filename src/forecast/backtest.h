#ifndef FORECAST_BACKTEST_H
#define FORECAST_BACKTEST_H

#include "forecast/forecast.h"

/// What the forecast would have been worth in the years behind: for every
/// origin the panel is cut off there, the forecast made, and compared with
/// what came (rolling origin: Tashman, Out-of-sample tests of forecasting
/// accuracy, International Journal of Forecasting 2000). Nothing after the
/// origin is ever looked at.

enum backtest_level {
    BACKTEST_CITY,
    BACKTEST_WARD,
    BACKTEST_SCHOOL,
    BACKTEST_CELL
};
enum backtest_method {
    BACKTEST_HOCGAN,
    BACKTEST_LAST_VALUE,
    BACKTEST_PROGRESSION_3
};

/// "city", "ward", "school", "school_grade"; "hocgan", "last_value",
/// "progression_3".
const char *backtest_level_name(enum backtest_level level);
const char *backtest_method_name(enum backtest_method method);

/// Errors over all cells of a level that are known both at the origin and in
/// the target year; sums of a school, ward or city are sums of such cells, for
/// the forecast, the yardsticks and the truth alike. progression_3 is plain:
/// the school's own ratios of the last three cohorts, entry the mean of the
/// last three years. `grade` is -1 for all grades together, else of that grade
/// alone (at the levels city and school_grade).
struct backtest_row {
    enum backtest_level level;
    int32_t grade;
    int32_t origin;
    int32_t horizon;
    enum backtest_method method;
    uint32_t n;
    double wape; ///< sum of |error| / sum of actual, in per cent; -1: no actual
    double mape; ///< mean of |error| / actual where actual > 0, in per cent; -1
    double bias; ///< sum of errors / sum of actual, in per cent
    /// Shares of actuals within the intervals, in per cent; NaN is never
    /// written: -1 for the methods that give none.
    double cover50, cover80, cover95;
};
LIST_DECLARE(backtest_row);

struct backtest_options {
    int32_t first_origin; ///< 0: the earliest with two years behind it
    int32_t last_target;  ///< 0: the panel's last year
    size_t most_horizon;  ///< 0: as long as there is
    size_t n_threads;
};

/// All rows, in order of level, grade (all together first), origin, horizon,
/// method. Fails with STATUS_BAD_INPUT where the years do not reach for one
/// origin and one target.
enum status backtest_run(struct arena *arena,
                         const struct forecast_inputs *inputs,
                         const struct backtest_options *options,
                         struct backtest_row_list *rows, struct error *err);

#endif
