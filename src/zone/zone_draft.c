// The draft keeps the row of every zone. A step changes some units and measures
// the rows of the schools they leave and enter again; all other rows still
// hold. Steps are kept as the changes they made, unit by unit, so undoing
// writes the schools before, newest change first, and doing again those after.
//
//     changes  [ u3:1→2  u5:1→2 | u7:2→0 | u3:2→0  u5:2→0  u7:0→0 ]
//     ends          step 0          1        step 2      n_done = 2: step 2
//                                                        was taken back
//
// A new step forgets those that were taken back.

#include "zone/zone_draft.h"

#include <string.h>

#include "base/list.h"
#include "zone/zone_rows.h"

struct unit_change {
    uint32_t unit;
    uint32_t before;
    uint32_t after;
};
LIST_DECLARE(unit_change);
LIST_DECLARE_OF(size_t, step_end);

struct zone_draft {
    struct arena *arena;
    const struct zone_problem *problem;
    uint32_t *school;
    bool *is_locked;
    struct zone_row *rows; // n_schools + 1
    bool *is_touched;      // the same; all false between steps
    uint32_t *scratch;
    struct unit_change_list changes;
    struct step_end_list ends;
    size_t n_done; // steps that count; those behind were taken back
};

struct zone_draft *zone_draft_new(const struct zone_problem *problem,
                                  const uint32_t *school)
{
    struct arena *arena = arena_new();
    struct zone_draft *draft = arena_array(arena, struct zone_draft, 1);
    size_t n_rows = problem->n_schools + 1;
    size_t n_units = problem->n_units;
    draft->arena = arena;
    draft->problem = problem;
    draft->school = arena_copy(arena, school, n_units * sizeof *school);
    draft->is_locked = arena_array(arena, bool, n_units);
    draft->rows = arena_array(arena, struct zone_row, n_rows);
    draft->is_touched = arena_array(arena, bool, n_rows);
    draft->scratch = arena_array(arena, uint32_t, 2 * n_units);
    for (size_t u = 0; problem->locked != NULL && u < n_units; u++)
        draft->is_locked[u] = problem->locked[u] != ZONE_NO_SCHOOL;
    zone_rows_measure(problem, draft->school, NULL, draft->rows,
                      draft->scratch);
    return draft;
}

void zone_draft_free(struct zone_draft *draft)
{
    if (draft != NULL)
        arena_free(draft->arena);
}

static size_t step_start(const struct zone_draft *draft, size_t step)
{
    return step == 0 ? 0 : draft->ends.items[step - 1];
}

static void put_unit(struct zone_draft *draft, uint32_t unit, uint32_t school)
{
    size_t none = draft->problem->n_schools;
    uint32_t before = draft->school[unit];
    draft->is_touched[before == ZONE_NO_SCHOOL ? none : before] = true;
    draft->is_touched[school == ZONE_NO_SCHOOL ? none : school] = true;
    draft->school[unit] = school;
}

static void measure_touched(struct zone_draft *draft)
{
    zone_rows_measure(draft->problem, draft->school, draft->is_touched,
                      draft->rows, draft->scratch);
    memset(draft->is_touched, 0,
           (draft->problem->n_schools + 1) * sizeof *draft->is_touched);
}

enum status zone_draft_move(struct zone_draft *draft, const uint32_t *units,
                            size_t n_units, uint32_t school, struct error *err)
{
    for (size_t i = 0; i < n_units; i++)
        if (draft->is_locked[units[i]] && draft->school[units[i]] != school)
            return error_set(err, STATUS_STATE, "unit %u is locked", units[i]);

    draft->changes.count = step_start(draft, draft->n_done);
    draft->ends.count = draft->n_done;
    for (size_t i = 0; i < n_units; i++) {
        *unit_change_list_add(&draft->changes, draft->arena) =
            (struct unit_change){units[i], draft->school[units[i]], school};
        put_unit(draft, units[i], school);
    }
    *step_end_list_add(&draft->ends, draft->arena) = draft->changes.count;
    draft->n_done++;
    measure_touched(draft);
    return STATUS_OK;
}

void zone_draft_lock(struct zone_draft *draft, uint32_t unit, bool is_locked)
{
    draft->is_locked[unit] = is_locked;
}

bool zone_draft_is_locked(const struct zone_draft *draft, uint32_t unit)
{
    return draft->is_locked[unit];
}

bool zone_draft_undo(struct zone_draft *draft)
{
    if (draft->n_done == 0)
        return false;
    draft->n_done--;
    size_t start = step_start(draft, draft->n_done);
    for (size_t i = draft->ends.items[draft->n_done]; i-- > start;)
        put_unit(draft, draft->changes.items[i].unit,
                 draft->changes.items[i].before);
    measure_touched(draft);
    return true;
}

bool zone_draft_redo(struct zone_draft *draft)
{
    if (draft->n_done == draft->ends.count)
        return false;
    for (size_t i = step_start(draft, draft->n_done);
         i < draft->ends.items[draft->n_done]; i++)
        put_unit(draft, draft->changes.items[i].unit,
                 draft->changes.items[i].after);
    draft->n_done++;
    measure_touched(draft);
    return true;
}

const uint32_t *zone_draft_schools(const struct zone_draft *draft)
{
    return draft->school;
}

struct zone_measures zone_draft_measures(const struct zone_draft *draft)
{
    return zone_rows_sum(draft->problem, draft->rows);
}

struct zone_row zone_draft_row(const struct zone_draft *draft, uint32_t school)
{
    return draft->rows[school];
}

const struct zone_row *zone_draft_rows(const struct zone_draft *draft)
{
    return draft->rows;
}
