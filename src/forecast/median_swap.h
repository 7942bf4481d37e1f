#ifndef FORECAST_MEDIAN_SWAP_H
#define FORECAST_MEDIAN_SWAP_H

#include "base/random.h"
#include "forecast/median_costs.h"

/// Local search of sites without capacities: one site is closed and another
/// opened as long as that makes the ways shorter.
struct median_swap;

struct median_swap *median_swap_new(struct arena *arena,
                                    const struct median_costs *costs);

/// Improves the set of sites (`costs->p` of them, the fixed included) in place
/// and returns its cost.
int64_t median_swap_improve(struct median_swap *swap, uint32_t *sites,
                            struct random *random);

/// What a set of sites costs.
int64_t median_swap_cost(const struct median_swap *swap, const uint32_t *sites);

/// The fixed sites and others drawn at random.
void median_draw_sites(const struct median_costs *costs, struct random *random,
                       uint32_t *sites);

/// Exchanges `n_swaps` sites that are not fixed for others at random.
void median_shake_sites(const struct median_costs *costs, struct random *random,
                        size_t n_swaps, uint32_t *sites);

#endif
