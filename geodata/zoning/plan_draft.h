#ifndef ZONING_PLAN_DRAFT_H
#define ZONING_PLAN_DRAFT_H

#include "store/store_units.h"
#include "zone/zone_draft.h"
#include "zoning/city_zoning.h"

/// A draft of the store being edited: the plan's units with their schools and
/// locks, its steps, and the measures, right after every step. What is done
/// becomes the store's by plan_draft_write. Reading and writing are of one
/// transaction where others may edit, too.
struct plan_draft {
    struct store *store;
    struct arena *arena;
    const struct city_zoning *zoning;
    const char *plan_id;
    struct zone_draft *zones;
    struct plan_unit_list units; ///< as they are to be kept, by id
    struct plan_step_list steps; ///< the same
    bool *is_touched;            ///< schools whose zone has changed
};

/// Opens a draft for editing; `zoning` is that of the plan's question.
/// STATUS_STATE when the plan is published or not made of the city's units.
enum status plan_draft_open(struct store *store, struct arena *arena,
                            const struct city_zoning *zoning,
                            const struct plan_entry *plan,
                            struct plan_draft *draft, struct error *err);
void plan_draft_close(struct plan_draft *draft);

/// Gives units (indices) to a school as one step. STATUS_STATE, changing
/// nothing, when one of them is locked or all belong to the school already.
enum status plan_draft_move(struct plan_draft *draft, const uint32_t *units,
                            size_t n_units, uint32_t school, struct error *err);

/// Takes back the last step, or does the last one taken back again.
/// STATUS_STATE if there is none.
enum status plan_draft_undo(struct plan_draft *draft, struct error *err);
enum status plan_draft_redo(struct plan_draft *draft, struct error *err);

/// Writes units and steps, and draws anew the outlines of the zones that have
/// changed, no other. Needs a transaction.
enum status plan_draft_write(struct plan_draft *draft, size_t n_threads,
                             struct error *err);

/// Locks units of a draft, named by id, to the school they have, or unlocks
/// them. STATUS_NOT_FOUND for a unit that is not in the plan. Needs a
/// transaction.
enum status plan_units_lock(struct store *store, struct arena *arena,
                            const struct plan_entry *plan,
                            const char *const *unit_ids, size_t n_units,
                            bool is_locked, struct error *err);

#endif
