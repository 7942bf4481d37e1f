// The city's scan against a plain one, and the example officials give, in full.
// More examples, drawn by hand, stand in tests/cases/admission.

#include "admission/nearest_first.h"
#include "check.h"
#include "plain_methods.h"
#include "random_round.h"

static void random_rounds_go_as_the_rule_says(void **state)
{
    for (uint64_t seed = 0; seed < 3000; seed++) {
        struct arena *arena = arena_new();
        struct random random = random_from(seed);
        struct round_shape shape = random_round_shape(&random, 12, 5);
        struct round *round = random_round(arena, &random, &shape);
        struct choice_lists *lists = choice_lists_new(round, 2, 1);
        struct placement ours = nearest_first_place(arena, round, lists);
        struct placement plain = plain_nearest_first(arena, round);
        struct error err = {.text = ""};
        if (placement_check(round, &ours, &err) != STATUS_OK)
            fail_msg("%s", err.text);
        for (size_t a = 0; a < round->n_applicants; a++)
            CHECK_INT(ours.pool[a], plain.pool[a]);
        choice_lists_free(lists);
        arena_free(arena);
    }
}

// "The school takes 300, 350 live near, the further ones go to the second."
//
//     First ----- 350 homes, 10 m apart ----- Second
static void
of_350_near_a_school_of_300_the_further_50_go_to_the_second(void **state)
{
    enum { HOMES = 350, APART_CM = 1000 };
    struct arena *arena = arena_new();
    struct random random = random_from(3);
    struct round_shape shape = {.n_pupils = HOMES, .n_schools = 2};
    struct round *round = random_round(arena, &random, &shape);
    uint32_t *way_cm = ((const struct way_matrix *)round->ways)->way_cm;
    ((struct seat_pool *)round->pools)[0].seats = 300;
    ((struct seat_pool *)round->pools)[1].seats = 300;
    for (uint32_t a = 0; a < HOMES; a++) {
        way_cm[2 * a] = (1 + a) * APART_CM;
        way_cm[2 * a + 1] = (2 * HOMES - a) * APART_CM;
    }
    struct choice_lists *lists = choice_lists_new(round, 1, 2);
    struct placement placement = nearest_first_place(arena, round, lists);
    for (uint32_t a = 0; a < HOMES; a++) {
        CHECK_INT(placement.pool[a], a < 300 ? 0 : 1);
        CHECK_INT(placement.way_cm[a], way_cm[2 * a + (a >= 300)]);
    }
    choice_lists_free(lists);
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(random_rounds_go_as_the_rule_says),
        TEST(of_350_near_a_school_of_300_the_further_50_go_to_the_second),
    };
    return RUN_TESTS(tests);
}
