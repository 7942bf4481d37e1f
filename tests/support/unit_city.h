#ifndef SUPPORT_UNIT_CITY_H
#define SUPPORT_UNIT_CITY_H

// A city of square planning units on a checkerboard of wards, with schools and
// entrants drawn from a seed and a plan of its units, in a file of its own. It
// has no streets: ways are straight lines.

#include <stdint.h>

#include "base/error.h"

struct unit_city_plan {
    uint64_t seed;
    uint32_t wide; ///< units, 200 m each
    uint32_t high;
    uint32_t n_schools;
};

/// Writes the city to `path` and a draft of it, level primary, grade 1, 2026,
/// whose units belong to schools as they come. `plan_id` gets its id.
enum status unit_city_write(const char *path, const struct unit_city_plan *plan,
                            char plan_id[33], struct error *err);

#endif
