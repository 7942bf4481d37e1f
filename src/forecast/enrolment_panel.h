#ifndef FORECAST_ENROLMENT_PANEL_H
#define FORECAST_ENROLMENT_PANEL_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/list.h"

/// How many pupils every school had in every grade and year: what forecasts
/// are made from. Read-only once built; threads share it.

#define PANEL_GRADES 13         ///< 0 (five-year-olds) to 12
#define PANEL_ABSENT (-1)       ///< no row: nothing is known
#define PANEL_NOBODY UINT32_MAX ///< no ward

/// A row as it was imported: `school` is an index into the schools.
struct panel_row {
    uint32_t school;
    int32_t year;
    int32_t grade;
    int64_t pupils;
};

struct panel_school {
    const char *id;
    uint32_t ward; ///< index into the wards, PANEL_NOBODY if not known
};

struct enrolment_panel {
    const struct panel_school *schools; ///< in order of id
    size_t n_schools;
    size_t n_wards;
    int32_t first_year;
    size_t n_years;
    size_t year_stride; ///< years kept; more than n_years in a view
    int32_t *pupils; ///< `[(school * PANEL_GRADES + grade) * year_stride + year
                     ///< - first_year]`
};

/// Something in the rows that a planner should know; nothing is dropped for it.
enum panel_finding_kind {
    PANEL_NEW,        ///< its first year is later than the panel's
    PANEL_CLOSED,     ///< its last year is earlier than the panel's
    PANEL_GROWING,    ///< adds a grade at the top year by year
    PANEL_MERGED,     ///< jumped by about what a school that closed had
    PANEL_GAP,        ///< a year is missing in the middle
    PANEL_JUMP,       ///< a grade jumps beyond what cohorts explain
    PANEL_ONE_YEAR,   ///< one year only
    PANEL_ALL_ZERO,   ///< nobody in any year
    PANEL_NO_HISTORY, ///< a school of the city without any row
};
struct panel_finding {
    enum panel_finding_kind kind;
    uint32_t school;
    uint32_t other; ///< the school that closed into it; else PANEL_NOBODY
    int32_t grade;  ///< -1: the whole school
    int32_t year;
};
LIST_DECLARE(panel_finding);
const char *panel_finding_name(enum panel_finding_kind kind);

/// Builds the panel in `arena`. Fails with STATUS_BAD_INPUT, naming school,
/// grade and year, for pupils below zero or beyond 100,000, a grade outside 0
/// to 12, a year outside 1900 to 2199 or more than 100 years in all, the same
/// cell twice, or when there are no rows at all.
enum status enrolment_panel_build(struct arena *arena,
                                  const struct panel_school *schools,
                                  size_t n_schools, size_t n_wards,
                                  const struct panel_row *rows, size_t n_rows,
                                  struct enrolment_panel *panel,
                                  struct error *err);

/// PANEL_ABSENT where there is no row, also outside the years.
int32_t panel_at(const struct enrolment_panel *panel, uint32_t school,
                 int32_t grade, int32_t year);

/// All grades of the school together; PANEL_ABSENT where it has no row.
int32_t panel_total(const struct enrolment_panel *panel, uint32_t school,
                    int32_t year);

/// The highest grade with pupils; -1: none.
int32_t panel_top_grade(const struct enrolment_panel *panel, uint32_t school,
                        int32_t year);

/// The same panel as it was known after a year, one of its years: a view,
/// nothing is copied.
struct enrolment_panel panel_until(const struct enrolment_panel *panel,
                                   int32_t last_year);

/// What is worth knowing, in order of school, kind and year.
struct panel_finding_list panel_findings(struct arena *arena,
                                         const struct enrolment_panel *panel);

#endif
