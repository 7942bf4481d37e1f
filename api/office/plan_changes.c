// Drafts come and go, and one is published: by an administrator, who does not
// draw plans, after whoever drew it has proposed it. Publishing asks for the
// plan's level and year in words and for the step that was looked at, so that
// what is put in force is what was seen.

#include <inttypes.h>
#include <string.h>

#include "city/pupil.h"
#include "http/json_value.h"
#include "office/office.h"
#include "office/plan_handlers.h"
#include "office/plan_json.h"
#include "query/query_input.h"
#include "store/clock.h"
#include "zoning/plan_copy.h"
#include "zoning/plan_publish.h"

enum status plan_reply_entry(const struct request *request, struct reply *reply,
                             const struct service *service, const char *plan_id,
                             struct error *err)
{
    struct store *store = NULL;
    struct plan_entry plan;
    enum status status = store_pool_take(service->version->stores, &store, err);
    if (status == STATUS_OK)
        status =
            store_read_plan_entry(store, request->arena, plan_id, &plan, err);
    store_pool_put(service->version->stores, store);
    if (status != STATUS_OK)
        return status;
    struct json_writer json = reply_json(reply);
    json_begin_object(&json);
    plan_entry_members(&json, request->arena, &plan);
    json_end_object(&json);
    return STATUS_OK;
}

// New drafts
// -------------------------------------------------------------------

struct new_plan {
    const struct request *request;
    const char *copy; // NULL: an empty one of …
    enum level level;
    int64_t grade, year;
    const char *id; // once it is made
};

static enum status read_empty(const struct json_value *body,
                              struct new_plan *made, struct error *err)
{
    const char *level = NULL;
    bool is_empty = false;
    enum status status = json_may_bool(body, "empty", &is_empty, err);
    if (status == STATUS_OK && !is_empty)
        return error_set(err, STATUS_BAD_INPUT,
                         "either \"copy\" names a plan or \"empty\" is true");
    if (status == STATUS_OK)
        status = json_need_text(body, "level", PLAN_LONGEST_ID, &level, err);
    if (status == STATUS_OK)
        status = query_read_level("\"level\"", level, &made->level, err);
    if (status == STATUS_OK)
        status = json_may_int(body, "grade", 0, 12, &made->grade, err);
    if (status == STATUS_OK)
        status = json_may_int(body, "year", 1900, 2200, &made->year, err);
    return status;
}

static enum status read_new(const struct request *request,
                            struct new_plan *made, struct error *err)
{
    const struct json_value *body;
    *made = (struct new_plan){
        .request = request, .grade = NUMBER_UNKNOWN, .year = NUMBER_UNKNOWN};
    enum status status = json_read_body(request, &body, err);
    if (status == STATUS_OK)
        status = json_may_text(body, "copy", PLAN_LONGEST_ID, &made->copy, err);
    if (status == STATUS_OK && made->copy == NULL)
        status = read_empty(body, made, err);
    return status;
}

static enum status make(struct store *city, void *context, struct error *err)
{
    struct new_plan *made = context;
    struct arena *arena = made->request->arena;
    return made->copy != NULL
               ? plan_copy(city, arena, made->copy, utc_now(arena), &made->id,
                           err)
               : plan_begin_empty(city, arena, made->level, made->grade,
                                  made->year, utc_now(arena), &made->id, err);
}

// Only now is it known what the new draft is called.
static enum status note_made(struct office *office,
                             const struct request *request,
                             const struct new_plan *made, struct error *err)
{
    struct office_change change;
    enum status status = office_begin(office, request, &change, err);
    if (status == STATUS_OK)
        status = office_keep(&change, "plan.make.done", made->id, NULL, err);
    office_end(&change);
    return status;
}

enum status plan_post(const struct request *request, struct reply *reply,
                      void *context, struct error *err)
{
    const struct service *service = context;
    struct new_plan made;
    enum status status = read_new(request, &made, err);
    if (status == STATUS_OK)
        status = office_change_draft(service->office, request, "plan.make",
                                     made.copy, NULL, make, &made, err);
    if (status == STATUS_OK)
        status = note_made(service->office, request, &made, err);
    if (status == STATUS_OK)
        status = plan_reply_entry(request, reply, service, made.id, err);
    if (status != STATUS_OK)
        return status;
    reply->status = 201;
    reply_header(reply, "Location",
                 arena_format(request->arena, "/v1/plans/%s", made.id));
    return STATUS_OK;
}

static enum status remove_plan(struct store *city, void *context,
                               struct error *err)
{
    const struct plan_entry *plan = context;
    return store_delete_plan(city, plan->id, err);
}

enum status plan_delete(const struct request *request, struct reply *reply,
                        void *context, struct error *err)
{
    const struct service *service = context;
    struct plan_entry plan;
    enum status status = plan_of_request(request, service, &plan, err);
    if (status == STATUS_OK)
        status = office_change_draft(service->office, request, "plan.delete",
                                     plan.id, NULL, remove_plan, &plan, err);
    if (status == STATUS_OK)
        reply_empty(reply);
    return status;
}

// Publishing
// -------------------------------------------------------------------

struct publishing {
    struct arena *arena;
    const char *plan_id;
    int64_t after_step;
};

static enum status publish(struct store *city, void *context, struct error *err)
{
    const struct publishing *publishing = context;
    struct plan_entry plan;
    enum status status = store_read_plan_entry(city, publishing->arena,
                                               publishing->plan_id, &plan, err);
    if (status == STATUS_OK && plan.edits != publishing->after_step)
        status = error_set(err, STATUS_STATE,
                           "plan %s is at step %" PRId64 " and not at %" PRId64
                           ": look at it again before it is published",
                           plan.id, plan.edits, publishing->after_step);
    if (status == STATUS_OK)
        status = plan_publish(city, publishing->arena, plan.id, 1, err);
    return status;
}

static enum status read_publishing(const struct request *request,
                                   const struct plan_entry *plan,
                                   struct publishing *publishing,
                                   struct error *err)
{
    const struct json_value *body;
    const char *said = NULL;
    const char *wanted = plan_confirmation(request->arena, plan);
    *publishing =
        (struct publishing){.arena = request->arena, .plan_id = plan->id};
    enum status status = json_read_body(request, &body, err);
    if (status == STATUS_OK)
        status = json_need_text(body, "confirm", PLAN_LONGEST_ID, &said, err);
    if (status == STATUS_OK && strcmp(said, wanted) != 0)
        status = error_set(err, STATUS_BAD_INPUT,
                           "\"confirm\" must say \"%s\", which the plan is for",
                           wanted);
    if (status == STATUS_OK)
        status = json_need_int(body, "after_step", 0, INT32_MAX,
                               &publishing->after_step, err);
    return status;
}

enum status plan_post_publish(const struct request *request,
                              struct reply *reply, void *context,
                              struct error *err)
{
    const struct service *service = context;
    struct plan_entry plan;
    struct publishing publishing;
    enum status status = plan_of_request(request, service, &plan, err);
    if (status == STATUS_OK)
        status = read_publishing(request, &plan, &publishing, err);
    if (status != STATUS_OK)
        return status;
    const char *detail = arena_format(
        request->arena, "{\"step\":%" PRId64 ",\"for\":\"%s\"}",
        publishing.after_step, plan_confirmation(request->arena, &plan));
    status = office_change_city(service->office, request, "plan.publish",
                                plan.id, detail, publish, &publishing, err);
    if (status == STATUS_OK)
        status = plan_reply_entry(request, reply, service, plan.id, err);
    return status;
}
