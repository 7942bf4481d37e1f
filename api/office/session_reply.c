#include "office/session_reply.h"

#include "auth/lockout.h"
#include "auth/sessions.h"
#include "service/store_pool.h"
#include "store/clock.h"

static void write_wards(struct json_writer *json, const struct visitor *visitor)
{
    json_key(json, "has_all_wards");
    json_bool(json, visitor->has_all_wards);
    json_key(json, "wards");
    json_begin_array(json);
    for (size_t i = 0; i < visitor->n_wards; i++)
        json_text(json, visitor->ward_ids[i]);
    json_end_array(json);
}

static void write_visitor(struct json_writer *json,
                          const struct visitor *visitor)
{
    json_key_text(json, "role", role_name(visitor->role));
    json_key_text(json, "name", visitor->name);
    json_key_text(json, "full_name", visitor->full_name);
    write_wards(json, visitor);
    json_key(json, "must_change_password");
    json_bool(json, visitor->must_change);
    json_key_text(json, "csrf", visitor->csrf);
    json_key_int(json, "idle_s", SESSION_IDLE_S);
}

void session_reply_visitor(struct reply *reply, const struct visitor *visitor)
{
    struct json_writer json = reply_json(reply);
    json_begin_object(&json);
    json_key(&json, "signed_in");
    json_bool(&json, true);
    write_visitor(&json, visitor);
    json_end_object(&json);
}

void session_reply_nobody(struct reply *reply, bool has_oidc)
{
    struct json_writer json = reply_json(reply);
    json_begin_object(&json);
    json_key(&json, "signed_in");
    json_bool(&json, false);
    json_key(&json, "has_oidc");
    json_bool(&json, has_oidc);
    json_end_object(&json);
}

void session_reply_wrong(struct reply *reply)
{
    reply_problem_status(reply, 401, "the name or the password is wrong");
    reply_header(reply, "WWW-Authenticate", "Session");
}

void session_reply_wait(struct reply *reply, const struct request *request,
                        int64_t wait_s)
{
    reply_problem_status(
        reply, 429,
        arena_format(request->arena,
                     "there were too many wrong tries; the next may be made in "
                     "%lld s",
                     (long long)wait_s));
    reply_header(reply, "Retry-After",
                 arena_format(request->arena, "%lld", (long long)wait_s));
}

enum status session_count_guess(struct office *office,
                                const struct request *request, const char *name,
                                bool is_right, int64_t *wait_s,
                                struct error *err)
{
    struct guess guess = {.name = name,
                          .from = request->remote == NULL ? "somewhere"
                                                          : request->remote};
    struct store *store = NULL;
    enum status status = store_pool_take(office->privates, &store, err);
    if (status != STATUS_OK)
        return status;
    status = store_begin(store, err);
    if (status == STATUS_OK)
        status = is_right
                     ? lockout_forgive(store, &guess, unix_now_s(), err)
                     : lockout_count(store, &guess, unix_now_s(), wait_s, err);
    if (status == STATUS_OK)
        status = store_commit(store, err);
    store_pool_put(office->privates, store);
    return status;
}
