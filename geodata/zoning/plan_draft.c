// The steps of a draft are kept in the store with what each unit's school was
// before. Opening goes back to where the first step started and does all of
// them again, so that undoing and doing again are zone_draft's own:
//
//     kept     step 1  step 2  step 3 (undone)
//     opened   start → 1 → 2 → 3 → undo
//
// The plan's count of edits goes up with every change, so a draft that others
// have changed since is noticed when it is written, in the same transaction.
//
// A unit's row is left as it was unless the unit is moved: a school that is no
// longer in the zoning stays named.

#include "zoning/plan_draft_parts.h"

#include <string.h>

enum status plan_refuse_unless_draft(const struct plan_entry *plan,
                                     size_t n_units, struct error *err)
{
    if (plan->is_published)
        return error_set(err, STATUS_STATE,
                         "plan %s is published and never changes; a copy of it "
                         "can be edited",
                         plan->id);
    if (n_units == 0)
        return error_set(err, STATUS_STATE,
                         "plan %s is not made of planning units; a copy of it "
                         "will be, and can be edited",
                         plan->id);
    return STATUS_OK;
}

static uint32_t school_named(const struct plan_draft *draft, const char *id)
{
    return id == NULL ? ZONE_NO_SCHOOL
                      : city_zoning_find_school(draft->zoning, id);
}

static const char *school_id(const struct plan_draft *draft, uint32_t school)
{
    return school == ZONE_NO_SCHOOL ? NULL
                                    : draft->zoning->schools.items[school].id;
}

// The end of the step that begins at row `first`.
static size_t step_end(const struct plan_step_list *steps, size_t first)
{
    size_t end = first + 1;
    while (end < steps->count &&
           steps->items[end].step == steps->items[first].step)
        end++;
    return end;
}

// Where the first step started: the newest rows are taken back first.
static void go_back(const struct plan_draft *draft, uint32_t *school)
{
    for (size_t i = draft->steps.count; i-- > 0;) {
        const struct plan_step *row = &draft->steps.items[i];
        uint32_t unit = city_zoning_find_unit(draft->zoning, row->unit_id);
        if (!row->is_undone && unit != ZONE_NO_UNIT)
            school[unit] = school_named(draft, row->from_school_id);
    }
}

// Does the steps again; a step has gone to one school.
static enum status repeat_steps(struct plan_draft *draft, struct error *err)
{
    const struct plan_step_list *steps = &draft->steps;
    uint32_t *units =
        arena_array(draft->arena, uint32_t, draft->zoning->units.count);
    size_t n_undone = 0;
    enum status status = STATUS_OK;
    for (size_t first = 0, end; first < steps->count && status == STATUS_OK;
         first = end) {
        size_t n = 0;
        end = step_end(steps, first);
        for (size_t i = first; i < end; i++) {
            units[n] =
                city_zoning_find_unit(draft->zoning, steps->items[i].unit_id);
            n += units[n] != ZONE_NO_UNIT;
        }
        n_undone += steps->items[first].is_undone;
        status = zone_draft_move(
            draft->zones, units, n,
            school_named(draft, steps->items[first].to_school_id), err);
    }
    while (n_undone-- > 0)
        zone_draft_undo(draft->zones);
    return status;
}

static void take_locks(struct plan_draft *draft)
{
    for (size_t i = 0; i < draft->units.count; i++) {
        const struct plan_unit *row = &draft->units.items[i];
        uint32_t unit = city_zoning_find_unit(draft->zoning, row->unit_id);
        if (unit != ZONE_NO_UNIT)
            zone_draft_lock(draft->zones, unit, row->is_locked);
    }
}

static enum status read_rows(struct plan_draft *draft, struct store *store,
                             const struct plan_entry *plan, struct error *err)
{
    enum status status = store_read_plan_units(store, draft->arena, plan->id,
                                               &draft->units, err);
    if (status == STATUS_OK)
        status = plan_refuse_unless_draft(plan, draft->units.count, err);
    if (status == STATUS_OK && !city_zoning_fits(draft->zoning, plan))
        status = error_set(err, STATUS_STATE,
                           "plan %s is made of other planning units than there "
                           "are now; a copy of it will be of these",
                           plan->id);
    if (status == STATUS_OK)
        status = store_read_plan_steps(store, draft->arena, plan->id,
                                       &draft->steps, err);
    return status;
}

enum status plan_draft_open(struct store *store, struct arena *arena,
                            const struct city_zoning *zoning,
                            const struct plan_entry *plan,
                            struct plan_draft *draft, struct error *err)
{
    uint32_t *school;
    *draft = (struct plan_draft){
        .arena = arena,
        .zoning = zoning,
        .plan_id = plan->id,
        .edits = plan->edits,
        .is_touched = arena_array(arena, bool, zoning->schools.count),
        .changed_steps = INT64_MAX};
    enum status status = read_rows(draft, store, plan, err);
    if (status != STATUS_OK)
        return status;
    draft->is_changed = arena_array(arena, bool, draft->units.count);
    school = city_zoning_schools_of(arena, zoning, &draft->units);
    go_back(draft, school);
    draft->zones = zone_draft_new(&zoning->problem, school);
    status = repeat_steps(draft, err);
    take_locks(draft);
    return status;
}

void plan_draft_close(struct plan_draft *draft)
{
    zone_draft_free(draft->zones);
}

// Brings a row and the touched zones in line with the draft.
static void follow(struct plan_draft *draft, uint32_t unit, uint32_t before)
{
    uint32_t now = zone_draft_schools(draft->zones)[unit];
    struct plan_unit *row =
        plan_unit_named(&draft->units, draft->zoning->units.items[unit].id);
    if (row != NULL) {
        row->school_id = school_id(draft, now);
        draft->is_changed[row - draft->units.items] = true;
    }
    if (before != ZONE_NO_SCHOOL)
        draft->is_touched[before] = true;
    if (now != ZONE_NO_SCHOOL)
        draft->is_touched[now] = true;
}

static void forget_undone(struct plan_step_list *steps)
{
    while (steps->count > 0 && steps->items[steps->count - 1].is_undone)
        steps->count--;
}

static enum status refuse_nothing_new(const struct plan_draft *draft,
                                      size_t n_units, uint32_t school,
                                      struct error *err)
{
    const char *these = n_units == 1 ? "this unit" : "these units";
    if (school == ZONE_NO_SCHOOL)
        return error_set(err, STATUS_STATE, "%s %s to no school already", these,
                         n_units == 1 ? "belongs" : "belong");
    return error_set(err, STATUS_STATE,
                     "the zone of school \"%s\" has %s already",
                     school_id(draft, school), these);
}

static enum status check_locks(const struct plan_draft *draft,
                               const uint32_t *units, size_t n_units,
                               uint32_t school, struct error *err)
{
    const uint32_t *schools = zone_draft_schools(draft->zones);
    size_t n_there = 0;
    for (size_t i = 0; i < n_units; i++) {
        n_there += schools[units[i]] == school;
        if (schools[units[i]] != school &&
            zone_draft_is_locked(draft->zones, units[i]))
            return error_set(err, STATUS_STATE,
                             "unit \"%s\" is locked; unlock it first",
                             draft->zoning->units.items[units[i]].id);
    }
    return n_there == n_units ? refuse_nothing_new(draft, n_units, school, err)
                              : STATUS_OK;
}

// Each unit once, in the order they were named.
static uint32_t *without_repeats(struct arena *scratch, size_t n_all,
                                 const uint32_t *units, size_t *n_units)
{
    bool *is_there = arena_array(scratch, bool, n_all);
    uint32_t *once = arena_array(scratch, uint32_t, *n_units);
    size_t n = 0;
    for (size_t i = 0; i < *n_units; i++) {
        if (!is_there[units[i]])
            once[n++] = units[i];
        is_there[units[i]] = true;
    }
    *n_units = n;
    return once;
}

static int64_t last_step(const struct plan_step_list *steps)
{
    return steps->count == 0 ? 0 : steps->items[steps->count - 1].step;
}

// The rows of a new step, before its units are moved.
static void add_step(struct plan_draft *draft, const uint32_t *units, size_t n,
                     uint32_t school)
{
    const uint32_t *before = zone_draft_schools(draft->zones);
    forget_undone(&draft->steps);
    int64_t step = last_step(&draft->steps) + 1;
    for (size_t i = 0; i < n; i++)
        *plan_step_list_add(&draft->steps, draft->arena) = (struct plan_step){
            .step = step,
            .unit_id = draft->zoning->units.items[units[i]].id,
            .from_school_id = school_id(draft, before[units[i]]),
            .to_school_id = school_id(draft, school)};
    if (step < draft->changed_steps)
        draft->changed_steps = step;
}

enum status plan_draft_move(struct plan_draft *draft, const uint32_t *units,
                            size_t n_units, uint32_t school, struct error *err)
{
    struct arena *scratch = arena_new();
    size_t n = n_units;
    uint32_t *once =
        without_repeats(scratch, draft->zoning->units.count, units, &n);
    uint32_t *before = arena_array(scratch, uint32_t, n);
    for (size_t i = 0; i < n; i++)
        before[i] = zone_draft_schools(draft->zones)[once[i]];
    enum status status = check_locks(draft, once, n, school, err);
    if (status == STATUS_OK) {
        add_step(draft, once, n, school);
        status = zone_draft_move(draft->zones, once, n, school, err);
    }
    for (size_t i = 0; i < n && status == STATUS_OK; i++)
        follow(draft, once[i], before[i]);
    arena_free(scratch);
    return status;
}

// Marks the rows of one step, and follows what became of its units.
static void mark_step(struct plan_draft *draft, size_t first, size_t end,
                      bool is_undone)
{
    int64_t step = draft->steps.items[first].step;
    if (step < draft->changed_steps)
        draft->changed_steps = step;
    for (size_t i = first; i < end; i++) {
        struct plan_step *row = &draft->steps.items[i];
        uint32_t unit = city_zoning_find_unit(draft->zoning, row->unit_id);
        row->is_undone = is_undone;
        if (unit != ZONE_NO_UNIT)
            follow(draft, unit,
                   school_named(draft, is_undone ? row->to_school_id
                                                 : row->from_school_id));
    }
}

// The first row that is undone; the steps before it count.
static size_t first_undone(const struct plan_step_list *steps)
{
    size_t i = 0;
    while (i < steps->count && !steps->items[i].is_undone)
        i++;
    return i;
}

enum status plan_draft_undo(struct plan_draft *draft, struct error *err)
{
    size_t end = first_undone(&draft->steps), first = end;
    if (end == 0 || !zone_draft_undo(draft->zones))
        return error_set(err, STATUS_STATE, "plan %s has no step to take back",
                         draft->plan_id);
    while (first > 0 && draft->steps.items[first - 1].step ==
                            draft->steps.items[end - 1].step)
        first--;
    mark_step(draft, first, end, true);
    return STATUS_OK;
}

enum status plan_draft_redo(struct plan_draft *draft, struct error *err)
{
    size_t first = first_undone(&draft->steps);
    if (first == draft->steps.count || !zone_draft_redo(draft->zones))
        return error_set(err, STATUS_STATE, "plan %s has no step to do again",
                         draft->plan_id);
    mark_step(draft, first, step_end(&draft->steps, first), false);
    return STATUS_OK;
}

static size_t count_steps(const struct plan_step_list *steps, size_t first,
                          size_t end)
{
    size_t n = 0;
    while (first < end) {
        first = step_end(steps, first);
        n++;
    }
    return n;
}

size_t plan_draft_n_done(const struct plan_draft *draft)
{
    return count_steps(&draft->steps, 0, first_undone(&draft->steps));
}

size_t plan_draft_n_undone(const struct plan_draft *draft)
{
    return count_steps(&draft->steps, first_undone(&draft->steps),
                       draft->steps.count);
}
