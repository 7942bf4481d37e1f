#ifndef FORECAST_MEDIAN_COSTS_H
#define FORECAST_MEDIAN_COSTS_H

#include "forecast/p_median.h"

/// A p-median problem as the solvers want it: whole costs by site and, for each
/// customer, its sites in order of cost. Read-only once built; threads share
/// it. Only p_median uses this.

/// A site that a customer may use, for the bound. `low` is its cost rounded
/// down to the grid.
struct median_near {
    double low;
    uint32_t site;
};

struct median_costs {
    size_t n_customers;
    size_t n_sites;
    size_t p;                 ///< within the sites there are and those fixed
    const uint32_t *demand;   ///< of each customer
    const uint32_t *capacity; ///< NULL: no limit
    bool *is_fixed;
    int64_t *cost; ///< `[site * n_customers + customer]`, at most `unserved`
    int64_t *unserved; ///< of each customer
    int64_t no_way;    ///< what an unserved customer counts if all must be
                       ///< served: more than any answer that serves all; else 0
    struct median_near *near; ///< `[customer * n_sites]`, rising; only those
    uint32_t *n_near;         ///< that cost less than being unserved
    double *most_price;       ///< `unserved`, rounded down to the grid
    double grid; ///< a power of two: sums of whole multiples of it are exact
};

struct median_costs median_costs_build(struct arena *arena,
                                       const struct p_median *problem);

static inline int64_t median_cost_at(const struct median_costs *costs,
                                     uint32_t customer, uint32_t site)
{
    return costs->cost[site * costs->n_customers + customer];
}

#endif
