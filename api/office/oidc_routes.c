// Signing in through the city's own sign-in. Who may come in is decided here,
// by the accounts: the provider only says who someone is.

#include "auth/oidc.h"

#include "office/office.h"
#include "office/session_reply.h"
#include "service/store_pool.h"

static enum status need_oidc(const struct office *office, struct error *err)
{
    return office->oidc != NULL
               ? STATUS_OK
               : error_set(err, STATUS_NOT_FOUND,
                           "this office has no other sign-in than its own");
}

static enum status get_start(const struct request *request, struct reply *reply,
                             void *context, struct error *err)
{
    const struct service *service = context;
    struct office *office = service->office;
    enum status status = need_oidc(office, err);
    if (status == STATUS_OK)
        status = oidc_begin(office->oidc, request,
                            request_text(request, "next", NULL), reply, err);
    return status;
}

static enum status find_account(struct office *office, struct arena *arena,
                                const char *subject, struct person *person,
                                struct error *err)
{
    struct store *store = NULL;
    enum status status = store_pool_take(office->privates, &store, err);
    if (status == STATUS_OK)
        status =
            store_find_person_of_subject(store, arena, subject, person, err);
    store_pool_put(office->privates, store);
    return status;
}

// Back to the pages, with the session's cookie. What was written for a script
// that signs in is not for a browser that is sent on.
static enum status enter(struct office *office, const struct request *request,
                         const struct person *person, const char *next,
                         struct reply *reply, struct error *err)
{
    enum status status = session_reply_begin(office, request, person,
                                             "{\"by\":\"oidc\"}", reply, err);
    if (status != STATUS_OK)
        return status;
    reply_empty(reply);
    reply->status = 303;
    reply_header(reply, "Location", next);
    return STATUS_OK;
}

static enum status get_callback(const struct request *request,
                                struct reply *reply, void *context,
                                struct error *err)
{
    const struct service *service = context;
    struct office *office = service->office;
    const char *subject = NULL, *next = NULL;
    struct person person = {0};
    enum status status = need_oidc(office, err);
    if (status == STATUS_OK)
        status =
            oidc_finish(office->oidc, request, reply, &subject, &next, err);
    if (status != STATUS_OK)
        return status;
    status = find_account(office, request->arena, subject, &person, err);
    if (status == STATUS_NOT_FOUND ||
        (status == STATUS_OK && person.is_disabled)) {
        reply_problem_status(reply, 403,
                             "there is no account here for who signed in");
        return STATUS_OK;
    }
    return status == STATUS_OK
               ? enter(office, request, &person, next, reply, err)
               : status;
}

const struct http_route OIDC_ROUTES[] = {
    {"GET", "/v1/oidc/start", get_start, ACCESS_EVERYONE, HTTP_BODY_NONE},
    {"GET", "/v1/oidc/callback", get_callback, ACCESS_EVERYONE, HTTP_BODY_NONE},
    {NULL, NULL, NULL, 0, HTTP_BODY_NONE},
};
