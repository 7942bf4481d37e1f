// Worlds where the truth is known, and worlds made by chance.

#include <math.h>
#include <string.h>

#include "check.h"
#include "forecast/forecast.h"
#include "forecast/progression.h"
#include "school_world.h"

static struct forecast forecast_of(struct arena *arena,
                                   const struct forecast_inputs *inputs,
                                   int32_t origin, size_t n_years,
                                   size_t n_threads)
{
    struct forecast_options options = {origin, n_years, n_threads};
    struct forecast forecast;
    struct error err;
    if (forecast_build(arena, inputs, &options, &forecast, &err) != STATUS_OK)
        fail_msg("%s", err.text);
    return forecast;
}

static struct forecast plain_forecast(struct arena *arena,
                                      const struct enrolment_panel *panel,
                                      size_t n_years)
{
    struct forecast_inputs inputs = {.panel = panel};
    return forecast_of(arena, &inputs, 0, n_years, 2);
}

static double median_of(const struct forecast *forecast, uint32_t school,
                        int32_t grade, int32_t year)
{
    return (double)forecast_cell(forecast, school, grade, year)->median;
}

static int64_t steady_entry(uint32_t school, int32_t year)
{
    (void)year;
    return 40 + school;
}

static int64_t wavy_entry(uint32_t school, int32_t year)
{
    return 60 + (int64_t)school + 15 * ((year * 7 + (int32_t)school) % 5);
}

static void steady_schools_stay_as_they_are(void **state)
{
    struct arena *arena = arena_new();
    struct school_world world = school_world_new(arena, 50, 5);
    for (uint32_t s = 0; s < 50; s++)
        school_world_fill(&world, s, 1, 5, 2011, 2020, steady_entry);
    struct enrolment_panel panel = school_world_panel(&world);
    struct forecast forecast = plain_forecast(arena, &panel, 10);
    for (uint32_t s = 0; s < 50; s++)
        for (int32_t g = 1; g <= 5; g++)
            for (int32_t year = 2021; year <= 2030; year++)
                CHECK_NEAR(median_of(&forecast, s, g, year), 40 + s, 0.01);
    CHECK_NEAR((double)forecast.city[9].median, 5 * (50 * 40 + 1225), 1);
    arena_free(arena);
}

static void cohorts_are_followed_through_the_grades(void **state)
{
    struct arena *arena = arena_new();
    struct school_world world = school_world_new(arena, 60, 0);
    for (uint32_t s = 0; s < 60; s++)
        school_world_fill(&world, s, 1, 5, 2011, 2020, wavy_entry);
    struct enrolment_panel panel = school_world_panel(&world);
    struct forecast forecast = plain_forecast(arena, &panel, 4);
    for (uint32_t s = 0; s < 60; s++)
        for (int32_t h = 1; h <= 4; h++)
            for (int32_t g = h + 1; g <= 5; g++) // in school at the origin
                CHECK_NEAR(median_of(&forecast, s, g, 2020 + h),
                           (double)wavy_entry(s, 2020 + h - (g - 1)), 2);
    arena_free(arena);
}

static void ratios_that_differ_by_chance_are_drawn_to_the_city(void **state)
{
    struct arena *arena = arena_new();
    struct random random = random_from(5);
    struct school_world world = school_world_new(arena, 300, 0);
    for (uint32_t s = 0; s < 300; s++)
        for (int32_t year = 2015; year <= 2020; year++)
            for (int32_t g = 1; g <= 2; g++) {
                int64_t stayed = 0; // of 30, nine in ten
                for (int i = 0; i < 30; i++)
                    stayed += random_below(&random, 10) > 0;
                school_world_put(&world, s, year, g, g == 1 ? 30 : stayed);
            }
    struct enrolment_panel panel = school_world_panel(&world);
    struct progression progression = progression_build(arena, &panel);
    double own = 0;
    double drawn = 0;
    for (uint32_t s = 0; s < 300; s++) {
        const struct progression_sums *sums =
            &progression.sums[(s * PANEL_GRADES + 2) * N_DRAWS];
        own += fabs(sums->pupils / sums->below - 0.9);
        drawn += fabs(progression_ratio(&progression, s, 2, 0) - 0.9);
    }
    CHECK(progression.strength >= 200); // noise only: drawn hard
    CHECK(drawn < 0.5 * own);
    arena_free(arena);
}

static void schools_that_truly_differ_keep_their_ratios(void **state)
{
    struct arena *arena = arena_new();
    struct school_world world = school_world_new(arena, 200, 0);
    for (uint32_t s = 0; s < 200; s++)
        for (int32_t year = 2015; year <= 2020; year++)
            for (int32_t g = 1; g <= 2; g++)
                school_world_put(&world, s, year, g,
                                 g == 1 ? 100 : 70 + (int64_t)(s % 61));
    struct enrolment_panel panel = school_world_panel(&world);
    struct forecast forecast = plain_forecast(arena, &panel, 1);
    for (uint32_t s = 0; s < 200; s++)
        CHECK_NEAR(median_of(&forecast, s, 2, 2021), 70 + s % 61, 2.5);
    arena_free(arena);
}

// Schools that open with grade 6 and add one a year up to 9.
static void put_growing(struct school_world *world, uint32_t school,
                        int32_t opened, int32_t last_year)
{
    for (int32_t year = opened; year <= last_year; year++)
        for (int32_t g = 6; g <= 9 && g - 6 <= year - opened; g++)
            school_world_put(world, school, year, g, 80);
}

static void a_growing_school_gets_the_grades_to_come_and_no_more(void **state)
{
    struct arena *arena = arena_new();
    struct school_world world = school_world_new(arena, 12, 0);
    for (uint32_t s = 0; s < 12; s++)
        put_growing(&world, s, 2008 + (int32_t)s, 2020);
    struct enrolment_panel panel = school_world_panel(&world);
    struct forecast forecast = plain_forecast(arena, &panel, 4);
    CHECK_INT(panel_at(&panel, 11, 8, 2020), PANEL_ABSENT); // opened in 2019
    CHECK_NEAR(median_of(&forecast, 11, 8, 2021), 80, 8);
    CHECK(median_of(&forecast, 11, 9, 2021) < 0);
    CHECK_NEAR(median_of(&forecast, 11, 9, 2022), 80, 12);
    CHECK(median_of(&forecast, 11, 10, 2023) < 0);
    CHECK(median_of(&forecast, 11, 5, 2023) < 0);
    CHECK_NEAR((double)forecast.schools[11 * 4 + 1].median, 320, 24);
    arena_free(arena);
}

static void a_closed_school_has_no_forecast(void **state)
{
    struct arena *arena = arena_new();
    struct school_world world = school_world_new(arena, 3, 1);
    school_world_fill(&world, 0, 1, 5, 2011, 2020, steady_entry);
    school_world_fill(&world, 1, 1, 5, 2011, 2018, steady_entry);
    struct enrolment_panel panel = school_world_panel(&world);
    struct forecast_inputs inputs = {.panel = &panel};
    struct forecast forecast = forecast_of(arena, &inputs, 0, 2, 1);
    for (int32_t g = 0; g < PANEL_GRADES; g++) {
        CHECK(median_of(&forecast, 1, g, 2021) < 0);
        CHECK(median_of(&forecast, 2, g, 2021) < 0); // without any history
    }
    CHECK_NEAR((double)forecast.schools[1 * 2].median, 0, 0);
    CHECK_NEAR((double)forecast.schools[1 * 2].high95, 0, 0);
    struct forecast_options options = {.n_years = 2, .n_threads = 1};
    struct forecast_trace trace;
    struct error err;
    CHECK_INT(
        forecast_explain(arena, &inputs, &options, 1, 3, 2021, &trace, &err),
        STATUS_NOT_FOUND);
    CHECK_TEXT(err.text, "school S001 has nobody in grade 3 in 2020, and none "
                         "are expected in 2021");
    arena_free(arena);
}

static void check_range(const struct forecast_range *r)
{
    const float points[] = {0,         r->low95,  r->low80,  r->low50,
                            r->median, r->high50, r->high80, r->high95};
    for (size_t i = 1; i < sizeof points / sizeof *points; i++)
        CHECK(points[i] >= points[i - 1] && isfinite(points[i]));
}

// Ranges in order and finite, and everything adds up.
static void check_forecast(const struct enrolment_panel *panel,
                           const struct forecast *forecast)
{
    size_t n_years = forecast->n_years;
    for (size_t y = 0; y < n_years; y++) {
        double city = 0;
        for (uint32_t s = 0; s < panel->n_schools; s++) {
            double school = 0;
            for (int32_t g = 0; g < PANEL_GRADES; g++) {
                const struct forecast_range *cell = forecast_cell(
                    forecast, s, g, forecast->origin + 1 + (int32_t)y);
                if (cell->median < 0)
                    continue;
                check_range(cell);
                school += (double)cell->median;
            }
            check_range(&forecast->schools[s * n_years + y]);
            double total = (double)forecast->schools[s * n_years + y].median;
            CHECK_NEAR(total, school, 1e-5 * school + 1e-5);
            city += school;
        }
        double wards = 0;
        for (size_t w = 0; w <= forecast->n_wards; w++) {
            check_range(&forecast->wards[w * n_years + y]);
            wards += (double)forecast->wards[w * n_years + y].median;
        }
        check_range(&forecast->city[y]);
        CHECK_NEAR((double)forecast->city[y].median, city, 1e-5 * city + 1e-5);
        CHECK_NEAR(wards, city, 1e-5 * city + 1e-5);
        for (size_t g = 0; g < PANEL_GRADES; g++)
            check_range(&forecast->city_grades[g * n_years + y]);
    }
}

static void any_panel_gives_ranges_in_order_that_add_up(void **state)
{
    for (uint64_t seed = 1; seed <= 150; seed++) {
        struct arena *arena = arena_new();
        struct random random = random_from(seed);
        struct enrolment_panel panel = random_panel(arena, &random);
        struct forecast forecast = plain_forecast(arena, &panel, 10);
        check_forecast(&panel, &forecast);
        arena_free(arena);
    }
}

static void one_year_alone_gives_a_forecast_with_wide_ranges(void **state)
{
    struct arena *arena = arena_new();
    struct school_world world = school_world_new(arena, 20, 2);
    for (uint32_t s = 0; s < 20; s++)
        school_world_fill(&world, s, 1, 5, 2020, 2020, steady_entry);
    struct enrolment_panel panel = school_world_panel(&world);
    struct forecast forecast = plain_forecast(arena, &panel, 3);
    check_forecast(&panel, &forecast);
    const struct forecast_range *cell = forecast_cell(&forecast, 10, 3, 2021);
    CHECK_NEAR((double)cell->median, 50, 1);
    CHECK(cell->low80 < 40 && cell->high80 > 60);
    arena_free(arena);
}

static void nobody_in_any_year_stays_nobody(void **state)
{
    struct arena *arena = arena_new();
    struct school_world world = school_world_new(arena, 5, 1);
    for (uint32_t s = 0; s < 5; s++)
        for (int32_t year = 2015; year <= 2020; year++)
            for (int32_t g = 1; g <= 5; g++)
                school_world_put(&world, s, year, g, 0);
    struct enrolment_panel panel = school_world_panel(&world);
    struct forecast forecast = plain_forecast(arena, &panel, 5);
    check_forecast(&panel, &forecast);
    CHECK_NEAR((double)forecast.city[4].median, 0, 0);
    CHECK_NEAR(median_of(&forecast, 2, 3, 2023), 0, 0);
    arena_free(arena);
}

static bool same_bytes(const struct forecast *a, const struct forecast *b)
{
    size_t size = sizeof(struct forecast_range);
    size_t n = a->n_years;
    return memcmp(a->cells, b->cells, a->n_schools * PANEL_GRADES * n * size) ==
               0 &&
           memcmp(a->schools, b->schools, a->n_schools * n * size) == 0 &&
           memcmp(a->wards, b->wards, (a->n_wards + 1) * n * size) == 0 &&
           memcmp(a->city, b->city, n * size) == 0 &&
           memcmp(a->city_grades, b->city_grades, PANEL_GRADES * n * size) == 0;
}

static void threads_and_later_years_change_nothing(void **state)
{
    for (uint64_t seed = 1; seed <= 40; seed++) {
        struct arena *arena = arena_new();
        struct random random = random_from(seed);
        struct enrolment_panel panel = random_panel(arena, &random);
        int32_t origin = panel.first_year + (int32_t)panel.n_years / 2;
        struct forecast_inputs inputs = {.panel = &panel};
        struct forecast before = forecast_of(arena, &inputs, origin, 4, 1);
        struct forecast threads = forecast_of(arena, &inputs, origin, 4, 2);
        CHECK(same_bytes(&before, &threads));
        size_t known = (size_t)(origin - panel.first_year) + 1;
        for (size_t row = 0; row < panel.n_schools * PANEL_GRADES; row++)
            for (size_t y = known; y < panel.n_years; y++)
                panel.pupils[row * panel.year_stride + y] =
                    (int32_t)random_below(&random, 1000) - 1;
        struct forecast after = forecast_of(arena, &inputs, origin, 4, 2);
        CHECK(same_bytes(&before, &after));
        arena_free(arena);
    }
}

// Parts times weights, and the homes, are the median that was forecast.
static void check_explained(struct arena *arena,
                            const struct forecast_inputs *inputs,
                            uint32_t school, int32_t grade, int32_t year)
{
    struct forecast_options options = {.n_years = 3, .n_threads = 1};
    struct forecast forecast = forecast_of(arena, inputs, 0, 3, 1);
    struct forecast_trace trace;
    struct error err;
    CHECK_INT(forecast_explain(arena, inputs, &options, school, grade, year,
                               &trace, &err),
              STATUS_OK);
    double sum = trace.housing;
    double weight = 0;
    for (size_t i = 0; i < trace.n_parts; i++) {
        sum += trace.parts[i].value * trace.parts[i].weight;
        weight += trace.parts[i].weight;
    }
    CHECK_NEAR(weight, 1, 1e-6);
    CHECK_NEAR(sum, median_of(&forecast, school, grade, year), 0.01);
    CHECK_INT(trace.from_year, year - 1);
}

static void every_median_is_explained_by_its_parts(void **state)
{
    struct arena *arena = arena_new();
    struct school_world world = school_world_new(arena, 60, 3);
    for (uint32_t s = 0; s < 60; s++)
        school_world_fill(&world, s, 1, 5, 2011, 2020, wavy_entry);
    struct enrolment_panel panel = school_world_panel(&world);
    const struct housing_row housing[] = {{7, 2022, 100}, {7, 2019, 500}};
    struct forecast_inputs inputs = {
        .panel = &panel, .housing = housing, .n_housing = 2};
    for (int32_t year = 2021; year <= 2023; year++)
        for (int32_t g = 1; g <= 5; g++) {
            check_explained(arena, &inputs, 3, g, year);
            check_explained(arena, &inputs, 7, g, year);
        }
    arena_free(arena);
}

static void homes_under_way_add_their_pupils(void **state)
{
    struct arena *arena = arena_new();
    struct school_world world = school_world_new(arena, 30, 1);
    for (uint32_t s = 0; s < 30; s++)
        school_world_fill(&world, s, 1, 5, 2011, 2020, steady_entry);
    struct enrolment_panel panel = school_world_panel(&world);
    const struct housing_row housing[] = {{4, 2022, 50}};
    struct forecast_inputs inputs = {
        .panel = &panel, .housing = housing, .n_housing = 1};
    struct forecast forecast = forecast_of(arena, &inputs, 0, 3, 1);
    check_forecast(&panel, &forecast);
    CHECK_NEAR((double)forecast.schools[4 * 3].median, 220, 0.1);
    CHECK_NEAR((double)forecast.schools[4 * 3 + 1].median, 270, 0.1);
    CHECK_NEAR((double)forecast.schools[4 * 3 + 2].median, 270, 0.1);
    CHECK_NEAR(median_of(&forecast, 4, 3, 2022), 54, 0.1);
    arena_free(arena);
}

static void more_children_in_the_ward_make_more_entrants(void **state)
{
    struct arena *arena = arena_new();
    struct school_world world = school_world_new(arena, 20, 2);
    for (uint32_t s = 0; s < 20; s++)
        school_world_fill(&world, s, 1, 5, 2011, 2020, steady_entry);
    struct enrolment_panel panel = school_world_panel(&world);
    // The year after next 300 instead of 200 turn six in ward 0: a dragon year.
    const struct resident_row residents[] = {
        {0, 2020, 6, 200}, {0, 2020, 5, 200}, {0, 2020, 4, 300},
        {1, 2020, 6, 200}, {1, 2020, 5, 200}, {1, 2020, 4, 200}};
    struct forecast_inputs inputs = {
        .panel = &panel, .residents = residents, .n_residents = 6};
    struct forecast forecast = forecast_of(arena, &inputs, 0, 3, 1);
    check_forecast(&panel, &forecast);
    CHECK_NEAR(median_of(&forecast, 0, 1, 2021), 40, 0.1);
    CHECK_NEAR(median_of(&forecast, 0, 1, 2022), 50, 0.5); // half of the half
    CHECK_NEAR(median_of(&forecast, 1, 1, 2022), 41, 0.1); // the other ward
    CHECK(median_of(&forecast, 0, 2, 2023) > 45);          // a grade later
    arena_free(arena);
}

static void years_out_of_reach_are_refused(void **state)
{
    struct arena *arena = arena_new();
    struct school_world world = school_world_new(arena, 2, 0);
    school_world_fill(&world, 0, 1, 5, 2018, 2020, steady_entry);
    struct enrolment_panel panel = school_world_panel(&world);
    struct forecast_inputs inputs = {.panel = &panel};
    struct forecast forecast;
    struct error err;
    struct forecast_options late = {2021, 1, 1};
    CHECK_INT(forecast_build(arena, &inputs, &late, &forecast, &err),
              STATUS_BAD_INPUT);
    CHECK_TEXT(err.text, "a forecast from 2021 cannot be made: enrolment is "
                         "known from 2018 to 2020");
    struct forecast_options far = {0, 11, 1};
    CHECK_INT(forecast_build(arena, &inputs, &far, &forecast, &err),
              STATUS_BAD_INPUT);
    CHECK_TEXT(err.text, "a forecast looks 1 to 10 years ahead, not 11");
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(steady_schools_stay_as_they_are),
        TEST(cohorts_are_followed_through_the_grades),
        TEST(ratios_that_differ_by_chance_are_drawn_to_the_city),
        TEST(schools_that_truly_differ_keep_their_ratios),
        TEST(a_growing_school_gets_the_grades_to_come_and_no_more),
        TEST(a_closed_school_has_no_forecast),
        TEST(any_panel_gives_ranges_in_order_that_add_up),
        TEST(one_year_alone_gives_a_forecast_with_wide_ranges),
        TEST(nobody_in_any_year_stays_nobody),
        TEST(threads_and_later_years_change_nothing),
        TEST(every_median_is_explained_by_its_parts),
        TEST(homes_under_way_add_their_pupils),
        TEST(more_children_in_the_ward_make_more_entrants),
        TEST(years_out_of_reach_are_refused),
    };
    return RUN_TESTS(tests);
}
