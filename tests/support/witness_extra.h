#ifndef SUPPORT_WITNESS_EXTRA_H
#define SUPPORT_WITNESS_EXTRA_H

#include <stdbool.h>

#include "network/profile.h"
#include "network/street_net.h"

/// What big roads add for `walk_safe`, read from the tags a second time, and
/// asked anew for every step.
struct extra_rules {
    const struct street_set *streets;
    const struct street_net *net;
    bool *is_safe; ///< per junction: nothing is added for crossing there
    int *bigness;  ///< per junction: of the biggest road on its level
    bool holds;    ///< for this profile
};

struct extra_rules extra_rules_read(struct arena *arena,
                                    const struct profile *profile,
                                    const struct street_set *streets,
                                    const struct street_net *net);

/// Added along the edge's first `cm` centimetres.
double extra_along_cm(const struct extra_rules *rules, uint32_t edge,
                      uint32_t cm);

/// Added at a junction between its middle and an edge.
double extra_at_cm(const struct extra_rules *rules, uint32_t edge,
                   uint32_t node);

#endif
