// A back-test small enough to count by hand, and that its forecasts are those
// that would have been made.

#include <math.h>

#include "check.h"
#include "forecast/backtest.h"
#include "school_world.h"

static struct backtest_row_list run(struct arena *arena,
                                    const struct enrolment_panel *panel)
{
    struct forecast_inputs inputs = {.panel = panel};
    struct backtest_options options = {.n_threads = 2};
    struct backtest_row_list rows;
    struct error err;
    if (backtest_run(arena, &inputs, &options, &rows, &err) != STATUS_OK)
        fail_msg("%s", err.text);
    return rows;
}

static struct backtest_row find(const struct backtest_row_list *rows,
                                enum backtest_level level, int32_t grade,
                                int32_t origin, int32_t horizon,
                                enum backtest_method method)
{
    for (size_t i = 0; i < rows->count; i++) {
        struct backtest_row row = rows->items[i];
        if (row.level == level && row.grade == grade && row.origin == origin &&
            row.horizon == horizon && row.method == method)
            return row;
    }
    fail_msg("no such row");
    return (struct backtest_row){0};
}

// Two schools of grades 1 and 2 in four years; S001's grade 2 goes in the last.
static struct enrolment_panel hand_panel(struct arena *arena)
{
    struct school_world world = school_world_new(arena, 2, 1);
    const int64_t pupils[2][2][4] = {{{10, 20, 30, 40}, {8, 10, 20, 24}},
                                     {{50, 50, 50, 60}, {50, 50, 50, -1}}};
    for (uint32_t s = 0; s < 2; s++)
        for (int32_t g = 1; g <= 2; g++)
            for (int32_t y = 0; y < 4; y++)
                if (pupils[s][g - 1][y] >= 0)
                    school_world_put(&world, s, 2015 + y, g,
                                     pupils[s][g - 1][y]);
    return school_world_panel(&world);
}

static void last_value_is_off_as_counted_by_hand(void **state)
{
    struct arena *arena = arena_new();
    struct enrolment_panel panel = hand_panel(arena);
    struct backtest_row_list rows = run(arena, &panel);
    // 30 for 40, 20 for 24, 50 for 60; the grade that went is no one's error.
    struct backtest_row cell =
        find(&rows, BACKTEST_CELL, -1, 2017, 1, BACKTEST_LAST_VALUE);
    CHECK_INT(cell.n, 3);
    CHECK_NEAR(cell.wape, 100.0 * 24 / 124, 1e-9);
    CHECK_NEAR(cell.bias, -100.0 * 24 / 124, 1e-9);
    CHECK_NEAR(cell.mape, 100.0 * (10.0 / 40 + 4.0 / 24 + 10.0 / 60) / 3, 1e-9);
    CHECK_NEAR(cell.cover80, -1, 0);
    struct backtest_row school =
        find(&rows, BACKTEST_SCHOOL, -1, 2017, 1, BACKTEST_LAST_VALUE);
    CHECK_INT(school.n, 2);
    CHECK_NEAR(school.wape, 100.0 * 24 / 124, 1e-9);
    struct backtest_row ward =
        find(&rows, BACKTEST_WARD, -1, 2017, 1, BACKTEST_LAST_VALUE);
    CHECK_INT(ward.n, 1);
    struct backtest_row grade =
        find(&rows, BACKTEST_CITY, 1, 2017, 1, BACKTEST_LAST_VALUE);
    CHECK_NEAR(grade.wape, 20, 1e-9);
    arena_free(arena);
}

static void plain_progression_is_off_as_counted_by_hand(void **state)
{
    struct arena *arena = arena_new();
    struct enrolment_panel panel = hand_panel(arena);
    struct backtest_row_list rows = run(arena, &panel);
    // Entry: (10 + 20 + 30) / 3 = 20 for 40 and 50 for 60. Grade 2 of S000:
    // 30 × (10 + 20) / (10 + 20) = 30 for 24.
    struct backtest_row cell =
        find(&rows, BACKTEST_CELL, -1, 2017, 1, BACKTEST_PROGRESSION_3);
    CHECK_NEAR(cell.wape, 100.0 * (20 + 10 + 6) / 124, 1e-4);
    CHECK_NEAR(cell.bias, 100.0 * (-20 - 10 + 6) / 124, 1e-4);
    arena_free(arena);
}

static int64_t wavy_entry(uint32_t school, int32_t year)
{
    return 60 + (int64_t)school + 15 * ((year * 7 + (int32_t)school) % 5);
}

// The rows' error is that of forecast_build from the panel as it was known.
static void it_tests_the_forecast_that_would_have_been_made(void **state)
{
    struct arena *arena = arena_new();
    struct school_world world = school_world_new(arena, 60, 2);
    for (uint32_t s = 0; s < 60; s++)
        school_world_fill(&world, s, 1, 5, 2011, 2020, wavy_entry);
    struct enrolment_panel panel = school_world_panel(&world);
    struct backtest_row_list rows = run(arena, &panel);
    for (int32_t origin = 2013; origin < 2020; origin++) {
        struct enrolment_panel known = panel_until(&panel, origin);
        struct forecast_inputs inputs = {.panel = &known};
        struct forecast_options options = {.n_years = 1, .n_threads = 1};
        struct forecast forecast;
        struct error err;
        CHECK_INT(forecast_build(arena, &inputs, &options, &forecast, &err),
                  STATUS_OK);
        double off = 0;
        double actual = 0;
        for (uint32_t s = 0; s < 60; s++)
            for (int32_t g = 1; g <= 5; g++) {
                double came = panel_at(&panel, s, g, origin + 1);
                off += fabs(
                    (double)forecast_cell(&forecast, s, g, origin + 1)->median -
                    came);
                actual += came;
            }
        CHECK_NEAR(
            find(&rows, BACKTEST_CELL, -1, origin, 1, BACKTEST_HOCGAN).wape,
            100 * off / actual, 1e-6);
    }
    arena_free(arena);
}

static void any_panel_can_be_tested_or_is_refused_by_name(void **state)
{
    for (uint64_t seed = 1; seed <= 60; seed++) {
        struct arena *arena = arena_new();
        struct random random = random_from(seed);
        struct enrolment_panel panel = random_panel(arena, &random);
        struct forecast_inputs inputs = {.panel = &panel};
        struct backtest_options options = {.n_threads = 1};
        struct backtest_row_list rows = {0};
        struct error err;
        if (backtest_run(arena, &inputs, &options, &rows, &err) != STATUS_OK)
            CHECK(panel.n_years < 4 && err.status == STATUS_BAD_INPUT);
        for (size_t i = 0; i < rows.count; i++) {
            const struct backtest_row *row = &rows.items[i];
            CHECK(isfinite(row->wape) && isfinite(row->mape) &&
                  isfinite(row->bias) && row->n > 0);
            CHECK(row->cover50 <= row->cover80 && row->cover80 <= row->cover95);
        }
        arena_free(arena);
    }
}

static void too_few_years_are_refused(void **state)
{
    struct arena *arena = arena_new();
    struct school_world world = school_world_new(arena, 2, 0);
    school_world_fill(&world, 0, 1, 5, 2018, 2020, wavy_entry);
    struct enrolment_panel panel = school_world_panel(&world);
    struct forecast_inputs inputs = {.panel = &panel};
    struct backtest_options options = {.n_threads = 1};
    struct backtest_row_list rows;
    struct error err;
    CHECK_INT(backtest_run(arena, &inputs, &options, &rows, &err),
              STATUS_BAD_INPUT);
    CHECK_TEXT(err.text,
               "a back-test from 2020 to 2020 cannot be made: enrolment is "
               "known from 2018 to 2020, and two years before the first origin "
               "and one after it are needed");
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(last_value_is_off_as_counted_by_hand),
        TEST(plain_progression_is_off_as_counted_by_hand),
        TEST(it_tests_the_forecast_that_would_have_been_made),
        TEST(any_panel_can_be_tested_or_is_refused_by_name),
        TEST(too_few_years_are_refused),
    };
    return RUN_TESTS(tests);
}
