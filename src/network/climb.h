#ifndef NETWORK_CLIMB_H
#define NETWORK_CLIMB_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "network/hierarchy.h"
#include "network/measure.h"

/// One side of a search in a hierarchy: from some ends to every more important
/// node that can be reached by climbing. Scratch memory, used again and again
/// by one thread.
struct climb;

struct climb *climb_new(const struct hierarchy *hierarchy);
void climb_free(struct climb *climb);

/// Begins to climb from `ends` along `side` (the hierarchy's `up`, or `down` to
/// search backward from a goal). Forgets the climb before.
void climb_start(struct climb *climb, const struct hierarchy_side *side,
                 const struct place_end *ends, size_t n_ends);

/// The next position, less important ones first, and the way to it, which no
/// longer changes. False when there are no more.
bool climb_next(struct climb *climb, uint32_t *position, way_length *way);

/// Goes on from the position climb_next gave last. A position that is not left
/// is not climbed on from: for searches that know it leads too far.
void climb_leave(struct climb *climb);

/// Climbs to the end: start, and leave every position.
void climb_all(struct climb *climb, const struct hierarchy_side *side,
               const struct place_end *ends, size_t n_ends);

/// The positions visited so far.
size_t climb_count(const struct climb *climb);
uint32_t climb_position_at(const struct climb *climb, size_t i);

/// The way to a position, WAY_NEVER if it was not reached.
way_length climb_way_to(const struct climb *climb, uint32_t position);

/// The arc of the side by which the position was reached, and the less
/// important position it came from; false at an end.
bool climb_step_to(const struct climb *climb, uint32_t position, uint32_t *arc,
                   uint32_t *from);

#endif
