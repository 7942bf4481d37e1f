#ifndef NETWORK_GATE_INDEX_H
#define NETWORK_GATE_INDEX_H

#include "network/destination.h"
#include "network/measure.h"

/// Builds the index of some gates (destination.h) in `arena`. Read-only once
/// built; threads share it.
struct gate_index gate_index_build(struct arena *arena,
                                   const struct measure *measure,
                                   const struct destination *gates,
                                   size_t n_gates);

#endif
