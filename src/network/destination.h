#ifndef NETWORK_DESTINATION_H
#define NETWORK_DESTINATION_H

#include "base/arena.h"
#include "base/list.h"
#include "city/school.h"
#include "network/snap.h"

/// A gate by which a school can be reached.
struct destination {
    uint32_t school; ///< index into the schools the set was built from
    struct net_place place;
};
LIST_DECLARE(destination);

/// The gates of the schools of some levels, as one profile sees them. A school
/// has every mapped gate; without one, the point of its outline nearest to a
/// usable street; without an outline, its point. Sorted by edge, then offset,
/// then school. Read-only once built.
struct destination_set {
    struct destination *gates;
    size_t count;
    size_t n_schools;    ///< of the list it was built from
    uint32_t *unreached; ///< schools of the levels with no street near
    size_t n_unreached;
    const uint32_t *first_on_edge; ///< n_edges + 1 entries into `gates`
};

struct destination_set destination_set_build(struct arena *arena,
                                             const struct street_net *net,
                                             const struct snapper *snapper,
                                             const struct school *schools,
                                             size_t n_schools,
                                             level_set levels);

#endif
