#ifndef NETWORK_REACH_SEARCH_H
#define NETWORK_REACH_SEARCH_H

#include "network/reach_streets.h"

/// A search by distance for everything within a limit: outward from a home, or
/// inward to the gates of a school, against the one-way streets. Its memory is
/// used again by the next search and only what was touched is cleared.
struct reach_search;

struct reach_search *reach_search_new(struct arena *arena,
                                      const struct reach_streets *streets);

/// Forget the last search and make one. The straight pieces of the home and
/// of the gates count.
void reach_search_outward(struct reach_search *search,
                          const struct net_place *home, uint32_t limit_cm);
void reach_search_inward(struct reach_search *search,
                         const struct net_place *gates, size_t n_gates,
                         uint32_t limit_cm);

/// How far a place is from the last search's home (outward) or gates (inward)
/// by one end of its edge, `end_cm` along it; the place's own straight piece
/// counted. REACH_SEARCH_NEVER_CM if that end is beyond the limit.
#define REACH_SEARCH_NEVER_CM UINT32_MAX
uint32_t reach_search_outward_cm(const struct reach_search *search,
                                 const struct net_place *place,
                                 uint32_t end_cm);
uint32_t reach_search_inward_cm(const struct reach_search *search,
                                const struct net_place *place, uint32_t end_cm);

/// The states within the limit.
const uint32_t *reach_search_states(const struct reach_search *search,
                                    size_t *n_states);

#endif
