// Drafts: copied from plans, and edited with the measures before and after each
// step beside each other. Reading and writing are one transaction, so that two
// who edit at once do not undo each other's work.

#include <stdio.h>

#include "city_query.h"
#include "query/plan_answer.h"
#include "store/clock.h"
#include "zones.h"
#include "zones_report.h"
#include "zoning/plan_copy.h"
#include "zoning/plan_draft.h"
#include "zoning/zone_areas.h"

// A copy has its outlines at once, for whoever opens the file in QGIS.
static enum status copy_plan(const struct zones_call *call,
                             const struct plan_entry *plan,
                             struct plan_entry *copy, struct error *err)
{
    const char *id;
    enum status status = plan_copy(call->store, call->arena, plan->id,
                                   utc_now(call->arena), &id, err);
    if (status == STATUS_OK)
        status = store_read_plan_entry(call->store, call->arena, id, copy, err);
    if (status == STATUS_OK)
        status = zone_areas_complete(call->store, copy,
                                     (size_t)call->options->n_threads, err);
    return status;
}

enum status zones_copy(const struct zones_call *call, struct error *err)
{
    const struct plan_entry *plan;
    struct plan_entry copy;
    enum status status =
        store_find_plan(call->store, call->arena, call->words[0], &plan, err);
    if (status == STATUS_OK)
        status = store_begin(call->store, err);
    if (status == STATUS_OK)
        status = copy_plan(call, plan, &copy, err);
    if (status == STATUS_OK)
        status = store_commit(call->store, err);
    if (status == STATUS_OK)
        printf("%s %s\n", level_name(copy.level), copy.id);
    return status;
}

// Editing ---------------------------------------------------------------------

typedef enum status edit_fn(const struct zones_call *call,
                            struct plan_draft *draft, struct error *err);

static enum status move_units(const struct zones_call *call,
                              struct plan_draft *draft, struct error *err)
{
    const struct zones_options *options = call->options;
    uint32_t *units, school;
    enum status status =
        city_zoning_find_units(call->arena, draft->zoning, options->units,
                               options->n_units, &units, err);
    if (status == STATUS_OK)
        status = city_zoning_need_school(
            call->store, call->arena, draft->zoning, options->to, &school, err);
    if (status == STATUS_OK)
        status = plan_draft_move(draft, units, options->n_units, school, err);
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
                       const struct plan_subject *before,
                       const struct plan_subject *after)
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
    struct plan_answer answers[] = {plan_answer_of(before),
                                    plan_answer_of(after)};
    struct plan_diff diff =
        plan_diff_of(call->arena, &after->zoning.problem,
                     after->zoning.units.items, before->school, after->school);
    plan_diff_write(&json, &answers[0], &answers[1], &diff);
    city_query_print(&body);
}

static enum status edit_draft(const struct zones_call *call, edit_fn *edit,
                              const struct plan_subject *before,
                              struct error *err)
{
    struct plan_draft draft;
    enum status status = plan_draft_open(
        call->store, call->arena, &before->zoning, &before->plan, &draft, err);
    if (status == STATUS_OK)
        status = edit(call, &draft, err);
    if (status == STATUS_OK)
        status = plan_draft_write(&draft, call->store, err);
    if (status == STATUS_OK)
        status = zone_areas_complete(call->store, &before->plan,
                                     (size_t)call->options->n_threads, err);
    plan_draft_close(&draft);
    return status;
}

static enum status run_edit(const struct zones_call *call, edit_fn *edit,
                            struct error *err)
{
    struct plan_subject before;
    enum status status = zones_read_subject(call, call->words[0], &before, err);
    if (status == STATUS_OK)
        status = store_begin(call->store, err);
    if (status == STATUS_OK)
        status = edit_draft(call, edit, &before, err);
    struct plan_subject after = before;
    if (status == STATUS_OK)
        status =
            plan_subject_measure(call->store, call->arena,
                                 (size_t)call->options->n_threads, &after, err);
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

// Locks -----------------------------------------------------------------------

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
