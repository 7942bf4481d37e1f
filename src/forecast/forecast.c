// The forecast of the newest origin, after those of all earlier origins, which
// teach it its weights and its ranges:
//
//     residents.c    children living in the wards, for entry grades
//     progression.c  ratios from grade to grade, drawn to ward and city
//     openings.c     grades that growing schools will open
//     parts.c        simple forecasts of a cell, one year ahead
//     blend.c        their weights
//     carry.c        year by year, origin by origin
//     ranges.c       quantiles of past errors
//     range_rules.c  gathered by cell, school, ward and city
//     sums.c         all of it added up

#include "forecast/forecast.h"

#include <assert.h>

#include "forecast/sums.h"

enum status forecast_check(const struct forecast_inputs *inputs,
                           const struct forecast_options *options,
                           int32_t *origin, struct error *err)
{
    const struct enrolment_panel *panel = inputs->panel;
    int32_t last = panel->first_year + (int32_t)panel->n_years - 1;
    *origin = options->origin == 0 ? last : options->origin;
    if (*origin < panel->first_year || *origin > last)
        return error_set(err, STATUS_BAD_INPUT,
                         "a forecast from %d cannot be made: enrolment is "
                         "known from %d to %d",
                         *origin, panel->first_year, last);
    if (options->n_years < 1 || options->n_years > FORECAST_MOST_YEARS)
        return error_set(err, STATUS_BAD_INPUT,
                         "a forecast looks 1 to %d years ahead, not %zu",
                         FORECAST_MOST_YEARS, options->n_years);
    return STATUS_OK;
}

struct carried_history forecast_carry(struct arena *arena,
                                      const struct enrolment_panel *known,
                                      const struct forecast_inputs *inputs,
                                      const struct forecast_options *options)
{
    bool is_newest = known->n_years == inputs->panel->n_years;
    return carried_history_build(arena, known,
                                 resident_table_build(arena, inputs), is_newest,
                                 options->n_years, options->n_threads);
}

enum status forecast_build(struct arena *arena,
                           const struct forecast_inputs *inputs,
                           const struct forecast_options *options,
                           struct forecast *forecast, struct error *err)
{
    int32_t origin;
    enum status status = forecast_check(inputs, options, &origin, err);
    if (status != STATUS_OK)
        return status;
    struct arena *aside = arena_new();
    struct enrolment_panel known = panel_until(inputs->panel, origin);
    struct carried_history history =
        forecast_carry(aside, &known, inputs, options);
    *forecast = forecast_assemble(arena, &history, history.n_origins - 1,
                                  options->n_years, inputs, options->n_threads);
    arena_free(aside);
    return STATUS_OK;
}

const struct forecast_range *forecast_cell(const struct forecast *forecast,
                                           uint32_t school, int32_t grade,
                                           int32_t year)
{
    size_t horizon = (size_t)(year - forecast->origin);
    assert(school < forecast->n_schools && grade >= 0 && grade < PANEL_GRADES);
    assert(horizon >= 1 && horizon <= forecast->n_years);
    return &forecast->cells[((size_t)school * PANEL_GRADES + (size_t)grade) *
                                forecast->n_years +
                            horizon - 1];
}
