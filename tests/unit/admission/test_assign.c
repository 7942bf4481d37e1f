#include "admission/assign_check.h"
#include "assign_instance.h"
#include "check.h"

static const struct assign_shape TINY = {7, 4, 3, 5};
static const struct assign_shape SMALL = {90, 12, 12, 1000};

// The optimum of a problem, after its certificate was checked.
static int64_t proven(const struct assign_problem *problem,
                      const struct assigner *assigner)
{
    struct assignment found = assigner_result(assigner);
    struct error err = {0};
    if (assign_check(problem, found.school, found.price, &err) != STATUS_OK)
        fail_msg("%s", err.text);
    return found.total;
}

static int64_t optimum(const struct assign_instance *instance,
                       size_t first_choices)
{
    struct assign_problem problem = assign_instance_problem(instance);
    problem.first_choices = first_choices;
    struct assigner *assigner = assigner_new(&problem);
    int64_t total = proven(&problem, assigner);
    assigner_free(assigner);
    return total;
}

static void tiny_optima_equal_those_found_by_trying_all(void **state)
{
    struct arena *arena = arena_new();
    struct random random = random_from(11);
    for (int round = 0; round < 2000; round++) {
        struct assign_shape shape = TINY;
        if (round % 4 == 1)
            shape.most_schools = 1;
        if (round % 4 == 2)
            shape.most_cost = 1000000;
        if (round % 4 == 3)
            shape.most_seats = 1;
        struct assign_instance *in =
            assign_instance_random(arena, &random, shape);
        CHECK_INT(optimum(in, 1 + random_below(&random, 4)),
                  assign_instance_try_all(in));
        arena_reset(arena);
    }
    arena_free(arena);
}

static void the_plain_algorithm_equals_trying_all(void **state)
{
    struct arena *arena = arena_new();
    struct random random = random_from(12);
    for (int round = 0; round < 500; round++) {
        struct assign_instance *in =
            assign_instance_random(arena, &random, TINY);
        CHECK_INT(assign_instance_solve_plainly(in),
                  assign_instance_try_all(in));
        arena_reset(arena);
    }
    arena_free(arena);
}

static void optima_equal_those_of_the_plain_algorithm(void **state)
{
    struct arena *arena = arena_new();
    struct random random = random_from(13);
    for (int round = 0; round < 300; round++) {
        struct assign_shape shape = SMALL;
        shape.most_cost = round % 2 ? 8 : 100000;
        struct assign_instance *in =
            assign_instance_random(arena, &random, shape);
        CHECK_INT(optimum(in, 0), assign_instance_solve_plainly(in));
        arena_reset(arena);
    }
    arena_free(arena);
}

static void lists_that_must_grow_give_the_same_optimum(void **state)
{
    struct arena *arena = arena_new();
    struct random random = random_from(14);
    for (int round = 0; round < 200; round++) {
        struct assign_instance *in = assign_instance_random(
            arena, &random, (struct assign_shape){400, 60, 9, 50000});
        int64_t total = optimum(in, 64);
        CHECK_INT(optimum(in, 1), total);
        CHECK_INT(optimum(in, 5), total);
        arena_reset(arena);
    }
    arena_free(arena);
}

static void seats_that_change_give_what_solving_anew_gives(void **state)
{
    struct arena *arena = arena_new();
    struct random random = random_from(15);
    for (int round = 0; round < 40; round++) {
        struct assign_instance *in =
            assign_instance_random(arena, &random, SMALL);
        struct assign_problem problem = assign_instance_problem(in);
        problem.first_choices = 2;
        struct assigner *assigner = assigner_new(&problem);
        for (int change = 0; change < 12; change++) {
            uint32_t school = random_below(&random, (uint32_t)in->n_schools);
            in->seats[school] = random_below(&random, 2 * SMALL.most_seats);
            assigner_set_seats(assigner, school, in->seats[school]);
            CHECK_INT(proven(&problem, assigner), optimum(in, 0));
        }
        assigner_free(assigner);
        arena_reset(arena);
    }
    arena_free(arena);
}

// A second instance without the forbidden choices.
static void withhold(const struct assign_instance *from, const bool *forbidden,
                     struct assign_instance *to)
{
    size_t n = 0;
    for (size_t i = 0; i < from->n_pupils; i++) {
        to->first[i] = n;
        for (size_t c = from->first[i]; c < from->first[i + 1]; c++)
            if (!forbidden[i * from->n_schools + from->choices[c].school])
                to->choices[n++] = from->choices[c];
    }
    to->first[from->n_pupils] = n;
}

static struct assign_instance *copy(struct arena *arena,
                                    const struct assign_instance *in)
{
    struct assign_instance *to = arena_copy(arena, in, sizeof *in);
    to->first = arena_array(arena, size_t, in->n_pupils + 1);
    to->choices =
        arena_array(arena, struct assign_choice, in->first[in->n_pupils]);
    return to;
}

static void forbidding_and_allowing_give_what_solving_anew_gives(void **state)
{
    struct arena *arena = arena_new();
    struct random random = random_from(16);
    for (int round = 0; round < 60; round++) {
        struct assign_instance *in = assign_instance_random(
            arena, &random, (struct assign_shape){20, 6, 5, 30});
        struct assign_problem problem = assign_instance_problem(in);
        problem.first_choices = 1 + random_below(&random, 6);
        struct assigner *assigner = assigner_new(&problem);
        struct assign_instance *rest = copy(arena, in);
        struct assign_problem rest_problem = assign_instance_problem(rest);
        bool *forbidden = arena_array(arena, bool, 20 * 6);
        for (int change = 0; in->n_pupils > 0 && change < 60; change++) {
            uint32_t pupil = random_below(&random, (uint32_t)in->n_pupils);
            uint32_t school = random_below(&random, (uint32_t)in->n_schools);
            bool *is = &forbidden[pupil * in->n_schools + school];
            *is = !*is;
            assigner_forbid(assigner, pupil, school, *is);
            withhold(in, forbidden, rest);
            CHECK_INT(proven(&rest_problem, assigner), optimum(rest, 0));
        }
        assigner_free(assigner);
        arena_reset(arena);
    }
    arena_free(arena);
}

static void costs_may_be_as_large_as_promised(void **state)
{
    struct arena *arena = arena_new();
    struct random random = random_from(17);
    for (int round = 0; round < 200; round++) {
        // Few pupils, so that their sum is no larger than 64 bits either.
        struct assign_shape shape = {8, 4, 3, ASSIGN_COST_SUM_MOST / 8};
        struct assign_instance *in =
            assign_instance_random(arena, &random, shape);
        CHECK_INT(optimum(in, 2), assign_instance_try_all(in));
        arena_reset(arena);
    }
    arena_free(arena);
}

// As when few unplaced pupils weigh more than everything else together.
static void having_no_place_may_cost_nearly_all_that_is_promised(void **state)
{
    struct arena *arena = arena_new();
    struct random random = random_from(19);
    for (int round = 0; round < 300; round++) {
        struct assign_instance *in = assign_instance_random(
            arena, &random, (struct assign_shape){3, 4, 1, 1000});
        for (size_t i = 0; i < in->n_pupils; i++)
            in->unplaced_cost[i] += ASSIGN_COST_SUM_MOST - 10000;
        CHECK_INT(optimum(in, 1 + random_below(&random, 4)),
                  assign_instance_try_all(in));
        arena_reset(arena);
    }
    arena_free(arena);
}

static void the_same_problem_gives_the_same_answer(void **state)
{
    struct arena *arena = arena_new();
    struct random random = random_from(18);
    struct assign_instance *in = assign_instance_random(
        arena, &random, (struct assign_shape){3000, 40, 60, 40});
    struct assign_problem problem = assign_instance_problem(in);
    struct assigner *one = assigner_new(&problem);
    struct assigner *two = assigner_new(&problem);
    struct assignment a = assigner_result(one);
    struct assignment b = assigner_result(two);
    assert_memory_equal(a.school, b.school, in->n_pupils * sizeof *a.school);
    assert_memory_equal(a.price, b.price, in->n_schools * sizeof *a.price);
    assigner_free(one);
    assigner_free(two);
    arena_free(arena);
}

static void nobody_and_no_school_are_all_right(void **state)
{
    size_t first[] = {0, 0, 0};
    int64_t unplaced_cost[] = {7, 0};
    struct assign_instance none = {.first = first,
                                   .unplaced_cost = unplaced_cost};
    CHECK_INT(optimum(&none, 0), 0);
    none.n_pupils = 2;
    CHECK_INT(optimum(&none, 0), 7);
}

static void who_has_no_choice_stays_nowhere(void **state)
{
    size_t first[101] = {0};
    int64_t unplaced_cost[100];
    uint32_t seats[] = {70};
    struct assign_choice choices[50];
    for (size_t i = 0; i < 100; i++)
        unplaced_cost[i] = 1000;
    for (size_t c = 0; c < 50; c++) {
        choices[c] = (struct assign_choice){1, 0};
        first[2 * c + 1] = first[2 * c + 2] = c + 1;
    }
    struct assign_instance half = {100,           1,     seats,
                                   unplaced_cost, first, choices};
    CHECK_INT(optimum(&half, 0), 50 + 50 * 1000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(tiny_optima_equal_those_found_by_trying_all),
        TEST(the_plain_algorithm_equals_trying_all),
        TEST(optima_equal_those_of_the_plain_algorithm),
        TEST(lists_that_must_grow_give_the_same_optimum),
        TEST(seats_that_change_give_what_solving_anew_gives),
        TEST(forbidding_and_allowing_give_what_solving_anew_gives),
        TEST(costs_may_be_as_large_as_promised),
        TEST(having_no_place_may_cost_nearly_all_that_is_promised),
        TEST(the_same_problem_gives_the_same_answer),
        TEST(who_has_no_choice_stays_nowhere),
        TEST(nobody_and_no_school_are_all_right)};
    return RUN_TESTS(tests);
}
