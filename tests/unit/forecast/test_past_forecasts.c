// What had been forecast of a place is what would have been made then, and what
// is known of it adds up.

#include <string.h>

#include "check.h"
#include "forecast/past_forecasts.h"
#include "school_world.h"

static int64_t wavy_entry(uint32_t school, int32_t year)
{
    return 90 + 12 * (int64_t)school + 9 * ((year + (int32_t)school) % 4);
}

// Four schools of grades 1 to 9 in two wards, 2016 to 2024.
static struct enrolment_panel town(struct arena *arena)
{
    struct school_world world = school_world_new(arena, 4, 2);
    for (uint32_t s = 0; s < 4; s++)
        school_world_fill(&world, s, 1, 9, 2016, 2024, wavy_entry);
    return school_world_panel(&world);
}

static const struct room_supply *both_levels(struct arena *arena)
{
    struct room_supply *supply = arena_array(arena, struct room_supply, 4);
    for (size_t s = 0; s < 4; s++)
        supply[s] =
            (struct room_supply){.levels = LEVEL_BIT(LEVEL_PRIMARY) |
                                           LEVEL_BIT(LEVEL_LOWER_SECONDARY),
                                 .rooms = 20,
                                 .classes_per_room = 1,
                                 .area_m2 = -1};
    return supply;
}

static const struct past_range *find(const struct past_range_list *list,
                                     int32_t origin, int32_t year,
                                     int32_t level, int32_t grade)
{
    for (size_t i = 0; i < list->count; i++) {
        const struct past_range *it = &list->items[i];
        if (it->origin == origin && it->year == year && it->level == level &&
            it->grade == grade)
            return it;
    }
    fail_msg("nothing of %d in %d", origin, year);
    return NULL;
}

// The forecast as it would be made of the years until `origin`.
static struct forecast made_then(struct arena *arena,
                                 const struct enrolment_panel *panel,
                                 int32_t origin)
{
    struct enrolment_panel *known =
        arena_array(arena, struct enrolment_panel, 1);
    *known = panel_until(panel, origin);
    struct forecast_inputs inputs = {.panel = known};
    struct forecast_options options = {.n_years = 3, .n_threads = 1};
    struct forecast forecast;
    struct error err;
    if (forecast_build(arena, &inputs, &options, &forecast, &err) != STATUS_OK)
        fail_msg("%s", err.text);
    return forecast;
}

static void check_same(const struct past_range *past,
                       const struct forecast_range *made)
{
    CHECK_NEAR(past->pupils.median, made->median, 1e-3);
    CHECK_NEAR(past->pupils.low80, made->low80, 1e-3);
    CHECK_NEAR(past->pupils.high95, made->high95, 1e-3);
}

static void a_past_forecast_knew_nothing_of_what_came(void **state)
{
    struct arena *arena = arena_new();
    struct enrolment_panel panel = town(arena);
    struct forecast_inputs inputs = {.panel = &panel};
    const struct room_supply *supply = both_levels(arena);
    struct past_range_list city =
        past_forecasts(arena, &inputs, supply, SCOPE_CITY, 0, 2);
    struct past_range_list ward =
        past_forecasts(arena, &inputs, supply, SCOPE_WARD, 1, 2);
    struct past_range_list school =
        past_forecasts(arena, &inputs, supply, SCOPE_SCHOOL, 2, 2);
    for (int32_t origin = 2018; origin <= 2021; origin++) {
        struct forecast then = made_then(arena, &panel, origin);
        for (int32_t h = 1; h <= 3; h++) {
            check_same(find(&city, origin, origin + h, PAST_ALL, PAST_ALL),
                       &then.city[h - 1]);
            check_same(find(&city, origin, origin + h, LEVEL_PRIMARY, 3),
                       &then.city_grades[3 * then.n_years + (size_t)h - 1]);
            check_same(find(&ward, origin, origin + h, PAST_ALL, PAST_ALL),
                       &then.wards[1 * then.n_years + (size_t)h - 1]);
            check_same(find(&school, origin, origin + h, LEVEL_PRIMARY, 5),
                       forecast_cell(&then, 2, 5, origin + h));
        }
    }
    arena_free(arena);
}

static void levels_lie_between_their_grades_and_the_whole(void **state)
{
    struct arena *arena = arena_new();
    struct enrolment_panel panel = town(arena);
    struct forecast_inputs inputs = {.panel = &panel};
    struct past_range_list city =
        past_forecasts(arena, &inputs, both_levels(arena), SCOPE_CITY, 0, 1);
    const struct past_range *all = find(&city, 2020, 2022, PAST_ALL, PAST_ALL);
    const struct past_range *low =
        find(&city, 2020, 2022, LEVEL_PRIMARY, PAST_ALL);
    const struct past_range *high =
        find(&city, 2020, 2022, LEVEL_LOWER_SECONDARY, PAST_ALL);
    CHECK_NEAR(low->pupils.median + high->pupils.median, all->pupils.median,
               0.5);
    CHECK(low->pupils.low80 < low->pupils.median &&
          low->pupils.median < low->pupils.high80);
    arena_free(arena);
}

static void what_is_known_adds_up(void **state)
{
    struct arena *arena = arena_new();
    struct enrolment_panel panel = town(arena);
    struct past_count_list counts = past_counts(arena, &panel, SCOPE_WARD, 0);
    int64_t all = 0, levels = 0, grades = 0, truth = 0;
    for (size_t i = 0; i < counts.count; i++) {
        const struct past_count *count = &counts.items[i];
        if (count->year != 2023)
            continue;
        *(count->level < 0   ? &all
          : count->grade < 0 ? &levels
                             : &grades) += count->pupils;
    }
    for (uint32_t s = 0; s < 4; s += 2)
        truth += panel_total(&panel, s, 2023);
    CHECK_INT(all, truth);
    CHECK_INT(levels, truth);
    CHECK_INT(grades, truth);
    arena_free(arena);
}

static void a_short_history_has_no_past_forecasts(void **state)
{
    struct arena *arena = arena_new();
    struct school_world world = school_world_new(arena, 4, 2);
    school_world_fill(&world, 0, 1, 5, 2022, 2024, wavy_entry);
    struct enrolment_panel panel = school_world_panel(&world);
    struct forecast_inputs inputs = {.panel = &panel};
    CHECK_INT(
        past_forecasts(arena, &inputs, both_levels(arena), SCOPE_CITY, 0, 1)
            .count,
        0);
    CHECK_INT(past_counts(arena, &panel, SCOPE_SCHOOL, 3).count, 0);
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_past_forecast_knew_nothing_of_what_came),
        TEST(levels_lie_between_their_grades_and_the_whole),
        TEST(what_is_known_adds_up),
        TEST(a_short_history_has_no_past_forecasts),
    };
    return RUN_TESTS(tests);
}
