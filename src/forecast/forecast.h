#ifndef FORECAST_FORECAST_H
#define FORECAST_FORECAST_H

#include "forecast/enrolment_panel.h"

/// Pupils by school and grade, carried forward 1 to 10 years.
///
/// A grade is the grade below of the year before times its progression ratio;
/// ratios of small schools are drawn towards their ward and city in proportion
/// to their noise (empirical Bayes: Morris, Parametric empirical Bayes
/// inference, JASA 1983). Entry grades come from the children living there
/// where that is known, else from past entry with its trend. Several such
/// forecasts are combined with weights that had the least absolute error on
/// the years before the origin (Bates, Granger, The combination of forecasts,
/// 1969), so nothing is tuned on a year that is forecast. Intervals are
/// the errors the same method made before the origin, by size and horizon.

#define FORECAST_MOST_YEARS 10

/// Quantiles of what is expected, all at least 0 and in order.
struct forecast_range {
    float median;
    float low50, high50;
    float low80, high80;
    float low95, high95;
};

/// People of an age who live in a ward, for entry grades. Optional.
struct resident_row {
    uint32_t ward;
    int32_t year;
    int32_t age; ///< 0 to 20
    int64_t people;
};

/// Homes being built: who moves in enters by the catchment of a school.
struct housing_row {
    uint32_t school; ///< whose zone it lies in
    int32_t year;    ///< of moving in
    double pupils; ///< homes × pupils per home, over all grades of the school
};

struct forecast_inputs {
    const struct enrolment_panel *panel;
    const struct resident_row *residents;
    size_t n_residents;
    const struct housing_row *housing;
    size_t n_housing;
};

struct forecast_options {
    int32_t origin;   ///< the last year that is known; 0: the panel's last
    size_t n_years;   ///< 1 to FORECAST_MOST_YEARS
    size_t n_threads; ///< any number gives the same forecast
};

/// Ranges by school and grade, and of the sums: a school, a ward, the city,
/// and each of these by grade. Medians of schools add up to their ward's and
/// the wards' to the city's; ranges of sums are narrower than the sum of
/// ranges, as the errors partly cancel out.
struct forecast {
    int32_t origin;
    size_t n_years;
    size_t n_schools;
    size_t n_wards;
    /// `[((school * PANEL_GRADES) + grade) * n_years + horizon - 1]`; a median
    /// below 0 marks a cell that has no pupils and will have none.
    struct forecast_range *cells;
    struct forecast_range *schools; ///< `[school * n_years + horizon - 1]`; all
                                    ///< 0 where a school has no cells
    struct forecast_range *wards;   ///< last ward index n_wards: ward not known
    struct forecast_range *city;    ///< `[horizon - 1]`
    struct forecast_range *city_grades; ///< `[grade * n_years + horizon - 1]`
};

/// Makes the forecast in `arena`. Fails with STATUS_BAD_INPUT for an origin
/// outside the panel's years or a horizon out of range.
enum status forecast_build(struct arena *arena,
                           const struct forecast_inputs *inputs,
                           const struct forecast_options *options,
                           struct forecast *forecast, struct error *err);

const struct forecast_range *forecast_cell(const struct forecast *forecast,
                                           uint32_t school, int32_t grade,
                                           int32_t year);

/// Where a cell's median comes from: every component's value, its weight and
/// the numbers it was worked out from. For --explain.
struct forecast_part {
    const char *name; ///< "progression, drawn to the city", …
    double value;
    double weight;
};
struct forecast_trace {
    int32_t from_year;
    int32_t from_grade; ///< -1: entry
    double from_pupils; ///< of the grade below the year before, or last entry
    double ratio;       ///< the school's own, as observed; 0: none
    double drawn_ratio; ///< after drawing to ward and city
    struct forecast_part parts[12];
    size_t n_parts;
    double housing; ///< pupils added for homes being built
};
enum status forecast_explain(struct arena *arena,
                             const struct forecast_inputs *inputs,
                             const struct forecast_options *options,
                             uint32_t school, int32_t grade, int32_t year,
                             struct forecast_trace *trace, struct error *err);

#endif
