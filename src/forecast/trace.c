// The forecast is made again as far as medians go, and the parts of one cell
// are filled once more from the same table: what is shown is what was used. The
// sum of value times weight, and the pupils of new homes, is the cell's median.

#include <assert.h>

#include "forecast/sums.h"

static enum status check_cell(const struct forecast_options *options,
                              int32_t origin, int32_t grade, int32_t year,
                              struct error *err)
{
    if (year <= origin || year > origin + (int32_t)options->n_years)
        return error_set(err, STATUS_BAD_INPUT,
                         "year %d is not in the forecast of %d to %d", year,
                         origin + 1, origin + (int32_t)options->n_years);
    if (grade < 0 || grade >= PANEL_GRADES)
        return error_set(err, STATUS_BAD_INPUT,
                         "grade %d is not one of 0 to %d", grade,
                         PANEL_GRADES - 1);
    return STATUS_OK;
}

// The ratio as it entered: of all draws by their weight.
static double used_ratio(const struct carried *carried, uint32_t school,
                         int32_t grade, const double weights[N_PARTS])
{
    const struct progression *progression = &carried->sources.progression;
    double sum = 0;
    double weight = 0;
    for (size_t d = 0; d < N_DRAWS; d++) {
        sum += weights[PART_DRAWN + d] *
               progression_ratio(progression, school, grade, d);
        weight += weights[PART_DRAWN + d];
    }
    return weight > 0 ? sum / weight
                      : progression_ratio(progression, school, grade, 0);
}

static void trace_ratio(const struct carried *carried, size_t cell,
                        const double weights[N_PARTS],
                        struct forecast_trace *trace)
{
    const struct progression_sums *own =
        &carried->sources.progression.sums[cell * N_DRAWS];
    trace->ratio = own->below > 0 ? own->pupils / own->below : 0;
    trace->drawn_ratio = used_ratio(carried, (uint32_t)(cell / PANEL_GRADES),
                                    (int32_t)(cell % PANEL_GRADES), weights);
}

static void trace_parts(const struct carried *carried, size_t cell,
                        int32_t year, struct forecast_trace *trace)
{
    float parts[N_PARTS];
    double weights[N_PARTS];
    carried_parts(carried, cell, year, parts);
    carried_weights(carried, cell, year, weights);
    for (size_t p = 0; p < N_PARTS; p++)
        if (weights[p] > 0)
            trace->parts[trace->n_parts++] =
                (struct forecast_part){blend_part_name((enum blend_part)p),
                                       (double)parts[p], weights[p]};
    trace->from_year = year - 1;
    bool is_entry = is_entry_cell(&carried->table, cell, year - 1);
    trace->from_grade = is_entry ? -1 : (int32_t)(cell % PANEL_GRADES) - 1;
    trace->from_pupils =
        (double)carried_at(carried, is_entry ? cell : cell - 1, year - 1);
    if (!is_entry)
        trace_ratio(carried, cell, weights, trace);
}

static double trace_housing(struct arena *arena,
                            const struct forecast_inputs *inputs,
                            const struct forecast_options *options,
                            const struct carried_history *history, size_t cell,
                            int32_t year)
{
    if (inputs->n_housing == 0)
        return 0;
    struct forecast forecast =
        forecast_assemble(arena, history, history->n_origins - 1,
                          options->n_years, inputs, options->n_threads);
    float carried =
        carried_at(&history->origins[history->n_origins - 1], cell, year);
    return (double)forecast_cell(&forecast, (uint32_t)(cell / PANEL_GRADES),
                                 (int32_t)(cell % PANEL_GRADES), year)
               ->median -
           (double)carried;
}

enum status forecast_explain(struct arena *arena,
                             const struct forecast_inputs *inputs,
                             const struct forecast_options *options,
                             uint32_t school, int32_t grade, int32_t year,
                             struct forecast_trace *trace, struct error *err)
{
    assert(school < inputs->panel->n_schools);
    int32_t origin;
    enum status status = forecast_check(inputs, options, &origin, err);
    if (status == STATUS_OK)
        status = check_cell(options, origin, grade, year, err);
    if (status != STATUS_OK)
        return status;
    struct enrolment_panel known = panel_until(inputs->panel, origin);
    struct carried_history history =
        forecast_carry(arena, &known, inputs, options);
    const struct carried *carried = &history.origins[history.n_origins - 1];
    size_t cell = (size_t)school * PANEL_GRADES + (size_t)grade;
    if (carried_at(carried, cell, year) < 0)
        return error_set(err, STATUS_NOT_FOUND,
                         "school %s has nobody in grade %d in %d, and none are "
                         "expected in %d",
                         known.schools[school].id, grade, origin, year);
    *trace = (struct forecast_trace){0};
    trace_parts(carried, cell, year, trace);
    trace->housing =
        trace_housing(arena, inputs, options, &history, cell, year);
    return STATUS_OK;
}
