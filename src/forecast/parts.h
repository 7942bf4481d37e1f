#ifndef FORECAST_PARTS_H
#define FORECAST_PARTS_H

#include "forecast/forecast.h"
#include "forecast/progression.h"
#include "forecast/residents.h"

/// The simple forecasts of a cell one year ahead that are combined into one.

enum blend_part {
    PART_LAST,
    PART_DRAWN, ///< progression; the next three with other memory and strength
    PART_DRAWN_LIGHT,
    PART_DRAWN_HARD,
    PART_DRAWN_NEWEST,
    PART_CITY_GROWTH,
    PART_WARD_GROWTH,
    PART_COHORT_LED,
    PART_MEAN_2,
    PART_MEAN_3,
    PART_HALF_TREND,
    PART_RESIDENTS,
    N_PARTS
};
const char *blend_part_name(enum blend_part part);

/// Pupils by cell (school × grade) and year: known up to an origin, forecast
/// after it; negative where there is nobody.
struct pupil_table {
    int32_t first_year;
    size_t n_years;
    float *pupils; ///< `[cell * n_years + year - first_year]`
};
float pupil_table_at(const struct pupil_table *table, size_t cell,
                     int32_t year);

/// What the parts are worked out from, as known at the origin.
struct part_sources {
    struct enrolment_panel panel; ///< until the origin
    int32_t origin;
    struct progression progression;
    double city_growth[PANEL_GRADES]; ///< of a grade, over the last year
    double *ward_growth;              ///< `[ward * PANEL_GRADES + grade]`
    const struct resident_table *residents;
    int32_t residents_until; ///< later counts were not known
};
struct part_sources part_sources_build(struct arena *arena,
                                       const struct enrolment_panel *panel,
                                       const struct resident_table *residents,
                                       int32_t residents_until);

/// What is led by the whole city in one year: how much the cohort that enters a
/// grade next is larger than the one before it.
struct cohort_lead {
    double by_grade[PANEL_GRADES];
};
struct cohort_lead cohort_lead_find(const struct pupil_table *table,
                                    size_t n_cells, int32_t year);

/// Whether no grade below feeds the cell.
bool is_entry_cell(const struct pupil_table *table, size_t cell, int32_t year);

/// Whether the growth of children of the cell's age is known in its ward.
bool parts_know_residents(const struct part_sources *sources, size_t cell,
                          int32_t year);

/// Fills the parts of the cell for the year after `year`; all finite and at
/// least 0. Those that make no sense for a cell repeat the last value.
void parts_fill(const struct part_sources *sources,
                const struct pupil_table *table, const struct cohort_lead *lead,
                size_t cell, int32_t year, float parts[N_PARTS]);

#endif
