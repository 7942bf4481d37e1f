// Local search over sets of sites: one site after another takes the place of an
// open one with its customers, who then change places until that is of no more
// use (median_share.h); kept if better. From a local optimum the search goes on
// with some sites exchanged at random and everyone shared anew. The tree of
// bounds offers its own sets of sites to the same search, and where only one
// set is left the customers are shared exactly.

#include "forecast/median_capacity.h"

#include <string.h>

#include "base/parallel.h"
#include "forecast/median_share.h"
#include "forecast/median_swap.h"

#define N_STARTS 8
#define N_SHAKES 4
#define MOST_LOOKS ((uint64_t)1 << 28) // of one start
#define MOST_SWAPS_SHAKEN 3
#define EXACT_LOOKS 200000

struct climber {
    const struct median_costs *costs;
    struct median_share now;
    struct median_share trial;
    struct median_share best;
    uint64_t most_looks;
};

static struct climber climber_new(struct arena *arena,
                                  const struct median_costs *costs,
                                  uint64_t most_looks)
{
    struct climber climber = {.costs = costs,
                              .now = median_share_new(arena, costs),
                              .trial = median_share_new(arena, costs),
                              .best = median_share_new(arena, costs),
                              .most_looks = most_looks};
    climber.best.cost = INT64_MAX;
    return climber;
}

static bool is_open(const struct median_share *share, uint32_t site)
{
    for (size_t k = 0; k < share->costs->p; k++)
        if (share->sites[k] == site)
            return true;
    return false;
}

static bool is_spent(const struct climber *climber)
{
    return climber->now.n_looks + climber->trial.n_looks > climber->most_looks;
}

static bool try_replace(struct climber *climber, uint32_t slot, uint32_t site)
{
    if (climber->costs->is_fixed[climber->now.sites[slot]] ||
        is_open(&climber->now, site) || is_spent(climber))
        return false;
    median_share_copy(&climber->trial, &climber->now);
    median_share_replace(&climber->trial, slot, site);
    median_share_improve(&climber->trial);
    if (climber->trial.cost >= climber->now.cost)
        return false;
    median_share_copy(&climber->now, &climber->trial);
    return true;
}

// From the sites on to a local optimum, which `best` takes if it is better.
static void climb(struct climber *climber, const uint32_t *sites)
{
    bool is_better = true;
    median_share_fill(&climber->now, sites);
    while (is_better) {
        is_better = false;
        for (uint32_t s = 0; s < climber->costs->n_sites; s++)
            for (uint32_t k = 0; k < climber->costs->p; k++)
                is_better |= try_replace(climber, k, s);
    }
    if (climber->now.cost < climber->best.cost)
        median_share_copy(&climber->best, &climber->now);
}

struct starts {
    const struct median_costs *costs;
    uint64_t seed;
    struct median_share *found;
};

static void search_from(void *context, size_t piece)
{
    struct starts *starts = context;
    const struct median_costs *costs = starts->costs;
    struct arena *arena = arena_new();
    struct climber climber = climber_new(arena, costs, MOST_LOOKS);
    struct random random = random_from(starts->seed + piece);
    uint32_t *sites = arena_array(arena, uint32_t, costs->p);
    median_draw_sites(costs, &random, sites);
    for (size_t i = 0; i <= N_SHAKES && !is_spent(&climber); i++) {
        climb(&climber, sites);
        memcpy(sites, climber.best.sites, costs->p * sizeof *sites);
        median_shake_sites(costs, &random, 1 + i % MOST_SWAPS_SHAKEN, sites);
    }
    median_share_copy(&starts->found[piece], &climber.best);
    arena_free(arena);
}

static void search_all(struct arena *arena, const struct median_costs *costs,
                       const struct p_median_options *options,
                       struct median_share *best)
{
    struct starts starts = {costs, options->seed,
                            arena_array(arena, struct median_share, N_STARTS)};
    for (size_t i = 0; i < N_STARTS; i++)
        starts.found[i] = median_share_new(arena, costs);
    parallel_for(N_STARTS, options->n_threads, search_from, &starts);
    size_t first = 0;
    for (size_t i = 1; i < N_STARTS; i++)
        if (starts.found[i].cost < starts.found[first].cost)
            first = i;
    median_share_copy(best, &starts.found[first]);
}

static int64_t improve_chosen(void *context, const uint32_t *sites,
                              size_t n_sites, bool is_exact, bool *is_done)
{
    struct climber *climber = context;
    if (n_sites < climber->costs->p)
        return climber->best.cost;
    median_share_fill(&climber->now, sites);
    if (is_exact) {
        struct arena *arena = arena_new();
        *is_done = median_share_solve(arena, &climber->now, climber->best.cost,
                                      EXACT_LOOKS);
        arena_free(arena);
    }
    if (climber->now.cost < climber->best.cost)
        median_share_copy(&climber->best, &climber->now);
    return climber->best.cost;
}

int64_t median_capacity_solve(struct arena *arena,
                              const struct median_costs *costs,
                              const struct p_median_options *options,
                              struct median_share *share)
{
    struct climber climber = climber_new(arena, costs, MOST_LOOKS);
    search_all(arena, costs, options, &climber.best);
    struct median_tree tree = {median_bound_new(arena, costs), improve_chosen,
                               &climber, climber.best.cost,
                               options->most_steps};
    int64_t bound = median_tree_search(arena, &tree);
    median_share_copy(share, &climber.best);
    return bound;
}
