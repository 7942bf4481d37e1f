#ifndef PLANNING_PEOPLE_OF_WARD_H
#define PLANNING_PEOPLE_OF_WARD_H

#include "store/store_numbers.h"

// How many people of school age a ward has in years that may not have been
// counted. For this module only.

/// People aged 3 to 18 in `year`. `counts` are one ward's rows, by year and
/// age. 0 when there are none.
int64_t people_of_school_age(const struct population *counts, size_t n_counts,
                             int64_t year);

#endif
