#include <string.h>

#include "base/random.h"
#include "check.h"
#include "forecast/indicators.h"

// Three schools in two wards, and one of no ward.
static const struct indicator_school SCHOOLS[] = {
    {0, 100}, {0, 300}, {1, 200}, {INDICATOR_NOWHERE, 0}};
static const char *const WARD_NAMES[] = {"Phường 1", "Phường 2"};
static const char *const WARD_IDS[] = {"P1", "P2"};

static struct indicator_inputs inputs_of(const struct indicator *indicator,
                                         const struct indicator_value *values,
                                         size_t n_values)
{
    return (struct indicator_inputs){
        indicator, 1, values, n_values, SCHOOLS, 4, WARD_NAMES, WARD_IDS, 2};
}

#define OF_SCHOOL(school, year, value)                                         \
    {                                                                          \
        0, school, INDICATOR_NOWHERE, year, value                              \
    }
#define OF_WARD(ward, year, value)                                             \
    {                                                                          \
        0, INDICATOR_NOWHERE, ward, year, value                                \
    }
#define OF_CITY(year, value)                                                   \
    {                                                                          \
        0, INDICATOR_NOWHERE, INDICATOR_NOWHERE, year, value                   \
    }

// The one value of a ward, or of the city.
static double value_in(uint32_t ward, const char *unit,
                       const struct indicator_value *values, size_t n)
{
    struct arena *arena = arena_new();
    struct indicator indicator = {
        .code = "x", .name_vi = "Một", .name_en = "One", .unit = unit};
    struct indicator_inputs inputs = inputs_of(&indicator, values, n);
    struct indicator_progress_list list =
        indicator_progress_build(arena, &inputs);
    double value = -1;
    for (size_t i = 0; i < list.count; i++)
        if (list.items[i].ward == ward)
            value = list.items[i].years.items[0].value;
    arena_free(arena);
    return value;
}

static void per_cents_are_weighted_by_pupils(void **state)
{
    struct indicator_value values[] = {
        OF_SCHOOL(0, 2024, 40), OF_SCHOOL(1, 2024, 80), OF_SCHOOL(2, 2024, 50)};
    CHECK_NEAR(value_in(0, "%", values, 3), 70, 1e-9);
    CHECK_NEAR(value_in(1, "%", values, 3), 50, 1e-9);
    CHECK_NEAR(value_in(INDICATOR_NOWHERE, "%", values, 3),
               (4000 + 24000 + 10000) / 600.0, 1e-9);
}

static void shares_count_schools(void **state)
{
    struct indicator_value values[] = {
        OF_SCHOOL(0, 2024, 1), OF_SCHOOL(1, 2024, 0), OF_SCHOOL(2, 2024, 1)};
    CHECK_NEAR(value_in(0, "% schools", values, 3), 50, 1e-9);
    CHECK_NEAR(value_in(1, "% schools", values, 3), 100, 1e-9);
    CHECK_NEAR(value_in(INDICATOR_NOWHERE, "% schools", values, 3), 200 / 3.0,
               1e-9);
}

static void anything_else_is_summed(void **state)
{
    struct indicator_value values[] = {
        OF_SCHOOL(0, 2024, 4), OF_SCHOOL(3, 2024, 2), OF_WARD(1, 2024, 10)};
    CHECK_NEAR(value_in(0, "rooms", values, 3), 4, 0);
    CHECK_NEAR(value_in(1, "rooms", values, 3), 10, 0);
    CHECK_NEAR(value_in(INDICATOR_NOWHERE, "rooms", values, 3), 16, 0);
}

static void what_is_told_of_a_place_stands_as_it_is(void **state)
{
    struct indicator_value values[] = {
        OF_SCHOOL(0, 2024, 40), OF_WARD(0, 2024, 62.5), OF_SCHOOL(2, 2024, 50),
        OF_CITY(2024, 71)};
    CHECK_NEAR(value_in(0, "%", values, 4), 62.5, 0);
    CHECK_NEAR(value_in(INDICATOR_NOWHERE, "%", values, 4), 71, 0);
    // Without the city's own, wards weigh as much as their schools.
    CHECK_NEAR(value_in(INDICATOR_NOWHERE, "%", values, 3),
               (62.5 * 400 + 50 * 200) / 600, 1e-9);
}

static void a_city_of_schools_is_the_mean_over_all_of_them(void **state)
{
    struct random random = random_from(11);
    for (int round = 0; round < 300; round++) {
        struct indicator_value values[4];
        double sum = 0, weight = 0, n_with = 0;
        for (uint32_t s = 0; s < 4; s++) {
            double value = (double)random_below(&random, 101);
            // The school whose pupils are not known weighs as the others do.
            double pupils = s == 3 ? 200 : SCHOOLS[s].pupils;
            values[s] = (struct indicator_value)OF_SCHOOL(s, 2024, value);
            sum += value * pupils;
            weight += pupils;
            n_with += value > 0;
        }
        CHECK_NEAR(value_in(INDICATOR_NOWHERE, "%", values, 4), sum / weight,
                   1e-9);
        CHECK_NEAR(value_in(INDICATOR_NOWHERE, "% schools", values, 4),
                   n_with * 25, 1e-9);
    }
}

// Progress ------------------------------------------------------------------

static struct indicator_progress progress_of(struct arena *arena,
                                             const struct indicator *indicator,
                                             const double *values, size_t n)
{
    struct indicator_value told[8];
    for (size_t i = 0; i < n; i++)
        told[i] = (struct indicator_value)OF_CITY(2020 + (int32_t)i, values[i]);
    struct indicator_inputs inputs = inputs_of(indicator, told, n);
    return indicator_progress_build(arena, &inputs).items[0];
}

static enum indicator_state state_of(struct indicator indicator,
                                     const double *values, size_t n)
{
    struct arena *arena = arena_new();
    enum indicator_state state =
        progress_of(arena, &indicator, values, n).state;
    arena_free(arena);
    return state;
}

static const struct indicator UNTIL_2026 = {"x",   "Một", "One", "%",
                                            false, true,  80,    2026};

static void a_trend_that_meets_the_target_in_time_is_on_track(void **state)
{
    struct indicator lower = UNTIL_2026, open = UNTIL_2026, none = UNTIL_2026;
    lower.is_lower_better = true;
    lower.target = 20;
    open.target_year = 0;
    none.has_target = false;
    CHECK_INT(state_of(UNTIL_2026, (double[]){50, 55, 60}, 3),
              INDICATOR_ON_TRACK);
    CHECK_INT(state_of(UNTIL_2026, (double[]){50, 58, 59.9}, 3),
              INDICATOR_BEHIND);
    CHECK_INT(state_of(UNTIL_2026, (double[]){50, 81}, 2), INDICATOR_REACHED);
    CHECK_INT(state_of(UNTIL_2026, (double[]){50}, 1), INDICATOR_TOO_EARLY);
    CHECK_INT(state_of(UNTIL_2026, (double[]){50, 60, 70, 71, 72, 73, 79}, 7),
              INDICATOR_MISSED);
    CHECK_INT(state_of(lower, (double[]){50, 45}, 2), INDICATOR_ON_TRACK);
    CHECK_INT(state_of(lower, (double[]){50, 46}, 2), INDICATOR_BEHIND);
    CHECK_INT(state_of(lower, (double[]){50, 20}, 2), INDICATOR_REACHED);
    CHECK_INT(state_of(open, (double[]){50, 51}, 2), INDICATOR_ON_TRACK);
    CHECK_INT(state_of(open, (double[]){50, 50}, 2), INDICATOR_BEHIND);
    CHECK_INT(state_of(none, (double[]){50, 60}, 2), INDICATOR_NO_TARGET);
}

static void on_track_is_not_behind_the_straight_way_to_the_target(void **state)
{
    struct random random = random_from(3);
    for (int round = 0; round < 500; round++) {
        double first = random_below(&random, 80);
        double last = random_below(&random, 80);
        size_t years = 2 + random_below(&random, 4);
        double values[8] = {first};
        for (size_t i = 1; i < years; i++)
            values[i] = last;
        double so_far = (double)(years - 1);
        double on_the_way = first + (80 - first) * so_far / 6;
        if (last - on_the_way < 1e-6 && last - on_the_way > -1e-6)
            continue;
        CHECK_INT(state_of(UNTIL_2026, values, years),
                  last > on_the_way ? INDICATOR_ON_TRACK : INDICATOR_BEHIND);
    }
}

static void distance_trend_and_what_is_expected_are_given(void **state)
{
    struct arena *arena = arena_new();
    struct indicator_progress progress =
        progress_of(arena, &UNTIL_2026, (double[]){50, 52, 56}, 3);
    CHECK_NEAR(progress.distance, 24, 1e-9);
    CHECK_NEAR(progress.trend, 3, 1e-9);
    CHECK_NEAR(progress.expected, 68, 1e-9);
    // A share never exceeds all.
    progress = progress_of(arena, &UNTIL_2026, (double[]){10, 79}, 2);
    CHECK_NEAR(progress.expected, 100, 0);
    arena_free(arena);
}

static void a_mean_of_hundreds_reaches_a_hundred(void **state)
{
    struct arena *arena = arena_new();
    struct indicator all = UNTIL_2026;
    all.target = 100;
    struct indicator_school schools[3];
    struct random random = random_from(17);
    for (int round = 0; round < 1000; round++) {
        struct indicator_value values[3];
        for (uint32_t s = 0; s < 3; s++) {
            schools[s] = (struct indicator_school){0, random_unit(&random)};
            values[s] = (struct indicator_value)OF_SCHOOL(s, 2024, 100);
        }
        struct indicator_inputs inputs = inputs_of(&all, values, 3);
        inputs.schools = schools;
        inputs.n_schools = 3;
        CHECK_INT(indicator_progress_build(arena, &inputs).items[0].state,
                  INDICATOR_REACHED);
        arena_reset(arena);
    }
    arena_free(arena);
}

// Writing -------------------------------------------------------------------

static void progress_is_written_in_both_languages(void **state)
{
    struct arena *arena = arena_new();
    struct text_buffer text = {0};
    struct indicator indicator = {"fibre", "Cáp quang", "Fibre", "% schools",
                                  false,   true,        100,     2030};
    struct indicator_value values[] = {
        OF_SCHOOL(0, 2024, 1), OF_SCHOOL(1, 2024, 0), OF_SCHOOL(2, 2024, 1)};
    struct indicator_inputs inputs = inputs_of(&indicator, values, 3);
    struct indicator_progress_list list =
        indicator_progress_build(arena, &inputs);
    indicator_progress_write(&inputs, &list, INDICATOR_NOWHERE,
                             LANGUAGE_VIETNAMESE, arena, &text);
    CHECK(strstr(text.bytes, "Toàn thành phố") != NULL);
    CHECK(strstr(text.bytes, "66,7 %") != NULL);
    CHECK(strstr(text.bytes, "33,3") != NULL);
    CHECK(strstr(text.bytes, "Cáp quang: Phường 1 (50 %)") != NULL);
    text.length = 0;
    indicator_progress_write(&inputs, &list, 1, LANGUAGE_ENGLISH, arena, &text);
    CHECK(strstr(text.bytes, "Phường 2") != NULL);
    CHECK(strstr(text.bytes, "reached") != NULL);
    CHECK(strstr(text.bytes, "Fibre") != NULL);
    text_buffer_free(&text);
    arena_free(arena);
}

static void json_has_every_place_or_one_ward(void **state)
{
    struct arena *arena = arena_new();
    struct text_buffer text = {0};
    struct indicator indicator = {"sat", "Hài lòng", "Satisfied", "%",
                                  false, true,       80,          0};
    struct indicator_value values[] = {OF_WARD(1, 2024, 62.5)};
    struct indicator_inputs inputs = inputs_of(&indicator, values, 1);
    struct indicator_progress_list list =
        indicator_progress_build(arena, &inputs);
    indicator_progress_json(&inputs, &list, &(struct indicator_view){.ward = 1},
                            &text);
    CHECK_TEXT(
        text.bytes,
        "{\"indicators\":[{\"code\":\"sat\",\"name_vi\":\"Hài lòng\","
        "\"name_en\":\"Satisfied\",\"unit\":\"%\",\"better\":\"higher\","
        "\"target\":80,\"target_year\":null,\"places\":[{\"ward\":\"P2\","
        "\"name\":\"Phường 2\",\"years\":[{\"year\":2024,\"value\":62.5,"
        "\"schools\":0}],\"distance\":17.5,\"trend\":0,"
        "\"expected\":62.5,\"state\":\"too_early\"}]}]}");
    text.length = 0;
    indicator_progress_json(&inputs, &list, &(struct indicator_view){.ward = 0},
                            &text);
    CHECK(strstr(text.bytes, "\"places\":[]") != NULL);
    text_buffer_free(&text);
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(per_cents_are_weighted_by_pupils),
        TEST(shares_count_schools),
        TEST(anything_else_is_summed),
        TEST(what_is_told_of_a_place_stands_as_it_is),
        TEST(a_city_of_schools_is_the_mean_over_all_of_them),
        TEST(a_trend_that_meets_the_target_in_time_is_on_track),
        TEST(on_track_is_not_behind_the_straight_way_to_the_target),
        TEST(distance_trend_and_what_is_expected_are_given),
        TEST(a_mean_of_hundreds_reaches_a_hundred),
        TEST(progress_is_written_in_both_languages),
        TEST(json_has_every_place_or_one_ward),
    };
    return RUN_TESTS(tests);
}
