#include <stdio.h>
#include <string.h>

#include "base/random.h"
#include "check.h"
#include "zone/zone_suggest.h"
#include "zone_town.h"

static const struct zone_options USUAL = {
    .seed = 1, .n_threads = 1, .keeps_school_unit = true};

static struct zone_town_plan plan_of(uint64_t seed)
{
    return (struct zone_town_plan){
        .seed = seed,
        .wide = 5 + (uint32_t)(seed % 6),
        .high = 4 + (uint32_t)(seed % 5),
        .hole_percent = (uint32_t)(seed % 4) * 8,
        .n_schools = 2 + (uint32_t)(seed % 5),
        .fewest_entrants = (uint32_t)(seed % 3) * 5,
        .most_entrants = 30,
        .seats_percent = 90 + (uint32_t)(seed % 3) * 10,
        .cap_m = seed % 2 == 0 ? 400 : 0,
        .has_last = seed % 4 == 1,
    };
}

static void units_that_can_reach_a_school_get_one(void **state)
{
    for (uint64_t seed = 0; seed < 80; seed++) {
        struct arena *arena = arena_new();
        struct zone_town_plan plan = plan_of(seed);
        struct zone_problem problem = zone_town_draw(arena, &plan);
        struct zone_suggestion found = zone_suggest(arena, &problem, &USUAL);
        for (size_t u = 0; u < problem.n_units; u++) {
            bool has_way = false;
            for (size_t s = 0; s < problem.n_schools; s++)
                has_way |=
                    problem.way_cm[u * problem.n_schools + s] != UINT32_MAX;
            CHECK((found.school[u] != ZONE_NO_SCHOOL) == has_way);
        }
        CHECK(found.measures.cost >= found.bound.cost);
        CHECK(found.measures.cost == zone_measure(&problem, found.school).cost);
        arena_free(arena);
    }
}

// Land no school stands on cannot be reached here, so no zone needs more pieces
// than one.
static void every_zone_is_in_one_piece_and_holds_its_school(void **state)
{
    for (uint64_t seed = 0; seed < 80; seed++) {
        struct arena *arena = arena_new();
        struct zone_town_plan plan = plan_of(seed);
        struct zone_problem problem = zone_town_draw(arena, &plan);
        struct zone_suggestion found = zone_suggest(arena, &problem, &USUAL);
        uint32_t n_sharing = 0; // schools in the unit of another
        for (size_t s = 0; s < problem.n_schools; s++)
            for (size_t t = 0; t < s; t++)
                if (problem.school_unit[s] == problem.school_unit[t]) {
                    n_sharing++;
                    break;
                }
        CHECK_INT(found.measures.n_pieces, found.measures.n_zones);
        CHECK(found.measures.n_zones <= problem.n_schools);
        CHECK(found.measures.n_away <= n_sharing);
        arena_free(arena);
    }
}

static void locked_units_stay_where_they_are(void **state)
{
    for (uint64_t seed = 0; seed < 40; seed++) {
        struct arena *arena = arena_new();
        struct zone_town_plan plan = plan_of(seed);
        plan.locked_percent = 20;
        struct zone_problem problem = zone_town_draw(arena, &plan);
        struct zone_suggestion found = zone_suggest(arena, &problem, &USUAL);
        for (size_t u = 0; u < problem.n_units; u++)
            if (problem.locked[u] != ZONE_NO_SCHOOL)
                CHECK_INT(found.school[u], problem.locked[u]);
        CHECK(found.measures.cost >= found.bound.cost);
        arena_free(arena);
    }
}

// An island nobody's school stands on, but which can be reached: it hangs
// together in one piece of its own.
//
//     u0 (s0) – u1 – u2 (s1)      u3 – u4
static void land_without_a_school_is_one_piece_more(void **state)
{
    struct zone_problem problem = {
        .n_units = 5,
        .n_schools = 2,
        .entrants = (uint32_t[]){10, 10, 10, 10, 10},
        .way_cm =
            (uint32_t[]){100, 900, 500, 500, 900, 100, 3000, 2000, 3100, 2100},
        .seats = (uint32_t[]){30, 30},
        .first_neighbour = (uint32_t[]){0, 1, 3, 4, 5, 6},
        .neighbours = (uint32_t[]){1, 0, 2, 1, 4, 3},
        .school_unit = (uint32_t[]){0, 2},
        .weights = {2000000, 300000, 0},
    };
    struct arena *arena = arena_new();
    struct zone_suggestion found = zone_suggest(arena, &problem, &USUAL);
    CHECK_INT(found.school[0], 0);
    CHECK_INT(found.school[1], 0);
    CHECK_INT(found.school[2], 1);
    CHECK_INT(found.school[3], 1);
    CHECK_INT(found.school[4], 1);
    CHECK_INT(found.measures.n_pieces, 3);
    CHECK_INT(found.measures.over_seats, 0);
    arena_free(arena);
}

// Two schools across the border, named by no unit; seats are short inside. The
// nearer one is needed, and begins where entrants have to go there, which is
// not the unit nearest to it; the other gets no zone.
//
//     u0 (s0) – u1 – u2        s1 near u0, s2 far from all
static void a_school_across_the_border_gets_a_zone_if_it_is_needed(void **state)
{
    struct zone_problem problem = {
        .n_units = 3,
        .n_schools = 3,
        .entrants = (uint32_t[]){10, 10, 10},
        .way_cm =
            (uint32_t[]){100, 900, 9000, 500, 1000, 9000, 900, 1100, 9000},
        .seats = (uint32_t[]){20, 10, 10},
        .first_neighbour = (uint32_t[]){0, 1, 3, 4},
        .neighbours = (uint32_t[]){1, 0, 2, 1},
        .school_unit = (uint32_t[]){0, ZONE_NO_UNIT, ZONE_NO_UNIT},
        .weights = {2000000, 300000, 0},
    };
    struct arena *arena = arena_new();
    struct zone_suggestion found = zone_suggest(arena, &problem, &USUAL);
    CHECK_INT(found.school[0], 0);
    CHECK_INT(found.school[1], 0);
    CHECK_INT(found.school[2], 1);
    CHECK_INT(found.measures.n_zones, 2);
    CHECK_INT(found.measures.cost, found.bound.cost);
    arena_free(arena);
}

// 10 entrants 100 m from the nearest school and 20 at 250 m: 200 m on average;
// the third unit has no way to any.
static void
the_usual_weight_of_a_seat_is_twice_the_way_to_the_nearest_school(void **state)
{
    struct zone_problem problem = {
        .n_units = 3,
        .n_schools = 2,
        .entrants = (uint32_t[]){10, 20, 5},
        .way_cm =
            (uint32_t[]){10000, 30000, 90000, 25000, UINT32_MAX, UINT32_MAX},
        .weights = ZONE_WEIGHTS_USUAL,
    };
    CHECK_INT(zone_weights_settle(&problem).over_seats_cm, 40000);
    CHECK_INT(zone_weights_settle(&problem).over_cap_cm, 300000);
    problem.weights.over_seats_cm = 12345;
    CHECK_INT(zone_weights_settle(&problem).over_seats_cm, 12345);
    problem.weights = ZONE_WEIGHTS_USUAL;
    problem.n_units = 0;
    CHECK_INT(zone_weights_settle(&problem).over_seats_cm, 10000);
}

// The best plan by trying all, with zones in one piece around their schools.
static int64_t best_whole_cost(const struct zone_problem *problem)
{
    uint32_t school[16];
    int64_t best = INT64_MAX;
    size_t n_plans = 1;
    for (size_t u = 0; u < problem->n_units; u++)
        n_plans *= problem->n_schools;
    for (size_t plan = 0; plan < n_plans; plan++) {
        size_t rest = plan;
        for (size_t u = 0; u < problem->n_units; u++) {
            school[u] = (uint32_t)(rest % problem->n_schools);
            rest /= problem->n_schools;
        }
        struct zone_measures m = zone_measure(problem, school);
        if (m.n_pieces == m.n_zones && m.n_zones == problem->n_schools &&
            m.n_away == 0 && m.cost < best)
            best = m.cost;
    }
    return best;
}

static void tiny_towns_get_their_best_plan_mostly(void **state)
{
    size_t n_towns = 0;
    size_t n_equal = 0;
    for (uint64_t seed = 0; seed < 60; seed++) {
        struct arena *arena = arena_new();
        struct zone_town_plan plan = {.seed = seed,
                                      .wide = 4,
                                      .high = 2,
                                      .n_schools = 3,
                                      .fewest_entrants = 5,
                                      .most_entrants = 20,
                                      .seats_percent = 105};
        struct zone_problem problem = zone_town_draw(arena, &plan);
        int64_t best = best_whole_cost(&problem);
        struct zone_suggestion found = zone_suggest(arena, &problem, &USUAL);
        if (best != INT64_MAX) { // else two schools stand in one unit
            CHECK(found.measures.cost >= best);
            n_towns++;
            n_equal += found.measures.cost == best;
        }
        arena_free(arena);
    }
    printf("the best of all plans in %zu of %zu towns\n", n_equal, n_towns);
    CHECK(n_towns > 20);
    CHECK(10 * n_equal >= 9 * n_towns);
}

static void threads_do_not_change_the_plan(void **state)
{
    for (uint64_t seed = 0; seed < 10; seed++) {
        struct arena *arena = arena_new();
        struct zone_town_plan plan = plan_of(seed);
        struct zone_problem problem = zone_town_draw(arena, &plan);
        struct zone_options options = ZONE_OPTIONS_USUAL;
        options.n_starts = 4;
        struct zone_suggestion one = zone_suggest(arena, &problem, &options);
        options.n_threads = 2;
        struct zone_suggestion two = zone_suggest(arena, &problem, &options);
        struct zone_suggestion again = zone_suggest(arena, &problem, &options);
        size_t n_bytes = problem.n_units * sizeof *one.school;
        CHECK(memcmp(one.school, two.school, n_bytes) == 0);
        CHECK(memcmp(one.school, again.school, n_bytes) == 0);
        arena_free(arena);
    }
}

static void a_town_without_units_or_schools_has_an_empty_plan(void **state)
{
    struct arena *arena = arena_new();
    struct zone_problem problem = {.first_neighbour = (uint32_t[]){0, 0},
                                   .neighbours = (uint32_t[]){0},
                                   .entrants = (uint32_t[]){5},
                                   .way_cm = (uint32_t[]){0},
                                   .seats = (uint32_t[]){0},
                                   .school_unit = (uint32_t[]){0},
                                   .weights = {2000000, 300000, 0}};
    CHECK_INT(zone_suggest(arena, &problem, &USUAL).measures.cost, 0);
    problem.n_units = 1;
    struct zone_suggestion found = zone_suggest(arena, &problem, &USUAL);
    CHECK(found.school[0] == ZONE_NO_SCHOOL);
    CHECK_INT(found.measures.unzoned, 5);
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(units_that_can_reach_a_school_get_one),
        TEST(every_zone_is_in_one_piece_and_holds_its_school),
        TEST(locked_units_stay_where_they_are),
        TEST(land_without_a_school_is_one_piece_more),
        TEST(a_school_across_the_border_gets_a_zone_if_it_is_needed),
        TEST(the_usual_weight_of_a_seat_is_twice_the_way_to_the_nearest_school),
        TEST(tiny_towns_get_their_best_plan_mostly),
        TEST(threads_do_not_change_the_plan),
        TEST(a_town_without_units_or_schools_has_an_empty_plan),
    };
    return RUN_TESTS(tests);
}
