#ifndef BASE_RANDOM_H
#define BASE_RANDOM_H

#include <stdint.h>

/// Numbers drawn from a seed: the same seed gives the same numbers on every
/// machine. For sample data and property tests; never for secrets or draws
/// of places. The generator is SplitMix64 (Steele, Lea, Flood: Fast splittable
/// pseudorandom number generators, OOPSLA 2014).
struct random {
    uint64_t state;
};

struct random random_from(uint64_t seed);
uint64_t random_next(struct random *random);

/// A whole number in [0, n), each equally likely; `n` is at least 1.
uint32_t random_below(struct random *random, uint32_t n);

/// A number in [0, 1).
double random_unit(struct random *random);

#endif
