// Every request of the office asks who it comes from, so the answer is kept in
// memory, under the token's hash. It is right as long as nobody has written to
// the private file: SQLite's data_version, asked for at every look-up (a few
// microseconds), changes when any other connection has, in this process or
// another, and then all that was remembered is dropped. So a removed account, a
// role taken away or a sign-out holds from the next request on, whoever did it.
//
// The connection here is its own, and only writes down when a session was last
// seen, at most once a minute and only if the file is free at that moment.

#include "auth/sessions.h"

#include <pthread.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "store/clock.h"

#define TOKEN_BYTES 32
#define TOKEN_LETTERS 43 // base64 of that without padding
#define HASH_SIZE 65     // 32 bytes as hex, and a NUL
#define SEEN_EVERY_S 60
#define N_BUCKETS 1024u
#define MOST_KEPT 8192

// A session that was looked up; its texts live in the arena of `sessions`.
struct kept {
    struct kept *next;
    struct session session;
    struct person person;
};

struct sessions {
    pthread_mutex_t mutex; // all below but the passwords
    const char *city_path; // in `lasting`
    struct arena *lasting;
    struct store *store;
    struct passwords *passwords;
    int64_t data_version;
    struct arena *arena;
    struct kept **buckets;
    size_t n_kept;
};

static const char *cookie_name(const struct request *request)
{
    // The prefix makes a browser refuse it from anywhere but this very host,
    // over https (RFC 6265bis, section 4.1.3.2).
    return request->is_https ? "__Host-hocgan" : "hocgan";
}

static bool is_token(const char *text)
{
    return strlen(text) == TOKEN_LETTERS &&
           strspn(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
                        "0123456789-_") == TOKEN_LETTERS;
}

static char *random_token(struct arena *arena)
{
    unsigned char bytes[TOKEN_BYTES];
    char *token = arena_array(arena, char, TOKEN_LETTERS + 1);
    randombytes_buf(bytes, sizeof bytes);
    sodium_bin2base64(token, TOKEN_LETTERS + 1, bytes, sizeof bytes,
                      sodium_base64_VARIANT_URLSAFE_NO_PADDING);
    return token;
}

static char *hash_of(struct arena *arena, const char *token)
{
    unsigned char hash[32];
    char *hex = arena_array(arena, char, HASH_SIZE);
    crypto_generichash(hash, sizeof hash, (const unsigned char *)token,
                       strlen(token), NULL, 0);
    return sodium_bin2hex(hex, HASH_SIZE, hash, sizeof hash);
}

const char *session_hash(const struct request *request)
{
    const char *token = request_cookie(request, cookie_name(request));
    return token == NULL || !is_token(token) ? NULL
                                             : hash_of(request->arena, token);
}

enum status sessions_open(const char *city_path, struct sessions **sessions,
                          struct error *err)
{
    struct sessions *opened = calloc(1, sizeof *opened);
    if (opened == NULL)
        abort();
    pthread_mutex_init(&opened->mutex, NULL);
    opened->arena = arena_new();
    opened->lasting = arena_new();
    opened->city_path = arena_text(opened->lasting, city_path);
    enum status status = passwords_open(&opened->passwords, err);
    if (status == STATUS_OK)
        status = store_open_private(city_path, &opened->store, err);
    if (status != STATUS_OK) {
        sessions_close(opened);
        return status;
    }
    *sessions = opened;
    return STATUS_OK;
}

void sessions_close(struct sessions *sessions)
{
    if (sessions == NULL)
        return;
    store_close(sessions->store);
    passwords_close(sessions->passwords);
    arena_free(sessions->arena);
    arena_free(sessions->lasting);
    pthread_mutex_destroy(&sessions->mutex);
    free(sessions);
}

struct passwords *sessions_passwords(struct sessions *sessions)
{
    return sessions->passwords;
}

static void forget_all(struct sessions *sessions)
{
    arena_reset(sessions->arena);
    sessions->buckets = arena_array(sessions->arena, struct kept *, N_BUCKETS);
    sessions->n_kept = 0;
}

static void take_version(sqlite3_stmt *row, struct arena *arena, void *into)
{
    (void)arena;
    *(int64_t *)into = sqlite3_column_int64(row, 0);
}

// A city that was restored has another private file, with other sessions.
static enum status follow_file(struct sessions *sessions, struct error *err)
{
    struct store *now = NULL;
    if (!store_is_replaced(sessions->store))
        return STATUS_OK;
    enum status status = store_open_private(sessions->city_path, &now, err);
    if (status != STATUS_OK)
        return status;
    store_close(sessions->store);
    sessions->store = now;
    forget_all(sessions);
    return STATUS_OK;
}

// Drops what is remembered if the file is not what it was.
static enum status catch_up(struct sessions *sessions, struct error *err)
{
    int64_t version = 0;
    enum status status = follow_file(sessions, err);
    if (status == STATUS_OK)
        status = store_each(sessions->store, "PRAGMA data_version",
                            take_version, NULL, &version, err);
    if (status != STATUS_OK)
        return status;
    if (version != sessions->data_version || sessions->buckets == NULL ||
        sessions->n_kept >= MOST_KEPT)
        forget_all(sessions);
    sessions->data_version = version;
    return STATUS_OK;
}

static struct kept **bucket_of(struct sessions *sessions, const char *hash)
{
    // The hash is hex and spread evenly: four digits tell the bucket.
    char digits[5] = {0};
    memcpy(digits, hash, 4);
    return &sessions->buckets[strtoul(digits, NULL, 16) % N_BUCKETS];
}

static enum status look_up(struct sessions *sessions, const char *hash,
                           struct kept **found, struct error *err)
{
    struct kept **bucket = bucket_of(sessions, hash);
    for (*found = *bucket; *found != NULL; *found = (*found)->next)
        if (strcmp((*found)->session.hash, hash) == 0)
            return STATUS_OK;
    struct kept kept = {.next = *bucket};
    enum status status =
        store_find_session(sessions->store, sessions->arena, hash,
                           &kept.session, &kept.person, err);
    if (status != STATUS_OK)
        return status;
    *found = arena_copy(sessions->arena, &kept, sizeof kept);
    *bucket = *found;
    sessions->n_kept++;
    return STATUS_OK;
}

// If the file is in use just now, the next request will do it.
static void note_seen(struct sessions *sessions, struct kept *kept, int64_t now)
{
    struct error ignored;
    if (now - kept->session.seen_at < SEEN_EVERY_S)
        return;
    store_wait(sessions->store, 0);
    if (store_begin(sessions->store, &ignored) == STATUS_OK) {
        if (store_see_session(sessions->store, kept->session.hash, now,
                              &ignored) == STATUS_OK &&
            store_commit(sessions->store, &ignored) == STATUS_OK)
            kept->session.seen_at = now;
        store_rollback(sessions->store);
    }
    store_wait(sessions->store, STORE_USUAL_WAIT_MS);
}

static bool is_over(const struct kept *kept, int64_t now)
{
    return now >= kept->session.ends_at ||
           now - kept->session.seen_at >= SESSION_IDLE_S;
}

struct visitor *visitor_of_person(struct arena *arena,
                                  const struct person *person, const char *csrf)
{
    enum role role;
    if (person->is_disabled || !role_find(person->role, &role))
        return NULL;
    struct visitor *visitor = arena_array(arena, struct visitor, 1);
    *visitor = (struct visitor){.role = role,
                                .person = person->number,
                                .name = person->name,
                                .full_name = person->full_name,
                                .ward_ids = person->ward_ids,
                                .n_wards = person->n_wards,
                                .has_all_wards = person->has_all_wards,
                                .csrf = csrf,
                                .must_change = person->must_change};
    return visitor;
}

static const char *copy_or_null(struct arena *arena, const char *text)
{
    return text == NULL ? NULL : arena_text(arena, text);
}

// What is remembered may be dropped while the request goes on.
static struct visitor *copy_visitor(struct arena *arena,
                                    const struct visitor *kept)
{
    struct visitor *visitor = arena_copy(arena, kept, sizeof *kept);
    const char **ids = arena_array(arena, const char *, kept->n_wards);
    for (size_t i = 0; i < kept->n_wards; i++)
        ids[i] = arena_text(arena, kept->ward_ids[i]);
    visitor->ward_ids = ids;
    visitor->name = copy_or_null(arena, kept->name);
    visitor->full_name = copy_or_null(arena, kept->full_name);
    visitor->pupil_id = copy_or_null(arena, kept->pupil_id);
    visitor->csrf = arena_text(arena, kept->csrf);
    return visitor;
}

// NULL when the account may not sign in (any more).
static const struct visitor *visitor_of(struct arena *arena,
                                        const struct kept *kept)
{
    const struct session *session = &kept->session;
    if (session->person == 0) {
        struct visitor family = {.role = ROLE_FAMILY,
                                 .pupil_id = session->pupil_id,
                                 .csrf = session->csrf};
        return session->pupil_id == NULL ? NULL : copy_visitor(arena, &family);
    }
    const struct visitor *visitor =
        visitor_of_person(arena, &kept->person, session->csrf);
    return visitor == NULL ? NULL : copy_visitor(arena, visitor);
}

static enum status find_locked(struct sessions *sessions, const char *hash,
                               struct arena *arena,
                               const struct visitor **visitor,
                               struct error *err)
{
    struct kept *kept = NULL;
    int64_t now = unix_now_s();
    enum status status = catch_up(sessions, err);
    if (status == STATUS_OK)
        status = look_up(sessions, hash, &kept, err);
    if (status == STATUS_NOT_FOUND)
        return STATUS_OK;
    if (status != STATUS_OK || is_over(kept, now))
        return status;
    note_seen(sessions, kept, now);
    *visitor = visitor_of(arena, kept);
    return STATUS_OK;
}

enum status sessions_find(struct sessions *sessions,
                          const struct request *request,
                          const struct visitor **visitor, struct error *err)
{
    const char *hash = session_hash(request);
    *visitor = NULL;
    if (hash == NULL)
        return STATUS_OK;
    pthread_mutex_lock(&sessions->mutex);
    enum status status =
        find_locked(sessions, hash, request->arena, visitor, err);
    pthread_mutex_unlock(&sessions->mutex);
    return status;
}

// Strict: no other site's link or form brings the cookie. The pages themselves
// need none; their scripts, which ask from here, do.
static void set_cookie(const struct request *request, struct reply *reply,
                       const char *token, int longest_s)
{
    reply_header(reply, "Set-Cookie",
                 arena_format(request->arena,
                              "%s=%s; Path=/; HttpOnly; SameSite=Strict; "
                              "Max-Age=%d%s",
                              cookie_name(request), token, longest_s,
                              request->is_https ? "; Secure" : ""));
}

enum status session_begin(struct store *private_store,
                          const struct request *request, struct reply *reply,
                          const struct session_owner *owner, const char **csrf,
                          struct error *err)
{
    const char *before = session_hash(request);
    const char *token = random_token(request->arena);
    int64_t now = unix_now_s();
    struct session session = {.hash = hash_of(request->arena, token),
                              .person = owner->person,
                              .pupil_id = owner->pupil_id,
                              .csrf = random_token(request->arena),
                              .made_at = now,
                              .seen_at = now,
                              .ends_at = now + SESSION_LONGEST_S};
    enum status status =
        store_forget_sessions(private_store, now, now - SESSION_IDLE_S, err);
    if (status == STATUS_OK && before != NULL)
        status = store_end_session(private_store, before, err);
    if (status == STATUS_OK)
        status = store_add_session(private_store, &session, err);
    if (status != STATUS_OK)
        return status;
    set_cookie(request, reply, token, SESSION_LONGEST_S);
    *csrf = session.csrf;
    return STATUS_OK;
}

enum status session_end(struct store *private_store,
                        const struct request *request, struct reply *reply,
                        struct error *err)
{
    const char *hash = session_hash(request);
    set_cookie(request, reply, "", 0);
    return hash == NULL ? STATUS_OK
                        : store_end_session(private_store, hash, err);
}
