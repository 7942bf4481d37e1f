#ifndef CITY_SUPPRESSION_H
#define CITY_SUPPRESSION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"

/// Which counts of children may be told. A count under the least is withheld,
/// and so are others beside it, drawn by lot, so that no one can have it back
/// by taking what is told from a total: whatever can be had that way is a count
/// of at least that many children, of two places or more.

/// Counts under this are of so few children that they could be known by name.
#define COUNT_LEAST_TOLD 5

/// A count and what it is part of: a school's in its ward's, a ward's in the
/// city's. Those with parts are the sums of them.
struct told_count {
    uint32_t whole; ///< index of an earlier one, or COUNT_NO_WHOLE
    uint32_t count;
    bool is_told; ///< the answer
};

#define COUNT_NO_WHOLE UINT32_MAX

/// Fills `is_told`. A whole stands before its parts. The seed is nobody's to
/// know (a hash of numbers that are not published will do), and the same seed
/// decides alike. `arena` is for scratch.
void suppression_decide(struct arena *arena, struct told_count *counts,
                        size_t n_counts, uint32_t least, uint64_t seed);

#endif
