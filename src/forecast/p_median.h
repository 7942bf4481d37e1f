#ifndef FORECAST_P_MEDIAN_H
#define FORECAST_P_MEDIAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"

/// Where to open p sites so that the ways of all customers together are
/// shortest; with capacities, so that no site serves more than it can. Solved
/// by a Lagrangian bound (Narula, Ogbu, Samuelsson 1977; Beasley 1993), local
/// search with swaps (Teitz, Bart 1968; Whitaker, A fast algorithm for the
/// greedy interchange, INFOR 1983) and a tree of bounds that closes the gap.
/// The same problem and seed give the same answer, with any number of threads.

/// Costs of all customers at their dearest sites together, or unserved, times
/// the number of customers, stay below 2^60.
struct p_median {
    size_t n_customers;
    size_t n_sites;
    size_t p;               ///< sites to open, those of `is_fixed` included
    const uint32_t *way;    ///< `[customer * n_sites + site]`; UINT32_MAX: none
    const uint32_t *weight; ///< of each customer (its demand); NULL: 1 each
    const uint32_t *capacity; ///< of each site, in demand; NULL: no limit
    const bool *is_fixed;     ///< sites that are open anyway; NULL: none
    uint64_t unserved_cost; ///< of a unit of demand that no site serves; 0: all
                            ///< must be served
    bool counts_customers;  ///< capacitated: the cost of a customer is its way
                            ///< whatever its demand (as in the test instances)
};

struct p_median_options {
    uint64_t seed;
    uint64_t most_steps; ///< of the whole search; 0: usual. Never a clock
    size_t n_threads;
};

struct p_median_answer {
    uint32_t *sites;    ///< the sites opened, in order
    size_t n_sites;     ///< p, within those fixed and those there are
    uint32_t *assigned; ///< of each customer its site; UINT32_MAX: unserved
    uint64_t cost;      ///< UINT64_MAX: not all that must be served can be, or
                        ///< no way was found
    uint64_t bound;     ///< no answer costs less; UINT64_MAX: there is none
    bool is_proven;     ///< cost equals bound
};
struct p_median_answer p_median_solve(struct arena *arena,
                                      const struct p_median *problem,
                                      const struct p_median_options *options);

#endif
