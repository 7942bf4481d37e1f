// Drawn cities of the size of Ho Chi Minh City: even ones and crowded ones, and
// one that has to send entrants to schools beyond its border.

#include <stdio.h>

#include "base/parallel.h"
#include "check.h"
#include "zone/zone_suggest.h"
#include "zone_town.h"

static struct zone_town_plan plan_of(uint64_t seed)
{
    return (struct zone_town_plan){.seed = seed,
                                   .wide = 66,
                                   .high = 66,
                                   .hole_percent = 8,
                                   .n_schools = 200,
                                   .fewest_entrants = 20,
                                   .most_entrants = 46,
                                   .seats_percent = 102,
                                   .cap_m = 4000,
                                   .is_clustered = seed % 2 == 0};
}

static void check_suggestion(const struct zone_problem *problem)
{
    struct arena *arena = arena_new();
    struct zone_options options = ZONE_OPTIONS_USUAL;
    options.n_threads = parallel_cores();
    struct zone_suggestion found = zone_suggest(arena, problem, &options);
    struct zone_measures m = zone_measure(problem, found.school);
    double gap = (double)(m.cost - found.bound.cost) / (double)found.bound.cost;
    printf("%zu units, %llu entrants, %llu over seats: gap %.2f %%\n",
           problem->n_units, (unsigned long long)m.entrants,
           (unsigned long long)m.over_seats, 100 * gap);
    CHECK(problem->n_units > 3800);
    CHECK(gap >= 0 && gap <= 0.02);
    CHECK_INT(m.n_pieces, m.n_zones);
    arena_free(arena);
}

static void a_drawn_city_is_zoned_within_2_percent_of_the_bound(void **state)
{
    for (uint64_t seed = 1; seed <= 2; seed++) {
        struct arena *arena = arena_new();
        struct zone_town_plan plan = plan_of(seed);
        struct zone_problem problem = zone_town_draw(arena, &plan);
        check_suggestion(&problem);
        arena_free(arena);
    }
}

static void
so_is_one_with_a_tenth_of_its_schools_across_the_border(void **state)
{
    struct arena *arena = arena_new();
    struct zone_town_plan plan = plan_of(3);
    struct zone_problem problem = zone_town_draw(arena, &plan);
    uint32_t *units = arena_copy(arena, problem.school_unit,
                                 problem.n_schools * sizeof *units);
    for (size_t s = 0; s < problem.n_schools; s += 10)
        units[s] = ZONE_NO_UNIT;
    problem.school_unit = units;
    check_suggestion(&problem);
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_drawn_city_is_zoned_within_2_percent_of_the_bound),
        TEST(so_is_one_with_a_tenth_of_its_schools_across_the_border),
    };
    return RUN_TESTS(tests);
}
