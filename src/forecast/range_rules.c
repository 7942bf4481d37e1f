// Errors are gathered from every origin before the one that is forecast, for
// the years that had come by then: cell by cell, and again for the sums of each
// school, ward and the city, since errors of a school's grades partly cancel
// out and partly go together, and only the sum's own errors tell how much.
// The very first year has no ratios behind it, so its errors say nothing of
// later origins; they count only where there are no others.

#include <math.h>

#include "forecast/sums.h"

// A cell some years ahead is off by what its cohort gathers on the way. If the
// cohort was in the school at the origin, that is one error a year, each as
// large as the grade's own one year ahead. If not, it is first an error of the
// entry grade, as many years ahead as are left, then one a year from there:
//
//     grade 8       2 of cohort, from grade 6       now: grade 6
//     grade 8       1 year of entry at 6, then 7, 8      three years ahead
//
// Errors of chance add up by their squares. How much more or less they do is
// learned from the years that can be seen: along cohorts, and of entries.

#include <math.h>

#include "forecast/sums.h"

// For want of past errors: what planners of other cities report (a few per cent
// a year at a school), and growth between chance and trend for sums, by chance
// along a cohort, less for entries, each of which is another cohort.
static const struct range_prior CELL_PRIOR = {0.5, 0.08};
static const double ENTRY_GROWTH_PRIOR = 0.25;
static const struct range_prior SCHOOL_PRIOR = {0.75, 0.05};
static const struct range_prior WARD_PRIOR = {0.75, 0.03};

#define YEARS_SEEN 4 // ahead, from which growth is learned cell by cell

bool carried_match(const struct carried *carried,
                   const struct enrolment_panel *panel, size_t cell,
                   int32_t year, struct matched_cell *matched)
{
    uint32_t school = (uint32_t)(cell / PANEL_GRADES);
    int32_t grade = (int32_t)(cell % PANEL_GRADES);
    int32_t actual = panel_at(panel, school, grade, year);
    matched->last = carried_at(carried, cell, carried->origin);
    matched->median = carried_at(carried, cell, year);
    matched->actual = (float)actual;
    return actual != PANEL_ABSENT && matched->last >= 0 && matched->median >= 0;
}

// How a cell is reached: years of entry into `entry`, then a year in each grade
// up to the cell's.
struct path {
    size_t entry_years;
    size_t entry; // grade
    size_t n_steps;
};

static struct path path_to(const struct carried *carried, size_t cell,
                           size_t horizon)
{
    struct path path = {0};
    while (
        path.n_steps < horizon &&
        !is_entry_cell(&carried->table, cell - path.n_steps, carried->origin))
        path.n_steps++;
    path.entry = (cell - path.n_steps) % PANEL_GRADES;
    path.entry_years = horizon - path.n_steps;
    return path;
}

static void add_squares(struct range_width *sum, const struct range_rule *rule,
                        double median, double grown)
{
    struct range_width width = range_rule_width(rule, median);
    for (size_t q = 0; q < RANGE_SIDES; q++)
        sum->side[q] += grown * grown * width.side[q] * width.side[q];
}

struct range_width cell_width(const struct range_rules *rules,
                              const struct carried *carried, size_t cell,
                              double median, size_t horizon)
{
    struct range_width width = {0};
    struct path path = path_to(carried, cell, horizon);
    if (path.entry_years > 0)
        add_squares(&width,
                    &rules->cells[blend_class((int32_t)path.entry, true)],
                    median, rules->entry_grown[path.entry_years]);
    double grown = rules->cohort_grown[path.n_steps];
    for (size_t step = 0; step < path.n_steps; step++) {
        int32_t grade = (int32_t)(cell % PANEL_GRADES) - (int32_t)step;
        add_squares(&width, &rules->cells[blend_class(grade, false)], median,
                    grown);
    }
    for (size_t q = 0; q < RANGE_SIDES; q++)
        width.side[q] =
            copysign(sqrt(width.side[q]), q < RANGE_SIDES / 2 ? -1 : 1);
    return width;
}

struct gathering {
    struct arena *arena;
    const struct blend *blend; // today's
    struct past_error_list cells[N_BLEND_CLASSES];
    struct past_error_list schools;
    struct past_error_list wards;
    struct past_error_list city;
    struct past_error_list city_grades;
};

struct sum {
    double median;
    double actual;
};

static void add_matched(struct sum *sum, const struct matched_cell *matched)
{
    sum->median += (double)matched->median;
    sum->actual += (double)matched->actual;
}

// Sums of one origin and year.
struct year_sums {
    struct past_error form; // horizon and origin of them all
    struct cohort_lead lead;
    struct sum *wards;
    struct sum grades[PANEL_GRADES];
    struct sum city;
};

static void keep_sum(struct past_error_list *errors, struct arena *arena,
                     const struct year_sums *sums, struct sum sum)
{
    if (sum.median <= 0 && sum.actual <= 0)
        return;
    struct past_error error = sums->form;
    error.median = (float)sum.median;
    error.actual = (float)sum.actual;
    past_error_add(errors, arena, error);
}

// Weights get better as years go by, so the earlier forecasts themselves would
// make ranges too wide: what counts is how far off today's weights would have
// been with what was known then.
static void keep_cell(struct gathering *gathering,
                      const struct carried *carried, size_t cell,
                      const struct matched_cell *matched,
                      const struct year_sums *sums)
{
    float parts[N_PARTS];
    double weights[N_PARTS];
    bool is_entry = is_entry_cell(&carried->table, cell, carried->origin);
    size_t class = blend_class((int32_t)(cell % PANEL_GRADES), is_entry);
    bool knows = is_entry && parts_know_residents(&carried->sources, cell,
                                                  carried->origin + 1);
    parts_fill(&carried->sources, &carried->table, &sums->lead, cell,
               carried->origin, parts);
    blend_weights(gathering->blend, class, knows, weights);
    struct past_error error = sums->form;
    error.median = (float)fmax(0, blend_value(weights, parts));
    error.actual = matched->actual;
    past_error_add(&gathering->cells[class], gathering->arena, error);
}

static void gather_school(struct gathering *gathering,
                          const struct carried *carried,
                          const struct enrolment_panel *panel, uint32_t school,
                          int32_t year, struct year_sums *sums)
{
    struct sum total = {0};
    for (int32_t g = 0; g < PANEL_GRADES; g++) {
        size_t cell = (size_t)school * PANEL_GRADES + (size_t)g;
        struct matched_cell matched;
        if (!carried_match(carried, panel, cell, year, &matched))
            continue;
        if (sums->form.horizon == 1)
            keep_cell(gathering, carried, cell, &matched, sums);
        add_matched(&total, &matched);
        add_matched(&sums->grades[g], &matched);
    }
    keep_sum(&gathering->schools, gathering->arena, sums, total);
    uint32_t ward = panel->schools[school].ward;
    ward = ward < panel->n_wards ? ward : (uint32_t)panel->n_wards;
    sums->wards[ward].median += total.median;
    sums->wards[ward].actual += total.actual;
    sums->city.median += total.median;
    sums->city.actual += total.actual;
}

static void gather_year(struct gathering *gathering,
                        const struct carried_history *history, size_t origin,
                        size_t horizon)
{
    const struct carried *carried = &history->origins[origin];
    const struct enrolment_panel *panel = history->panel;
    struct year_sums sums = {
        .form = {.horizon = (uint8_t)horizon, .origin = (uint8_t)origin},
        .lead = cohort_lead_find(
            &carried->table, panel->n_schools * PANEL_GRADES, carried->origin),
        .wards = arena_array(gathering->arena, struct sum, panel->n_wards + 1)};
    for (uint32_t s = 0; s < panel->n_schools; s++)
        gather_school(gathering, carried, panel, s,
                      carried->origin + (int32_t)horizon, &sums);
    for (size_t w = 0; w < panel->n_wards; w++)
        keep_sum(&gathering->wards, gathering->arena, &sums, sums.wards[w]);
    for (size_t g = 0; g < PANEL_GRADES; g++)
        keep_sum(&gathering->city_grades, gathering->arena, &sums,
                 sums.grades[g]);
    keep_sum(&gathering->city, gathering->arena, &sums, sums.city);
}

// A class with few errors takes those of all classes of its kind.
static struct range_rule learn_class(struct gathering *gathering, size_t class)
{
    struct past_error_list *own = &gathering->cells[class];
    if (own->count >= RANGE_FEWEST_ERRORS)
        return range_rule_learn(own, CELL_PRIOR);
    struct past_error_list pooled = {0};
    for (size_t c = 0; c < N_BLEND_CLASSES; c++) {
        const struct past_error_list *errors = &gathering->cells[c];
        if (blend_class_is_entry(c) == blend_class_is_entry(class))
            for (size_t i = 0; i < errors->count; i++)
                *past_error_list_add(&pooled, gathering->arena) =
                    errors->items[i];
    }
    return range_rule_learn(&pooled, CELL_PRIOR);
}

// Errors over the width they would have if they grew by chance along a cohort
// and not at all at an entry: what is left to learn is how they differ.
struct paths_seen {
    struct arena *arena;
    struct past_error_list cohorts;
    struct past_error_list entries;
};

static void see_cell(struct paths_seen *seen, const struct range_rules *rules,
                     const struct carried *carried, size_t cell,
                     struct past_error error)
{
    struct path path = path_to(carried, cell, error.horizon);
    if (path.entry_years > 0 && path.n_steps > 0)
        return;
    struct range_width width =
        cell_width(rules, carried, cell, (double)error.median, error.horizon);
    double usual = width.side[RANGE_SIDES - 2] - width.side[1];
    if (usual <= 0)
        return;
    error.scaled = (float)((double)(error.actual - error.median) / usual);
    *past_error_list_add(path.n_steps > 0 ? &seen->cohorts : &seen->entries,
                         seen->arena) = error;
}

static void see_year(struct paths_seen *seen, const struct range_rules *rules,
                     const struct carried_history *history, size_t origin,
                     size_t horizon)
{
    const struct carried *carried = &history->origins[origin];
    size_t n_cells = history->panel->n_schools * PANEL_GRADES;
    for (size_t cell = 0; cell < n_cells; cell++) {
        struct matched_cell matched;
        if (!carried_match(carried, history->panel, cell,
                           carried->origin + (int32_t)horizon, &matched))
            continue;
        struct past_error error = {.median = matched.median,
                                   .actual = matched.actual,
                                   .horizon = (uint8_t)horizon,
                                   .origin = (uint8_t)origin};
        see_cell(seen, rules, carried, cell, error);
    }
}

static void set_growth(double grown[FORECAST_MOST_YEARS + 1], double power)
{
    for (size_t years = 1; years <= FORECAST_MOST_YEARS; years++)
        grown[years] = pow((double)years, power);
}

static void learn_growth(const struct carried_history *history, size_t origin,
                         struct range_rules *rules)
{
    struct paths_seen seen = {.arena = arena_new()};
    set_growth(rules->cohort_grown, 0);
    set_growth(rules->entry_grown, 0);
    for (size_t before = 1; before < origin; before++)
        for (size_t h = 1;
             before + h <= origin && h <= history->origins[before].n_ahead; h++)
            see_year(&seen, rules, history, before, h);
    set_growth(rules->cohort_grown,
               range_growth_learn(&seen.cohorts, CELL_PRIOR.growth - 0.5));
    set_growth(rules->entry_grown,
               range_growth_learn(&seen.entries, ENTRY_GROWTH_PRIOR));
    arena_free(seen.arena);
}

struct range_rules range_rules_learn(struct arena *arena,
                                     const struct carried_history *history,
                                     size_t origin)
{
    struct gathering gathering = {.arena = arena_new(),
                                  .blend = &history->origins[origin].blend};
    for (size_t before = origin > 1 ? 1 : 0; before < origin; before++)
        for (size_t h = 1;
             before + h <= origin && h <= history->origins[before].n_ahead; h++)
            gather_year(&gathering, history, before, h);
    struct range_rules rules = {
        .schools = range_rule_learn(&gathering.schools, SCHOOL_PRIOR),
        .wards = range_rule_learn(&gathering.wards, WARD_PRIOR),
        .city = gathering.city,
        .city_grades = gathering.city_grades,
    };
    for (size_t c = 0; c < N_BLEND_CLASSES; c++)
        rules.cells[c] = learn_class(&gathering, c);
    learn_growth(history, origin, &rules);
    arena_adopt(arena, gathering.arena);
    return rules;
}
