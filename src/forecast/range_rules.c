// Errors are gathered from every origin before the one that is forecast, for
// the years that had come by then: cell by cell, and again for the sums of each
// school, ward and the city, since errors of a school's grades partly cancel
// out and partly go together, and only the sum's own errors tell how much.
// The very first year has no ratios behind it, so its errors say nothing of
// later origins; they count only where there are no others.

#include <math.h>

#include "forecast/sums.h"

// For want of past errors: what planners of other cities report (a few per cent
// a year at a school, one or two in a city), and errors that partly go on.
static const struct range_prior CELL_PRIOR = {0.05, 0.08};
static const struct range_prior SCHOOL_PRIOR = {0.4, 0.05};
static const struct range_prior WARD_PRIOR = {0.4, 0.03};

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

struct gathering {
    struct arena *arena;
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
        struct past_error error = sums->form;
        error.median = matched.median;
        error.actual = matched.actual;
        size_t class = blend_class(
            g, is_entry_cell(&carried->table, cell, carried->origin));
        past_error_add(&gathering->cells[class], gathering->arena, error);
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

static size_t count_near(const struct past_error_list *errors)
{
    size_t n = 0;
    for (size_t i = 0; i < errors->count; i++)
        n += errors->items[i].horizon == 1;
    return n;
}

// A class with few errors takes those of all classes of its kind.
static struct range_rule learn_class(struct gathering *gathering, size_t class)
{
    struct past_error_list *own = &gathering->cells[class];
    if (count_near(own) >= RANGE_FEWEST_ERRORS)
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

struct range_rules range_rules_learn(struct arena *arena,
                                     const struct carried_history *history,
                                     size_t origin)
{
    struct gathering gathering = {.arena = arena_new()};
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
    arena_adopt(arena, gathering.arena);
    return rules;
}
