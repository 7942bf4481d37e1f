#ifndef ZONING_PLAN_DRAFT_PARTS_H
#define ZONING_PLAN_DRAFT_PARTS_H

#include "zoning/plan_draft.h"

// What the files that work on a draft share. Nothing else includes it.

/// STATUS_STATE when the plan is published or has no units.
enum status plan_refuse_unless_draft(const struct plan_entry *plan,
                                     size_t n_units, struct error *err);

/// The row of a unit, NULL if there is none.
struct plan_unit *plan_unit_named(const struct plan_unit_list *units,
                                  const char *id);

#endif
