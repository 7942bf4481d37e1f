// An edit goes: take the plan from its desk (nobody else has it until it is put
// back), see that whoever edits has seen its newest state, do the edit in
// memory, which also finds what cannot be done, and only then write the entry
// in the log and the draft in the file. What could not be written is forgotten
// in memory, too.

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "http/json_value.h"
#include "http/problem.h"
#include "office/office.h"
#include "office/plan_desk.h"
#include "office/plan_handlers.h"
#include "office/plan_json.h"

#define MOST_UNITS 5000

struct edit {
    const struct request *request;
    struct reply *reply;
    const struct service *service;
    const struct json_value *body;
    struct plan_on_desk taken; // without a plan: the reply is written
    struct stroke stroke;
};

static void reply_later(struct reply *reply)
{
    reply_problem_status(reply, 503,
                         "the city is being read for working on this plan, "
                         "which takes some seconds; ask again");
    reply_header(reply, "Retry-After", "1");
}

static void reply_conflict(struct edit *edit, int64_t after_step)
{
    const struct desk_plan *plan = edit->taken.plan;
    struct arena *arena = edit->request->arena;
    const char *detail =
        arena_format(arena,
                     "plan %s is at step %" PRId64 " and not at %" PRId64
                     ": someone else has changed it",
                     plan->plan.id, plan->plan.edits, after_step);
    edit->reply->status = 409;
    struct json_writer json = reply_json(edit->reply);
    edit->reply->content_type = "application/problem+json";
    json_begin_object(&json);
    problem_members(&json, 409, detail);
    json_key_int(&json, "step", plan->plan.edits);
    json_key(&json, "changes");
    plan_changes_write(&json, arena, plan, after_step);
    json_end_object(&json);
}

static void put_back(struct edit *edit, bool is_spoilt)
{
    plan_desks_put(edit->service->office->desks, &edit->taken, is_spoilt);
}

// Takes the plan, if it is a draft and at the step the request says.
static enum status begin(struct edit *edit, struct error *err)
{
    int64_t after_step = 0;
    enum status status = json_read_body(edit->request, &edit->body, err);
    if (status == STATUS_OK)
        status = json_need_int(edit->body, "after_step", 0, INT32_MAX,
                               &after_step, err);
    if (status == STATUS_OK)
        status = plan_desks_take(
            edit->service->office->desks, edit->service->version,
            request_path_text(edit->request, "plan"), &edit->taken, err);
    if (status != STATUS_OK)
        return status;
    if (edit->taken.plan == NULL) {
        reply_later(edit->reply);
        return STATUS_OK;
    }
    status = desk_plan_check_draft(edit->taken.plan, err);
    if (status == STATUS_OK && edit->taken.plan->plan.edits == after_step)
        return STATUS_OK;
    if (status == STATUS_OK)
        reply_conflict(edit, after_step);
    put_back(edit, false);
    return status;
}

// Strokes
// ----------------------------------------------------------------------

static enum status write_draft(struct store *city, void *context,
                               struct error *err)
{
    struct plan_draft *draft = context;
    return plan_draft_write(draft, city, err);
}

static const char *stroke_detail(const struct edit *edit, const char *school)
{
    struct text_buffer text = {0};
    struct json_writer json = json_into(&text);
    json_begin_object(&json);
    json_key_int(&json, "step", edit->taken.plan->plan.edits + 1);
    json_key_int(&json, "units", (int64_t)edit->stroke.diff.n_units);
    if (school != NULL)
        json_key_text(&json, "school", school);
    json_end_object(&json);
    const char *kept = arena_text(edit->request->arena, text.bytes);
    text_buffer_free(&text);
    return kept;
}

// Keeps what was done in memory and answers with it.
static enum status finish(struct edit *edit, const char *action,
                          const char *school, struct error *err)
{
    struct desk_plan *plan = edit->taken.plan;
    enum status status = office_change_draft(
        edit->service->office, edit->request, action, plan->plan.id,
        stroke_detail(edit, school), write_draft, &plan->draft, err);
    if (status != STATUS_OK)
        return status;
    desk_plan_note_stroke(plan, &edit->stroke);
    struct json_writer json = reply_json(edit->reply);
    plan_stroke_write(&json, plan, &edit->stroke);
    return STATUS_OK;
}

static enum status need_units(const struct edit *edit, const char ***ids,
                              size_t *n, struct error *err)
{
    *n = 0;
    enum status status = json_may_texts(edit->request->arena, edit->body,
                                        "units", MOST_UNITS, ids, n, err);
    if (status == STATUS_OK && *n == 0)
        status = error_set(err, STATUS_BAD_INPUT,
                           "\"units\" must name at least one planning unit");
    return status;
}

static bool has_key(const struct json_value *object, const char *key)
{
    for (size_t i = 0; i < object->n_values; i++)
        if (strcmp(object->keys[i], key) == 0)
            return true;
    return false;
}

// "school": an id, or null for none; it has to be said.
static enum status need_school(const struct edit *edit, const char **id,
                               uint32_t *school, struct error *err)
{
    struct store *store = NULL;
    *id = NULL;
    *school = ZONE_NO_SCHOOL;
    if (!has_key(edit->body, "school"))
        return error_set(err, STATUS_BAD_INPUT,
                         "\"school\" is needed: an id, or null for none");
    if (json_find(edit->body, "school") == NULL)
        return STATUS_OK;
    struct store_pool *stores = edit->service->version->stores;
    enum status status =
        json_need_text(edit->body, "school", PLAN_LONGEST_ID, id, err);
    if (status == STATUS_OK)
        status = store_pool_take(stores, &store, err);
    if (status == STATUS_OK)
        status = city_zoning_need_school(store, edit->request->arena,
                                         &edit->taken.plan->zoning, *id, school,
                                         err);
    store_pool_put(stores, store);
    return status;
}

static enum status move(struct edit *edit, const char **school_id,
                        struct error *err)
{
    struct desk_plan *plan = edit->taken.plan;
    struct arena *arena = edit->request->arena;
    const char **ids;
    uint32_t *units, school;
    size_t n;
    enum status status = need_units(edit, &ids, &n, err);
    if (status == STATUS_OK)
        status =
            city_zoning_find_units(arena, &plan->zoning, ids, n, &units, err);
    if (status == STATUS_OK)
        status = need_school(edit, school_id, &school, err);
    if (status == STATUS_OK)
        status =
            desk_plan_move(plan, arena, units, n, school, &edit->stroke, err);
    return status;
}

enum status plan_post_moves(const struct request *request, struct reply *reply,
                            void *context, struct error *err)
{
    struct edit edit = {.request = request, .reply = reply, .service = context};
    const char *school;
    enum status status = begin(&edit, err);
    if (status != STATUS_OK || edit.taken.plan == NULL)
        return status;
    status = move(&edit, &school, err);
    bool is_moved = status == STATUS_OK;
    if (is_moved)
        status = finish(&edit, "plan.move", school, err);
    put_back(&edit, is_moved && status != STATUS_OK);
    return status;
}

typedef enum status stroke_fn(struct desk_plan *plan, struct arena *arena,
                              struct stroke *stroke, struct error *err);

static enum status post_back_or_forth(struct edit *edit, stroke_fn *stroke,
                                      const char *action, struct error *err)
{
    enum status status = begin(edit, err);
    if (status != STATUS_OK || edit->taken.plan == NULL)
        return status;
    status = stroke(edit->taken.plan, edit->request->arena, &edit->stroke, err);
    bool is_done = status == STATUS_OK;
    if (is_done)
        status = finish(edit, action, NULL, err);
    put_back(edit, is_done && status != STATUS_OK);
    return status;
}

enum status plan_post_undo(const struct request *request, struct reply *reply,
                           void *context, struct error *err)
{
    struct edit edit = {.request = request, .reply = reply, .service = context};
    return post_back_or_forth(&edit, desk_plan_undo, "plan.undo", err);
}

enum status plan_post_redo(const struct request *request, struct reply *reply,
                           void *context, struct error *err)
{
    struct edit edit = {.request = request, .reply = reply, .service = context};
    return post_back_or_forth(&edit, desk_plan_redo, "plan.redo", err);
}

// Locks
// ------------------------------------------------------------------------

struct locking {
    struct arena *arena;
    const struct plan_entry *plan;
    const char **ids;
    size_t n;
    bool is_locked;
};

static enum status write_locks(struct store *city, void *context,
                               struct error *err)
{
    const struct locking *locking = context;
    return plan_units_lock(city, locking->arena, locking->plan, locking->ids,
                           locking->n, locking->is_locked, err);
}

static enum status need_locked(const struct edit *edit, bool *is_locked,
                               struct error *err)
{
    if (json_find(edit->body, "locked") == NULL)
        return error_set(err, STATUS_BAD_INPUT,
                         "\"locked\" is needed: true or false");
    return json_may_bool(edit->body, "locked", is_locked, err);
}

static enum status lock(struct edit *edit, struct error *err)
{
    struct desk_plan *plan = edit->taken.plan;
    struct locking locking = {.arena = edit->request->arena,
                              .plan = &plan->plan};
    uint32_t *units;
    enum status status = need_units(edit, &locking.ids, &locking.n, err);
    if (status == STATUS_OK)
        status = need_locked(edit, &locking.is_locked, err);
    if (status == STATUS_OK)
        status = city_zoning_find_units(edit->request->arena, &plan->zoning,
                                        locking.ids, locking.n, &units, err);
    if (status != STATUS_OK)
        return status;
    const char *detail = arena_format(edit->request->arena,
                                      "{\"step\":%" PRId64 ",\"units\":%zu}",
                                      plan->plan.edits + 1, locking.n);
    status =
        office_change_draft(edit->service->office, edit->request,
                            locking.is_locked ? "plan.lock" : "plan.unlock",
                            plan->plan.id, detail, write_locks, &locking, err);
    if (status == STATUS_OK)
        desk_plan_note_locks(plan, units, locking.n, locking.is_locked);
    return status;
}

enum status plan_post_locks(const struct request *request, struct reply *reply,
                            void *context, struct error *err)
{
    struct edit edit = {.request = request, .reply = reply, .service = context};
    enum status status = begin(&edit, err);
    if (status != STATUS_OK || edit.taken.plan == NULL)
        return status;
    int64_t before = edit.taken.plan->plan.edits;
    status = lock(&edit, err);
    if (status == STATUS_OK) {
        struct json_writer json = reply_json(reply);
        json_begin_object(&json);
        json_key_int(&json, "step", edit.taken.plan->plan.edits);
        json_key(&json, "changes");
        plan_changes_write(&json, request->arena, edit.taken.plan, before);
        json_end_object(&json);
    }
    put_back(&edit, false);
    return status;
}

// Proposals
// --------------------------------------------------------------------

// It is said of the plan as it lies on the desk, where nobody draws meanwhile:
// so it holds while it is the newest of the plan's history.
static enum status keep_proposal(const struct edit *edit, struct error *err)
{
    const struct plan_entry *plan = &edit->taken.plan->plan;
    struct office_change change;
    enum status status =
        office_begin(edit->service->office, edit->request, &change, err);
    if (status == STATUS_OK)
        status =
            office_keep(&change, "plan.propose", plan->id,
                        arena_format(edit->request->arena,
                                     "{\"step\":%" PRId64 "}", plan->edits),
                        err);
    office_end(&change);
    return status;
}

enum status plan_post_proposal(const struct request *request,
                               struct reply *reply, void *context,
                               struct error *err)
{
    struct edit edit = {.request = request, .reply = reply, .service = context};
    enum status status = begin(&edit, err);
    if (status != STATUS_OK || edit.taken.plan == NULL)
        return status;
    status = keep_proposal(&edit, err);
    if (status == STATUS_OK)
        status = plan_reply_entry(request, reply, edit.service,
                                  edit.taken.plan->plan.id, err);
    put_back(&edit, false);
    return status;
}
