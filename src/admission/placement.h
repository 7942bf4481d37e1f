#ifndef ADMISSION_PLACEMENT_H
#define ADMISSION_PLACEMENT_H

#include "admission/round.h"

/// Where a method puts everyone.
struct placement {
    size_t n_applicants;
    uint32_t *pool;   ///< of each applicant; ROUND_NONE: unplaced
    uint32_t *way_cm; ///< to it; UINT32_MAX if unplaced
};

/// Everyone unplaced.
struct placement placement_new(struct arena *arena, const struct round *round);

/// Puts a family into a pool that is a choice of all its members, or nowhere
/// (ROUND_NONE).
void placement_put(struct placement *placement, const struct round *round,
                   uint32_t family, uint32_t pool);

/// Whether a family that goes down its list stops at a pool: its first member
/// is in it, or the family is at that school in several of its pools.
bool placement_has_at(const struct placement *placement,
                      const struct round *round, uint32_t family,
                      uint32_t pool);

/// Whether the placement keeps the rules every method must: no pool over its
/// seats, everyone in a choice of theirs with its true way, families together.
/// For tests and for results read from a file.
enum status placement_check(const struct round *round,
                            const struct placement *placement,
                            struct error *err);

#endif
