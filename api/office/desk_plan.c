// The draft in memory is measured row by row (zone/zone_draft.h); what is
// needed beside it is what an edit did: the schools of all units are compared
// before and after, which for thousands of units takes less than to write the
// answer.

#include "office/desk_plan.h"

#include <stdlib.h>

#include "base/text.h"

// Opening ---------------------------------------------------------------------

static enum status open_unchanging(struct store *store,
                                   struct desk_plan *opened, struct error *err)
{
    uint32_t *school;
    enum status status = city_zoning_read_plan(
        store, opened->arena, &opened->zoning, opened->plan.id, &school, err);
    if (status == STATUS_OK)
        status = store_read_plan_units(store, opened->arena, opened->plan.id,
                                       &opened->rows, err);
    if (status == STATUS_OK)
        opened->zones = zone_draft_new(&opened->zoning.problem, school);
    return status;
}

static enum status open_zones(struct store *store, struct desk_plan *opened,
                              struct error *err)
{
    enum status status = plan_draft_open(store, opened->arena, &opened->zoning,
                                         &opened->plan, &opened->draft, err);
    if (status == STATUS_STATE) {
        opened->why_not = *err;
        return open_unchanging(store, opened, err);
    }
    opened->is_draft = status == STATUS_OK;
    opened->zones = opened->draft.zones;
    opened->rows = opened->draft.units;
    return status;
}

static const char *kept_text(struct arena *arena, const char *text)
{
    return text == NULL ? NULL : arena_text(arena, text);
}

static struct plan_entry kept_entry(struct arena *arena,
                                    const struct plan_entry *plan)
{
    struct plan_entry kept = *plan;
    kept.id = kept_text(arena, plan->id);
    kept.method = kept_text(arena, plan->method);
    kept.made_from = kept_text(arena, plan->made_from);
    kept.made_at = kept_text(arena, plan->made_at);
    kept.based_on = kept_text(arena, plan->based_on);
    kept.options = kept_text(arena, plan->options);
    return kept;
}

enum status desk_plan_open(struct store *store,
                           const struct city_zoning *zoning,
                           const struct plan_entry *plan, const char *since,
                           struct desk_plan **opened, struct error *err)
{
    struct arena *arena = arena_new();
    struct desk_plan *made = arena_array(arena, struct desk_plan, 1);
    *made = (struct desk_plan){.arena = arena,
                               .plan = kept_entry(arena, plan),
                               .since = kept_text(arena, since),
                               .zoning = *zoning,
                               .edits_known_from = plan->edits};
    enum status status =
        plan_count_moves(store, arena, made->since, &made->zoning, err);
    if (status == STATUS_OK)
        status = open_zones(store, made, err);
    if (status != STATUS_OK) {
        desk_plan_close(made);
        return status;
    }
    *opened = made;
    return STATUS_OK;
}

void desk_plan_close(struct desk_plan *plan)
{
    if (plan == NULL)
        return;
    zone_draft_free(plan->zones);
    arena_free(plan->arena);
}

bool desk_plan_is_as(const struct desk_plan *plan,
                     const struct plan_entry *entry, const char *since)
{
    return plan->plan.edits == entry->edits &&
           plan->plan.is_published == entry->is_published &&
           plan->plan.is_in_force == entry->is_in_force &&
           text_same(plan->plan.made_at, entry->made_at) &&
           text_same(plan->since, since);
}

enum status desk_plan_check_draft(const struct desk_plan *plan,
                                  struct error *err)
{
    if (!plan->is_draft)
        *err = plan->why_not;
    return plan->is_draft ? STATUS_OK : err->status;
}

struct plan_answer desk_plan_answer(const struct desk_plan *plan)
{
    const struct zone_row *rows = zone_draft_rows(plan->zones);
    return (struct plan_answer){
        .plan = &plan->plan,
        .zoning = &plan->zoning,
        .school = zone_draft_schools(plan->zones),
        .measures = plan_measures_of_rows(&plan->zoning.problem, rows),
        .since = plan->since};
}

// Strokes ---------------------------------------------------------------------

// The plan before a stroke: a copy of schools and rows, so that what it did can
// be told whatever it was.
static struct plan_answer remember(const struct desk_plan *plan,
                                   struct arena *arena)
{
    const struct zone_problem *problem = &plan->zoning.problem;
    struct plan_answer now = desk_plan_answer(plan);
    now.school =
        arena_copy(arena, now.school, problem->n_units * sizeof *now.school);
    now.measures.rows =
        arena_copy(arena, now.measures.rows,
                   (problem->n_schools + 1) * sizeof *now.measures.rows);
    return now;
}

static struct stroke tell(const struct desk_plan *plan, struct arena *arena,
                          const struct plan_answer *before)
{
    return (struct stroke){
        *before,
        plan_diff_of(arena, &plan->zoning.problem, plan->zoning.units.items,
                     before->school, zone_draft_schools(plan->zones))};
}

enum status desk_plan_move(struct desk_plan *plan, struct arena *arena,
                           const uint32_t *units, size_t n_units,
                           uint32_t school, struct stroke *stroke,
                           struct error *err)
{
    struct plan_answer before = remember(plan, arena);
    enum status status =
        plan_draft_move(&plan->draft, units, n_units, school, err);
    if (status == STATUS_OK)
        *stroke = tell(plan, arena, &before);
    return status;
}

enum status desk_plan_undo(struct desk_plan *plan, struct arena *arena,
                           struct stroke *stroke, struct error *err)
{
    struct plan_answer before = remember(plan, arena);
    enum status status = plan_draft_undo(&plan->draft, err);
    if (status == STATUS_OK)
        *stroke = tell(plan, arena, &before);
    return status;
}

enum status desk_plan_redo(struct desk_plan *plan, struct arena *arena,
                           struct stroke *stroke, struct error *err)
{
    struct plan_answer before = remember(plan, arena);
    enum status status = plan_draft_redo(&plan->draft, err);
    if (status == STATUS_OK)
        *stroke = tell(plan, arena, &before);
    return status;
}

// What others have to follow --------------------------------------------------

// Edits are a courtesy to those who lag behind a little.
#define MOST_EDITS_KNOWN 20000

static void note(struct desk_plan *plan, const uint32_t *units, size_t n_units)
{
    plan->plan.edits = plan->draft.edits;
    if (plan->edits.count + n_units > MOST_EDITS_KNOWN) {
        plan->edits.count = 0;
        plan->edits_known_from = plan->plan.edits;
        return;
    }
    for (size_t i = 0; i < n_units; i++)
        *unit_edit_list_add(&plan->edits, plan->arena) =
            (struct unit_edit){plan->plan.edits, units[i]};
}

void desk_plan_note_stroke(struct desk_plan *plan, const struct stroke *stroke)
{
    plan->plan.method = "edited";
    plan->rows = plan->draft.units;
    note(plan, stroke->diff.units, stroke->diff.n_units);
}

void desk_plan_note_locks(struct desk_plan *plan, const uint32_t *units,
                          size_t n_units, bool is_locked)
{
    plan_draft_note_locks(&plan->draft, units, n_units, is_locked);
    note(plan, units, n_units);
}

static int by_number(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return (x > y) - (x < y);
}

bool desk_plan_changed_since(const struct desk_plan *plan, struct arena *arena,
                             int64_t edit, uint32_t **units, size_t *n_units)
{
    size_t n = 0;
    *n_units = 0;
    *units = arena_array(arena, uint32_t, plan->edits.count);
    if (edit < plan->edits_known_from || edit > plan->plan.edits)
        return false;
    for (size_t i = 0; i < plan->edits.count; i++)
        if (plan->edits.items[i].edit > edit)
            (*units)[n++] = plan->edits.items[i].unit;
    if (n > 0)
        qsort(*units, n, sizeof **units, by_number);
    for (size_t i = 0; i < n; i++)
        if (i == 0 || (*units)[i] != (*units)[i - 1])
            (*units)[(*n_units)++] = (*units)[i];
    return true;
}
