// The bound comes first: its prices say how wanted each school is, and its flow
// where most units belong. Several starts grow zones from that; annealing
// shapes them and evens out how full they are, and chains of moves make the
// last seats fit. Each start has random numbers of its own, so that it does not
// matter which thread does which; the plan that costs least is taken, of equals
// the first.
//
// Units without entrants cost nothing anywhere. In the end each goes to the
// nearest school it can without tearing a zone, so that the map looks as a
// person would draw it.

#include "zone/zone_suggest.h"

#include <stdatomic.h>

#include "base/parallel.h"
#include "zone/zone_anneal.h"
#include "zone/zone_chain.h"
#include "zone/zone_growth.h"
#include "zone/zone_trial.h"

#define FEWEST_ROUNDS 1000
#define MOST_ROUNDS 10000
#define ROUNDS_PER_SCHOOL 40   // for a surplus goes from zone to zone
#define USUAL_CHANGES 8000000u // tried in all starts together
#define FEWEST_STARTS 2
#define MOST_STARTS 16
#define TIDY_PASSES 8
// How far prices differ between starts, as a share.
#define START_JITTER 0.2
#define CHAIN_PASSES 20

struct starts {
    const struct zone_search *search;
    const struct zone_options *options;
    uint32_t n_starts;
    uint32_t n_rounds;
    atomic_uint n_done;
    struct arena **arenas;
    const uint32_t **school;
    struct zone_measures *measures;
};

static void tidy_unit(struct zone_trial *trial, uint32_t unit)
{
    const struct zone_problem *problem = trial->search->problem;
    const uint32_t *way_cm = problem->way_cm + unit * problem->n_schools;
    uint32_t best = trial->school[unit];
    for (uint32_t i = problem->first_neighbour[unit];
         i < problem->first_neighbour[unit + 1]; i++) {
        uint32_t to = trial->school[problem->neighbours[i]];
        if (to != ZONE_NO_SCHOOL && way_cm[to] < way_cm[best])
            best = to;
    }
    if (best != trial->school[unit] && zone_trial_can_leave(trial, unit))
        zone_trial_put(trial, unit, best);
}

static void tidy_empty_units(struct zone_trial *trial)
{
    const struct zone_search *search = trial->search;
    for (int pass = 0; pass < TIDY_PASSES; pass++)
        for (uint32_t u = 0; u < search->problem->n_units; u++)
            if (search->problem->entrants[u] == 0 &&
                trial->school[u] != ZONE_NO_SCHOOL && !search_holds(search, u))
                tidy_unit(trial, u);
}

static void do_start(void *context, size_t at)
{
    struct starts *starts = context;
    struct arena *arena = arena_new();
    struct random random = random_from(starts->options->seed + 1000003 * at);
    struct zone_trial trial = zone_trial_new(arena, starts->search);
    zone_growth_fill(&trial, &random, at == 0 ? 0 : START_JITTER);
    zone_anneal(&trial, &random, starts->n_rounds);
    zone_chain_improve(&trial, CHAIN_PASSES);
    tidy_empty_units(&trial);
    starts->arenas[at] = arena;
    starts->school[at] = trial.school;
    starts->measures[at] = zone_measure(starts->search->problem, trial.school);
    uint32_t n_done = atomic_fetch_add(&starts->n_done, 1) + 1;
    progress_tell(&starts->options->progress, n_done, starts->n_starts,
                  "zones from many starts");
}

// More where the city is small.
static uint32_t usual_starts(const struct zone_problem *problem)
{
    size_t n = USUAL_CHANGES / FEWEST_ROUNDS / (problem->n_units + 1);
    return n < FEWEST_STARTS ? FEWEST_STARTS
           : n > MOST_STARTS ? MOST_STARTS
                             : (uint32_t)n;
}

static uint32_t usual_rounds(const struct zone_problem *problem)
{
    size_t n = ROUNDS_PER_SCHOOL * problem->n_schools;
    return n < FEWEST_ROUNDS ? FEWEST_ROUNDS
           : n > MOST_ROUNDS ? MOST_ROUNDS
                             : (uint32_t)n;
}

static size_t cheapest(const struct zone_measures *measures, size_t n)
{
    size_t best = 0;
    for (size_t i = 1; i < n; i++)
        if (measures[i].cost < measures[best].cost)
            best = i;
    return best;
}

struct zone_suggestion zone_suggest(struct arena *arena,
                                    const struct zone_problem *problem,
                                    const struct zone_options *options)
{
    struct arena *scratch = arena_new();
    struct zone_suggestion found = {.bound = zone_bound_find(arena, problem)};
    struct zone_search search = zone_search_build(
        scratch, problem, &found.bound, options->keeps_school_unit);
    uint32_t n =
        options->n_starts > 0 ? options->n_starts : usual_starts(problem);
    struct starts starts = {
        .search = &search,
        .options = options,
        .n_starts = n,
        .n_rounds =
            options->n_rounds > 0 ? options->n_rounds : usual_rounds(problem),
        .arenas = arena_array(scratch, struct arena *, n),
        .school = arena_array(scratch, const uint32_t *, n),
        .measures = arena_array(scratch, struct zone_measures, n),
    };
    parallel_for(n, options->n_threads, do_start, &starts);
    size_t best = cheapest(starts.measures, n);
    found.school = arena_copy(arena, starts.school[best],
                              problem->n_units * sizeof(uint32_t));
    found.measures = starts.measures[best];
    for (size_t i = 0; i < n; i++)
        arena_free(starts.arenas[i]);
    arena_free(scratch);
    return found;
}
