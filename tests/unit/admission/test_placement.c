// A placement that breaks a rule is refused with the rule it breaks.

#include "admission/placement.h"
#include "check.h"
#include "random_round.h"

// Four pupils, the second and third twins; two schools with two seats each and
// ways of 1 to 8 m.
static struct round *town(struct arena *arena)
{
    struct random random = random_from(5);
    struct round_shape shape = {.n_pupils = 4, .n_schools = 2};
    struct round *round = random_round(arena, &random, &shape);
    uint32_t *way_cm = ((const struct way_matrix *)round->ways)->way_cm;
    for (uint32_t i = 0; i < 8; i++)
        way_cm[i] = 100 * (i + 1);
    static const uint32_t members[] = {0, 1, 2, 3};
    static const struct family families[] = {
        {members, 1}, {members + 1, 2}, {members + 3, 1}};
    round->families = families;
    round->n_families = 3;
    for (uint32_t s = 0; s < 2; s++)
        ((struct seat_pool *)round->pools)[s].seats = 2;
    return round;
}

// The first and the last at school 0, the twins at school 1.
static struct placement good(struct arena *arena, const struct round *round)
{
    struct placement placement = placement_new(arena, round);
    placement_put(&placement, round, 0, 0);
    placement_put(&placement, round, 1, 1);
    placement_put(&placement, round, 2, 0);
    return placement;
}

static void check_refused(const struct round *round,
                          const struct placement *placement,
                          const char *sentence)
{
    struct error err = {.text = ""};
    CHECK_INT(placement_check(round, placement, &err), STATUS_BAD_INPUT);
    CHECK_TEXT(err.text, sentence);
}

static void a_good_one_and_one_of_nobody_are_accepted(void **state)
{
    struct arena *arena = arena_new();
    struct round *round = town(arena);
    struct placement placement = good(arena, round);
    struct error err;
    CHECK_INT(placement.way_cm[1], 400);
    CHECK_INT(placement.way_cm[2], 600);
    CHECK(placement_check(round, &placement, &err) == STATUS_OK);
    placement_put(&placement, round, 1, ROUND_NONE);
    CHECK(placement_check(round, &placement, &err) == STATUS_OK);
    placement = placement_new(arena, round);
    CHECK(placement_check(round, &placement, &err) == STATUS_OK);
    arena_free(arena);
}

static void more_than_the_seats_are_refused(void **state)
{
    struct arena *arena = arena_new();
    struct round *round = town(arena);
    struct placement placement = good(arena, round);
    placement_put(&placement, round, 2, 1);
    check_refused(round, &placement, "school S0001 takes 3 pupils on 2 seats");
    arena_free(arena);
}

static void a_wrong_way_is_refused(void **state)
{
    struct arena *arena = arena_new();
    struct round *round = town(arena);
    struct placement placement = good(arena, round);
    placement.way_cm[3] = 701;
    check_refused(round, &placement,
                  "the way of pupil P0000003 to school S0000 is 700 cm, not "
                  "701");
    placement.pool[3] = ROUND_NONE;
    check_refused(round, &placement,
                  "pupil P0000003 has no place, but a way of 701 cm to it");
    arena_free(arena);
}

static void a_family_apart_is_refused(void **state)
{
    struct arena *arena = arena_new();
    struct round *round = town(arena);
    struct placement placement = good(arena, round);
    placement.pool[2] = ROUND_NONE;
    placement.way_cm[2] = UINT32_MAX;
    check_refused(round, &placement,
                  "pupils P0000001 and P0000002 stay together, but are not "
                  "placed together");
    arena_free(arena);
}

static void a_place_that_is_no_choice_is_refused(void **state)
{
    static const char sentence[] =
        "pupil P0000003 is placed at school S0000, which it cannot choose";
    struct arena *arena = arena_new();
    struct round *round = town(arena);
    struct placement placement = good(arena, round);
    uint32_t *way_cm = ((const struct way_matrix *)round->ways)->way_cm;
    ((struct admission_rules *)round->rules)->wishes_only = true;
    check_refused(round, &placement,
                  "pupil P0000000 is placed at school S0000, which it cannot "
                  "choose");
    ((struct admission_rules *)round->rules)->wishes_only = false;
    ((struct seat_pool *)round->pools)[0].programme = 0;
    ((struct applicant *)round->applicants)[0].programme = 0;
    check_refused(round, &placement, sentence);
    ((struct seat_pool *)round->pools)[0].programme = ROUND_NONE;
    way_cm[6] = UINT32_MAX;
    check_refused(round, &placement, sentence);
    arena_free(arena);
}

static void one_of_another_round_is_refused(void **state)
{
    struct arena *arena = arena_new();
    struct round *round = town(arena);
    struct placement placement = good(arena, round);
    placement.pool[0] = 2;
    check_refused(round, &placement,
                  "pupil P0000000 is in pool 2, but there are 2 pools");
    placement.n_applicants = 3;
    check_refused(round, &placement,
                  "the placement is of 3 pupils, the round of 4");
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_good_one_and_one_of_nobody_are_accepted),
        TEST(more_than_the_seats_are_refused),
        TEST(a_wrong_way_is_refused),
        TEST(a_family_apart_is_refused),
        TEST(a_place_that_is_no_choice_is_refused),
        TEST(one_of_another_round_is_refused),
    };
    return RUN_TESTS(tests);
}
