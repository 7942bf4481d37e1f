// One child's own page: its family comes in with the child's code and the
// one-time code the school gave, sees where the child is placed, and may
// contest it while the window is open. Every answer here is of the one child
// the session was begun for; no address names another.

#include <string.h>

#include "auth/family_code.h"
#include "auth/sessions.h"
#include "http/json_value.h"
#include "office/contest_json.h"
#include "office/contest_read.h"
#include "office/contest_window.h"
#include "office/pupil_json.h"
#include "office/session_reply.h"
#include "query/query_context.h"
#include "store/clock.h"

#define LONGEST_PUPIL_ID 100
#define LONGEST_CODE 40
#define MOST_OPEN_CONTESTS 3

// Coming in. -----------------------------------------------------------------

// The code is used up and the session begun together, or neither.
static enum status use_code(struct office *office,
                            const struct request *request, const char *pupil_id,
                            const char *hash, struct reply *reply,
                            struct error *err)
{
    struct session_owner owner = {.pupil_id = pupil_id};
    struct visitor family = {
        .role = ROLE_FAMILY, .name = "family", .pupil_id = pupil_id};
    struct request signed_in = *request;
    struct office_change change;
    const char *csrf = NULL;
    bool is_right = false;
    signed_in.visitor = &family;
    enum status status = office_begin(office, &signed_in, &change, err);
    if (status == STATUS_OK)
        status = store_use_family_code(change.store, pupil_id, hash,
                                       utc_now(request->arena), &is_right, err);
    if (status == STATUS_OK && is_right)
        status =
            session_begin(change.store, request, reply, &owner, &csrf, err);
    if (status == STATUS_OK && is_right)
        status = office_keep(&change, "family.session", pupil_id, NULL, err);
    office_end(&change);
    if (status != STATUS_OK)
        return status;
    family.csrf = csrf;
    if (is_right)
        session_reply_visitor(reply, &family);
    else
        session_reply_wrong(reply);
    return STATUS_OK;
}

static enum status post_session(const struct request *request,
                                struct reply *reply, void *context,
                                struct error *err)
{
    const struct service *service = context;
    const struct json_value *body = NULL;
    const char *pupil = NULL, *code = NULL;
    char hash[FAMILY_HASH_SIZE];
    int64_t wait_s = 0;
    enum status status = json_read_body(request, &body, err);
    if (status == STATUS_OK)
        status = json_need_text(body, "pupil", LONGEST_PUPIL_ID, &pupil, err);
    if (status == STATUS_OK)
        status = json_need_text(body, "code", LONGEST_CODE, &code, err);
    if (status == STATUS_OK)
        status = session_count_guess(
            service->office, request,
            arena_format(request->arena, "family:%s", pupil), false, &wait_s,
            err);
    if (status != STATUS_OK)
        return status;
    if (wait_s > 0) {
        session_reply_wait(reply, request, wait_s);
        return STATUS_OK;
    }
    if (!family_code_hash(pupil, code, hash)) {
        session_reply_wrong(reply);
        return STATUS_OK;
    }
    status = use_code(service->office, request, pupil, hash, reply, err);
    if (status != STATUS_OK || reply->status != 200)
        return status;
    return session_count_guess(service->office, request,
                               arena_format(request->arena, "family:%s", pupil),
                               true, &wait_s, err);
}

// The child. -----------------------------------------------------------------

// What is asked of the private file about the session's child.
struct child {
    struct placed_pupil placed;
    struct contest_window window; // `opens` NULL: none was set
};

static enum status read_child(struct store *store,
                              const struct request *request,
                              struct child *child, struct error *err)
{
    *child = (struct child){0};
    enum status status = store_find_pupil(store, request->arena,
                                          request_visitor(request)->pupil_id,
                                          NULL, &child->placed, err);
    if (status != STATUS_OK)
        return status;
    const struct pupil *pupil = &child->placed.pupil;
    return contest_window_find(store, request->arena, pupil->year, pupil->grade,
                               &child->window, err);
}

static enum status take_child(const struct service *service,
                              const struct request *request,
                              struct child *child, struct error *err)
{
    struct store *store = NULL;
    enum status status =
        store_pool_take(service->office->privates, &store, err);
    if (status == STATUS_OK)
        status = read_child(store, request, child, err);
    store_pool_put(service->office->privates, store);
    return status;
}

static void write_school(struct json_writer *json,
                         const struct service *service, const char *id)
{
    const struct city_state *city = service->version->city;
    struct error none;
    uint32_t school;
    json_key(json, "school_name");
    if (id == NULL ||
        city_state_find_school(city, id, &school, &none) != STATUS_OK)
        json_nothing(json);
    else
        json_text(json, city->schools.items[school].name);
}

static enum status get_child(const struct request *request, struct reply *reply,
                             void *context, struct error *err)
{
    const struct service *service = context;
    struct query_context *query = NULL;
    struct child child;
    enum status status = take_child(service, request, &child, err);
    if (status == STATUS_OK)
        status = query_context_take(service->version->city, &query, err);
    if (status != STATUS_OK)
        return status;
    struct json_writer json = reply_json(reply);
    json_begin_object(&json);
    pupil_json_write_members(&json, service, query->crs, &child.placed);
    write_school(&json, service, child.placed.place.school_id);
    contest_window_json_member(&json, &child.window, local_day(request->arena));
    json_end_object(&json);
    query_context_put(query);
    return STATUS_OK;
}

// Contests. ------------------------------------------------------------------

static enum status write_contests(const struct service *service,
                                  const struct request *request,
                                  const struct contest_list *contests,
                                  struct reply *reply, struct error *err)
{
    struct query_context *query;
    enum status status =
        query_context_take(service->version->city, &query, err);
    if (status != STATUS_OK)
        return status;
    struct json_writer json = reply_json(reply);
    json_begin_object(&json);
    json_key(&json, "contests");
    json_begin_array(&json);
    for (size_t i = 0; i < contests->count; i++)
        contest_json_write(&json, request->arena, query->crs,
                           &contests->items[i], NULL);
    json_end_array(&json);
    json_end_object(&json);
    query_context_put(query);
    return STATUS_OK;
}

static enum status read_own_contests(struct store *store,
                                     const struct request *request,
                                     struct contest_list *contests,
                                     struct error *err)
{
    struct contest_filter filter = {.pupil_id =
                                        request_visitor(request)->pupil_id};
    return store_read_contests(store, request->arena, &filter, contests, err);
}

static enum status get_contests(const struct request *request,
                                struct reply *reply, void *context,
                                struct error *err)
{
    const struct service *service = context;
    struct store *store = NULL;
    struct contest_list contests;
    enum status status =
        store_pool_take(service->office->privates, &store, err);
    if (status == STATUS_OK)
        status = read_own_contests(store, request, &contests, err);
    store_pool_put(service->office->privates, store);
    return status == STATUS_OK
               ? write_contests(service, request, &contests, reply, err)
               : status;
}

static enum status check_may_contest(struct store *store,
                                     const struct request *request,
                                     const struct child *child,
                                     struct error *err)
{
    struct contest_list contests;
    size_t n_open = 0;
    const char *day = local_day(request->arena);
    if (!contest_window_is_open(&child->window, day))
        return error_set(err, STATUS_STATE,
                         child->window.opens == NULL
                             ? "placing cannot be contested: no days were set"
                             : "placing can be contested from %s to %s",
                         child->window.opens, child->window.closes);
    enum status status = read_own_contests(store, request, &contests, err);
    for (size_t i = 0; status == STATUS_OK && i < contests.count; i++)
        n_open += contests.items[i].state == CONTEST_OPEN;
    if (status == STATUS_OK && n_open >= MOST_OPEN_CONTESTS)
        status = error_set(err, STATUS_STATE,
                           "%d contests are open already; wait for a decision "
                           "or withdraw one",
                           MOST_OPEN_CONTESTS);
    return status;
}

static enum status keep_contest(struct office_change *change,
                                const struct request *request,
                                struct contest *contest, struct error *err)
{
    struct child child;
    enum status status = read_child(change->store, request, &child, err);
    if (status == STATUS_OK)
        status = check_may_contest(change->store, request, &child, err);
    if (status != STATUS_OK)
        return status;
    contest->round_id = child.placed.round_id;
    status = store_add_contest(change->store, contest, err);
    if (status == STATUS_OK)
        status = office_keep(change, "contest.add", contest->id, NULL, err);
    return status;
}

static enum status post_contest(const struct request *request,
                                struct reply *reply, void *context,
                                struct error *err)
{
    const struct service *service = context;
    struct office_change change;
    struct contest contest;
    enum status status = contest_read(service, request, &contest, err);
    if (status != STATUS_OK)
        return status;
    status = office_begin(service->office, request, &change, err);
    if (status == STATUS_OK)
        status = keep_contest(&change, request, &contest, err);
    office_end(&change);
    if (status != STATUS_OK)
        return status;
    struct contest_list one = {&contest, 1, 1};
    reply->status = 201;
    return write_contests(service, request, &one, reply, err);
}

static enum status withdraw(struct office_change *change,
                            const struct request *request, struct error *err)
{
    struct contest contest;
    enum status status = store_find_contest(
        change->store, request->arena, request_path_text(request, "contest"),
        &contest, err);
    if (status == STATUS_OK &&
        !text_same(contest.pupil_id, request_visitor(request)->pupil_id))
        status = error_set(err, STATUS_NOT_FOUND, "there is no such contest");
    if (status == STATUS_OK && contest.state != CONTEST_OPEN)
        status = error_set(err, STATUS_STATE, "the contest is %s already",
                           contest_state_name(contest.state));
    if (status != STATUS_OK)
        return status;
    contest.state = CONTEST_WITHDRAWN;
    contest.decided_at = utc_now(request->arena);
    status = store_update_contest(change->store, &contest, err);
    if (status == STATUS_OK)
        status = office_keep(change, "contest.withdraw", contest.id, NULL, err);
    return status;
}

static enum status delete_contest(const struct request *request,
                                  struct reply *reply, void *context,
                                  struct error *err)
{
    const struct service *service = context;
    struct office_change change;
    enum status status = office_begin(service->office, request, &change, err);
    if (status == STATUS_OK)
        status = withdraw(&change, request, err);
    office_end(&change);
    if (status == STATUS_OK)
        reply_empty(reply);
    return status;
}

const struct http_route FAMILY_ROUTES[] = {
    {"POST", "/v1/family/session", post_session, ACCESS_EVERYONE,
     HTTP_BODY_TEXT},
    {"GET", "/v1/family/child", get_child, ACCESS_FAMILY, HTTP_BODY_NONE},
    {"GET", "/v1/family/contests", get_contests, ACCESS_FAMILY, HTTP_BODY_NONE},
    {"POST", "/v1/family/contests", post_contest, ACCESS_FAMILY,
     HTTP_BODY_TEXT},
    {"DELETE", "/v1/family/contests/{contest}", delete_contest, ACCESS_FAMILY,
     HTTP_BODY_NONE},
    {NULL, NULL, NULL, 0, HTTP_BODY_NONE},
};
