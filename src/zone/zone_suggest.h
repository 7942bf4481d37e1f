#ifndef ZONE_ZONE_SUGGEST_H
#define ZONE_ZONE_SUGGEST_H

#include <stdbool.h>

#include "base/progress.h"
#include "zone/zone_bound.h"

struct zone_options {
    uint64_t seed;
    uint32_t n_starts; ///< independent starts, the best is taken; 0: usual
    uint32_t n_rounds; ///< changes tried for each unit in a start; 0: usual
    size_t n_threads;  ///< any number gives the same plan
    bool keeps_school_unit;   ///< a zone holds the unit its school stands in
    struct progress progress; ///< told of starts that are done
};
#define ZONE_OPTIONS_USUAL                                                     \
    ((struct zone_options){                                                    \
        .seed = 1, .n_threads = 1, .keeps_school_unit = true})

/// A plan of whole units that keeps locks, every zone in one piece (where the
/// units let it), and how good it is at worst: `(measures.cost - bound.cost) /
/// bound.cost`.
struct zone_suggestion {
    const uint32_t
        *school; ///< of each unit; ZONE_NO_SCHOOL if none can be reached
    struct zone_measures measures;
    struct zone_bound bound;
};
struct zone_suggestion zone_suggest(struct arena *arena,
                                    const struct zone_problem *problem,
                                    const struct zone_options *options);

#endif
