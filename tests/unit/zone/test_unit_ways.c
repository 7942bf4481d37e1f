#include <string.h>

#include "base/random.h"
#include "check.h"
#include "zone/unit_ways.h"

#define N_SCHOOLS 3
#define CAP_CM 1000u
#define NONE UINT32_MAX

// What the homes' ways are, as a table.
static void row_of_table(const void *table, uint32_t home, uint32_t *way_cm)
{
    const uint32_t *row = (const uint32_t *)table + N_SCHOOLS * home;
    memcpy(way_cm, row, N_SCHOOLS * sizeof *row);
}

// The homes are in order of their units.
static struct unit_homes homes_by_unit(struct arena *arena,
                                       const struct entrant_home *homes,
                                       size_t n_homes, size_t n_units)
{
    uint32_t *first = arena_array(arena, uint32_t, n_units + 1);
    uint32_t *entrants = arena_array(arena, uint32_t, n_units);
    for (size_t h = 0; h < n_homes; h++) {
        CHECK(h == 0 || homes[h].unit >= homes[h - 1].unit);
        entrants[homes[h].unit] += homes[h].entrants;
        for (size_t u = homes[h].unit; u < n_units; u++)
            first[u + 1]++;
    }
    return (struct unit_homes){.n_units = n_units,
                               .homes = homes,
                               .n_homes = n_homes,
                               .first = first,
                               .entrants = entrants};
}

static struct unit_ways ways_of(struct arena *arena,
                                const struct entrant_home *homes,
                                size_t n_homes, size_t n_units,
                                const void *table, size_t n_threads)
{
    struct unit_homes in_units = homes_by_unit(arena, homes, n_homes, n_units);
    return unit_ways_build(arena, &in_units, N_SCHOOLS, row_of_table, table,
                           CAP_CM, n_threads);
}

static void check_row(const uint32_t *row, uint32_t a, uint32_t b, uint32_t c)
{
    CHECK_INT(row[0], a);
    CHECK_INT(row[1], b);
    CHECK_INT(row[2], c);
}

static void every_entrant_counts_in_the_mean_of_its_unit(void **state)
{
    struct arena *arena = arena_new();
    struct entrant_home homes[] = {{.unit = 0, .entrants = 1},
                                   {.unit = 1, .entrants = 3},
                                   {.unit = 1, .entrants = 1}};
    uint32_t table[][N_SCHOOLS] = {
        {50, 60, 70}, {100, 900, 1200}, {203, 1100, 1001}};
    struct unit_ways ways = ways_of(arena, homes, 3, 2, table, 1);
    check_row(ways.way_cm, 50, 60, 70);
    check_row(ways.way_cm + N_SCHOOLS, 126, 950, 1150); // 503 / 4, 4600 / 4
    check_row(ways.over_cap, 0, 0, 0);
    check_row(ways.over_cap + N_SCHOOLS, 0, 1, 4);
    arena_free(arena);
}

static void a_home_off_every_street_says_nothing_of_its_unit(void **state)
{
    struct arena *arena = arena_new();
    struct entrant_home homes[] = {{.entrants = 5}, {.entrants = 1}};
    uint32_t table[][N_SCHOOLS] = {{NONE, NONE, NONE}, {10, 20, NONE}};
    struct unit_ways ways = ways_of(arena, homes, 2, 1, table, 1);
    check_row(ways.way_cm, 10, 20, NONE);
    check_row(ways.over_cap, 0, 0, 1);
    arena_free(arena);
}

static void
a_unit_without_entrants_is_near_some_school_all_the_same(void **state)
{
    struct arena *arena = arena_new();
    struct entrant_home homes[] = {{.entrants = 0}, {.entrants = 0}};
    uint32_t table[][N_SCHOOLS] = {{10, 2000, NONE}, {20, 4000, NONE}};
    struct unit_ways ways = ways_of(arena, homes, 2, 2, table, 1);
    check_row(ways.way_cm, 15, 3000, NONE);
    check_row(ways.over_cap, 0, 0, 0);
    check_row(ways.way_cm + N_SCHOOLS, NONE, NONE, NONE); // no home at all
    arena_free(arena);
}

#define N_HOMES 500
#define N_UNITS 90

// The witness: for every unit and school, over all homes.
static void check_against_all_homes(const struct entrant_home *homes,
                                    const uint32_t *table,
                                    const struct unit_ways *ways)
{
    for (uint32_t u = 0; u < N_UNITS; u++)
        for (size_t s = 0; s < N_SCHOOLS; s++) {
            uint64_t sum = 0, n = 0, over = 0;
            for (size_t h = 0; h < N_HOMES; h++)
                if (homes[h].unit == u) {
                    sum +=
                        (uint64_t)homes[h].entrants * table[h * N_SCHOOLS + s];
                    n += homes[h].entrants;
                    over += table[h * N_SCHOOLS + s] > CAP_CM
                                ? homes[h].entrants
                                : 0;
                }
            CHECK_INT(ways->over_cap[u * N_SCHOOLS + s], over);
            if (n > 0)
                CHECK_NEAR(ways->way_cm[u * N_SCHOOLS + s],
                           (double)sum / (double)n, 0.5);
        }
}

static void any_number_of_threads_gives_the_plain_sums(void **state)
{
    struct arena *arena = arena_new();
    struct random random = random_from(11);
    struct entrant_home homes[N_HOMES];
    uint32_t table[N_HOMES * N_SCHOOLS];
    for (size_t h = 0; h < N_HOMES; h++) {
        homes[h] =
            (struct entrant_home){.unit = (uint32_t)(h * N_UNITS / N_HOMES),
                                  .entrants = random_below(&random, 4)};
        for (size_t s = 0; s < N_SCHOOLS; s++)
            table[h * N_SCHOOLS + s] = random_below(&random, 2000);
    }
    struct unit_ways one = ways_of(arena, homes, N_HOMES, N_UNITS, table, 1);
    struct unit_ways two = ways_of(arena, homes, N_HOMES, N_UNITS, table, 2);
    check_against_all_homes(homes, table, &one);
    CHECK(memcmp(one.way_cm, two.way_cm,
                 sizeof(uint32_t) * N_UNITS * N_SCHOOLS) == 0);
    CHECK(memcmp(one.over_cap, two.over_cap,
                 sizeof(uint32_t) * N_UNITS * N_SCHOOLS) == 0);
    arena_free(arena);
}

static void the_crow_flies_straight_to_the_schools(void **state)
{
    struct entrant_home home = {.at = {300, 0}};
    struct school schools[] = {{.point = {0, 400}}, {.point = {300, 12.34}}};
    struct straight_ways ways = {GROUND_FLAT, &home, schools, 2};
    uint32_t row[2];
    straight_ways_row(&ways, 0, row);
    CHECK_INT(row[0], 50000);
    CHECK_INT(row[1], 1234);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(every_entrant_counts_in_the_mean_of_its_unit),
        TEST(a_home_off_every_street_says_nothing_of_its_unit),
        TEST(a_unit_without_entrants_is_near_some_school_all_the_same),
        TEST(any_number_of_threads_gives_the_plain_sums),
        TEST(the_crow_flies_straight_to_the_schools),
    };
    return RUN_TESTS(tests);
}
