// Every unit sums the rows of its homes, weighted by their entrants, with
// nothing in common between units but what is read. Sums are whole numbers, so
// their order does not matter.

#include "zone/unit_ways.h"

#include <stdbool.h>
#include <string.h>

#include "base/parallel.h"

// How many units are one piece of work.
#define UNITS_AT_ONCE 32

struct summing {
    const struct unit_homes *homes;
    size_t n_schools;
    round_way_row_fn *row;
    const void *ways;
    uint32_t cap_cm;
    uint32_t *way_cm;
    uint32_t *over_cap;
};

// Of one unit, to each school.
struct sums {
    uint64_t *way_cm;  // times weight
    uint64_t *weights; // of those with a way
    uint64_t counted;  // weight of the homes with any way
};

static bool has_way(const uint32_t *row, size_t n_schools)
{
    for (size_t s = 0; s < n_schools; s++)
        if (row[s] != UINT32_MAX)
            return true;
    return false;
}

static void add_row(const struct summing *all, const uint32_t *row,
                    uint64_t weight, uint64_t n_entrants, uint32_t *over_cap,
                    struct sums *sums)
{
    sums->counted += weight;
    for (size_t s = 0; s < all->n_schools; s++) {
        if (row[s] > all->cap_cm)
            over_cap[s] += (uint32_t)n_entrants;
        if (row[s] == UINT32_MAX)
            continue;
        sums->way_cm[s] += weight * row[s];
        sums->weights[s] += weight;
    }
}

static void write_means(const struct summing *all, const struct sums *sums,
                        uint32_t *way_cm)
{
    for (size_t s = 0; s < all->n_schools; s++) {
        uint64_t n = sums->weights[s];
        way_cm[s] =
            n == 0 ? UINT32_MAX : (uint32_t)((sums->way_cm[s] + n / 2) / n);
    }
}

static void sum_unit(const struct summing *all, size_t unit, uint32_t *row,
                     struct sums *sums)
{
    const struct unit_homes *homes = all->homes;
    bool is_empty = homes->entrants[unit] == 0;
    uint32_t *over_cap = &all->over_cap[unit * all->n_schools];
    sums->counted = 0;
    memset(sums->way_cm, 0, all->n_schools * sizeof *sums->way_cm);
    memset(sums->weights, 0, all->n_schools * sizeof *sums->weights);
    for (uint32_t home = homes->first[unit]; home < homes->first[unit + 1];
         home++) {
        uint32_t n = homes->homes[home].entrants;
        if (n == 0 && !is_empty)
            continue;
        all->row(all->ways, home, row);
        if (has_way(row, all->n_schools))
            add_row(all, row, is_empty ? 1 : n, n, over_cap, sums);
    }
    write_means(all, sums, &all->way_cm[unit * all->n_schools]);
}

static void sum_units(void *context, size_t piece)
{
    const struct summing *all = context;
    struct arena *arena = arena_new();
    size_t end = (piece + 1) * UNITS_AT_ONCE;
    uint32_t *row = arena_array(arena, uint32_t, all->n_schools);
    struct sums sums = {.way_cm = arena_array(arena, uint64_t, all->n_schools),
                        .weights =
                            arena_array(arena, uint64_t, all->n_schools)};
    for (size_t u = piece * UNITS_AT_ONCE; u < end && u < all->homes->n_units;
         u++)
        sum_unit(all, u, row, &sums);
    arena_free(arena);
}

struct unit_ways unit_ways_build(struct arena *arena,
                                 const struct unit_homes *homes,
                                 size_t n_schools, round_way_row_fn *row,
                                 const void *ways, uint32_t cap_cm,
                                 size_t n_threads)
{
    size_t n_ways = homes->n_units * n_schools;
    struct summing all = {.homes = homes,
                          .n_schools = n_schools,
                          .row = row,
                          .ways = ways,
                          .cap_cm = cap_cm,
                          .way_cm = arena_array(arena, uint32_t, n_ways),
                          .over_cap = arena_array(arena, uint32_t, n_ways)};
    parallel_for((homes->n_units + UNITS_AT_ONCE - 1) / UNITS_AT_ONCE,
                 n_threads, sum_units, &all);
    return (struct unit_ways){all.way_cm, all.over_cap};
}

void straight_ways_row(const void *straight_ways, uint32_t home,
                       uint32_t *way_cm)
{
    const struct straight_ways *ways = straight_ways;
    for (size_t s = 0; s < ways->n_schools; s++)
        way_cm[s] = ground_distance_cm(ways->ground, ways->homes[home].at,
                                       ways->schools[s].point);
}
