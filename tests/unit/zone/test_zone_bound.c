#include "base/random.h"
#include "check.h"
#include "zone/zone_bound.h"
#include "zone_town.h"

static struct zone_problem draw_town(struct arena *arena, uint64_t seed,
                                     uint32_t most_entrants)
{
    struct zone_town_plan plan = {
        .seed = seed,
        .wide = 4,
        .high = 2,
        .hole_percent = seed % 3 == 0 ? 20 : 0,
        .n_schools = 3,
        .fewest_entrants = most_entrants == 1 ? 1 : 0,
        .most_entrants = most_entrants,
        .seats_percent = seed % 4 == 0 ? 80 : 105,
        .cap_m = seed % 2 == 0 ? 150 : 0,
        .locked_percent = seed % 5 == 0 ? 20 : 0,
        .has_last = seed % 7 == 0,
    };
    struct zone_problem problem = zone_town_draw(arena, &plan);
    if (seed % 6 == 0)
        problem.weights.over_seats_cm = 7000;
    return problem;
}

static bool respects_locks(const struct zone_problem *problem,
                           const uint32_t *school)
{
    for (size_t u = 0; problem->locked != NULL && u < problem->n_units; u++)
        if (problem->locked[u] != ZONE_NO_SCHOOL &&
            problem->locked[u] != school[u])
            return false;
    return true;
}

// The least cost of all plans, units left out or not.
static int64_t cheapest_plan(const struct zone_problem *problem)
{
    uint32_t school[16];
    int64_t best = INT64_MAX;
    size_t n_choices = problem->n_schools + 1;
    size_t n_plans = 1;
    for (size_t u = 0; u < problem->n_units; u++)
        n_plans *= n_choices;
    for (size_t plan = 0; plan < n_plans; plan++) {
        size_t rest = plan;
        for (size_t u = 0; u < problem->n_units; u++) {
            uint32_t s = (uint32_t)(rest % n_choices);
            school[u] = s == problem->n_schools ? ZONE_NO_SCHOOL : s;
            rest /= n_choices;
        }
        if (!respects_locks(problem, school))
            continue;
        int64_t cost = zone_measure(problem, school).cost;
        best = cost < best ? cost : best;
    }
    return best;
}

static void no_plan_costs_less_than_the_bound(void **state)
{
    for (uint64_t seed = 0; seed < 40; seed++) {
        struct arena *arena = arena_new();
        struct zone_problem problem = draw_town(arena, seed, 9);
        struct zone_bound bound = zone_bound_find(arena, &problem);
        CHECK(bound.cost <= cheapest_plan(&problem));
        CHECK(bound.cost >= 0);
        arena_free(arena);
    }
}

static void units_of_one_entrant_reach_the_bound(void **state)
{
    for (uint64_t seed = 0; seed < 40; seed++) {
        struct arena *arena = arena_new();
        struct zone_problem problem = draw_town(arena, seed, 1);
        struct zone_bound bound = zone_bound_find(arena, &problem);
        CHECK(bound.cost == cheapest_plan(&problem));
        arena_free(arena);
    }
}

static void shares_are_of_all_entrants_and_prices_of_full_schools(void **state)
{
    for (uint64_t seed = 0; seed < 60; seed++) {
        struct arena *arena = arena_new();
        struct zone_problem problem = draw_town(arena, seed, 9);
        struct zone_bound bound = zone_bound_find(arena, &problem);
        uint64_t load[3] = {0};
        uint64_t entrants = 0;
        uint64_t seats = 0;
        for (size_t u = 0; u < problem.n_units; u++) {
            uint32_t sum = 0;
            for (size_t s = 0; s < 3; s++) {
                sum += bound.share[u * 3 + s];
                load[s] += bound.share[u * 3 + s];
            }
            bool is_cut_off = problem.way_cm[u * 3] == UINT32_MAX &&
                              problem.way_cm[u * 3 + 1] == UINT32_MAX &&
                              problem.way_cm[u * 3 + 2] == UINT32_MAX;
            CHECK_INT(sum, is_cut_off ? 0 : problem.entrants[u]);
            entrants += sum;
        }
        for (size_t s = 0; s < 3; s++) {
            seats += problem.seats[s];
            CHECK(bound.price[s] >= 0);
            CHECK(bound.price[s] <= problem.weights.over_seats_cm);
            if (load[s] < problem.seats[s])
                CHECK(bound.price[s] == 0);
        }
        CHECK(bound.short_of_seats >=
              (entrants > seats ? entrants - seats : 0));
        arena_free(arena);
    }
}

// Two schools, each of which only one unit can reach: seats left at the one
// are of no use to the other.
static void seats_that_cannot_be_reached_do_not_count(void **state)
{
    struct zone_problem problem = {
        .n_units = 2,
        .n_schools = 2,
        .entrants = (uint32_t[]){10, 10},
        .way_cm = (uint32_t[]){500, UINT32_MAX, UINT32_MAX, 700},
        .seats = (uint32_t[]){4, 30},
        .first_neighbour = (uint32_t[]){0, 1, 2},
        .neighbours = (uint32_t[]){1, 0},
        .school_unit = (uint32_t[]){0, 1},
        .weights = {1000, 0, 0},
    };
    struct arena *arena = arena_new();
    struct zone_bound bound = zone_bound_find(arena, &problem);
    CHECK_INT(bound.short_of_seats, 6);
    CHECK(bound.cost == 10 * 500 + 10 * 700 + 6 * 1000);
    arena_free(arena);
}

// Staying costs the one at the far school less than a walk of 20 km; yet there
// would be a seat.
static void short_of_seats_is_not_a_question_of_cost(void **state)
{
    struct zone_problem problem = {
        .n_units = 1,
        .n_schools = 2,
        .entrants = (uint32_t[]){10},
        .way_cm = (uint32_t[]){500, 2000000},
        .seats = (uint32_t[]){4, 30},
        .first_neighbour = (uint32_t[]){0, 0},
        .neighbours = (uint32_t[]){0},
        .school_unit = (uint32_t[]){0, ZONE_NO_UNIT},
        .weights = {1000, 0, 0},
    };
    struct arena *arena = arena_new();
    struct zone_bound bound = zone_bound_find(arena, &problem);
    CHECK_INT(bound.short_of_seats, 0);
    CHECK(bound.cost == 10 * 500 + 6 * 1000);
    CHECK_INT(bound.share[0], 10);
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(no_plan_costs_less_than_the_bound),
        TEST(units_of_one_entrant_reach_the_bound),
        TEST(shares_are_of_all_entrants_and_prices_of_full_schools),
        TEST(seats_that_cannot_be_reached_do_not_count),
        TEST(short_of_seats_is_not_a_question_of_cost),
    };
    return RUN_TESTS(tests);
}
