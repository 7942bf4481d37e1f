#include "zone/unit_entrants.h"

#include <string.h>

#include "base/random.h"
#include "check.h"
#include "geo/area_index.h"
#include "town.h"

static struct ward square_ward(struct arena *arena, double x, double y,
                               double side)
{
    struct point_m corners[] = {
        {x, y}, {x + side, y}, {x + side, y + side}, {x, y + side}};
    return (struct ward){
        .id = "w", .name = "W", .area = area_of_ring(arena, corners, 4)};
}

static struct planning_unit square_unit(struct arena *arena, double x, double y,
                                        double side)
{
    return (struct planning_unit){.id = "u",
                                  .area = square_ward(arena, x, y, side).area};
}

static void entrants_are_those_of_the_age_or_a_share_of_all(void **state)
{
    struct ward_people people[] = {{57, 1000},
                                   {NUMBER_UNKNOWN, 1000},
                                   {NUMBER_UNKNOWN, NUMBER_UNKNOWN},
                                   {0, 5000}};
    uint32_t entrants[4];
    ward_entrants_count(people, 4, 16, entrants);
    CHECK_INT(entrants[0], 57);
    CHECK_INT(entrants[1], 16);
    CHECK_INT(entrants[2], 0);
    CHECK_INT(entrants[3], 0);
    CHECK_INT(grade_entry_age(1), 6);
}

static void shares_of_wards_add_up_to_the_share_of_the_city(void **state)
{
    for (uint64_t seed = 1; seed <= 500; seed++) {
        struct random random = random_from(seed);
        struct ward_people people[40];
        uint32_t entrants[40];
        uint64_t all = 0, sum = 0;
        for (int w = 0; w < 40; w++) {
            people[w] = (struct ward_people){NUMBER_UNKNOWN,
                                             random_below(&random, 9000)};
            all += (uint64_t)people[w].all;
        }
        ward_entrants_count(people, 40, 16, entrants);
        for (int w = 0; w < 40; w++) {
            double exact = 0.016 * (double)people[w].all;
            CHECK(fabs(entrants[w] - exact) < 1);
            sum += entrants[w];
        }
        CHECK_INT(sum, (all * 16 + 500) / 1000);
    }
}

// Two wards, one street through both, a motorway beside it.
static void a_wards_entrants_live_along_its_streets(void **state)
{
    struct town *town = town_new();
    struct arena *arena = arena_new();
    struct ward wards[] = {
        square_ward(arena, 0, 0, 300), square_ward(arena, 300, 0, 300),
        square_ward(arena, 900, 0, 300), square_ward(arena, 0, 900, 300)};
    uint32_t entrants[] = {7, 240, 3, 5};
    town_street(town, town_junction(town, 0, 150),
                town_junction(town, 600, 150), "residential");
    town_street(town, town_junction(town, 0, 20), town_junction(town, 1200, 20),
                "motorway");
    struct entrant_home_list homes =
        entrant_homes_spread(arena, &town->streets, wards, 4, entrants, 1);
    uint32_t counted[4] = {0};
    for (size_t i = 0; i < homes.count; i++) {
        struct entrant_home home = homes.items[i];
        for (int w = 0; w < 4; w++)
            if (area_has_point(&wards[w].area, home.at)) {
                counted[w] += home.entrants;
                if (w < 2)
                    CHECK_NEAR(fabs(home.at.y_m - 150), HOME_BESIDE_M, 1e-9);
                if (w == 2) // only the motorway leads there
                    CHECK_NEAR(fabs(home.at.y_m - 20), HOME_BESIDE_M, 1e-9);
            }
        CHECK(home.unit == AREA_NONE);
    }
    for (int w = 0; w < 4; w++)
        CHECK_INT(counted[w], entrants[w]);

    struct entrant_home_list again =
        entrant_homes_spread(arena, &town->streets, wards, 4, entrants, 2);
    CHECK_INT(again.count, homes.count);
    CHECK(memcmp(again.items, homes.items, homes.count * sizeof *homes.items) ==
          0);
    arena_free(arena);
    town_free(town);
}

static void pupils_of_the_grade_and_year_count(void **state)
{
    struct arena *arena = arena_new();
    struct pupil pupils[] = {{.home = {1, 1}, .grade = 1, .year = 2026},
                             {.home = {2, 1}, .grade = 6, .year = 2026},
                             {.home = {3, 1}, .grade = 1, .year = 2025},
                             {.home = {4, 1}, .grade = 1, .year = 2026}};
    struct entrant_home_list homes =
        entrant_homes_of_pupils(arena, pupils, 4, 2026, 1);
    CHECK_INT(homes.count, 2);
    CHECK_NEAR(homes.items[1].at.x_m, 4, 0);
    CHECK_INT(homes.items[1].entrants, 1);
    arena_free(arena);
}

static void homes_in_slivers_count_to_the_nearest_unit(void **state)
{
    struct arena *arena = arena_new();
    struct planning_unit units[] = {square_unit(arena, 0, 0, 100),
                                    square_unit(arena, 104, 0, 100),
                                    square_unit(arena, 500, 0, 100)};
    struct entrant_home homes[] = {{{103, 50}, AREA_NONE, 2},
                                   {{50, 50}, AREA_NONE, 3},
                                   {{101, 50}, AREA_NONE, 4},
                                   {{330, 50}, AREA_NONE, 5}};
    struct unit_homes of = unit_homes_build(arena, homes, 4, units, 3, 1);
    CHECK_INT(of.n_outside, 5);
    CHECK_INT(of.entrants[0], 7);
    CHECK_INT(of.entrants[1], 2);
    CHECK_INT(of.entrants[2], 0);
    CHECK_INT(of.first[1], 2);
    CHECK_INT(of.homes[0].entrants, 3);
    CHECK_INT(of.homes[1].entrants, 4);
    // Where nobody lives there is a point all the same.
    CHECK_INT(of.n_homes, 4);
    CHECK_INT(of.homes[3].unit, 2);
    CHECK_INT(of.homes[3].entrants, 0);
    CHECK(area_has_point(&units[2].area, of.homes[3].at));
    arena_free(arena);
}

// The witness looks at every unit.
static void random_homes_are_found_where_a_plain_search_finds_them(void **state)
{
    enum { UNITS = 30, HOMES = 300 };
    for (uint64_t seed = 1; seed <= 50; seed++) {
        struct arena *arena = arena_new();
        struct random random = random_from(seed);
        struct planning_unit units[UNITS];
        struct entrant_home homes[HOMES];
        uint32_t expected[UNITS] = {0}, outside = 0;
        for (int u = 0; u < UNITS; u++)
            units[u] = square_unit(arena, 4000 * random_unit(&random),
                                   4000 * random_unit(&random),
                                   50 + 600 * random_unit(&random));
        for (int h = 0; h < HOMES; h++) {
            homes[h] = (struct entrant_home){
                {4500 * random_unit(&random), 4500 * random_unit(&random)},
                AREA_NONE,
                1 + random_below(&random, 3)};
            double best_m = HOME_FARTHEST_M;
            int best = -1;
            for (int u = UNITS; u-- > 0;) {
                double d_m =
                    box_distance_m(area_box(&units[u].area), homes[h].at);
                if (d_m <= best_m) {
                    best_m = d_m;
                    best = u;
                }
            }
            if (best < 0)
                outside += homes[h].entrants;
            else
                expected[best] += homes[h].entrants;
        }
        struct unit_homes of =
            unit_homes_build(arena, homes, HOMES, units, UNITS, 2);
        CHECK_INT(of.n_outside, outside);
        for (int u = 0; u < UNITS; u++) {
            CHECK_INT(of.entrants[u], expected[u]);
            for (uint32_t i = of.first[u]; i < of.first[u + 1]; i++)
                CHECK_INT(of.homes[i].unit, u);
        }
        arena_free(arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(entrants_are_those_of_the_age_or_a_share_of_all),
        TEST(shares_of_wards_add_up_to_the_share_of_the_city),
        TEST(a_wards_entrants_live_along_its_streets),
        TEST(pupils_of_the_grade_and_year_count),
        TEST(homes_in_slivers_count_to_the_nearest_unit),
        TEST(random_homes_are_found_where_a_plain_search_finds_them),
    };
    return RUN_TESTS(tests);
}
