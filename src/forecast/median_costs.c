// Being unserved is never dearer than a site: a way that costs more, or is not
// there, counts as being unserved. Where all must be served that cost is one
// more than all the dearest ways together, so that any answer that serves all
// is better than any that does not, and the solvers need no special case.
//
// Bounds are worked out in doubles. Prices and costs on a grid of a power of
// two, so coarse that the largest sum has at most 52 bits, add up without
// rounding: the bound is exact and the same in any order of adding. Costs that
// are not on the grid are rounded down, which keeps it a bound.

#include "forecast/median_costs.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

// The finest grid that is of any use: a bound is rounded up to a whole cost.
#define FINEST_GRID 0x1p-20

static int by_low(const void *a, const void *b)
{
    const struct median_near *x = a;
    const struct median_near *y = b;
    if (x->low != y->low)
        return x->low < y->low ? -1 : 1;
    return (x->site > y->site) - (x->site < y->site);
}

static int64_t weight_of(const struct p_median *problem, size_t customer)
{
    return problem->weight == NULL ? 1 : problem->weight[customer];
}

static int64_t way_cost(const struct p_median *problem, size_t customer,
                        size_t site)
{
    int64_t way = problem->way[customer * problem->n_sites + site];
    return problem->counts_customers ? way : way * weight_of(problem, customer);
}

static bool has_way(const struct p_median *problem, size_t customer,
                    size_t site)
{
    return problem->way[customer * problem->n_sites + site] != UINT32_MAX;
}

// More than all customers pay at their dearest sites.
static int64_t cost_beyond_all(const struct p_median *problem)
{
    int64_t sum = 1;
    for (size_t c = 0; c < problem->n_customers; c++) {
        int64_t dearest = 0;
        for (size_t s = 0; s < problem->n_sites; s++) {
            if (has_way(problem, c, s) && way_cost(problem, c, s) > dearest)
                dearest = way_cost(problem, c, s);
        }
        sum += dearest;
    }
    return sum;
}

static void price_unserved(struct arena *arena, const struct p_median *problem,
                           struct median_costs *costs)
{
    costs->unserved = arena_array(arena, int64_t, problem->n_customers);
    if (problem->unserved_cost == 0)
        costs->no_way = cost_beyond_all(problem);
    for (size_t c = 0; c < problem->n_customers; c++)
        costs->unserved[c] =
            problem->unserved_cost == 0
                ? costs->no_way
                : (int64_t)problem->unserved_cost * weight_of(problem, c);
}

static void fill_costs(struct arena *arena, const struct p_median *problem,
                       struct median_costs *costs)
{
    size_t n = problem->n_customers;
    costs->cost = arena_array(arena, int64_t, n * problem->n_sites);
    for (size_t c = 0; c < n; c++) {
        for (size_t s = 0; s < problem->n_sites; s++) {
            int64_t most = costs->unserved[c];
            int64_t cost =
                has_way(problem, c, s) ? way_cost(problem, c, s) : most;
            costs->cost[s * n + c] = cost < most ? cost : most;
        }
    }
}

// Twice what all customers unserved cost bounds every sum of the bound.
static double find_grid(const struct median_costs *costs)
{
    double sum = 1;
    for (size_t c = 0; c < costs->n_customers; c++)
        sum += 2 * (double)costs->unserved[c];
    assert(sum < 0x1p62);
    double grid = FINEST_GRID;
    while (sum > grid * 0x1p52)
        grid *= 2;
    return grid;
}

static void find_most_prices(struct arena *arena, struct median_costs *costs)
{
    costs->most_price = arena_array(arena, double, costs->n_customers);
    for (size_t c = 0; c < costs->n_customers; c++)
        costs->most_price[c] =
            floor((double)costs->unserved[c] / costs->grid) * costs->grid;
}

static void sort_near(struct arena *arena, struct median_costs *costs)
{
    size_t n_sites = costs->n_sites;
    costs->near =
        arena_array(arena, struct median_near, costs->n_customers * n_sites);
    costs->n_near = arena_array(arena, uint32_t, costs->n_customers);
    for (size_t c = 0; c < costs->n_customers; c++) {
        struct median_near *near = &costs->near[c * n_sites];
        uint32_t count = 0;
        for (size_t s = 0; s < n_sites; s++) {
            int64_t cost = median_cost_at(costs, (uint32_t)c, (uint32_t)s);
            if (cost < costs->unserved[c])
                near[count++] = (struct median_near){
                    floor((double)cost / costs->grid) * costs->grid,
                    (uint32_t)s};
        }
        qsort(near, count, sizeof *near, by_low);
        costs->n_near[c] = count;
    }
}

static void copy_sites(struct arena *arena, const struct p_median *problem,
                       struct median_costs *costs)
{
    size_t n_fixed = 0;
    costs->is_fixed = arena_array(arena, bool, problem->n_sites);
    for (size_t s = 0; problem->is_fixed != NULL && s < problem->n_sites; s++) {
        costs->is_fixed[s] = problem->is_fixed[s];
        n_fixed += problem->is_fixed[s];
    }
    costs->p = problem->p < n_fixed ? n_fixed : problem->p;
    if (costs->p > problem->n_sites)
        costs->p = problem->n_sites;
}

static const uint32_t *demand_of(struct arena *arena,
                                 const struct p_median *problem)
{
    if (problem->weight != NULL)
        return problem->weight;
    uint32_t *ones = arena_array(arena, uint32_t, problem->n_customers);
    for (size_t c = 0; c < problem->n_customers; c++)
        ones[c] = 1;
    return ones;
}

struct median_costs median_costs_build(struct arena *arena,
                                       const struct p_median *problem)
{
    struct median_costs costs = {.n_customers = problem->n_customers,
                                 .n_sites = problem->n_sites,
                                 .demand = demand_of(arena, problem),
                                 .capacity = problem->capacity};
    copy_sites(arena, problem, &costs);
    price_unserved(arena, problem, &costs);
    fill_costs(arena, problem, &costs);
    costs.grid = find_grid(&costs);
    find_most_prices(arena, &costs);
    sort_near(arena, &costs);
    return costs;
}
