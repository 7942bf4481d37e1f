// What the forecast is worth on a real city: New York, 1,902 schools, autumn
// 2013 to 2021, rolling origin. Weights, strengths and ranges are learned from
// years before each origin, so no figure here was fitted to the year it is
// measured on.

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "check.h"
#include "forecast/backtest.h"
#include "nyc_enrolment.h"

static struct arena *arena;
static struct enrolment_panel panel;
static struct backtest_row_list rows;     // targets up to 2019
static struct backtest_row_list all_rows; // the pandemic's years too

static struct backtest_row_list run(const struct enrolment_panel *known,
                                    int32_t last_target, size_t n_threads)
{
    struct forecast_inputs inputs = {.panel = known};
    struct backtest_options options = {.last_target = last_target,
                                       .n_threads = n_threads};
    struct backtest_row_list found;
    struct error err;
    if (backtest_run(arena, &inputs, &options, &found, &err) != STATUS_OK)
        fail_msg("%s", err.text);
    return found;
}

static const struct backtest_row *row_of(const struct backtest_row_list *list,
                                         enum backtest_level level,
                                         int32_t origin, int32_t horizon,
                                         enum backtest_method method)
{
    for (size_t i = 0; i < list->count; i++) {
        const struct backtest_row *row = &list->items[i];
        if (row->level == level && row->grade == -1 && row->origin == origin &&
            row->horizon == horizon && row->method == method)
            return row;
    }
    fail_msg("no row of %s %d, %d years ahead", backtest_level_name(level),
             origin, horizon);
    return NULL;
}

static double mean_wape(enum backtest_level level, int32_t first_origin,
                        int32_t last_origin, int32_t horizon,
                        enum backtest_method method)
{
    double sum = 0;
    for (int32_t origin = first_origin; origin <= last_origin; origin++)
        sum += row_of(&rows, level, origin, horizon, method)->wape;
    return sum / (last_origin - first_origin + 1);
}

static void check_below(enum backtest_level level, int32_t first_origin,
                        int32_t last_origin, int32_t horizon,
                        enum backtest_method method, double share)
{
    double ours =
        mean_wape(level, first_origin, last_origin, horizon, BACKTEST_HOCGAN);
    double theirs =
        mean_wape(level, first_origin, last_origin, horizon, method);
    printf("%s, %d year(s): %.2f %%, %s %.2f %%: %.1f %% below\n",
           backtest_level_name(level), horizon, ours,
           backtest_method_name(method), theirs, 100 * (1 - ours / theirs));
    CHECK(ours <= (1 - share) * theirs);
}

static void yardsticks_have_the_errors_published_for_this_file(void **state)
{
    for (int32_t origin = 2016; origin <= 2018; origin++) {
        CHECK_NEAR(
            row_of(&rows, BACKTEST_CELL, origin, 1, BACKTEST_LAST_VALUE)->wape,
            11.5, 0.1);
        CHECK_NEAR(
            row_of(&rows, BACKTEST_SCHOOL, origin, 1, BACKTEST_LAST_VALUE)
                ->wape,
            4.8, 0.26);
        CHECK_NEAR(
            row_of(&rows, BACKTEST_CELL, origin, 1, BACKTEST_PROGRESSION_3)
                ->wape,
            8.75, 0.42);
        CHECK_NEAR(
            row_of(&rows, BACKTEST_SCHOOL, origin, 1, BACKTEST_PROGRESSION_3)
                ->wape,
            4.6, 0.24);
    }
}

static void one_year_ahead_it_beats_progression_and_last_value(void **state)
{
    check_below(BACKTEST_CELL, 2016, 2018, 1, BACKTEST_PROGRESSION_3, 0.12);
    check_below(BACKTEST_CELL, 2016, 2018, 1, BACKTEST_LAST_VALUE, 0.32);
    check_below(BACKTEST_SCHOOL, 2016, 2018, 1, BACKTEST_PROGRESSION_3, 0.10);
    check_below(BACKTEST_SCHOOL, 2016, 2018, 1, BACKTEST_LAST_VALUE, 0.13);
}

static void three_years_ahead_it_beats_progression(void **state)
{
    check_below(BACKTEST_CELL, 2015, 2016, 3, BACKTEST_PROGRESSION_3, 0.08);
    check_below(BACKTEST_SCHOOL, 2015, 2016, 3, BACKTEST_PROGRESSION_3, 0.08);
}

static void check_covers(enum backtest_level level, int32_t origin,
                         int32_t horizon)
{
    const struct backtest_row *row =
        row_of(&rows, level, origin, horizon, BACKTEST_HOCGAN);
    printf("%s, %d, %d year(s): the 80 %% range holds %.1f %%\n",
           backtest_level_name(level), origin, horizon, row->cover80);
    CHECK_NEAR(row->cover80, 80, 3);
    CHECK(row->cover50 < row->cover80 && row->cover80 < row->cover95);
    CHECK_NEAR(row->cover50, 50, 5);
    CHECK_NEAR(row->cover95, 95, 3);
}

static void eighty_in_a_hundred_fall_within_the_80_percent_range(void **state)
{
    for (int32_t origin = 2016; origin <= 2018; origin++) {
        check_covers(BACKTEST_CELL, origin, 1);
        check_covers(BACKTEST_SCHOOL, origin, 1);
    }
    for (int32_t origin = 2015; origin <= 2016; origin++) {
        check_covers(BACKTEST_CELL, origin, 3);
        check_covers(BACKTEST_SCHOOL, origin, 3);
    }
}

// Over the origins 2016 to 2018, each grade by itself.
static void no_grade_is_left_out_of_its_range(void **state)
{
    for (int32_t grade = 0; grade < PANEL_GRADES; grade++) {
        double covered = 0;
        double n = 0;
        for (size_t i = 0; i < rows.count; i++) {
            const struct backtest_row *row = &rows.items[i];
            if (row->level != BACKTEST_CELL || row->grade != grade ||
                row->horizon != 1 || row->method != BACKTEST_HOCGAN ||
                row->origin < 2016)
                continue;
            covered += row->cover80 * row->n;
            n += row->n;
        }
        printf("grade %d, 1 year: the 80 %% range holds %.1f %%\n", grade,
               covered / n);
        CHECK_NEAR(covered / n, 80, 3);
    }
}

static void the_pandemic_costs_coverage_and_that_is_reported(void **state)
{
    for (int32_t origin = 2019; origin <= 2020; origin++) {
        double calm =
            row_of(&rows, BACKTEST_SCHOOL, 2018, 1, BACKTEST_HOCGAN)->cover80;
        const struct backtest_row *row =
            row_of(&all_rows, BACKTEST_SCHOOL, origin, 1, BACKTEST_HOCGAN);
        printf("school, %d, 1 year: the 80 %% range holds %.1f %%\n", origin,
               row->cover80);
        CHECK(row->cover80 < calm);
    }
}

// Origins are the same whether the file ends in 2019 or goes on to 2021.
static void rows_do_not_hang_on_later_years(void **state)
{
    size_t n = 0;
    for (size_t i = 0; i < all_rows.count; i++) {
        const struct backtest_row *row = &all_rows.items[i];
        if (row->origin + row->horizon > 2019)
            continue;
        CHECK(n < rows.count);
        CHECK(memcmp(row, &rows.items[n++], sizeof *row) == 0);
    }
    CHECK_INT(n, rows.count);
}

static void one_thread_finds_the_same(void **state)
{
    struct backtest_row_list alone = run(&panel, 2019, 1);
    CHECK_INT(alone.count, rows.count);
    CHECK(memcmp(alone.items, rows.items, rows.count * sizeof *rows.items) ==
          0);
}

int main(void)
{
    arena = arena_new();
    if (!nyc_enrolment_read(arena, getenv("HOCGAN_DATA"), &panel))
        return 77;
    rows = run(&panel, 2019, 2);
    all_rows = run(&panel, 0, 2);
    const struct CMUnitTest tests[] = {
        TEST(yardsticks_have_the_errors_published_for_this_file),
        TEST(one_year_ahead_it_beats_progression_and_last_value),
        TEST(three_years_ahead_it_beats_progression),
        TEST(eighty_in_a_hundred_fall_within_the_80_percent_range),
        TEST(no_grade_is_left_out_of_its_range),
        TEST(the_pandemic_costs_coverage_and_that_is_reported),
        TEST(rows_do_not_hang_on_later_years),
        TEST(one_thread_finds_the_same),
    };
    int failed = RUN_TESTS(tests);
    arena_free(arena);
    return failed;
}
