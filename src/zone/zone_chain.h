#ifndef ZONE_ZONE_CHAIN_H
#define ZONE_ZONE_CHAIN_H

#include "zone/zone_trial.h"

/// Betters a whole plan by chains: a zone passes a unit to the next, which
/// passes one on, until a zone has room for it or the chain comes back to where
/// it began. Ends when no chain from any school gains, or after so many passes
/// over all schools. Returns whether anything was gained.
bool zone_chain_improve(struct zone_trial *trial, uint32_t n_passes);

#endif
