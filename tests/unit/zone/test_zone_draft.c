#include <string.h>

#include "base/random.h"
#include "check.h"
#include "zone/zone_draft.h"
#include "zone_town.h"

// Four units in a row; school 0 stands in the first, school 1 in the last, and
// no way leads from the last unit to school 0.
//
//     u0 (s0) – u1 – u2 – u3 (s1)
static const uint32_t FIRST[] = {0, 1, 3, 5, 6};
static const uint32_t NEXT[] = {1, 0, 2, 1, 3, 2};
static const uint32_t ENTRANTS[] = {10, 20, 30, 40};
static const uint32_t WAYS[] = {100, 400, 200, 300, 300, 200, UINT32_MAX, 100};
static const uint32_t OVER[] = {0, 10, 0, 0, 5, 0, 0, 0};
static const uint32_t SEATS[] = {50, 60};
static const uint32_t HOMES[] = {0, 3};
static const uint32_t LAST[] = {0, 1, 1, ZONE_NO_SCHOOL};

static struct zone_problem row_of_four(void)
{
    return (struct zone_problem){.n_units = 4,
                                 .n_schools = 2,
                                 .entrants = ENTRANTS,
                                 .way_cm = WAYS,
                                 .over_cap = OVER,
                                 .seats = SEATS,
                                 .first_neighbour = FIRST,
                                 .neighbours = NEXT,
                                 .school_unit = HOMES,
                                 .last_school = LAST,
                                 .weights = {1000, 100, 10}};
}

static void a_plan_is_measured_as_by_hand(void **state)
{
    struct zone_problem problem = row_of_four();
    struct zone_measures m = zone_measure(&problem, (uint32_t[]){0, 0, 1, 1});
    CHECK_INT(m.entrants, 100);
    CHECK_INT(m.over_seats, 10); // 70 for 60 seats
    CHECK_INT(m.over_cap, 0);
    CHECK_INT(m.moved, 20);
    CHECK_INT(m.way_cm, 1000 + 4000 + 6000 + 4000);
    CHECK_INT(m.cost, 15000 + 10 * 1000 + 20 * 10);
    CHECK_INT(m.n_zones, 2);
    CHECK_INT(m.n_pieces, 2);
    CHECK_INT(m.n_away, 0);
}

static void pieces_and_zones_without_their_school_are_counted(void **state)
{
    struct zone_problem problem = row_of_four();
    struct zone_row rows[2];
    uint32_t plan[] = {1, 0, 1, 0};
    struct zone_measures m = zone_measure(&problem, plan);
    zone_measure_rows(&problem, plan, rows);
    CHECK_INT(m.n_pieces, 4);
    CHECK_INT(m.n_away, 2);
    CHECK_INT(m.over_cap, 10);
    CHECK_INT(m.no_way, 40);
    CHECK_INT(rows[0].n_pieces, 2);
    CHECK_INT(rows[0].no_way, 40);
    CHECK_INT(rows[0].farthest_cm, 200);
    CHECK(rows[1].is_away);
}

static void leaving_a_unit_out_never_pays(void **state)
{
    struct zone_problem problem = row_of_four();
    struct zone_measures all = zone_measure(&problem, (uint32_t[]){0, 0, 1, 1});
    struct zone_measures most =
        zone_measure(&problem, (uint32_t[]){0, 0, ZONE_NO_SCHOOL, 1});
    CHECK_INT(most.unzoned, 30);
    CHECK_INT(most.entrants, 70);
    CHECK_INT(most.no_way, 30);
    CHECK(most.cost > all.cost);
}

static void check_same_measures(struct zone_measures a, struct zone_measures b)
{
    CHECK_INT(a.entrants, b.entrants);
    CHECK_INT(a.unzoned, b.unzoned);
    CHECK_INT(a.over_seats, b.over_seats);
    CHECK_INT(a.over_cap, b.over_cap);
    CHECK_INT(a.moved, b.moved);
    CHECK_INT(a.no_way, b.no_way);
    CHECK_INT(a.way_cm, b.way_cm);
    CHECK(a.cost == b.cost);
    CHECK_INT(a.n_zones, b.n_zones);
    CHECK_INT(a.n_pieces, b.n_pieces);
    CHECK_INT(a.n_away, b.n_away);
}

// What the draft says, against measuring its plan anew.
static void check_draft(const struct zone_problem *problem,
                        const struct zone_draft *draft)
{
    const uint32_t *plan = zone_draft_schools(draft);
    struct zone_row rows[16];
    check_same_measures(zone_draft_measures(draft),
                        zone_measure(problem, plan));
    zone_measure_rows(problem, plan, rows);
    for (uint32_t s = 0; s < problem->n_schools; s++) {
        struct zone_row row = zone_draft_row(draft, s);
        CHECK_INT(row.entrants, rows[s].entrants);
        CHECK_INT(row.over_seats, rows[s].over_seats);
        CHECK_INT(row.over_cap, rows[s].over_cap);
        CHECK_INT(row.way_cm, rows[s].way_cm);
        CHECK_INT(row.farthest_cm, rows[s].farthest_cm);
        CHECK_INT(row.n_units, rows[s].n_units);
        CHECK_INT(row.n_pieces, rows[s].n_pieces);
    }
}

static uint32_t any_school(struct random *random,
                           const struct zone_problem *problem)
{
    uint32_t school = random_below(random, (uint32_t)problem->n_schools + 1);
    return school == problem->n_schools ? ZONE_NO_SCHOOL : school;
}

static void move_some(struct random *random, const struct zone_problem *problem,
                      struct zone_draft *draft)
{
    uint32_t units[8];
    struct error err;
    size_t n = 1 + random_below(random, 8);
    for (size_t i = 0; i < n; i++)
        units[i] = random_below(random, (uint32_t)problem->n_units);
    CHECK_INT(
        zone_draft_move(draft, units, n, any_school(random, problem), &err),
        STATUS_OK);
}

static struct zone_problem draw_town(struct arena *arena, uint64_t seed)
{
    struct zone_town_plan plan = {.seed = seed,
                                  .wide = 8,
                                  .high = 7,
                                  .hole_percent = 15,
                                  .n_schools = 5,
                                  .fewest_entrants = 0,
                                  .most_entrants = 30,
                                  .seats_percent = 102,
                                  .cap_m = 400,
                                  .has_last = true};
    return zone_town_draw(arena, &plan);
}

static void every_move_measures_as_if_anew(void **state)
{
    for (uint64_t seed = 0; seed < 60; seed++) {
        struct arena *arena = arena_new();
        struct random random = random_from(seed);
        struct zone_problem problem = draw_town(arena, seed);
        uint32_t *start = arena_array(arena, uint32_t, problem.n_units);
        for (size_t u = 0; u < problem.n_units; u++)
            start[u] = any_school(&random, &problem);
        struct zone_draft *draft = zone_draft_new(&problem, start);
        for (int step = 0; step < 60; step++) {
            uint32_t what = random_below(&random, 4);
            if (what == 0)
                zone_draft_undo(draft);
            else if (what == 1)
                zone_draft_redo(draft);
            else
                move_some(&random, &problem, draft);
            check_draft(&problem, draft);
        }
        while (zone_draft_undo(draft))
            continue;
        CHECK(memcmp(zone_draft_schools(draft), start,
                     problem.n_units * sizeof *start) == 0);
        check_draft(&problem, draft);
        zone_draft_free(draft);
        arena_free(arena);
    }
}

static void steps_taken_back_are_done_again_until_a_new_one(void **state)
{
    struct zone_problem problem = row_of_four();
    struct error err;
    struct zone_draft *draft =
        zone_draft_new(&problem, (uint32_t[]){0, 0, 1, 1});
    CHECK(!zone_draft_undo(draft));
    zone_draft_move(draft, (uint32_t[]){1, 1, 2}, 3, 0, &err);
    zone_draft_move(draft, (uint32_t[]){1, 3}, 2, 1, &err);
    CHECK(zone_draft_undo(draft));
    CHECK(zone_draft_undo(draft));
    CHECK(!zone_draft_undo(draft));
    CHECK(zone_draft_redo(draft));
    CHECK_INT(zone_draft_schools(draft)[2], 0);
    zone_draft_move(draft, (uint32_t[]){3}, 1, ZONE_NO_SCHOOL, &err);
    CHECK(!zone_draft_redo(draft));
    CHECK_INT(zone_draft_measures(draft).unzoned, 40);
    CHECK(zone_draft_undo(draft));
    CHECK(zone_draft_undo(draft));
    CHECK_INT(zone_draft_schools(draft)[2], 1);
    zone_draft_free(draft);
}

static void a_locked_unit_stays_and_so_does_the_rest_of_the_step(void **state)
{
    struct zone_problem problem = row_of_four();
    uint32_t locked[] = {ZONE_NO_SCHOOL, ZONE_NO_SCHOOL, 1, ZONE_NO_SCHOOL};
    struct error err;
    problem.locked = locked;
    struct zone_draft *draft =
        zone_draft_new(&problem, (uint32_t[]){0, 0, 1, 1});
    CHECK(zone_draft_is_locked(draft, 2));
    CHECK_INT(zone_draft_move(draft, (uint32_t[]){1, 2}, 2, 0, &err),
              STATUS_STATE);
    CHECK_TEXT(err.text, "unit 2 is locked");
    CHECK(!zone_draft_undo(draft));
    CHECK_INT(zone_draft_move(draft, (uint32_t[]){1, 2}, 2, 1, &err),
              STATUS_OK);
    zone_draft_lock(draft, 2, false);
    CHECK_INT(zone_draft_move(draft, (uint32_t[]){2}, 1, 0, &err), STATUS_OK);
    zone_draft_free(draft);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_plan_is_measured_as_by_hand),
        TEST(pieces_and_zones_without_their_school_are_counted),
        TEST(leaving_a_unit_out_never_pays),
        TEST(every_move_measures_as_if_anew),
        TEST(steps_taken_back_are_done_again_until_a_new_one),
        TEST(a_locked_unit_stays_and_so_does_the_rest_of_the_step),
    };
    return RUN_TESTS(tests);
}
