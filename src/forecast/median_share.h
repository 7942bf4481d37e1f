#ifndef FORECAST_MEDIAN_SHARE_H
#define FORECAST_MEDIAN_SHARE_H

#include "forecast/median_costs.h"

/// Customers shared among p given sites so that none takes more than it can.
/// Whoever finds no room is unserved.
struct median_share {
    const struct median_costs *costs;
    uint32_t *sites; ///< of each slot
    uint32_t *slot;  ///< of each customer; p: unserved
    int64_t *room;   ///< left in each slot; that of slot p has no end
    int64_t *at;     ///< `[customer * (p + 1) + slot]`: cost
    int64_t *least;  ///< of each customer, over all slots
    uint32_t *order; ///< customers, those with most to lose first
    int64_t cost;
    uint64_t n_looks; ///< how much work was done
};

struct median_share median_share_new(struct arena *arena,
                                     const struct median_costs *costs);
void median_share_copy(struct median_share *to,
                       const struct median_share *from);

/// Shares anew: whoever loses most by not getting its nearest site chooses
/// first. Then improves.
void median_share_fill(struct median_share *share, const uint32_t *sites);

/// Moves a customer to another site, or to the place of one that moves on to a
/// third or back, as long as that costs less.
void median_share_improve(struct median_share *share);

/// Another site takes the place of a slot's, with its customers as far as they
/// fit.
void median_share_replace(struct median_share *share, uint32_t slot,
                          uint32_t site);

/// Finds the least cost for the present sites if that is below `target`;
/// `share` then holds it. Returns false if `most_looks` did not suffice.
bool median_share_solve(struct arena *arena, struct median_share *share,
                        int64_t target, uint64_t most_looks);

#endif
