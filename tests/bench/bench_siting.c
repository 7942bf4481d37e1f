// The p-median test instances with their proven optima, one line each:
// `bench_siting [first last]` of the twenty graphs, then the ten with
// capacities. Reading, and the graphs' shortest ways, are not timed.

#include <inttypes.h>
#include <stdlib.h>
#include <time.h>

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
    return 0;
}
