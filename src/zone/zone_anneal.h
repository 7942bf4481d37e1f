#ifndef ZONE_ZONE_ANNEAL_H
#define ZONE_ZONE_ANNEAL_H

#include "base/random.h"
#include "zone/zone_trial.h"

/// Betters a whole plan by simulated annealing: units change zones across
/// borders, alone or in exchange, and no zone falls apart. `n_sweeps` times as
/// many changes are tried as there are units.
void zone_anneal(struct zone_trial *trial, struct random *random,
                 uint32_t n_sweeps);

#endif
