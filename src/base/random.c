#include "base/random.h"

#include <assert.h>

struct random random_from(uint64_t seed)
{
    return (struct random){seed};
}

uint64_t random_next(struct random *random)
{
    uint64_t z = (random->state += 0x9E3779B97F4A7C15u);
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return z ^ (z >> 31);
}

uint32_t random_below(struct random *random, uint32_t n)
{
    assert(n > 0);
    // Numbers past the last whole multiple of n would favour the small ones.
    uint32_t biased = (uint32_t)(UINT32_MAX - UINT32_MAX % n);
    uint32_t drawn;
    do
        drawn = (uint32_t)(random_next(random) >> 32);
    while (drawn >= biased);
    return drawn % n;
}

double random_unit(struct random *random)
{
    return (double)(random_next(random) >> 11) * 0x1p-53;
}
