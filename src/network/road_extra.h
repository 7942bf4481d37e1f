#ifndef NETWORK_ROAD_EXTRA_H
#define NETWORK_ROAD_EXTRA_H

#include <stdint.h>

#include "base/arena.h"
#include "network/profile.h"
#include "network/street_net.h"

/// What a traveller who shuns big roads adds to the length of an edge. The
/// metres for crossing lie between the very end of the edge and the middle of
/// the junction: a way pays them when it passes from the one to the other.
struct road_extra {
    uint16_t along_cm_per_m;
    uint16_t from_end_cm;
    uint16_t to_end_cm;
};

/// The extras of all edges, in `arena`; NULL for a profile that has none.
const struct road_extra *road_extra_build(struct arena *arena,
                                          const struct profile *profile,
                                          const struct street_set *streets,
                                          const struct street_net *net);

#endif
