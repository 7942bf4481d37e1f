// What families contest, for the officers of their wards: looked through, tried
// out (a job that works the effect out on a copy of the city), and decided. To
// accept is a job too: the change is made and a new draft round placed, by the
// same command a terminal would run.

#include <string.h>

#include "http/json_value.h"
#include "office/contest_json.h"
#include "office/own_pupils.h"
#include "query/query_context.h"
#include "store/clock.h"

#define LONGEST_REASON 2000

// A contest with the child it is about.
struct own_contest {
    struct contest contest;
    struct placed_pupil placed;
};
LIST_DECLARE(own_contest);

// Contests of children that are not the visitor's are passed over.
static enum status add_if_own(struct store *store,
                              const struct service *service,
                              const struct request *request,
                              const struct contest *contest,
                              struct own_contest_list *list, struct error *err)
{
    struct placed_pupil placed;
    enum status status =
        pupil_find_own(service, request, store, contest->pupil_id,
                       contest->round_id, &placed, err);
    if (status == STATUS_NOT_FOUND)
        return STATUS_OK;
    if (status == STATUS_OK)
        *own_contest_list_add(list, request->arena) =
            (struct own_contest){*contest, placed};
    return status;
}

static enum status read_own(struct store *store, const struct service *service,
                            const struct request *request,
                            const struct contest_filter *filter,
                            struct own_contest_list *list, struct error *err)
{
    struct contest_list contests;
    *list = (struct own_contest_list){0};
    enum status status =
        store_read_contests(store, request->arena, filter, &contests, err);
    for (size_t i = 0; i < contests.count && status == STATUS_OK; i++)
        status =
            add_if_own(store, service, request, &contests.items[i], list, err);
    return status;
}

static enum status take_own(const struct service *service,
                            const struct request *request,
                            const struct contest_filter *filter,
                            struct own_contest_list *list, struct error *err)
{
    struct store *store = NULL;
    enum status status =
        store_pool_take(service->office->privates, &store, err);
    if (status == STATUS_OK)
        status = read_own(store, service, request, filter, list, err);
    store_pool_put(service->office->privates, store);
    return status;
}

static enum status need_own(const struct service *service,
                            const struct request *request,
                            struct own_contest *found, struct error *err)
{
    struct own_contest_list list;
    struct contest_filter filter = {.id =
                                        request_path_text(request, "contest")};
    enum status status = take_own(service, request, &filter, &list, err);
    if (status == STATUS_OK && list.count == 0)
        status = error_set(err, STATUS_NOT_FOUND, "there is no such contest");
    if (status == STATUS_OK)
        *found = list.items[0];
    return status;
}

static enum status get_contests(const struct request *request,
                                struct reply *reply, void *context,
                                struct error *err)
{
    const struct service *service = context;
    struct contest_filter filter = {0};
    struct own_contest_list list;
    struct query_context *query = NULL;
    const char *state = request_text(request, "state", NULL);
    filter.of_state = state != NULL;
    if (state != NULL && !contest_state_find(state, &filter.state))
        return error_set(err, STATUS_BAD_INPUT,
                         "state is open, accepted, refused or withdrawn, not "
                         "\"%.20s\"",
                         state);
    enum status status = take_own(service, request, &filter, &list, err);
    if (status == STATUS_OK)
        status = query_context_take(service->version->city, &query, err);
    if (status != STATUS_OK)
        return status;
    struct json_writer json = reply_json(reply);
    json_begin_object(&json);
    json_key(&json, "contests");
    json_begin_array(&json);
    for (size_t i = 0; i < list.count; i++)
        contest_json_write(&json, request->arena, query->crs,
                           &list.items[i].contest, request_visitor(request));
    json_end_array(&json);
    json_end_object(&json);
    query_context_put(query);
    return STATUS_OK;
}

static enum status reply_contest(const struct service *service,
                                 const struct request *request,
                                 struct reply *reply,
                                 const struct contest *contest,
                                 struct error *err)
{
    struct query_context *query;
    enum status status =
        query_context_take(service->version->city, &query, err);
    if (status != STATUS_OK)
        return status;
    struct json_writer json = reply_json(reply);
    contest_json_write(&json, request->arena, query->crs, contest,
                       request_visitor(request));
    query_context_put(query);
    return STATUS_OK;
}

static enum status get_contest(const struct request *request,
                               struct reply *reply, void *context,
                               struct error *err)
{
    const struct service *service = context;
    struct own_contest found;
    enum status status = need_own(service, request, &found, err);
    return status == STATUS_OK
               ? reply_contest(service, request, reply, &found.contest, err)
               : status;
}

// Deciding. ------------------------------------------------------------------

static enum status check_open(const struct contest *contest, struct error *err)
{
    if (contest->state == CONTEST_OPEN)
        return STATUS_OK;
    return error_set(err, STATUS_STATE, "the contest is %s already",
                     contest_state_name(contest->state));
}

static enum status order_job(const struct service *service,
                             const struct request *request, const char *verb,
                             const char *id, struct reply *reply,
                             struct error *err)
{
    const char *arguments[] = {"contest", service->office->city_path, verb, id,
                               NULL};
    const struct visitor *visitor = request_visitor(request);
    struct job_order order = {
        .kind = "contest",
        .options = arena_format(
            request->arena, "{\"verb\":\"%s\",\"contest\":\"%s\"}", verb, id),
        .who = visitor->name,
        .person = visitor->person,
        .arguments = arguments,
        .actor = visitor_label(visitor, request->arena)};
    const char *job = NULL;
    enum status status =
        job_queue_add(service->office->jobs, request->arena, &order, &job, err);
    if (status != STATUS_OK)
        return status;
    struct json_writer json = reply_json(reply);
    reply->status = 202;
    reply_header(reply, "Location",
                 arena_format(request->arena, "/v1/jobs/%s", job));
    json_begin_object(&json);
    json_key_text(&json, "job", job);
    json_end_object(&json);
    return STATUS_OK;
}

static enum status post_effect(const struct request *request,
                               struct reply *reply, void *context,
                               struct error *err)
{
    const struct service *service = context;
    struct own_contest found;
    enum status status = need_own(service, request, &found, err);
    if (status == STATUS_OK)
        status = check_open(&found.contest, err);
    return status == STATUS_OK ? order_job(service, request, "effect",
                                           found.contest.id, reply, err)
                               : status;
}

struct decision {
    bool accepts;
    const char *reason;
};

static enum status read_decision(const struct request *request,
                                 struct decision *decision, struct error *err)
{
    const struct json_value *body = NULL;
    const char *word = NULL;
    *decision = (struct decision){0};
    enum status status = json_read_body(request, &body, err);
    if (status == STATUS_OK)
        status = json_need_text(body, "decision", 20, &word, err);
    if (status == STATUS_OK)
        status = json_may_text(body, "reason", LONGEST_REASON,
                               &decision->reason, err);
    if (status != STATUS_OK)
        return status;
    decision->accepts = strcmp(word, "accept") == 0;
    if (!decision->accepts && strcmp(word, "refuse") != 0)
        return error_set(err, STATUS_BAD_INPUT,
                         "decision is accept or refuse, not \"%.20s\"", word);
    if (!decision->accepts && decision->reason == NULL)
        return error_set(err, STATUS_BAD_INPUT,
                         "a refusal needs a reason, which the family reads");
    return STATUS_OK;
}

// Words alone change nothing on the map, so there is nothing to try out.
static enum status check_tried(const struct contest *contest,
                               const struct decision *decision,
                               struct error *err)
{
    if (!decision->accepts || contest->kind == CONTEST_OTHER ||
        contest->effect != NULL)
        return STATUS_OK;
    return error_set(err, STATUS_STATE,
                     "see the effect on everyone before accepting: POST "
                     "/v1/contests/%s/effect",
                     contest->id);
}

// What changes the map is accepted when that is done, by the job: should the
// effect that was seen be out of date by then, the contest is still open.
static enum contest_state state_after(const struct contest *contest,
                                      const struct decision *decision)
{
    if (!decision->accepts)
        return CONTEST_REFUSED;
    return contest->kind == CONTEST_OTHER ? CONTEST_ACCEPTED : CONTEST_OPEN;
}

static enum status decide(struct office_change *change,
                          const struct service *service,
                          const struct request *request,
                          const struct decision *decision,
                          struct contest *contest, struct error *err)
{
    struct own_contest_list list;
    struct contest_filter filter = {.id =
                                        request_path_text(request, "contest")};
    enum status status =
        read_own(change->store, service, request, &filter, &list, err);
    if (status == STATUS_OK && list.count == 0)
        status = error_set(err, STATUS_NOT_FOUND, "there is no such contest");
    if (status == STATUS_OK)
        status = check_open(&list.items[0].contest, err);
    if (status == STATUS_OK)
        status = check_tried(&list.items[0].contest, decision, err);
    if (status != STATUS_OK)
        return status;
    *contest = list.items[0].contest;
    contest->state = state_after(contest, decision);
    contest->decided_at = utc_now(request->arena);
    contest->decided_by = request_visitor(request)->name;
    contest->reason = decision->reason;
    status = store_update_contest(change->store, contest, err);
    if (status == STATUS_OK)
        status = office_keep(
            change, decision->accepts ? "contest.accept" : "contest.refuse",
            contest->id, NULL, err);
    return status;
}

static enum status post_decision(const struct request *request,
                                 struct reply *reply, void *context,
                                 struct error *err)
{
    const struct service *service = context;
    struct office_change change;
    struct decision decision;
    struct contest contest;
    enum status status = read_decision(request, &decision, err);
    if (status != STATUS_OK)
        return status;
    status = office_begin(service->office, request, &change, err);
    if (status == STATUS_OK)
        status = decide(&change, service, request, &decision, &contest, err);
    office_end(&change);
    if (status != STATUS_OK)
        return status;
    return decision.accepts && contest.kind != CONTEST_OTHER
               ? order_job(service, request, "apply", contest.id, reply, err)
               : reply_contest(service, request, reply, &contest, err);
}

const struct http_route CONTEST_ROUTES[] = {
    {"GET", "/v1/contests", get_contests, ACCESS_OFFICER, HTTP_BODY_NONE},
    {"GET", "/v1/contests/{contest}", get_contest, ACCESS_OFFICER,
     HTTP_BODY_NONE},
    {"POST", "/v1/contests/{contest}/effect", post_effect, ACCESS_OFFICER,
     HTTP_BODY_TEXT},
    {"POST", "/v1/contests/{contest}/decision", post_decision, ACCESS_OFFICER,
     HTTP_BODY_TEXT},
    {NULL, NULL, NULL, 0, HTTP_BODY_NONE},
};
