// The history of carried origins (carry.h) is built once, up to the last year
// that is compared: each origin in it knows nothing of what came after, so it
// is the forecast that would have been made then. Its ranges are learned from
// the origins before it.
//
// Every level sums the same cells, those known both at the origin and in the
// target year, for the forecast, the yardsticks and the truth alike: a grade
// that opened later is no one's error. The range of a sum is taken around the
// part of its median that is compared.

#include "forecast/backtest.h"

#include <math.h>

#include "base/parallel.h"
#include "forecast/sums.h"
#include "forecast/yardsticks.h"

#define N_METHODS 3
#define N_LEVELS_TESTED 4
#define ALL_GRADES PANEL_GRADES // the slot after the single grades

struct tally {
    uint32_t n;
    uint32_t n_percent;
    double off, actual, signed_off, percent;
    uint32_t in50, in80, in95;
};

struct run {
    const struct carried_history *history;
    size_t first; // number of the first origin
    size_t n_horizons;
    struct tally *tallies; // [level][grade slot][origin][horizon][method]
};

// What is compared: a cell or a sum of cells, by every method.
struct comparison {
    double value[N_METHODS];
    double actual;
};

static struct tally *tally_at(const struct run *run, size_t level, size_t slot,
                              size_t origin, size_t horizon)
{
    size_t row = level * (PANEL_GRADES + 1) + slot;
    row = row * run->history->n_origins + origin;
    return &run->tallies[(row * run->n_horizons + horizon - 1) * N_METHODS];
}

static void add_to(struct comparison *sum, const struct comparison *one)
{
    for (size_t m = 0; m < N_METHODS; m++)
        sum->value[m] += one->value[m];
    sum->actual += one->actual;
}

static void count_within(struct tally *tally, double actual,
                         const struct forecast_range *range, double share)
{
    tally->in50 += actual >= share * (double)range->low50 &&
                   actual <= share * (double)range->high50;
    tally->in80 += actual >= share * (double)range->low80 &&
                   actual <= share * (double)range->high80;
    tally->in95 += actual >= share * (double)range->low95 &&
                   actual <= share * (double)range->high95;
}

static void tally_comparison(struct tally *tallies,
                             const struct comparison *compared,
                             const struct forecast_range *range)
{
    for (size_t m = 0; m < N_METHODS; m++) {
        struct tally *tally = &tallies[m];
        double off = compared->value[m] - compared->actual;
        tally->n++;
        tally->off += fabs(off);
        tally->signed_off += off;
        tally->actual += compared->actual;
        if (compared->actual > 0) {
            tally->n_percent++;
            tally->percent += fabs(off) / compared->actual;
        }
    }
    double whole = (double)range->median;
    double share = whole > 0 ? compared->value[BACKTEST_HOCGAN] / whole : 1;
    count_within(&tallies[BACKTEST_HOCGAN], compared->actual, range, share);
}

// One origin and horizon.
struct comparing {
    const struct run *run;
    const struct forecast *forecast;
    const float *plain;
    size_t origin;
    size_t horizon;
    struct comparison *wards; // the last: ward not known
    struct comparison grades[PANEL_GRADES];
    size_t n_in_grade[PANEL_GRADES];
    struct comparison city;
};

static bool compare_cell(const struct comparing *comparing, size_t cell,
                         struct comparison *compared)
{
    const struct carried_history *history = comparing->run->history;
    const struct carried *carried = &history->origins[comparing->origin];
    struct matched_cell matched;
    if (!carried_match(carried, history->panel, cell,
                       carried->origin + (int32_t)comparing->horizon, &matched))
        return false;
    size_t at = cell * comparing->run->n_horizons + comparing->horizon - 1;
    compared->value[BACKTEST_HOCGAN] = (double)matched.median;
    compared->value[BACKTEST_LAST_VALUE] = (double)matched.last;
    compared->value[BACKTEST_PROGRESSION_3] = (double)comparing->plain[at];
    compared->actual = (double)matched.actual;
    return true;
}

static struct tally *tally_here(const struct comparing *comparing,
                                enum backtest_level level, size_t slot)
{
    return tally_at(comparing->run, level, slot, comparing->origin,
                    comparing->horizon);
}

static void compare_school(struct comparing *comparing, uint32_t school)
{
    const struct forecast *forecast = comparing->forecast;
    size_t y = comparing->horizon - 1;
    struct comparison total = {0};
    size_t n = 0;
    for (size_t g = 0; g < PANEL_GRADES; g++) {
        size_t cell = (size_t)school * PANEL_GRADES + g;
        struct comparison compared;
        if (!compare_cell(comparing, cell, &compared))
            continue;
        const struct forecast_range *range =
            &forecast->cells[cell * forecast->n_years + y];
        tally_comparison(tally_here(comparing, BACKTEST_CELL, g), &compared,
                         range);
        tally_comparison(tally_here(comparing, BACKTEST_CELL, ALL_GRADES),
                         &compared, range);
        add_to(&total, &compared);
        add_to(&comparing->grades[g], &compared);
        comparing->n_in_grade[g]++;
        n++;
    }
    if (n == 0)
        return;
    tally_comparison(tally_here(comparing, BACKTEST_SCHOOL, ALL_GRADES), &total,
                     &forecast->schools[school * forecast->n_years + y]);
    uint32_t ward = comparing->run->history->panel->schools[school].ward;
    add_to(
        &comparing->wards[ward < forecast->n_wards ? ward : forecast->n_wards],
        &total);
    add_to(&comparing->city, &total);
}

static void compare_sums(struct comparing *comparing)
{
    const struct forecast *forecast = comparing->forecast;
    size_t y = comparing->horizon - 1;
    for (size_t w = 0; w < forecast->n_wards; w++)
        if (comparing->wards[w].actual > 0)
            tally_comparison(tally_here(comparing, BACKTEST_WARD, ALL_GRADES),
                             &comparing->wards[w],
                             &forecast->wards[w * forecast->n_years + y]);
    for (size_t g = 0; g < PANEL_GRADES; g++)
        if (comparing->n_in_grade[g] > 0)
            tally_comparison(tally_here(comparing, BACKTEST_CITY, g),
                             &comparing->grades[g],
                             &forecast->city_grades[g * forecast->n_years + y]);
    if (comparing->city.actual > 0)
        tally_comparison(tally_here(comparing, BACKTEST_CITY, ALL_GRADES),
                         &comparing->city, &forecast->city[y]);
}

static void compare_origin(void *context, size_t piece)
{
    const struct run *run = context;
    size_t origin = run->first + piece;
    const struct carried_history *history = run->history;
    struct arena *arena = arena_new();
    struct forecast forecast =
        forecast_assemble(arena, history, origin, run->n_horizons, NULL, 1);
    const float *plain = plain_progression(
        arena, &history->origins[origin].sources.panel, run->n_horizons);
    for (size_t h = 1; h <= run->n_horizons && origin + h < history->n_origins;
         h++) {
        struct comparing comparing = {
            .run = run,
            .forecast = &forecast,
            .plain = plain,
            .origin = origin,
            .horizon = h,
            .wards =
                arena_array(arena, struct comparison, forecast.n_wards + 1)};
        for (uint32_t s = 0; s < history->panel->n_schools; s++)
            compare_school(&comparing, s);
        compare_sums(&comparing);
    }
    arena_free(arena);
}

static double share_of(double part, double whole)
{
    return whole > 0 ? 100 * part / whole : -1;
}

static struct backtest_row row_of(const struct tally *tally,
                                  enum backtest_method method)
{
    bool has_ranges = method == BACKTEST_HOCGAN;
    return (struct backtest_row){
        .method = method,
        .n = tally->n,
        .wape = share_of(tally->off, tally->actual),
        .mape = share_of(tally->percent, tally->n_percent),
        .bias = tally->actual > 0 ? 100 * tally->signed_off / tally->actual : 0,
        .cover50 = has_ranges ? share_of(tally->in50, tally->n) : -1,
        .cover80 = has_ranges ? share_of(tally->in80, tally->n) : -1,
        .cover95 = has_ranges ? share_of(tally->in95, tally->n) : -1,
    };
}

static void write_rows(struct arena *arena, const struct run *run, size_t level,
                       size_t slot, struct backtest_row_list *rows)
{
    for (size_t o = run->first; o < run->history->n_origins; o++)
        for (size_t h = 1; h <= run->n_horizons; h++)
            for (size_t m = 0; m < N_METHODS; m++) {
                const struct tally *tally =
                    tally_at(run, level, slot, o, h) + m;
                if (tally->n == 0)
                    continue;
                struct backtest_row row =
                    row_of(tally, (enum backtest_method)m);
                row.level = (enum backtest_level)level;
                row.grade = slot == ALL_GRADES ? -1 : (int32_t)slot;
                row.origin = run->history->origins[o].origin;
                row.horizon = (int32_t)h;
                *backtest_row_list_add(rows, arena) = row;
            }
}

static enum status check_years(const struct enrolment_panel *panel,
                               const struct backtest_options *options,
                               int32_t *first_origin, int32_t *last_target,
                               struct error *err)
{
    int32_t last = panel->first_year + (int32_t)panel->n_years - 1;
    *first_origin = options->first_origin == 0 ? panel->first_year + 2
                                               : options->first_origin;
    *last_target = options->last_target == 0 ? last : options->last_target;
    if (*first_origin < panel->first_year || *last_target > last ||
        *first_origin >= *last_target)
        return error_set(err, STATUS_BAD_INPUT,
                         "a back-test from %d to %d cannot be made: enrolment "
                         "is known from %d to %d, and two years before the "
                         "first origin and one after it are needed",
                         *first_origin, *last_target, panel->first_year, last);
    return STATUS_OK;
}

static size_t horizons_of(const struct backtest_options *options,
                          int32_t first_origin, int32_t last_target)
{
    size_t most = (size_t)(last_target - first_origin);
    if (most > FORECAST_MOST_YEARS)
        most = FORECAST_MOST_YEARS;
    return options->most_horizon > 0 && options->most_horizon < most
               ? options->most_horizon
               : most;
}

const char *backtest_level_name(enum backtest_level level)
{
    static const char *const NAMES[] = {"city", "ward", "school",
                                        "school_grade"};
    return NAMES[level];
}

const char *backtest_method_name(enum backtest_method method)
{
    static const char *const NAMES[] = {"hocgan", "last_value",
                                        "progression_3"};
    return NAMES[method];
}

enum status backtest_run(struct arena *arena,
                         const struct forecast_inputs *inputs,
                         const struct backtest_options *options,
                         struct backtest_row_list *rows, struct error *err)
{
    int32_t first_origin;
    int32_t last_target;
    enum status status =
        check_years(inputs->panel, options, &first_origin, &last_target, err);
    if (status != STATUS_OK)
        return status;
    struct arena *aside = arena_new();
    struct enrolment_panel known = panel_until(inputs->panel, last_target);
    struct forecast_options carried = {
        .n_years = horizons_of(options, first_origin, last_target),
        .n_threads = options->n_threads};
    struct carried_history history =
        forecast_carry(aside, &known, inputs, &carried);
    struct run run = {.history = &history,
                      .first = (size_t)(first_origin - known.first_year),
                      .n_horizons = carried.n_years,
                      .tallies = arena_array(
                          aside, struct tally,
                          N_LEVELS_TESTED * (PANEL_GRADES + 1) *
                              history.n_origins * carried.n_years * N_METHODS)};
    parallel_for(history.n_origins - 1 - run.first, options->n_threads,
                 compare_origin, &run);
    *rows = (struct backtest_row_list){0};
    for (size_t level = 0; level < N_LEVELS_TESTED; level++) {
        write_rows(arena, &run, level, ALL_GRADES, rows);
        for (size_t g = 0; g < PANEL_GRADES; g++)
            write_rows(arena, &run, level, g, rows);
    }
    arena_free(aside);
    return STATUS_OK;
}
