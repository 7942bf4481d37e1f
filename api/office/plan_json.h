#ifndef OFFICE_PLAN_JSON_H
#define OFFICE_PLAN_JSON_H

#include "base/json_writer.h"
#include "office/plan_desk.h"
#include "query/query_context.h"

// Plans as the office's pages get them. Counts are told as they are, so none of
// this is for the public.

/// "primary 2026": what someone has to say who publishes the plan.
const char *plan_confirmation(struct arena *arena,
                              const struct plan_entry *plan);

/// The members of a plan's entry, in an object of the caller's.
void plan_entry_members(struct json_writer *json, struct arena *arena,
                        const struct plan_entry *plan);

/// Where the plan is and which ways it can go, in an object of the caller's.
void plan_steps_members(struct json_writer *json, const struct desk_plan *plan);

/// The units as columns: their schools, locks, wards, entrants, names, where
/// they lie and which lie side by side.
void plan_units_write(struct json_writer *json, struct query_context *query,
                      struct arena *arena, const struct plan_on_desk *taken);

/// What a stroke did.
void plan_stroke_write(struct json_writer *json, const struct desk_plan *plan,
                       const struct stroke *stroke);

/// The units that have changed since an edit, as they are now; null where that
/// is not known.
void plan_changes_write(struct json_writer *json, struct arena *arena,
                        const struct desk_plan *plan, int64_t since);

/// The zones as GeoJSON, `areas` by school.
void plan_zones_write(struct json_writer *json, struct query_context *query,
                      const struct desk_plan *plan, const struct area *areas);

#endif
