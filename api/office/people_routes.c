// Accounts, for administrators. What an account must be is in auth/accounts.h;
// here it is read from JSON, kept with its audit entry, and shown without its
// password. Whatever makes an old session doubtful (a password, a subject,
// being disabled) ends the account's sessions; what it may do is looked up anew
// with every request anyway.

#include <string.h>

#include "auth/accounts.h"
#include "auth/sessions.h"
#include "base/text.h"
#include "http/json_value.h"
#include "office/office.h"
#include "service/store_pool.h"
#include "store/clock.h"
#include "store/store_audit.h"

#define MOST_ENTRIES 500

static void write_person(struct json_writer *json, const struct person *person,
                         const char *password)
{
    json_begin_object(json);
    json_key_text(json, "name", person->name);
    json_key_text(json, "full_name", person->full_name);
    json_key_text(json, "role", person->role);
    json_key(json, "has_all_wards");
    json_bool(json, person->has_all_wards);
    json_key(json, "wards");
    json_begin_array(json);
    for (size_t i = 0; i < person->n_wards; i++)
        json_text(json, person->ward_ids[i]);
    json_end_array(json);
    json_key(json, "has_password");
    json_bool(json, person->password != NULL);
    json_key(json, "must_change_password");
    json_bool(json, person->must_change);
    json_key_text(json, "subject", person->subject);
    json_key(json, "is_disabled");
    json_bool(json, person->is_disabled);
    json_key_text(json, "made_at", person->made_at);
    if (password != NULL)
        json_key_text(json, "password", password);
    json_end_object(json);
}

static void reply_person(struct reply *reply, const struct person *person,
                         const char *password)
{
    struct json_writer json = reply_json(reply);
    write_person(&json, person, password);
}

static enum status get_people(const struct request *request,
                              struct reply *reply, void *context,
                              struct error *err)
{
    const struct service *service = context;
    struct person_list people;
    struct store *store = NULL;
    enum status status =
        store_pool_take(service->office->privates, &store, err);
    if (status == STATUS_OK)
        status = store_read_people(store, request->arena, &people, err);
    store_pool_put(service->office->privates, store);
    if (status != STATUS_OK)
        return status;
    struct json_writer json = reply_json(reply);
    json_begin_object(&json);
    json_key(&json, "people");
    json_begin_array(&json);
    for (size_t i = 0; i < people.count; i++)
        write_person(&json, &people.items[i], NULL);
    json_end_array(&json);
    json_end_object(&json);
    return STATUS_OK;
}

static enum status get_person(const struct request *request,
                              struct reply *reply, void *context,
                              struct error *err)
{
    const struct service *service = context;
    struct person person;
    struct store *store = NULL;
    enum status status =
        store_pool_take(service->office->privates, &store, err);
    if (status == STATUS_OK)
        status =
            store_find_person(store, request->arena,
                              request_path_text(request, "name"), &person, err);
    store_pool_put(service->office->privates, store);
    if (status == STATUS_OK)
        reply_person(reply, &person, NULL);
    return status;
}

// "" takes a text away.
static enum status read_text(const struct json_value *body, const char *key,
                             const char **text, struct error *err)
{
    enum status status =
        json_may_text(body, key, ACCOUNT_LONGEST_TEXT, text, err);
    if (status == STATUS_OK && *text != NULL && (*text)[0] == '\0')
        *text = NULL;
    return status;
}

static enum status read_wards(struct arena *arena,
                              const struct json_value *body,
                              struct person *person, struct error *err)
{
    const char **ids = NULL;
    bool is_officer = text_same(person->role, role_name(ROLE_OFFICER));
    if (!is_officer || json_find(body, "wards") != NULL) {
        person->ward_ids = NULL; // another role leaves its wards behind
        person->n_wards = 0;
        person->has_all_wards = false;
    }
    enum status status = json_may_texts(
        arena, body, "wards", ACCOUNT_MOST_WARDS, &ids, &person->n_wards, err);
    if (status == STATUS_OK && ids != NULL)
        person->ward_ids = ids;
    if (status == STATUS_OK)
        status =
            json_may_bool(body, "has_all_wards", &person->has_all_wards, err);
    if (status == STATUS_OK && person->has_all_wards && ids == NULL)
        person->n_wards = 0;
    return status;
}

// What the body says of the account goes over what it was.
static enum status read_person(const struct request *request,
                               const struct service *service,
                               const struct json_value *body,
                               struct person *person, struct error *err)
{
    enum status status =
        json_may_text(body, "role", ACCOUNT_LONGEST_TEXT, &person->role, err);
    if (status == STATUS_OK)
        status = read_text(body, "full_name", &person->full_name, err);
    if (status == STATUS_OK)
        status = read_text(body, "subject", &person->subject, err);
    if (status == STATUS_OK)
        status = json_may_bool(body, "is_disabled", &person->is_disabled, err);
    if (status == STATUS_OK)
        status = read_wards(request->arena, body, person, err);
    if (status == STATUS_OK)
        status = account_check(person, err);
    if (status == STATUS_OK)
        status =
            account_check_wards(person, &service->version->city->wards, err);
    return status;
}

static enum status read_password(const struct request *request,
                                 struct office *office,
                                 const struct json_value *body,
                                 struct person *person, const char **password,
                                 struct error *err)
{
    enum status status =
        json_may_text(body, "password", PASSWORD_MOST_BYTES, password, err);
    if (status == STATUS_OK && *password != NULL)
        status =
            account_set_password(sessions_passwords(office->sessions),
                                 request->arena, person, *password, true, err);
    return status;
}

// What the log keeps of an account: what it may do, and which members were
// sent; neither a password nor a full name.
static const char *detail_of(struct arena *arena, const struct person *person,
                             const struct json_value *body)
{
    struct text_buffer text = {0};
    struct json_writer json = json_into(&text);
    json_begin_object(&json);
    json_key_text(&json, "role", person->role);
    json_key(&json, "wards");
    json_begin_array(&json);
    for (size_t i = 0; i < person->n_wards; i++)
        json_text(&json, person->ward_ids[i]);
    json_end_array(&json);
    json_key(&json, "has_all_wards");
    json_bool(&json, person->has_all_wards);
    json_key(&json, "is_disabled");
    json_bool(&json, person->is_disabled);
    json_key(&json, "given");
    json_begin_array(&json);
    for (size_t i = 0; i < body->n_values; i++)
        json_text(&json, body->keys[i]);
    json_end_array(&json);
    json_end_object(&json);
    const char *detail = arena_text_n(arena, text.bytes, text.length);
    text_buffer_free(&text);
    return detail;
}

static enum status add_person(struct office *office,
                              const struct request *request,
                              const struct json_value *body,
                              struct person *person, struct error *err)
{
    struct office_change change;
    enum status status = office_begin(office, request, &change, err);
    if (status == STATUS_OK)
        status = store_add_person(change.store, person, &person->number, err);
    if (status == STATUS_OK)
        status = office_keep(&change, "person.add", person->name,
                             detail_of(request->arena, person, body), err);
    office_end(&change);
    return status;
}

// Without a password and a subject, one is made up and shown this once.
static enum status post_people(const struct request *request,
                               struct reply *reply, void *context,
                               struct error *err)
{
    const struct service *service = context;
    const struct json_value *body = NULL;
    struct person person = {.made_at = utc_now(request->arena)};
    const char *given = NULL, *made_up = NULL;
    enum status status = json_read_body(request, &body, err);
    if (status == STATUS_OK)
        status = json_need_text(body, "name", ACCOUNT_LONGEST_TEXT,
                                &person.name, err);
    if (status == STATUS_OK)
        status = read_person(request, service, body, &person, err);
    if (status == STATUS_OK)
        status =
            read_password(request, service->office, body, &person, &given, err);
    if (status == STATUS_OK && given == NULL && person.subject == NULL) {
        made_up = account_random_password(request->arena);
        status =
            account_set_password(sessions_passwords(service->office->sessions),
                                 request->arena, &person, made_up, true, err);
    }
    if (status == STATUS_OK)
        status = add_person(service->office, request, body, &person, err);
    if (status != STATUS_OK)
        return status;
    reply_person(reply, &person, made_up);
    reply->status = 201;
    reply_header(reply, "Location",
                 arena_format(request->arena, "/v1/people/%s", person.name));
    return STATUS_OK;
}

static bool ends_sessions(const struct json_value *body)
{
    return json_find(body, "password") != NULL ||
           json_find(body, "subject") != NULL ||
           json_find(body, "is_disabled") != NULL;
}

static enum status change_person(const struct request *request,
                                 const struct service *service,
                                 const struct json_value *body,
                                 struct office_change *change,
                                 struct person *person, struct error *err)
{
    const char *given = NULL;
    enum status status =
        store_find_person(change->store, request->arena,
                          request_path_text(request, "name"), person, err);
    if (status == STATUS_OK)
        status = read_person(request, service, body, person, err);
    if (status == STATUS_OK)
        status =
            read_password(request, service->office, body, person, &given, err);
    if (status == STATUS_OK)
        status = account_keep_admin(change->store, person->number, person, err);
    if (status == STATUS_OK)
        status = store_update_person(change->store, person, err);
    if (status == STATUS_OK && ends_sessions(body))
        status = store_end_sessions(change->store, person->number, NULL, err);
    if (status == STATUS_OK)
        status = office_keep(change, "person.change", person->name,
                             detail_of(request->arena, person, body), err);
    return status;
}

static enum status patch_person(const struct request *request,
                                struct reply *reply, void *context,
                                struct error *err)
{
    const struct service *service = context;
    const struct json_value *body = NULL;
    struct office_change change;
    struct person person;
    enum status status = json_read_body(request, &body, err);
    if (status != STATUS_OK)
        return status;
    status = office_begin(service->office, request, &change, err);
    if (status == STATUS_OK)
        status = change_person(request, service, body, &change, &person, err);
    office_end(&change);
    if (status == STATUS_OK)
        reply_person(reply, &person, NULL);
    return status;
}

static enum status delete_person(const struct request *request,
                                 struct reply *reply, void *context,
                                 struct error *err)
{
    const struct service *service = context;
    struct office_change change;
    struct person person;
    enum status status = office_begin(service->office, request, &change, err);
    if (status == STATUS_OK)
        status =
            store_find_person(change.store, request->arena,
                              request_path_text(request, "name"), &person, err);
    if (status == STATUS_OK)
        status = account_keep_admin(change.store, person.number, NULL, err);
    if (status == STATUS_OK)
        status = store_remove_person(change.store, person.number, err);
    if (status == STATUS_OK)
        status = office_keep(&change, "person.remove", person.name, NULL, err);
    office_end(&change);
    if (status == STATUS_OK)
        reply_empty(reply);
    return status;
}

static void write_entry(struct json_writer *json,
                        const struct audit_entry *entry)
{
    json_begin_object(json);
    json_key_int(json, "number", entry->number);
    json_key_text(json, "at", entry->at);
    json_key_text(json, "who", entry->who);
    json_key_text(json, "action", entry->action);
    json_key_text(json, "subject", entry->subject);
    json_key_text(json, "detail", entry->detail);
    json_key_text(json, "hash", entry->hash);
    json_end_object(json);
}

static void reply_entries(struct reply *reply,
                          const struct audit_entry_list *entries)
{
    int64_t oldest =
        entries->count == 0 ? 0 : entries->items[entries->count - 1].number;
    struct json_writer json = reply_json(reply);
    json_begin_object(&json);
    json_key(&json, "entries");
    json_begin_array(&json);
    for (size_t i = 0; i < entries->count; i++)
        write_entry(&json, &entries->items[i]);
    json_end_array(&json);
    json_key(&json, "before"); // for the next page
    if (oldest > 1)
        json_int(&json, oldest);
    else
        json_nothing(&json);
    json_end_object(&json);
}

static enum status get_audit(const struct request *request, struct reply *reply,
                             void *context, struct error *err)
{
    const struct service *service = context;
    int64_t before = 0, limit = 100;
    struct audit_entry_list entries;
    struct store *store = NULL;
    enum status status =
        request_int(request, "before", 1, INT64_MAX, &before, err);
    if (status == STATUS_OK)
        status = request_int(request, "limit", 1, MOST_ENTRIES, &limit, err);
    if (status == STATUS_OK)
        status = store_pool_take(service->office->privates, &store, err);
    if (status == STATUS_OK)
        status = store_read_audit(store, request->arena, before, (size_t)limit,
                                  &entries, err);
    store_pool_put(service->office->privates, store);
    if (status == STATUS_OK)
        reply_entries(reply, &entries);
    return status;
}

const struct http_route PEOPLE_ROUTES[] = {
    {"GET", "/v1/people", get_people, ACCESS_ADMIN, HTTP_BODY_NONE},
    {"POST", "/v1/people", post_people, ACCESS_ADMIN, HTTP_BODY_TEXT},
    {"GET", "/v1/people/{name}", get_person, ACCESS_ADMIN, HTTP_BODY_NONE},
    {"PATCH", "/v1/people/{name}", patch_person, ACCESS_ADMIN, HTTP_BODY_TEXT},
    {"DELETE", "/v1/people/{name}", delete_person, ACCESS_ADMIN,
     HTTP_BODY_NONE},
    {"GET", "/v1/audit", get_audit, ACCESS_ADMIN, HTTP_BODY_NONE},
    {NULL, NULL, NULL, 0, HTTP_BODY_NONE},
};
