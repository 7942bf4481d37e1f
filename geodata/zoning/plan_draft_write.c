// Only what has changed is written, so that a stroke of a brush costs little:
// the rows of units that were moved, and the steps from the first changed one
// on. The count of edits is checked first, in the same transaction.

#include <string.h>

#include "base/id_search.h"
#include "store/store_zones.h"
#include "zoning/plan_draft_parts.h"

// Rows of units are by id, as units are.
struct plan_unit *plan_unit_named(const struct plan_unit_list *units,
                                  const char *id)
{
    uint32_t found =
        id_search(units->items, units->count, sizeof *units->items, id);
    return found == ID_NONE ? NULL : &units->items[found];
}

static enum status write_units(const struct plan_draft *draft,
                               struct arena *scratch, struct store *store,
                               struct error *err)
{
    struct plan_unit_list changed = {0};
    for (size_t i = 0; i < draft->units.count; i++)
        if (draft->is_changed[i])
            *plan_unit_list_add(&changed, scratch) = draft->units.items[i];
    return store_change_plan_units(store, draft->plan_id, changed.items,
                                   changed.count, err);
}

static enum status write_steps(const struct plan_draft *draft,
                               struct store *store, struct error *err)
{
    const struct plan_step_list *steps = &draft->steps;
    size_t first = 0;
    while (first < steps->count &&
           steps->items[first].step < draft->changed_steps)
        first++;
    return store_write_plan_steps(store, draft->plan_id, draft->changed_steps,
                                  steps->count > 0 ? &steps->items[first]
                                                   : NULL,
                                  steps->count - first, err);
}

static enum status forget_outlines(const struct plan_draft *draft,
                                   struct arena *scratch, struct store *store,
                                   struct error *err)
{
    struct zone_list touched = {0};
    for (size_t s = 0; s < draft->zoning->schools.count; s++)
        if (draft->is_touched[s])
            *zone_list_add(&touched, scratch) =
                (struct zone){.school_id = draft->zoning->schools.items[s].id};
    return store_replace_zones(store, draft->plan_id, touched.items,
                               touched.count, err);
}

enum status plan_draft_write(struct plan_draft *draft, struct store *store,
                             struct error *err)
{
    struct arena *scratch = arena_new();
    enum status status =
        store_mark_edited(store, draft->plan_id, draft->edits, true, err);
    if (status == STATUS_OK)
        status = write_units(draft, scratch, store, err);
    if (status == STATUS_OK)
        status = write_steps(draft, store, err);
    if (status == STATUS_OK)
        status = forget_outlines(draft, scratch, store, err);
    arena_free(scratch);
    if (status != STATUS_OK)
        return status;
    draft->edits++;
    draft->changed_steps = INT64_MAX;
    memset(draft->is_changed, 0, draft->units.count);
    memset(draft->is_touched, 0, draft->zoning->schools.count);
    return STATUS_OK;
}

static enum status lock_row(const struct plan_unit_list *units, const char *id,
                            bool is_locked, struct plan_unit *row,
                            const struct plan_entry *plan, struct error *err)
{
    const struct plan_unit *found = plan_unit_named(units, id);
    if (found == NULL)
        return error_set(err, STATUS_NOT_FOUND,
                         "plan %s has no planning unit \"%s\"", plan->id, id);
    *row = *found;
    row->is_locked = is_locked;
    return STATUS_OK;
}

enum status plan_units_lock(struct store *store, struct arena *arena,
                            const struct plan_entry *plan,
                            const char *const *unit_ids, size_t n_units,
                            bool is_locked, struct error *err)
{
    struct plan_unit_list units;
    struct plan_unit *rows = arena_array(arena, struct plan_unit, n_units);
    enum status status =
        store_read_plan_units(store, arena, plan->id, &units, err);
    if (status == STATUS_OK)
        status = plan_refuse_unless_draft(plan, units.count, err);
    for (size_t i = 0; i < n_units && status == STATUS_OK; i++)
        status = lock_row(&units, unit_ids[i], is_locked, &rows[i], plan, err);
    if (status == STATUS_OK)
        status = store_mark_edited(store, plan->id, plan->edits, false, err);
    if (status == STATUS_OK)
        status = store_change_plan_units(store, plan->id, rows, n_units, err);
    return status;
}

void plan_draft_note_locks(struct plan_draft *draft, const uint32_t *units,
                           size_t n_units, bool is_locked)
{
    for (size_t i = 0; i < n_units; i++) {
        struct plan_unit *row = plan_unit_named(
            &draft->units, draft->zoning->units.items[units[i]].id);
        if (row != NULL)
            row->is_locked = is_locked;
        zone_draft_lock(draft->zones, units[i], is_locked);
    }
    draft->edits++;
}
