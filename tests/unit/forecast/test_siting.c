#include <string.h>

#include "base/random.h"
#include "check.h"
#include "forecast/siting.h"

struct town {
    struct siting_demand demands[400];
    struct siting_place places[60];
    uint32_t way_cm[400 * 60];
    struct siting_problem problem;
};

struct shape {
    uint32_t most_demands;
    uint32_t most_places;
    uint32_t most_pupils; // of a demand
    uint32_t most_seats;
};

static void draw_place(struct random *random, struct shape shape,
                       struct siting_place *place)
{
    *place = (struct siting_place){
        .is_open = random_below(random, 2) == 0,
        .is_closing = random_below(random, 6) == 0,
        .most_rooms = random_below(random, 4),
        .seats_per_room = 1 + random_below(random, shape.most_seats),
        .cost_per_room = random_below(random, 10),
        .cost = random_below(random, 100)};
    if (place->is_open)
        place->seats = random_below(random, shape.most_seats + 1);
}

static void draw(uint64_t seed, struct shape shape, struct town *town)
{
    struct random random = random_from(seed);
    size_t n_demands = 1 + random_below(&random, shape.most_demands);
    size_t n_places = 1 + random_below(&random, shape.most_places);
    for (size_t d = 0; d < n_demands; d++)
        town->demands[d].pupils = random_below(&random, shape.most_pupils + 1);
    for (size_t j = 0; j < n_places; j++)
        draw_place(&random, shape, &town->places[j]);
    for (size_t i = 0; i < n_demands * n_places; i++)
        town->way_cm[i] = random_below(&random, 6) == 0
                              ? UINT32_MAX
                              : random_below(&random, 200000);
    town->problem =
        (struct siting_problem){.demands = town->demands,
                                .n_demands = n_demands,
                                .places = town->places,
                                .n_places = n_places,
                                .way_cm = town->way_cm,
                                .cap_cm = 120000,
                                .n_new = random_below(&random, 3),
                                .n_rooms = random_below(&random, 4)};
}

// A plan: what is opened and built.
struct plan {
    bool is_opened[60];
    uint32_t rooms[60];
};

static uint64_t outside(const struct siting_measures *m)
{
    return m->over_cap + m->unseated;
}

// Pupils one by one at every place with a seat left, and at none.
static void try_pupils(const struct siting_problem *problem, size_t demand,
                       uint32_t nth, uint32_t *seats,
                       struct siting_measures *now,
                       struct siting_measures *best)
{
    while (demand < problem->n_demands &&
           nth == problem->demands[demand].pupils) {
        demand++;
        nth = 0;
    }
    if (demand == problem->n_demands) {
        if (siting_compare(now, best) < 0)
            *best = *now;
        return;
    }
    struct siting_measures kept = *now;
    now->unseated++;
    try_pupils(problem, demand, nth + 1, seats, now, best);
    *now = kept;
    for (size_t j = 0; j < problem->n_places; j++) {
        uint32_t way_cm = problem->way_cm[demand * problem->n_places + j];
        if (seats[j] == 0 || way_cm == UINT32_MAX)
            continue;
        bool is_in = way_cm <= problem->cap_cm;
        seats[j]--;
        now->way_cm += way_cm;
        *(is_in ? &now->seated : &now->over_cap) += 1;
        try_pupils(problem, demand, nth + 1, seats, now, best);
        *now = kept;
        seats[j]++;
    }
}

static struct siting_measures
measure_plainly(const struct siting_problem *problem, const struct plan *plan)
{
    uint32_t seats[60];
    struct siting_measures best = {.unseated = UINT32_MAX};
    struct siting_measures now = {0};
    for (size_t j = 0; j < problem->n_places; j++) {
        const struct siting_place *place = &problem->places[j];
        bool is_there =
            place->is_open ? !place->is_closing : plan->is_opened[j];
        seats[j] = is_there
                       ? place->seats + plan->rooms[j] * place->seats_per_room
                       : 0;
    }
    try_pupils(problem, 0, 0, seats, &now, &best);
    return best;
}

static struct plan draw_plan(struct random *random,
                             const struct siting_problem *problem)
{
    struct plan plan = {0};
    for (size_t j = 0; j < problem->n_places; j++) {
        plan.is_opened[j] = random_below(random, 2) == 0;
        plan.rooms[j] = random_below(random, 3);
    }
    return plan;
}

static void plans_are_measured_as_by_trying_everything(void **state)
{
    static struct town town;
    for (uint64_t seed = 1; seed <= 400; seed++) {
        struct random random = random_from(seed);
        draw(seed, (struct shape){3, 4, 2, 2}, &town);
        struct plan plan = draw_plan(&random, &town.problem);
        struct siting_measures plain = measure_plainly(&town.problem, &plan);
        struct siting_measures found =
            siting_measure(&town.problem, plan.is_opened, plan.rooms);
        CHECK_INT(found.seated, plain.seated);
        CHECK_INT(found.over_cap, plain.over_cap);
        CHECK_INT(found.unseated, plain.unseated);
        CHECK_INT(found.way_cm, plain.way_cm);
        CHECK_INT(found.seated + outside(&found), found.pupils);
    }
}

// Tries every choice for the places from `place` on.
static void try_plans(const struct siting_problem *problem, size_t place,
                      uint32_t n_new, uint32_t n_rooms, struct plan *plan,
                      struct siting_measures *best)
{
    if (place == problem->n_places) {
        struct siting_measures found =
            siting_measure(problem, plan->is_opened, plan->rooms);
        found.cost = 0;
        if (siting_compare(&found, best) < 0)
            *best = found;
        return;
    }
    const struct siting_place *at = &problem->places[place];
    try_plans(problem, place + 1, n_new, n_rooms, plan, best);
    if (!at->is_open && n_new > 0) {
        plan->is_opened[place] = true;
        plan->rooms[place] = at->most_rooms;
        try_plans(problem, place + 1, n_new - 1, n_rooms, plan, best);
    }
    for (uint32_t r = 1; at->is_open && r <= at->most_rooms && r <= n_rooms;
         r++) {
        plan->rooms[place] = r;
        try_plans(problem, place + 1, n_new, n_rooms - r, plan, best);
    }
    plan->is_opened[place] = false;
    plan->rooms[place] = 0;
}

static void check_choices(const struct siting_problem *problem,
                          const struct siting_answer *answer)
{
    struct plan plan = {0};
    uint32_t n_new = 0;
    uint32_t n_rooms = 0;
    for (size_t i = 0; i < answer->n_choices; i++) {
        const struct siting_choice *choice = &answer->choices[i];
        const struct siting_place *place = &problem->places[choice->place];
        CHECK(choice->rooms <= place->most_rooms);
        CHECK(i == 0 || choice->seated_more <= choice[-1].seated_more);
        n_new += !place->is_open;
        n_rooms += place->is_open ? choice->rooms : 0;
        plan.is_opened[choice->place] = true;
        plan.rooms[choice->place] = choice->rooms;
    }
    struct siting_measures found =
        siting_measure(problem, plan.is_opened, plan.rooms);
    CHECK_INT(siting_compare(&found, &answer->after), 0);
    CHECK(n_new <= problem->n_new && n_rooms <= problem->n_rooms);
}

static void suggestions_are_the_best_of_all_nearly_always(void **state)
{
    static struct town town;
    int n_best = 0;
    int n = 300;
    for (uint64_t seed = 1; seed <= (uint64_t)n; seed++) {
        struct arena *arena = arena_new();
        draw(seed, (struct shape){8, 7, 4, 5}, &town);
        struct siting_answer answer = siting_solve(arena, &town.problem);
        struct plan plan = {0};
        struct siting_measures best = {.unseated = UINT32_MAX};
        try_plans(&town.problem, 0, town.problem.n_new, town.problem.n_rooms,
                  &plan, &best);
        struct siting_measures after = answer.after;
        after.cost = 0;
        CHECK(siting_compare(&after, &best) >= 0);
        CHECK(answer.bound_outside <= outside(&best));
        CHECK(answer.gap >= 0 && answer.gap <= 1);
        CHECK(siting_compare(&after, &answer.before) <= 0);
        check_choices(&town.problem, &answer);
        n_best += siting_compare(&after, &best) == 0;
        arena_free(arena);
    }
    print_message("%d of %d are the best there is\n", n_best, n);
    CHECK(n_best * 100 >= n * 97);
}

static void more_seats_never_leave_more_outside(void **state)
{
    static struct town town;
    for (uint64_t seed = 1; seed <= 40; seed++) {
        struct random random = random_from(seed);
        draw(seed, (struct shape){60, 12, 9, 30}, &town);
        struct plan plan = draw_plan(&random, &town.problem);
        struct siting_measures before =
            siting_measure(&town.problem, plan.is_opened, plan.rooms);
        for (int i = 0; i < 5; i++) {
            plan.rooms[random_below(&random,
                                    (uint32_t)town.problem.n_places)]++;
            struct siting_measures after =
                siting_measure(&town.problem, plan.is_opened, plan.rooms);
            after.cost = before.cost;
            CHECK(siting_compare(&after, &before) <= 0);
            before = after;
        }
    }
}

static void a_school_that_closes_seats_nobody(void **state)
{
    struct siting_demand demands[] = {{10}};
    struct siting_place places[] = {{.is_open = true, .seats = 10},
                                    {.is_open = true, .seats = 4}};
    uint32_t way_cm[] = {1000, 500000};
    struct siting_problem problem = {.demands = demands,
                                     .n_demands = 1,
                                     .places = places,
                                     .n_places = 2,
                                     .way_cm = way_cm,
                                     .cap_cm = 400000};
    CHECK_INT(siting_measure(&problem, NULL, NULL).seated, 10);
    places[0].is_closing = true;
    struct siting_measures closed = siting_measure(&problem, NULL, NULL);
    CHECK_INT(closed.seated, 0);
    CHECK_INT(closed.over_cap, 4);
    CHECK_INT(closed.unseated, 6);
}

static void a_site_is_built_no_larger_than_it_fills(void **state)
{
    struct arena *arena = arena_new();
    struct siting_demand demands[] = {{50}};
    struct siting_place places[] = {{.most_rooms = 20,
                                     .seats_per_room = 35,
                                     .cost_per_room = 2,
                                     .cost = 9}};
    uint32_t way_cm[] = {1000};
    struct siting_problem problem = {.demands = demands,
                                     .n_demands = 1,
                                     .places = places,
                                     .n_places = 1,
                                     .way_cm = way_cm,
                                     .cap_cm = 400000,
                                     .n_new = 3};
    struct siting_answer answer = siting_solve(arena, &problem);
    CHECK_INT(answer.n_choices, 1);
    CHECK_INT(answer.choices[0].rooms, 2);
    CHECK_INT(answer.choices[0].seated_more, 50);
    CHECK_NEAR(answer.after.cost, 13, 0);
    CHECK_INT(answer.bound_outside, 0);
    CHECK_NEAR(answer.gap, 0, 0);
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(plans_are_measured_as_by_trying_everything),
        TEST(suggestions_are_the_best_of_all_nearly_always),
        TEST(more_seats_never_leave_more_outside),
        TEST(a_school_that_closes_seats_nobody),
        TEST(a_site_is_built_no_larger_than_it_fills),
    };
    return RUN_TESTS(tests);
}
