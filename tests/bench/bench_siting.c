// The p-median test instances with their proven optima, one line each:
// `bench_siting [first last]` of the twenty graphs, then the ten with
// capacities, and last a made-up city with sites and rooms to choose. Reading,
// and the graphs' shortest ways, are not timed.

#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <time.h>

#include "base/random.h"
#include "forecast/siting.h"
#include "median_files.h"

static double milliseconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

static bool bench_file(const char *data, bool has_capacities, int number)
{
    struct arena *arena = arena_new();
    struct median_file file;
    if (!median_file_read(arena, data, has_capacities, number, &file)) {
        arena_free(arena);
        return false;
    }
    struct p_median_options options = {.seed = 1, .n_threads = 1};
    double began_ms = milliseconds();
    struct p_median_answer answer =
        p_median_solve(arena, &file.problem, &options);
    double took_ms = milliseconds() - began_ms;
    double gap = 100 * ((double)answer.cost - (double)file.optimum) /
                 (double)file.optimum;
    printf("%-12s %8" PRIu64 " %8" PRIu64 " %8" PRIu64 " %6.2f %% %8.0f ms%s\n",
           file.name, answer.cost, file.optimum, answer.bound, gap, took_ms,
           answer.is_proven ? "  proven" : "");
    arena_free(arena);
    return true;
}

// A city of the size of Ho Chi Minh City's grade 1: demands gathered around
// centres, schools where they are fewer, sites at random.
#define CITY_DEMANDS 3500
#define CITY_SCHOOLS 235
#define CITY_SITES 200
#define CITY_CENTRES 40
#define CITY_M 40000u

struct place_m {
    double x_m, y_m;
};

static struct place_m draw_point(struct random *random,
                                 const struct place_m *centres, double spread_m)
{
    struct place_m at = centres[random_below(random, CITY_CENTRES)];
    for (int i = 0; i < 3; i++) {
        at.x_m += (random_unit(random) - 0.5) * spread_m;
        at.y_m += (random_unit(random) - 0.5) * spread_m;
    }
    return at;
}

static void draw_ways(struct random *random, const struct place_m *centres,
                      uint32_t *way_cm)
{
    size_t n_places = CITY_SCHOOLS + CITY_SITES;
    struct place_m places[CITY_SCHOOLS + CITY_SITES];
    for (size_t j = 0; j < n_places; j++)
        places[j] = draw_point(random, centres, j < CITY_SCHOOLS ? 3000 : 7000);
    for (size_t d = 0; d < CITY_DEMANDS; d++) {
        struct place_m home = draw_point(random, centres, 5000);
        for (size_t j = 0; j < n_places; j++)
            way_cm[d * n_places + j] =
                (uint32_t)(130 * hypot(home.x_m - places[j].x_m,
                                       home.y_m - places[j].y_m));
    }
}

static void draw_city(struct arena *arena, struct siting_problem *problem)
{
    struct random random = random_from(1);
    size_t n_places = CITY_SCHOOLS + CITY_SITES;
    struct siting_demand *demands =
        arena_array(arena, struct siting_demand, CITY_DEMANDS);
    struct siting_place *places =
        arena_array(arena, struct siting_place, n_places);
    uint32_t *way_cm = arena_array(arena, uint32_t, CITY_DEMANDS * n_places);
    struct place_m centres[CITY_CENTRES];
    for (size_t i = 0; i < CITY_CENTRES; i++)
        centres[i] = (struct place_m){random_below(&random, CITY_M),
                                      random_below(&random, CITY_M)};
    draw_ways(&random, centres, way_cm);
    for (size_t d = 0; d < CITY_DEMANDS; d++)
        demands[d].pupils = 15 + random_below(&random, 50);
    for (size_t j = 0; j < n_places; j++)
        places[j] = (struct siting_place){
            .is_open = j < CITY_SCHOOLS,
            .seats = j < CITY_SCHOOLS ? 350 + random_below(&random, 400) : 0,
            .most_rooms = j < CITY_SCHOOLS ? random_below(&random, 12) : 30,
            .seats_per_room = 35,
            .cost_per_room = 1,
            .cost = 10};
    *problem = (struct siting_problem){.demands = demands,
                                       .n_demands = CITY_DEMANDS,
                                       .places = places,
                                       .n_places = n_places,
                                       .way_cm = way_cm,
                                       .cap_cm = 400000};
}

static void bench_city(uint32_t n_new, uint32_t n_rooms)
{
    struct arena *arena = arena_new();
    struct siting_problem problem;
    draw_city(arena, &problem);
    problem.n_new = n_new;
    problem.n_rooms = n_rooms;
    double began_ms = milliseconds();
    struct siting_answer answer = siting_solve(arena, &problem);
    double took_ms = milliseconds() - began_ms;
    printf("city  new=%u rooms=%u  pupils %" PRIu64 "  outside %" PRIu64
           " -> %" PRIu64 ", bound %" PRIu64 ", gap %.2f %%  way %.0f -> %.0f "
           "m a pupil  %.0f ms\n",
           n_new, n_rooms, answer.before.pupils,
           answer.before.over_cap + answer.before.unseated,
           answer.after.over_cap + answer.after.unseated, answer.bound_outside,
           100 * answer.gap,
           (double)answer.before.way_cm / 100 /
               (double)(answer.before.pupils - answer.before.unseated),
           (double)answer.after.way_cm / 100 /
               (double)(answer.after.pupils - answer.after.unseated),
           took_ms);
    arena_free(arena);
}

int main(int argc, char **argv)
{
    const char *data = getenv("HOCGAN_DATA");
    if (data == NULL) {
        fputs("bench_siting: HOCGAN_DATA names no folder\n", stderr);
        return 2;
    }
    int first = argc > 1 ? atoi(argv[1]) : 1;
    int last = argc > 2 ? atoi(argv[2]) : 20;
    printf("%-12s %8s %8s %8s %8s\n", "instance", "cost", "optimum", "bound",
           "gap");
    for (int n = first; n <= last; n++)
        if (!bench_file(data, false, n))
            return 1;
    for (int n = first; n <= last && n <= 10; n++)
        if (!bench_file(data, true, n))
            return 1;
    bench_city(5, 0);
    bench_city(20, 0);
    bench_city(0, 500);
    bench_city(20, 500);
    return 0;
}
