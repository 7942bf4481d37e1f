// Signing in and out. A guess is counted before it is looked at, and looked at
// the same way whether the name is an account's or not: the same hash is worked
// out, the same sentence said. What is counted is kept, so neither many at once
// nor a restart gets anyone more guesses.

#include <string.h>

#include "auth/accounts.h"
#include "auth/sessions.h"
#include "http/json_value.h"
#include "office/office.h"
#include "office/session_reply.h"
#include "service/store_pool.h"
#include "store/clock.h"

// An account that is not there, or may not sign in, comes back zeroed.
static enum status find_account(struct office *office, struct arena *arena,
                                const char *name, struct person *person,
                                struct error *err)
{
    struct store *store = NULL;
    enum status status = store_pool_take(office->privates, &store, err);
    if (status != STATUS_OK)
        return status;
    status = store_find_person(store, arena, name, person, err);
    if (status == STATUS_NOT_FOUND || person->is_disabled)
        *person = (struct person){0};
    store_pool_put(office->privates, store);
    return status == STATUS_NOT_FOUND ? STATUS_OK : status;
}

// Counts the guess and looks at it. Where it may not be made or is wrong,
// `reply` says so and `person` stays zeroed.
static enum status try_password(struct office *office,
                                const struct request *request, const char *name,
                                const char *password, struct person *person,
                                struct reply *reply, struct error *err)
{
    struct person found = {0};
    int64_t wait_s = 0;
    *person = (struct person){0};
    enum status status =
        session_count_guess(office, request, name, false, &wait_s, err);
    if (status == STATUS_OK && wait_s > 0) {
        session_reply_wait(reply, request, wait_s);
        return STATUS_OK;
    }
    if (status == STATUS_OK)
        status = find_account(office, request->arena, name, &found, err);
    if (status != STATUS_OK)
        return status;
    if (!passwords_fit(sessions_passwords(office->sessions), found.password,
                       password)) {
        session_reply_wrong(reply);
        return STATUS_OK;
    }
    *person = found;
    return session_count_guess(office, request, name, true, &wait_s, err);
}

static enum status get_session(const struct request *request,
                               struct reply *reply, void *context,
                               struct error *err)
{
    const struct service *service = context;
    const struct visitor *visitor = NULL;
    enum status status =
        sessions_find(service->office->sessions, request, &visitor, err);
    if (status == STATUS_OK && visitor != NULL)
        session_reply_visitor(reply, visitor);
    else if (status == STATUS_OK)
        session_reply_nobody(reply, service->office->oidc != NULL);
    return status;
}

enum status session_reply_begin(struct office *office,
                                const struct request *request,
                                const struct person *person, const char *way,
                                struct reply *reply, struct error *err)
{
    struct session_owner owner = {.person = person->number};
    struct request signed_in = *request;
    struct office_change change;
    const char *csrf = NULL;
    signed_in.visitor = visitor_of_person(request->arena, person, NULL);
    enum status status = office_begin(office, &signed_in, &change, err);
    if (status == STATUS_OK)
        status =
            session_begin(change.store, request, reply, &owner, &csrf, err);
    if (status == STATUS_OK)
        status = office_keep(&change, "session.begin", person->name, way, err);
    office_end(&change);
    if (status == STATUS_OK)
        session_reply_visitor(reply,
                              visitor_of_person(request->arena, person, csrf));
    return status;
}

static enum status post_session(const struct request *request,
                                struct reply *reply, void *context,
                                struct error *err)
{
    const struct service *service = context;
    const struct json_value *body = NULL;
    const char *name = NULL, *password = NULL;
    struct person person;
    enum status status = json_read_body(request, &body, err);
    if (status == STATUS_OK)
        status = json_need_text(body, "name", ACCOUNT_LONGEST_TEXT, &name, err);
    if (status == STATUS_OK)
        status = json_need_text(body, "password", PASSWORD_MOST_BYTES,
                                &password, err);
    if (status == STATUS_OK)
        status = try_password(service->office, request, name, password, &person,
                              reply, err);
    if (status == STATUS_OK && person.number != 0)
        status = session_reply_begin(service->office, request, &person,
                                     "{\"by\":\"password\"}", reply, err);
    return status;
}

// ?everywhere=true: on every machine, not only here.
static enum status delete_session(const struct request *request,
                                  struct reply *reply, void *context,
                                  struct error *err)
{
    const struct service *service = context;
    const struct visitor *visitor = request_visitor(request);
    bool everywhere =
        visitor->person != 0 &&
        strcmp(request_text(request, "everywhere", "false"), "true") == 0;
    struct office_change change;
    enum status status = office_begin(service->office, request, &change, err);
    if (status == STATUS_OK)
        status = session_end(change.store, request, reply, err);
    if (status == STATUS_OK && everywhere)
        status = store_end_sessions(change.store, visitor->person, NULL, err);
    if (status == STATUS_OK)
        status = office_keep(&change, "session.end", visitor->name,
                             everywhere ? "{\"everywhere\":true}" : NULL, err);
    office_end(&change);
    if (status == STATUS_OK)
        reply_empty(reply);
    return status;
}

// The other sessions end and this one gets a new token: whoever may have had
// the old password is out.
static enum status change_password(struct office *office,
                                   const struct request *request,
                                   struct person *person, const char *password,
                                   struct reply *reply, struct error *err)
{
    struct office_change change;
    struct session_owner owner = {.person = person->number};
    const char *csrf = NULL;
    enum status status =
        account_set_password(sessions_passwords(office->sessions),
                             request->arena, person, password, false, err);
    if (status != STATUS_OK)
        return status;
    status = office_begin(office, request, &change, err);
    if (status == STATUS_OK)
        status = store_update_person(change.store, person, err);
    if (status == STATUS_OK)
        status = store_end_sessions(change.store, person->number, NULL, err);
    if (status == STATUS_OK)
        status =
            session_begin(change.store, request, reply, &owner, &csrf, err);
    if (status == STATUS_OK)
        status =
            office_keep(&change, "person.password", person->name, NULL, err);
    office_end(&change);
    if (status == STATUS_OK)
        session_reply_visitor(reply,
                              visitor_of_person(request->arena, person, csrf));
    return status;
}

static enum status post_password(const struct request *request,
                                 struct reply *reply, void *context,
                                 struct error *err)
{
    const struct service *service = context;
    const struct json_value *body = NULL;
    const char *current = NULL, *password = NULL;
    struct person person;
    enum status status = json_read_body(request, &body, err);
    if (status == STATUS_OK)
        status =
            json_need_text(body, "current", PASSWORD_MOST_BYTES, &current, err);
    if (status == STATUS_OK)
        status =
            json_need_text(body, "new", PASSWORD_MOST_BYTES, &password, err);
    if (status == STATUS_OK)
        status = try_password(service->office, request,
                              request_visitor(request)->name, current, &person,
                              reply, err);
    if (status == STATUS_OK && person.number != 0)
        status = change_password(service->office, request, &person, password,
                                 reply, err);
    return status;
}

const struct http_route SESSION_ROUTES[] = {
    {"GET", "/v1/session", get_session, ACCESS_EVERYONE, HTTP_BODY_NONE},
    {"POST", "/v1/session", post_session, ACCESS_EVERYONE, HTTP_BODY_TEXT},
    {"DELETE", "/v1/session", delete_session, ACCESS_STAFF | ACCESS_FAMILY,
     HTTP_BODY_NONE},
    {"POST", "/v1/session/password", post_password, ACCESS_STAFF,
     HTTP_BODY_TEXT},
    {NULL, NULL, NULL, 0, HTTP_BODY_NONE},
};
