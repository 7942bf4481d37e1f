// Rows go into one flat array, years side by side for each grade of each
// school: a cohort is read along a diagonal, a trend along a row. Cells without
// a row hold PANEL_ABSENT, which is not the same as nobody: a school that
// opened later had no grade 3, one that stands empty had 0.
//
// A view of fewer years only shortens `n_years`; the stride stays, so what was
// not known yet is out of reach but not copied away.

#include "forecast/enrolment_panel.h"

#include <assert.h>

#define MOST_PUPILS 100000
#define EARLIEST_YEAR 1900
#define LATEST_YEAR 2199
#define MOST_PANEL_YEARS 100

static enum status check_row(const struct panel_row *row, const char *id,
                             struct error *err)
{
    if (row->grade < 0 || row->grade >= PANEL_GRADES)
        return error_set(err, STATUS_BAD_INPUT,
                         "school %s, year %d: grade %d is not one of 0 to %d",
                         id, row->year, row->grade, PANEL_GRADES - 1);
    if (row->year < EARLIEST_YEAR || row->year > LATEST_YEAR)
        return error_set(err, STATUS_BAD_INPUT,
                         "school %s, grade %d: year %d is not from %d to %d",
                         id, row->grade, row->year, EARLIEST_YEAR, LATEST_YEAR);
    if (row->pupils < 0 || row->pupils > MOST_PUPILS)
        return error_set(err, STATUS_BAD_INPUT,
                         "school %s, grade %d, year %d: %lld pupils is %s", id,
                         row->grade, row->year, (long long)row->pupils,
                         row->pupils < 0 ? "below zero" : "beyond 100,000");
    return STATUS_OK;
}

static enum status check_rows(const struct panel_school *schools,
                              size_t n_schools, const struct panel_row *rows,
                              size_t n_rows, struct error *err)
{
    for (size_t i = 0; i < n_rows; i++) {
        assert(rows[i].school < n_schools);
        enum status status =
            check_row(&rows[i], schools[rows[i].school].id, err);
        if (status != STATUS_OK)
            return status;
    }
    (void)n_schools;
    return STATUS_OK;
}

static enum status find_years(const struct panel_row *rows, size_t n_rows,
                              struct enrolment_panel *panel, struct error *err)
{
    int32_t first = rows[0].year;
    int32_t last = rows[0].year;
    for (size_t i = 1; i < n_rows; i++) {
        first = rows[i].year < first ? rows[i].year : first;
        last = rows[i].year > last ? rows[i].year : last;
    }
    if (last - first >= MOST_PANEL_YEARS)
        return error_set(err, STATUS_BAD_INPUT,
                         "enrolment runs from %d to %d; at most %d years can "
                         "be kept, so one of them is mistaken",
                         first, last, MOST_PANEL_YEARS);
    panel->first_year = first;
    panel->n_years = panel->year_stride = (size_t)(last - first) + 1;
    return STATUS_OK;
}

static size_t cell_of(const struct enrolment_panel *panel, uint32_t school,
                      int32_t grade)
{
    return ((size_t)school * PANEL_GRADES + (size_t)grade) * panel->year_stride;
}

static enum status place_rows(const struct panel_row *rows, size_t n_rows,
                              struct enrolment_panel *panel, struct error *err)
{
    for (size_t i = 0; i < n_rows; i++) {
        struct panel_row row = rows[i];
        int32_t *cell = &panel->pupils[cell_of(panel, row.school, row.grade) +
                                       (size_t)(row.year - panel->first_year)];
        if (*cell != PANEL_ABSENT)
            return error_set(err, STATUS_BAD_INPUT,
                             "school %s, grade %d, year %d is given twice: %d "
                             "and %lld pupils",
                             panel->schools[row.school].id, row.grade, row.year,
                             *cell, (long long)row.pupils);
        *cell = (int32_t)row.pupils;
    }
    return STATUS_OK;
}

enum status enrolment_panel_build(struct arena *arena,
                                  const struct panel_school *schools,
                                  size_t n_schools, size_t n_wards,
                                  const struct panel_row *rows, size_t n_rows,
                                  struct enrolment_panel *panel,
                                  struct error *err)
{
    if (n_rows == 0)
        return error_set(err, STATUS_BAD_INPUT,
                         "there are no rows of enrolment at all");
    enum status status = check_rows(schools, n_schools, rows, n_rows, err);
    struct enrolment_panel built = {
        .schools = schools, .n_schools = n_schools, .n_wards = n_wards};
    if (status == STATUS_OK)
        status = find_years(rows, n_rows, &built, err);
    if (status != STATUS_OK)
        return status;
    size_t n_cells = n_schools * PANEL_GRADES * built.year_stride;
    built.pupils = arena_array(arena, int32_t, n_cells);
    for (size_t i = 0; i < n_cells; i++)
        built.pupils[i] = PANEL_ABSENT;
    status = place_rows(rows, n_rows, &built, err);
    if (status == STATUS_OK)
        *panel = built;
    return status;
}

int32_t panel_at(const struct enrolment_panel *panel, uint32_t school,
                 int32_t grade, int32_t year)
{
    assert(school < panel->n_schools);
    if (grade < 0 || grade >= PANEL_GRADES || year < panel->first_year ||
        year >= panel->first_year + (int32_t)panel->n_years)
        return PANEL_ABSENT;
    return panel->pupils[cell_of(panel, school, grade) +
                         (size_t)(year - panel->first_year)];
}

int32_t panel_total(const struct enrolment_panel *panel, uint32_t school,
                    int32_t year)
{
    int32_t total = PANEL_ABSENT;
    for (int32_t g = 0; g < PANEL_GRADES; g++) {
        int32_t pupils = panel_at(panel, school, g, year);
        if (pupils != PANEL_ABSENT)
            total = (total == PANEL_ABSENT ? 0 : total) + pupils;
    }
    return total;
}

int32_t panel_top_grade(const struct enrolment_panel *panel, uint32_t school,
                        int32_t year)
{
    int32_t grade = PANEL_GRADES - 1;
    while (grade >= 0 && panel_at(panel, school, grade, year) <= 0)
        grade--;
    return grade;
}

struct enrolment_panel panel_until(const struct enrolment_panel *panel,
                                   int32_t last_year)
{
    struct enrolment_panel view = *panel;
    assert(last_year >= panel->first_year);
    size_t n_years = (size_t)(last_year - panel->first_year) + 1;
    view.n_years = n_years < panel->n_years ? n_years : panel->n_years;
    return view;
}
