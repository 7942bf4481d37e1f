#ifndef NETWORK_OUTWARD_H
#define NETWORK_OUTWARD_H

#include "network/measure.h"
#include "network/snap.h"

/// A search outward from a home along streets, state by state in the order of
/// their ways: Dijkstra's, for everything within a limit. Its memory is used
/// again by the next search and only what was touched is cleared.
struct outward;

struct outward *outward_new(struct arena *arena, const struct measure *measure);

/// Forgets the last search and begins one at `from`, whose straight piece is
/// the beginning of every way.
void outward_start(struct outward *search, const struct net_place *from);

/// Settles the next state: no shorter way to it can be found any more. False
/// when no more can be reached.
bool outward_settle(struct outward *search, uint32_t *state, way_length *way);

/// The way to a state that was settled; WAY_NEVER if it was never touched.
way_length outward_way_to(const struct outward *search, uint32_t state);

#endif
