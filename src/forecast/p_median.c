// Good answers first, from many starts: without capacities by swaps of sites
// (median_swap.h), with capacities by swaps of sites and customers
// (median_capacity.h). Then a tree of bounds (median_tree.h) proves the best of
// them, or finds better ones on its way: the sites that the bound likes are a
// start that no draw gives.
//
// The starts are independent and each has its own seed, so threads may share
// them; of equal answers the first start's counts.

#include "forecast/p_median.h"

#include <stdlib.h>
#include <string.h>

#include "base/parallel.h"
#include "forecast/median_capacity.h"
#include "forecast/median_share.h"
#include "forecast/median_swap.h"
#include "forecast/median_tree.h"

#define N_STARTS 16
#define N_SHAKES 24         // of each start
#define MOST_SWAPS_SHAKEN 4 // at once
#define USUAL_STEPS 20000

struct start {
    uint32_t *sites;
    int64_t cost;
};

struct starts {
    const struct median_costs *costs;
    uint64_t seed;
    struct start *starts;
};

static void keep_better(const struct median_costs *costs, struct start *start,
                        const uint32_t *sites, int64_t cost)
{
    if (cost >= start->cost)
        return;
    start->cost = cost;
    memcpy(start->sites, sites, costs->p * sizeof *sites);
}

// Improves a random set, then again and again the best one shaken a little.
static void search_from(void *context, size_t piece)
{
    struct starts *starts = context;
    const struct median_costs *costs = starts->costs;
    struct start *start = &starts->starts[piece];
    struct arena *arena = arena_new();
    struct median_swap *swap = median_swap_new(arena, costs);
    struct random random = random_from(starts->seed + piece);
    uint32_t *sites = arena_array(arena, uint32_t, costs->p);
    median_draw_sites(costs, &random, sites);
    for (size_t i = 0; i <= N_SHAKES; i++) {
        int64_t cost = median_swap_improve(swap, sites, &random);
        keep_better(costs, start, sites, cost);
        memcpy(sites, start->sites, costs->p * sizeof *sites);
        median_shake_sites(costs, &random, 1 + i % MOST_SWAPS_SHAKEN, sites);
    }
    arena_free(arena);
}

static struct start search_all(struct arena *arena,
                               const struct median_costs *costs,
                               const struct p_median_options *options)
{
    struct starts starts = {costs, options->seed, NULL};
    size_t best = 0;
    starts.starts = arena_array(arena, struct start, N_STARTS);
    for (size_t i = 0; i < N_STARTS; i++)
        starts.starts[i] =
            (struct start){arena_array(arena, uint32_t, costs->p), INT64_MAX};
    parallel_for(N_STARTS, options->n_threads, search_from, &starts);
    for (size_t i = 1; i < N_STARTS; i++)
        if (starts.starts[i].cost < starts.starts[best].cost)
            best = i;
    return starts.starts[best];
}

struct improver {
    const struct median_costs *costs;
    struct median_swap *swap;
    struct random random;
    struct start best;
    uint32_t *sites;
};

static int64_t improve_chosen(void *context, const uint32_t *sites,
                              size_t n_sites, bool is_exact, bool *is_done)
{
    struct improver *improver = context;
    const struct median_costs *costs = improver->costs;
    (void)is_done;
    if (n_sites < costs->p)
        return improver->best.cost;
    memcpy(improver->sites, sites, costs->p * sizeof *sites);
    int64_t cost = is_exact
                       ? median_swap_cost(improver->swap, improver->sites)
                       : median_swap_improve(improver->swap, improver->sites,
                                             &improver->random);
    keep_better(costs, &improver->best, improver->sites, cost);
    return improver->best.cost;
}

// Each customer to the nearest site that is open, or to none.
static void assign_nearest(const struct median_costs *costs,
                           struct p_median_answer *answer)
{
    for (uint32_t c = 0; c < costs->n_customers; c++) {
        int64_t least = costs->unserved[c];
        answer->assigned[c] = UINT32_MAX;
        for (size_t i = 0; i < costs->p; i++) {
            int64_t cost = median_cost_at(costs, c, answer->sites[i]);
            if (cost >= least)
                continue;
            least = cost;
            answer->assigned[c] = answer->sites[i];
        }
    }
}

static int by_id(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a;
    uint32_t y = *(const uint32_t *)b;
    return (x > y) - (x < y);
}

static int64_t solve_freely(struct arena *arena,
                            const struct median_costs *costs,
                            const struct p_median_options *options,
                            struct p_median_answer *answer)
{
    struct improver improver = {.costs = costs,
                                .swap = median_swap_new(arena, costs),
                                .random = random_from(options->seed),
                                .sites =
                                    arena_array(arena, uint32_t, costs->p)};
    improver.best = search_all(arena, costs, options);
    struct median_tree tree = {median_bound_new(arena, costs), improve_chosen,
                               &improver, improver.best.cost,
                               options->most_steps};
    answer->bound = (uint64_t)median_tree_search(arena, &tree);
    answer->sites = improver.best.sites;
    assign_nearest(costs, answer);
    return improver.best.cost;
}

static int64_t solve_with_capacities(struct arena *arena,
                                     const struct median_costs *costs,
                                     const struct p_median_options *options,
                                     struct p_median_answer *answer)
{
    struct median_share share = median_share_new(arena, costs);
    answer->bound =
        (uint64_t)median_capacity_solve(arena, costs, options, &share);
    answer->sites = share.sites;
    for (uint32_t c = 0; c < costs->n_customers; c++) {
        size_t slot = share.slot[c];
        bool is_served =
            slot < costs->p &&
            median_cost_at(costs, c, share.sites[slot]) < costs->unserved[c];
        answer->assigned[c] = is_served ? share.sites[slot] : UINT32_MAX;
    }
    return share.cost;
}

// Costs beyond what serving everyone can cost mean that it cannot be done.
static uint64_t public_cost(const struct median_costs *costs, int64_t cost)
{
    bool is_out = costs->no_way > 0 && cost >= costs->no_way;
    return is_out ? UINT64_MAX : (uint64_t)cost;
}

struct p_median_answer p_median_solve(struct arena *arena,
                                      const struct p_median *problem,
                                      const struct p_median_options *options)
{
    struct arena *work = arena_new();
    struct median_costs costs = median_costs_build(work, problem);
    struct p_median_options usual = *options;
    if (usual.most_steps == 0)
        usual.most_steps = USUAL_STEPS;
    struct p_median_answer answer = {
        .assigned = arena_array(arena, uint32_t, problem->n_customers)};
    int64_t cost = problem->capacity == NULL
                       ? solve_freely(work, &costs, &usual, &answer)
                       : solve_with_capacities(work, &costs, &usual, &answer);
    answer.n_sites = costs.p;
    answer.sites = arena_copy(arena, answer.sites, costs.p * sizeof(uint32_t));
    qsort(answer.sites, costs.p, sizeof(uint32_t), by_id);
    answer.cost = public_cost(&costs, cost);
    answer.bound = public_cost(&costs, (int64_t)answer.bound);
    answer.is_proven = answer.cost == answer.bound;
    arena_free(work);
    return answer;
}
