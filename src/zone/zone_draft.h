#ifndef ZONE_ZONE_DRAFT_H
#define ZONE_ZONE_DRAFT_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/error.h"
#include "zone/zone_problem.h"

/// A plan being edited: units are moved between schools, and the measures are
/// right after every move without measuring all anew. One thread at a time.
struct zone_draft;

/// Starts from `school[unit]`, which is copied. Keeps the problem.
struct zone_draft *zone_draft_new(const struct zone_problem *problem,
                                  const uint32_t *school);
void zone_draft_free(struct zone_draft *draft);

/// Moves units to a school (or to none) as one step. Fails, changing nothing,
/// with STATUS_STATE when one of them is locked, saying which.
enum status zone_draft_move(struct zone_draft *draft, const uint32_t *units,
                            size_t n_units, uint32_t school, struct error *err);
void zone_draft_lock(struct zone_draft *draft, uint32_t unit, bool is_locked);
bool zone_draft_is_locked(const struct zone_draft *draft, uint32_t unit);

/// Takes back the newest step, or does it again. False if there is none.
bool zone_draft_undo(struct zone_draft *draft);
bool zone_draft_redo(struct zone_draft *draft);

const uint32_t *zone_draft_schools(const struct zone_draft *draft);
struct zone_measures zone_draft_measures(const struct zone_draft *draft);
struct zone_row zone_draft_row(const struct zone_draft *draft, uint32_t school);

/// All rows, n_schools + 1 (see zone_rows.h), as they are until the next step.
const struct zone_row *zone_draft_rows(const struct zone_draft *draft);

#endif
