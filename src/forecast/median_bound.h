#ifndef FORECAST_MEDIAN_BOUND_H
#define FORECAST_MEDIAN_BOUND_H

#include "forecast/median_costs.h"

/// What no choice of p sites can be better than. Every customer offers a price
/// for being served, a site keeps the customers whose price exceeds their cost
/// (with a capacity: those that fit and are worth most), and the p sites worth
/// most are opened. Whatever the prices, their sum less what those sites earn
/// is a bound; the search for the best prices is by subgradients.

enum median_site_state { MEDIAN_FREE, MEDIAN_OPEN, MEDIAN_CLOSED };

struct median_bound {
    const struct median_costs *costs;
    uint8_t *state;   ///< of each site; the caller's to change
    double *price;    ///< of each customer: the best found
    double best;      ///< the bound at `price`
    double *worth;    ///< of each site at `price`, 0 or more
    uint32_t *chosen; ///< the p sites worth most at `price`
    size_t n_chosen;
    double *openness;         ///< of each site: how often it was lately chosen
    uint64_t n_steps;         ///< done so far
    bool is_served_once;      ///< at `price` each customer is served just once
    struct median_room *room; ///< to work in
};

/// Starts with every customer offering what its second nearest site costs.
struct median_bound *median_bound_new(struct arena *arena,
                                      const struct median_costs *costs);

/// Searches better prices for `n_steps`, from `price` on, or until no answer
/// below `target` is left. Afterwards `best` and the rest belong to the present
/// states. Called anew after states were changed.
void median_bound_climb(struct median_bound *bound, int64_t target,
                        uint64_t n_steps);

/// The bound as a whole cost.
int64_t median_bound_whole(const struct median_bound *bound);

/// Opens and closes free sites that no answer below `target` can have
/// otherwise. Returns how many.
size_t median_bound_fix(struct median_bound *bound, int64_t target);

#endif
