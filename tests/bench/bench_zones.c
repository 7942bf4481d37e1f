// Suggests zones and prints a line each: the gap to the bound, what the plan
// does, and how long it took. For Baltimore (if HOCGAN_DATA has it) the adopted
// plan stands beside it; then come drawn cities of the size of Ho Chi Minh
// City, as many as the argument says, even ones and crowded ones in turn. The
// seats of a drawn city do not stand where its children live, so it is harder
// than a real one.

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "baltimore.h"
#include "base/parallel.h"
#include "zone/zone_suggest.h"
#include "zone_town.h"

static double now_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

static void print_line(const char *name, const struct zone_problem *problem,
                       struct zone_measures m, int64_t bound, double took_ms)
{
    printf("%-24s units=%zu entrants=%llu over_seats=%llu mean=%.1f m "
           "zones=%u pieces=%u gap=%.3f %%  %.0f ms\n",
           name, problem->n_units, (unsigned long long)m.entrants,
           (unsigned long long)m.over_seats,
           (double)m.way_cm / (double)m.entrants / 100, m.n_zones, m.n_pieces,
           100 * (double)(m.cost - bound) / (double)bound, took_ms);
}

static void suggest(const char *name, struct arena *arena,
                    const struct zone_problem *problem, const uint32_t *adopted)
{
    struct zone_options options = ZONE_OPTIONS_USUAL;
    options.n_threads = parallel_cores();
    double started_ms = now_ms();
    struct zone_suggestion found = zone_suggest(arena, problem, &options);
    double took_ms = now_ms() - started_ms;
    if (adopted != NULL)
        print_line("  as adopted", problem, zone_measure(problem, adopted),
                   found.bound.cost, 0);
    print_line(name, problem, found.measures, found.bound.cost, took_ms);
}

static void bench_baltimore(const char *name, bool has_new_catonsville,
                            int64_t over_seats_cm)
{
    struct arena *arena = arena_new();
    const char *data = getenv("HOCGAN_DATA");
    struct baltimore baltimore;
    struct error err;
    if (data == NULL || baltimore_read(data, has_new_catonsville, arena,
                                       &baltimore, &err) != STATUS_OK) {
        puts("baltimore: no data");
    } else {
        baltimore.problem.weights.over_seats_cm = over_seats_cm;
        baltimore.problem.weights = zone_weights_settle(&baltimore.problem);
        suggest(name, arena, &baltimore.problem, baltimore.adopted);
    }
    arena_free(arena);
}

static void bench_drawn(uint64_t seed)
{
    struct arena *arena = arena_new();
    struct zone_town_plan plan = {.seed = seed,
                                  .wide = 68,
                                  .high = 68,
                                  .hole_percent = 10,
                                  .n_schools = 235,
                                  .fewest_entrants = 20,
                                  .most_entrants = 46,
                                  .seats_percent = 102,
                                  .cap_m = 4000,
                                  .is_clustered = seed % 2 == 0};
    struct zone_problem problem = zone_town_draw(arena, &plan);
    suggest(arena_format(arena, "drawn %llu", (unsigned long long)seed), arena,
            &problem, NULL);
    arena_free(arena);
}

int main(int argc, char **argv)
{
    int n_drawn = argc > 1 ? atoi(argv[1]) : 2;
    bench_baltimore("baltimore", true, ZONE_WEIGHT_BY_WAYS);
    bench_baltimore("baltimore, 20 km", true, 2000000);
    bench_baltimore("baltimore, old", false, ZONE_WEIGHT_BY_WAYS);
    for (int i = 1; i <= n_drawn; i++)
        bench_drawn((uint64_t)i);
    return 0;
}
