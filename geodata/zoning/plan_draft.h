#ifndef ZONING_PLAN_DRAFT_H
#define ZONING_PLAN_DRAFT_H

#include "store/store_units.h"
#include "zone/zone_draft.h"
#include "zoning/city_zoning.h"

/// A draft being edited: the plan's units with their schools and locks, its
/// steps, and the measures, right after every step. What is done becomes the
/// store's by plan_draft_write, where others may have edited, too: then nothing
/// is written, and the draft has to be opened anew. One thread at a time.
struct plan_draft {
    struct arena *arena;
    const struct city_zoning *zoning;
    const char *plan_id;
    int64_t edits; ///< how often the plan was changed, as far as is known here
    struct zone_draft *zones;
    struct plan_unit_list units; ///< as they are to be kept, by id
    struct plan_step_list steps; ///< the same
    // What plan_draft_write has to write.
    bool *is_changed;      ///< rows of `units`
    bool *is_touched;      ///< schools whose zone has changed
    int64_t changed_steps; ///< from this one on; INT64_MAX: none
};

/// Opens a draft for editing; `zoning` is that of the plan's question. All of
/// it lives in `arena`, but for what plan_draft_close ends. STATUS_STATE when
/// the plan is published or not made of the city's units.
enum status plan_draft_open(struct store *store, struct arena *arena,
                            const struct city_zoning *zoning,
                            const struct plan_entry *plan,
                            struct plan_draft *draft, struct error *err);
void plan_draft_close(struct plan_draft *draft);

/// Gives units (indices; one named twice counts once) to a school, or to none
/// (ZONE_NO_SCHOOL), as one step. STATUS_STATE, changing nothing, when one of
/// them is locked or all belong there already.
enum status plan_draft_move(struct plan_draft *draft, const uint32_t *units,
                            size_t n_units, uint32_t school, struct error *err);

/// Takes back the last step, or does the last one taken back again.
/// STATUS_STATE if there is none.
enum status plan_draft_undo(struct plan_draft *draft, struct error *err);
enum status plan_draft_redo(struct plan_draft *draft, struct error *err);

/// How many steps count, and how many of those taken back could be done again.
size_t plan_draft_n_done(const struct plan_draft *draft);
size_t plan_draft_n_undone(const struct plan_draft *draft);

/// Writes what has changed. The outlines of zones that have changed are taken
/// out, to be drawn when they are needed (zone_areas.h). STATUS_STATE when
/// someone else has edited the plan since it was opened. Needs a transaction.
enum status plan_draft_write(struct plan_draft *draft, struct store *store,
                             struct error *err);

/// Follows locks of an open draft that plan_units_lock has written.
void plan_draft_note_locks(struct plan_draft *draft, const uint32_t *units,
                           size_t n_units, bool is_locked);

/// Locks units of a draft, named by id, to the school they have, or unlocks
/// them. STATUS_NOT_FOUND for a unit that is not in the plan. Needs a
/// transaction.
enum status plan_units_lock(struct store *store, struct arena *arena,
                            const struct plan_entry *plan,
                            const char *const *unit_ids, size_t n_units,
                            bool is_locked, struct error *err);

#endif
