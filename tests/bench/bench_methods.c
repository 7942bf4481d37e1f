// The city's scan and the stable placement at the size of Ho Chi Minh City's
// grade 1, on a made-up plane: homes and schools in quarters of different
// density, seats for 102 of 100 pupils, two in a hundred with a twin. The ways
// are as the crow flies.
//
//     bench_methods [PUPILS SCHOOLS]

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "admission/nearest_first.h"
#include "admission/stable.h"
#include "base/random.h"
#include "geo/point.h"

enum { N_QUARTERS = 150 };
#define CITY_M 40000.0
#define QUARTER_M 2500.0

struct plane {
    struct point_m *homes;
    struct point_m *schools;
};

static uint32_t plane_way(const void *ways, uint32_t applicant, uint32_t school)
{
    const struct plane *plane = ways;
    double x_m = plane->homes[applicant].x_m - plane->schools[school].x_m;
    double y_m = plane->homes[applicant].y_m - plane->schools[school].y_m;
    return (uint32_t)(100 * sqrt(x_m * x_m + y_m * y_m));
}

static void scatter(struct random *random, const struct point_m *quarters,
                    struct point_m *points, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        // The lower a quarter's number, the more live there.
        double at = random_unit(random) * random_unit(random);
        struct point_m quarter = quarters[(size_t)(at * N_QUARTERS)];
        points[i] =
            (struct point_m){quarter.x_m + QUARTER_M * random_unit(random),
                             quarter.y_m + QUARTER_M * random_unit(random)};
    }
}

static struct plane make_plane(struct arena *arena, struct random *random,
                               size_t n_pupils, size_t n_schools)
{
    struct point_m quarters[N_QUARTERS];
    struct plane plane = {arena_array(arena, struct point_m, n_pupils),
                          arena_array(arena, struct point_m, n_schools)};
    for (size_t q = 0; q < N_QUARTERS; q++)
        quarters[q] = (struct point_m){CITY_M * random_unit(random),
                                       CITY_M * random_unit(random)};
    scatter(random, quarters, plane.homes, n_pupils);
    scatter(random, quarters, plane.schools, n_schools);
    return plane;
}

static void make_schools(struct arena *arena, struct random *random,
                         struct round *round, size_t n_pupils, size_t n_schools)
{
    struct round_school *schools =
        arena_array(arena, struct round_school, n_schools);
    struct seat_pool *pools = arena_array(arena, struct seat_pool, n_schools);
    double mean = 1.02 * (double)n_pupils / (double)n_schools;
    double seats = 0;
    double given = 0;
    for (uint32_t s = 0; s < n_schools; s++) {
        seats += mean * (0.5 + random_unit(random));
        schools[s] = (struct round_school){"", 0, &round->rules->groups};
        pools[s] = (struct seat_pool){s, ROUND_NONE, (uint32_t)(seats - given)};
        given += pools[s].seats;
    }
    round->schools = schools;
    round->pools = pools;
    round->n_schools = round->n_pools = n_schools;
}

static void make_pupils(struct arena *arena, struct random *random,
                        struct round *round, const struct plane *plane,
                        size_t n_pupils)
{
    struct applicant *pupils = arena_array(arena, struct applicant, n_pupils);
    struct family *families = arena_array(arena, struct family, n_pupils);
    uint32_t *members = arena_array(arena, uint32_t, n_pupils);
    for (uint32_t a = 0; a < n_pupils; a++) {
        bool is_twin = a > 0 && random_below(random, 50) == 0;
        members[a] = a;
        if (is_twin)
            plane->homes[a] = plane->homes[a - 1];
        else
            families[round->n_families++] = (struct family){members + a, 0};
        families[round->n_families - 1].n_members++;
        pupils[a] =
            (struct applicant){.id = "",
                               .ward = ROUND_NONE,
                               .previous_ward = ROUND_NONE,
                               .work_ward = ROUND_NONE,
                               .sibling_school = ROUND_NONE,
                               .programme = ROUND_NONE,
                               .family = (uint32_t)round->n_families - 1,
                               .lot = a};
    }
    round->applicants = pupils;
    round->n_applicants = n_pupils;
    round->families = families;
}

static double now_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return 1e3 * (double)now.tv_sec + 1e-6 * (double)now.tv_nsec;
}

static void tell(const char *method, const struct round *round,
                 const struct placement *placement, size_t n_unsettled,
                 double took_ms)
{
    double metres = 0;
    size_t n_placed = 0;
    for (size_t a = 0; a < placement->n_applicants; a++)
        if (placement->pool[a] != ROUND_NONE) {
            n_placed++;
            metres += placement->way_cm[a] / 100.0;
        }
    printf("%s  pupils=%zu schools=%zu placed=%zu mean_m=%.1f unsettled=%zu  "
           "%.0f ms\n",
           method, round->n_applicants, round->n_schools, n_placed,
           metres / (double)n_placed, n_unsettled, took_ms);
}

static void run(struct arena *arena, const struct round *round)
{
    double began_ms = now_ms();
    struct choice_lists *lists = choice_lists_new(round, 20, 1);
    printf("choice_lists  pupils=%zu schools=%zu first=20 threads=1  %.0f ms\n",
           round->n_applicants, round->n_schools, now_ms() - began_ms);
    began_ms = now_ms();
    struct placement scan = nearest_first_place(arena, round, lists);
    tell("nearest_first", round, &scan, 0, now_ms() - began_ms);
    choice_lists_free(lists);
    lists = choice_lists_new(round, 20, 2);
    began_ms = now_ms();
    struct stable_placement stable = stable_place(arena, round, lists);
    tell("stable", round, &stable.placement, stable.n_unsettled,
         now_ms() - began_ms);
    choice_lists_free(lists);
}

int main(int argc, char **argv)
{
    size_t n_pupils = argc > 1 ? strtoul(argv[1], NULL, 10) : 200000;
    size_t n_schools = argc > 2 ? strtoul(argv[2], NULL, 10) : 781;
    struct arena *arena = arena_new();
    struct random random = random_from(1);
    struct admission_rules rules = {
        .groups = {.groups = {{"everyone", 1u << GROUP_EVERYONE}}, .count = 1}};
    struct plane plane = make_plane(arena, &random, n_pupils, n_schools);
    struct round round = {.rules = &rules, .way = plane_way, .ways = &plane};
    make_schools(arena, &random, &round, n_pupils, n_schools);
    make_pupils(arena, &random, &round, &plane, n_pupils);
    run(arena, &round);
    arena_free(arena);
    return 0;
}
