#ifndef BENCH_LEMON_H
#define BENCH_LEMON_H

#include "assign_instance.h"

#ifdef __cplusplus
extern "C" {
#endif

/// Solves an instance with LEMON's network simplex. Returns how many
/// milliseconds its run took, the graph being built before; negative where
/// LEMON is not installed.
double bench_lemon(const struct assign_instance *instance, int64_t *total);

#ifdef __cplusplus
}
#endif

#endif
