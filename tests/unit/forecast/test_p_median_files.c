// The test instances of the field, with their proven optima.

#include <stdlib.h>

#include "check.h"
#include "median_files.h"

#define SKIPPED 77

struct tally {
    int n;
    int n_optimal;
};

static void check_file(bool has_capacities, int number, double most_gap,
                       struct tally *tally)
{
    const char *data = getenv("HOCGAN_DATA");
    struct arena *arena = arena_new();
    struct median_file file;
    if (data == NULL ||
        !median_file_read(arena, data, has_capacities, number, &file)) {
        puts("skipped: needs $HOCGAN_DATA/siting");
        exit(SKIPPED);
    }
    struct p_median_options options = {.seed = 1, .n_threads = 2};
    struct p_median_answer answer =
        p_median_solve(arena, &file.problem, &options);
    CHECK(answer.bound <= file.optimum);
    CHECK(answer.cost >= file.optimum);
    CHECK((double)answer.cost <= (1 + most_gap) * (double)file.optimum);
    tally->n++;
    tally->n_optimal += answer.cost == file.optimum;
    arena_free(arena);
}

static void graphs_are_solved(void **state)
{
    struct tally tally = {0, 0};
    for (int number = 1; number <= 20; number++)
        check_file(false, number, 0.005, &tally);
    CHECK(tally.n_optimal >= 18);
}

static void points_with_capacities_are_solved(void **state)
{
    struct tally tally = {0, 0};
    for (int number = 1; number <= 10; number++)
        check_file(true, number, 0.01, &tally);
    CHECK(tally.n_optimal >= 8);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(graphs_are_solved),
        TEST(points_with_capacities_are_solved),
    };
    return RUN_TESTS(tests);
}
