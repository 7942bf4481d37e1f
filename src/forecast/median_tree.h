#ifndef FORECAST_MEDIAN_TREE_H
#define FORECAST_MEDIAN_TREE_H

#include "forecast/median_bound.h"

/// Closes the gap between the best answer and the bound: a site is opened or
/// closed for good, and each half is bounded anew, until no half can hold a
/// better answer.

/// Improves on a set of p sites that looks good, or, if `is_exact`, finds the
/// best answer that uses just those. Returns the least cost found so far;
/// `*is_done` is cleared where the exact answer was not found.
typedef int64_t median_improve_fn(void *context, const uint32_t *sites,
                                  size_t n_sites, bool is_exact, bool *is_done);

struct median_tree {
    struct median_bound *bound;
    median_improve_fn *improve;
    void *context;
    int64_t best;        ///< the least cost known
    uint64_t most_steps; ///< of the bound, altogether
};

/// Returns the bound that is proven in the end: `best` if it is the optimum.
int64_t median_tree_search(struct arena *arena, struct median_tree *tree);

#endif
