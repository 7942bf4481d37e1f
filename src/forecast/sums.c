// Medians are carried cell by cell and only added up; the ranges of sums come
// from the past errors of such sums (range_rules.c). Grades that a growing
// school has yet to open have no past errors of their own: they add to the
// range of their school as something that errs by itself. So do homes under
// way, whose pupils come in full, in part or late.

#include "forecast/sums.h"

#include <math.h>

#include "base/parallel.h"

#define SCHOOLS_PER_PIECE 64
#define HOUSING_SHARE 0.3 // standard error of pupils from homes under way

static const struct range_prior CITY_PRIOR = {0.75, 0.015};
static const struct range_prior CITY_GRADE_PRIOR = {0.75, 0.025};

struct assembly {
    const struct carried_history *history;
    const struct carried *carried;
    struct range_rules rules;
    const double *housing; // `[school * n_years + y]`, or NULL
    struct forecast *forecast;
};

// Nothing lies below what is as likely as not to be there at all.
static struct forecast_range range_if_opened(struct forecast_range range,
                                             double chance)
{
    double none = 1 - chance;
    if (none >= 0.025)
        range.low95 = 0;
    if (none >= 0.1)
        range.low80 = 0;
    if (none >= 0.25)
        range.low50 = 0;
    return range;
}

static struct forecast_range range_of_housing(double pupils)
{
    struct range_rule rule = {.usual_share = HOUSING_SHARE};
    return range_rule_apply(&rule, pupils, 1);
}

static const struct forecast_range NOBODY = {.median = -1};

static struct forecast_range cell_range(const struct assembly *assembly,
                                        size_t cell, size_t horizon)
{
    const struct carried *carried = assembly->carried;
    float median =
        carried_at(carried, cell, carried->origin + (int32_t)horizon);
    if (median < 0)
        return NOBODY;
    struct range_width width =
        cell_width(&assembly->rules, carried, cell, (double)median, horizon);
    struct forecast_range range = range_of_width((double)median, &width);
    return range_if_opened(range, (double)carried->openings.chance[cell]);
}

// The school's sum: of grades that are open, and of those to come.
static struct forecast_range school_range(const struct assembly *assembly,
                                          const struct forecast_range *cells,
                                          size_t school, size_t horizon)
{
    const struct carried *carried = assembly->carried;
    double open = 0;
    size_t n_open = 0;
    struct forecast_range to_come = {0};
    size_t n_years = assembly->forecast->n_years;
    for (size_t g = 0; g < PANEL_GRADES; g++) {
        const struct forecast_range *cell = &cells[g * n_years + horizon - 1];
        if (cell->median < 0)
            continue;
        if (carried->openings.opens_in[school * PANEL_GRADES + g] > 0)
            to_come = range_plus(to_come, *cell);
        else
            open += (double)cell->median;
        n_open++;
    }
    if (n_open == 0) // closed, or without history: nobody, for certain
        return (struct forecast_range){0};
    struct forecast_range range =
        range_rule_apply(&assembly->rules.schools, open, horizon);
    return to_come.median > 0 ? range_plus(range, to_come) : range;
}

static size_t count_open(const struct forecast_range *cells, size_t n_years,
                         size_t y)
{
    size_t n = 0;
    for (size_t g = 0; g < PANEL_GRADES; g++)
        n += cells[g * n_years + y].median >= 0;
    return n;
}

// Pupils of homes under way, by grade as the school has them.
static void add_housing(const struct assembly *assembly,
                        struct forecast_range *cells,
                        struct forecast_range *total, double pupils, size_t y)
{
    size_t n_years = assembly->forecast->n_years;
    size_t n_open = count_open(cells, n_years, y);
    if (pupils <= 0 || n_open == 0)
        return;
    double sum = (double)total->median;
    for (size_t g = 0; g < PANEL_GRADES; g++) {
        struct forecast_range *cell = &cells[g * n_years + y];
        if (cell->median < 0)
            continue;
        double share =
            sum > 0 ? (double)cell->median / sum : 1.0 / (double)n_open;
        *cell = range_plus(*cell, range_of_housing(pupils * share));
    }
    *total = range_plus(*total, range_of_housing(pupils));
}

static void assemble_school(const struct assembly *assembly, size_t school)
{
    struct forecast *forecast = assembly->forecast;
    size_t n_years = forecast->n_years;
    struct forecast_range *cells =
        &forecast->cells[school * PANEL_GRADES * n_years];
    for (size_t y = 0; y < n_years; y++) {
        for (size_t g = 0; g < PANEL_GRADES; g++)
            cells[g * n_years + y] =
                cell_range(assembly, school * PANEL_GRADES + g, y + 1);
        struct forecast_range *total = &forecast->schools[school * n_years + y];
        *total = school_range(assembly, cells, school, y + 1);
        if (assembly->housing != NULL)
            add_housing(assembly, cells, total,
                        assembly->housing[school * n_years + y], y);
    }
}

static void assemble_schools(void *context, size_t piece)
{
    const struct assembly *assembly = context;
    size_t first = piece * SCHOOLS_PER_PIECE;
    for (size_t s = first;
         s < first + SCHOOLS_PER_PIECE && s < assembly->forecast->n_schools;
         s++)
        assemble_school(assembly, s);
}

static void assemble_wards(const struct assembly *assembly, size_t y)
{
    struct forecast *forecast = assembly->forecast;
    const struct enrolment_panel *panel = assembly->history->panel;
    size_t n_years = forecast->n_years;
    double city = 0;
    for (size_t w = 0; w <= forecast->n_wards; w++) {
        double sum = 0;
        for (size_t s = 0; s < forecast->n_schools; s++) {
            uint32_t ward = panel->schools[s].ward;
            size_t at = ward < panel->n_wards ? ward : panel->n_wards;
            if (at == w)
                sum += (double)forecast->schools[s * n_years + y].median;
        }
        forecast->wards[w * n_years + y] =
            range_rule_apply(&assembly->rules.wards, sum, y + 1);
        city += (double)forecast->wards[w * n_years + y].median;
    }
    forecast->city[y] =
        range_of_few(&assembly->rules.city, CITY_PRIOR, city, y + 1);
}

static void assemble_city_grades(const struct assembly *assembly, size_t y)
{
    struct forecast *forecast = assembly->forecast;
    size_t n_years = forecast->n_years;
    for (size_t g = 0; g < PANEL_GRADES; g++) {
        double sum = 0;
        for (size_t s = 0; s < forecast->n_schools; s++)
            sum += fmax(
                0, (double)forecast->cells[(s * PANEL_GRADES + g) * n_years + y]
                       .median);
        forecast->city_grades[g * n_years + y] = range_of_few(
            &assembly->rules.city_grades, CITY_GRADE_PRIOR, sum, y + 1);
    }
}

double *housing_pupils(struct arena *arena,
                       const struct forecast_inputs *inputs,
                       const struct forecast *forecast)
{
    if (inputs == NULL || inputs->n_housing == 0)
        return NULL;
    size_t n_years = forecast->n_years;
    double *pupils = arena_array(arena, double, forecast->n_schools *n_years);
    for (size_t i = 0; i < inputs->n_housing; i++) {
        const struct housing_row *row = &inputs->housing[i];
        if (row->school >= forecast->n_schools || !(row->pupils > 0) ||
            row->year <= forecast->origin)
            continue;
        for (size_t y = 0; y < n_years; y++)
            if (forecast->origin + 1 + (int32_t)y >= row->year)
                pupils[row->school * n_years + y] += row->pupils;
    }
    return pupils;
}

struct forecast forecast_assemble(struct arena *arena,
                                  const struct carried_history *history,
                                  size_t origin, size_t n_years,
                                  const struct forecast_inputs *inputs,
                                  size_t n_threads)
{
    size_t n_schools = history->panel->n_schools;
    size_t n_wards = history->panel->n_wards;
    struct forecast built = {
        .origin = history->origins[origin].origin,
        .n_years = n_years,
        .n_schools = n_schools,
        .n_wards = n_wards,
        .cells = arena_array(arena, struct forecast_range,
                             n_schools * PANEL_GRADES * n_years),
        .schools =
            arena_array(arena, struct forecast_range, n_schools * n_years),
        .wards =
            arena_array(arena, struct forecast_range, (n_wards + 1) * n_years),
        .city = arena_array(arena, struct forecast_range, n_years),
        .city_grades =
            arena_array(arena, struct forecast_range, PANEL_GRADES * n_years)};
    struct arena *aside = arena_new();
    struct assembly assembly = {
        .history = history,
        .carried = &history->origins[origin],
        .rules = range_rules_learn(aside, history, origin),
        .housing = housing_pupils(aside, inputs, &built),
        .forecast = &built};
    parallel_for((n_schools + SCHOOLS_PER_PIECE - 1) / SCHOOLS_PER_PIECE,
                 n_threads, assemble_schools, &assembly);
    for (size_t y = 0; y < n_years; y++) {
        assemble_wards(&assembly, y);
        assemble_city_grades(&assembly, y);
    }
    arena_free(aside);
    return built;
}
