#ifndef ZONE_ZONE_GROWTH_H
#define ZONE_ZONE_GROWTH_H

#include "base/random.h"
#include "zone/zone_trial.h"

/// A first plan: what the flow of the bound gives whole to one school stays
/// with it as far as it hangs together with the school's own unit, and zones
/// grow from there over the rest, cheapest first by the prices of the bound.
/// Every unit with a way gets a school; zones are in one piece where the units
/// let them. `jitter` (0: none) makes starts differ: prices are drawn from
/// within so great a share of themselves.
void zone_growth_fill(struct zone_trial *trial, struct random *random,
                      double jitter);

#endif
