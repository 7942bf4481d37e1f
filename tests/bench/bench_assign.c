// The exact placement of a whole city: `bench_assign FILE [ROUNDS]` takes what
// data/assignment/make_instance.py writes, solves it ROUNDS times on one
// thread, then changes the seats of schools all over the city by 30 % up and
// down, and last lets LEMON's network simplex solve the same where it is
// installed (Debian's liblemon-dev; for this comparison only, so tools/packages
// does not have it). Reading the file is not timed. The peak of memory is that
// of the whole process, with the instance, before LEMON begins.

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <time.h>

#include "admission/assign_check.h"
#include "assign_instance.h"
#include "bench_lemon.h"

#define MOST_ROUNDS 99
#define N_CHANGES 100

static double milliseconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

static int by_size(const void *a, const void *b)
{
    double x = *(const double *)a;
    double y = *(const double *)b;
    return (x > y) - (x < y);
}

static void sort(double *times_ms, size_t n)
{
    qsort(times_ms, n, sizeof *times_ms, by_size);
}

static bool is_proven(const struct assign_problem *problem,
                      struct assignment found)
{
    struct error err;
    if (assign_check(problem, found.school, found.price, &err) == STATUS_OK)
        return true;
    fprintf(stderr, "bench_assign: %s\n", err.text);
    return false;
}

// Solves several times and keeps the last.
static struct assigner *solve(const struct assign_problem *problem,
                              size_t n_rounds, double *times_ms)
{
    struct assigner *assigner = NULL;
    for (size_t i = 0; i < n_rounds; i++) {
        assigner_free(assigner);
        double began_ms = milliseconds();
        assigner = assigner_new(problem);
        times_ms[i] = milliseconds() - began_ms;
    }
    sort(times_ms, n_rounds);
    return assigner;
}

// Every change is timed, and so is taking it back.
static bool change_seats(struct assign_instance *instance,
                         struct assigner *assigner, double *times_ms)
{
    struct assign_problem problem = assign_instance_problem(instance);
    bool is_right = true;
    for (size_t i = 0; i < N_CHANGES; i += 2) {
        uint32_t school = (uint32_t)(i * instance->n_schools / N_CHANGES);
        uint32_t seats = instance->seats[school];
        uint32_t changed = i % 4 == 0 ? seats * 13 / 10 : seats * 7 / 10;
        double began_ms = milliseconds();
        assigner_set_seats(assigner, school, changed);
        times_ms[i] = milliseconds() - began_ms;
        if (i % 10 == 0) {
            instance->seats[school] = changed;
            is_right &= is_proven(&problem, assigner_result(assigner));
            instance->seats[school] = seats;
        }
        began_ms = milliseconds();
        assigner_set_seats(assigner, school, seats);
        times_ms[i + 1] = milliseconds() - began_ms;
    }
    sort(times_ms, N_CHANGES);
    return is_right;
}

static size_t peak_mb(void)
{
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    return (size_t)usage.ru_maxrss / 1024;
}

static bool bench(struct assign_instance *instance, size_t n_rounds)
{
    double times_ms[MOST_ROUNDS];
    double changes_ms[N_CHANGES];
    struct assign_problem problem = assign_instance_problem(instance);
    struct assigner *assigner = solve(&problem, n_rounds, times_ms);
    struct assignment found = assigner_result(assigner);
    int64_t total = found.total;
    printf("assign  pupils=%zu schools=%zu  cost=%" PRId64
           "  best_of=%zu %.0f ms, median %.0f ms",
           problem.n_pupils, problem.n_schools, total, n_rounds, times_ms[0],
           times_ms[n_rounds / 2]);
    bool is_right = is_proven(&problem, found) &&
                    change_seats(instance, assigner, changes_ms);
    printf("  seats ±30%%: median %.1f ms, worst %.1f ms"
           "  listed=%.1f a pupil  peak %zu MB",
           changes_ms[N_CHANGES / 2], changes_ms[N_CHANGES - 1],
           (double)assigner_n_listed(assigner) / (double)problem.n_pupils,
           peak_mb());
    assigner_free(assigner);
    fflush(stdout);
    int64_t lemon_total;
    double lemon_ms = bench_lemon(instance, &lemon_total);
    if (lemon_ms > 0)
        printf("  LEMON: cost=%" PRId64 " %.0f ms, %.1f times the best",
               lemon_total, lemon_ms, lemon_ms / times_ms[0]);
    puts("");
    return is_right && (lemon_ms <= 0 || lemon_total == total);
}

int main(int argc, char **argv)
{
    size_t n_rounds = argc > 2 ? strtoul(argv[2], NULL, 10) : 5;
    if (argc < 2 || n_rounds < 1 || n_rounds > MOST_ROUNDS) {
        fputs("usage: bench_assign FILE [ROUNDS]\n", stderr);
        return 2;
    }
    struct arena *arena = arena_new();
    struct assign_instance *instance = assign_instance_read(arena, argv[1]);
    bool is_right = instance != NULL && bench(instance, n_rounds);
    arena_free(arena);
    return is_right ? 0 : 1;
}
