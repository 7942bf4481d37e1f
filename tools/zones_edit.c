// Drafts: copied from plans, and edited with the measures before and after each
// step beside each other. Reading and writing are one transaction, so that two
// who edit at once do not undo each other's work.

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "city_query.h"
#include "store/clock.h"
#include "store/store_city.h"
#include "store/store_zones.h"
#include "zones_report.h"
#include "zones_subject.h"
#include "zoning/plan_draft.h"
#include "zoning/zone_areas.h"

// Copying --------------------------------------------------------------------

// The first copy that is not there yet, so that each is a draft of its own.
static enum status name_copy(const struct zones_call *call, struct plan *copy,
                             struct error *err)
{
    struct plan_entry_list plans;
    enum status status =
        store_list_plans(call->store, call->arena, &plans, err);
    if (status != STATUS_OK)
        return status;
    for (size_t number = 1;; number++) {
        char id[33];
        size_t i = 0;
        copy->made_from = arena_format(call->arena, "copy %zu of plan %s",
                                       number, copy->based_on);
        store_text_checksum(copy->made_from, id);
        while (i < plans.count && strcmp(plans.items[i].id, id) != 0)
            i++;
        if (i == plans.count) {
            copy->id = arena_text(call->arena, id);
            return STATUS_OK;
        }
    }
}

// The units of the city as they lie in the plan's zones: a plan drawn along
// streets, or from other units, becomes one of these.
static enum status take_units(const struct zones_call *call,
                              const struct zones_subject *subject,
                              struct plan *copy, struct plan_unit_list *units,
                              struct error *err)
{
    const struct city_zoning *zoning = &subject->zoning;
    struct zoning_question question = zoning->question;
    question.like = NULL;
    question.units = zoning->unit_set;
    copy->year = question.year;
    copy->grade = question.grade;
    copy->options = zoning_question_format(call->arena, &question);
    for (size_t u = 0; u < zoning->units.count; u++) {
        uint32_t school = subject->school[u];
        *plan_unit_list_add(units, call->arena) = (struct plan_unit){
            .unit_id = zoning->units.items[u].id,
            .school_id = school == ZONE_NO_SCHOOL
                             ? NULL
                             : zoning->schools.items[school].id};
    }
    return zone_areas_draw(call->arena, zoning, subject->school, NULL,
                           (size_t)call->options->n_threads, &copy->zones, err);
}

static enum status fill_copy(const struct zones_call *call,
                             const struct plan_entry *plan, struct plan *copy,
                             struct plan_unit_list *units, struct error *err)
{
    struct zones_subject subject;
    enum status status = zones_subject_read(call, plan->id, &subject, err);
    if (status != STATUS_OK)
        return status;
    if (!city_zoning_fits(&subject.zoning, plan))
        return take_units(call, &subject, copy, units, err);
    status =
        store_read_plan_units(call->store, call->arena, plan->id, units, err);
    if (status == STATUS_OK)
        status = store_read_zones(call->store, call->arena, plan->id,
                                  &copy->zones, err);
    return status;
}

static enum status write_copy(const struct zones_call *call,
                              const struct plan *copy,
                              const struct plan_unit_list *units,
                              struct error *err)
{
    enum status status = store_begin(call->store, err);
    if (status == STATUS_OK)
        status = store_write_plan(call->store, copy, err);
    if (status == STATUS_OK)
        status = store_write_plan_units(call->store, copy->id, units->items,
                                        units->count, err);
    if (status == STATUS_OK)
        status = store_commit(call->store, err);
    return status;
}

enum status zones_copy(const struct zones_call *call, struct error *err)
{
    const struct plan_entry *plan;
    struct plan_unit_list units = {0};
    enum status status =
        store_find_plan(call->store, call->arena, call->words[0], &plan, err);
    if (status != STATUS_OK)
        return status;
    struct plan copy = {.level = plan->level,
                        .method = "edited",
                        .made_at = utc_now(call->arena),
                        .based_on = plan->id,
                        .year = plan->year,
                        .grade = plan->grade,
                        .options = plan->options};
    status = name_copy(call, &copy, err);
    if (status == STATUS_OK)
        status = fill_copy(call, plan, &copy, &units, err);
    if (status == STATUS_OK)
        status = write_copy(call, &copy, &units, err);
    if (status == STATUS_OK)
        printf("%s %s\n", level_name(copy.level), copy.id);
    return status;
}

// What is named on the command line
// ---------------------------------------------

// Adds a unit once.
static void add_unit(uint32_t *units, size_t *n_units, uint32_t unit)
{
    for (size_t i = 0; i < *n_units; i++)
        if (units[i] == unit)
            return;
    units[(*n_units)++] = unit;
}

static enum status find_units(const struct zones_call *call,
                              const struct city_zoning *zoning,
                              uint32_t **units, size_t *n_units,
                              struct error *err)
{
    const struct zones_options *options = call->options;
    *n_units = 0;
    *units = arena_array(call->arena, uint32_t, options->n_units);
    for (size_t i = 0; i < options->n_units; i++) {
        uint32_t unit = city_zoning_find_unit(zoning, options->units[i]);
        if (unit == ZONE_NO_UNIT)
            return error_set(err, STATUS_NOT_FOUND,
                             "%s has no planning unit \"%s\"",
                             store_path(call->store), options->units[i]);
        add_unit(*units, n_units, unit);
    }
    return STATUS_OK;
}

// Why a school that is not in the zoning is not.
static enum status refuse_school(const struct zones_call *call,
                                 const struct city_zoning *zoning,
                                 struct error *err)
{
    const struct zoning_question *question = &zoning->question;
    const char *id = call->options->to;
    struct school_list schools;
    enum status status =
        store_read_schools(call->store, call->arena, &schools, err);
    for (size_t i = 0; status == STATUS_OK && i < schools.count; i++) {
        const struct school *school = &schools.items[i];
        if (strcmp(school->id, id) != 0)
            continue;
        if ((school->levels & LEVEL_BIT(question->level)) == 0)
            return error_set(err, STATUS_STATE,
                             "school \"%s\" does not teach level %s, which the "
                             "plan is for",
                             id, level_name(question->level));
        return error_set(
            err, STATUS_STATE, "school \"%s\" %s, so it can have no zone", id,
            school_is_public(school) ? "has no seats" : "is not public");
    }
    return status != STATUS_OK
               ? status
               : error_set(err, STATUS_NOT_FOUND, "%s has no school \"%s\"",
                           store_path(call->store), id);
}

static enum status find_school(const struct zones_call *call,
                               const struct city_zoning *zoning,
                               uint32_t *school, struct error *err)
{
    *school = city_zoning_find_school(zoning, call->options->to);
    return *school == ZONE_NO_SCHOOL ? refuse_school(call, zoning, err)
                                     : STATUS_OK;
}

// Editing
// -----------------------------------------------------------------------

typedef enum status edit_fn(const struct zones_call *call,
                            struct plan_draft *draft, struct error *err);

static enum status move_units(const struct zones_call *call,
                              struct plan_draft *draft, struct error *err)
{
    uint32_t *units, school;
    size_t n_units;
    enum status status = find_units(call, draft->zoning, &units, &n_units, err);
    if (status == STATUS_OK)
        status = find_school(call, draft->zoning, &school, err);
    if (status == STATUS_OK)
        status = plan_draft_move(draft, units, n_units, school, err);
    return status;
}

static enum status undo_step(const struct zones_call *call,
                             struct plan_draft *draft, struct error *err)
{
    (void)call;
    return plan_draft_undo(draft, err);
}

static enum status redo_step(const struct zones_call *call,
                             struct plan_draft *draft, struct error *err)
{
    (void)call;
    return plan_draft_redo(draft, err);
}

static void print_edit(const struct zones_call *call,
                       const struct zones_subject *before,
                       const struct zones_subject *after)
{
    struct measured_plan columns[] = {{"before", before->measures},
                                      {"after", after->measures}};
    if (!call->options->json) {
        zones_report_table(columns, 2, after->zoning.question.cap_cm,
                           after->since);
        return;
    }
    struct text_buffer body = {0};
    struct json_writer json = json_into(&body);
    struct plan_answer answers[] = {zones_subject_answer(before),
                                    zones_subject_answer(after)};
    struct plan_diff diff =
        plan_diff_of(call->arena, &after->zoning.problem,
                     after->zoning.units.items, before->school, after->school);
    plan_diff_write(&json, &answers[0], &answers[1], &diff);
    city_query_print(&body);
}

static enum status edit_draft(const struct zones_call *call, edit_fn *edit,
                              const struct zones_subject *before,
                              struct error *err)
{
    struct plan_draft draft;
    enum status status = plan_draft_open(
        call->store, call->arena, &before->zoning, before->plan, &draft, err);
    if (status == STATUS_OK)
        status = edit(call, &draft, err);
    if (status == STATUS_OK)
        status =
            plan_draft_write(&draft, (size_t)call->options->n_threads, err);
    plan_draft_close(&draft);
    return status;
}

static enum status run_edit(const struct zones_call *call, edit_fn *edit,
                            struct error *err)
{
    struct zones_subject before;
    enum status status = zones_subject_read(call, call->words[0], &before, err);
    if (status == STATUS_OK)
        status = store_begin(call->store, err);
    if (status == STATUS_OK)
        status = edit_draft(call, edit, &before, err);
    struct zones_subject after = before;
    if (status == STATUS_OK)
        status = zones_subject_measure(call, &after, err);
    if (status == STATUS_OK)
        status = store_commit(call->store, err);
    if (status == STATUS_OK)
        print_edit(call, &before, &after);
    return status;
}

enum status zones_move(const struct zones_call *call, struct error *err)
{
    return run_edit(call, move_units, err);
}

enum status zones_undo(const struct zones_call *call, struct error *err)
{
    return run_edit(call, undo_step, err);
}

enum status zones_redo(const struct zones_call *call, struct error *err)
{
    return run_edit(call, redo_step, err);
}

// Locks
// -------------------------------------------------------------------------

static enum status set_locks(const struct zones_call *call, bool is_locked,
                             struct error *err)
{
    const struct zones_options *options = call->options;
    const struct plan_entry *plan;
    enum status status = store_begin(call->store, err);
    if (status == STATUS_OK)
        status = store_find_plan(call->store, call->arena, call->words[0],
                                 &plan, err);
    if (status == STATUS_OK)
        status = plan_units_lock(call->store, call->arena, plan, options->units,
                                 options->n_units, is_locked, err);
    if (status == STATUS_OK)
        status = store_commit(call->store, err);
    if (status == STATUS_OK)
        fprintf(stderr, "%s %zu unit%s in %s\n",
                is_locked ? "locked" : "unlocked", options->n_units,
                options->n_units == 1 ? "" : "s", plan->id);
    return status;
}

enum status zones_lock(const struct zones_call *call, struct error *err)
{
    return set_locks(call, true, err);
}

enum status zones_unlock(const struct zones_call *call, struct error *err)
{
    return set_locks(call, false, err);
}
