// Between leaving and coming back the browser itself carries what was begun
// (state, nonce, PKCE verifier, where to go on), in a cookie locked with a key
// of this process: nothing is kept here for those who never come back, and
// nobody else can read or make one. It is SameSite=Lax, since the provider's
// redirect is another site's; what it leads to, the session, is Strict.
//
// What the provider says of itself is fetched under the mutex, so that many who
// come at once ask once; after a failure everyone is told so for some seconds
// instead of waiting in line. A token signed with a key that is not known yet
// has the keys fetched again, at most every five seconds.

#include "auth/oidc.h"

#include <curl/curl.h>
#include <pthread.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "auth/oidc_provider.h"
#include "auth/web_fetch.h"
#include "base/text.h"
#include "store/clock.h"

#define TRIP_LONGEST_S 600
#define KNOWN_FOR_S 3600
#define ASK_AGAIN_S 5
#define RANDOM_BYTES 32
#define RANDOM_SIZE 44 // base64 of that without padding, and a NUL
#define NEXT_SIZE 200

struct oidc {
    struct arena *arena; // of the options
    struct oidc_options options;
    unsigned char lock[crypto_secretbox_KEYBYTES];

    pthread_mutex_t mutex; // all below
    struct arena *known;
    struct oidc_endpoints endpoints;
    const struct json_value *keys;
    int64_t known_at;  // 0: nothing is known
    int64_t failed_at; // the last time asking failed
};

// What the browser carries.
struct trip {
    int64_t ends_at;
    char state[RANDOM_SIZE];
    char nonce[RANDOM_SIZE];
    char verifier[RANDOM_SIZE];
    char next[NEXT_SIZE];
};

#define LOCKED_BYTES                                                           \
    (crypto_secretbox_NONCEBYTES + crypto_secretbox_MACBYTES +                 \
     sizeof(struct trip))

enum status oidc_open(const char *options_path, struct oidc **oidc,
                      struct error *err)
{
    struct oidc *opened = calloc(1, sizeof *opened);
    if (opened == NULL)
        abort();
    opened->arena = arena_new();
    opened->known = arena_new();
    pthread_mutex_init(&opened->mutex, NULL);
    enum status status =
        oidc_options_read(options_path, opened->arena, &opened->options, err);
    if (status == STATUS_OK &&
        (sodium_init() < 0 || curl_global_init(CURL_GLOBAL_DEFAULT) != 0))
        status = error_set(err, STATUS_IO, "libcurl cannot start");
    if (status != STATUS_OK) {
        oidc_close(opened);
        return status;
    }
    crypto_secretbox_keygen(opened->lock);
    *oidc = opened;
    return STATUS_OK;
}

void oidc_close(struct oidc *oidc)
{
    if (oidc == NULL)
        return;
    arena_free(oidc->known);
    arena_free(oidc->arena);
    pthread_mutex_destroy(&oidc->mutex);
    sodium_memzero(oidc->lock, sizeof oidc->lock);
    free(oidc);
}

static enum status fetch_known(struct oidc *oidc, int64_t now,
                               struct error *err)
{
    struct arena *arena = arena_new();
    struct oidc_endpoints endpoints = {0};
    const struct json_value *keys = NULL;
    enum status status =
        oidc_fetch_endpoints(arena, &oidc->options, &endpoints, err);
    if (status == STATUS_OK)
        status = oidc_fetch_keys(arena, &oidc->options, &endpoints, &keys, err);
    if (status != STATUS_OK) {
        arena_free(arena);
        oidc->failed_at = now;
        return error_set(err, STATUS_IO,
                         "the city's own sign-in cannot be reached just now");
    }
    arena_free(oidc->known);
    oidc->known = arena;
    oidc->endpoints = endpoints;
    oidc->keys = keys;
    oidc->known_at = now;
    return STATUS_OK;
}

// Makes sure that what is known is no older than `most_s`.
static enum status know(struct oidc *oidc, int64_t most_s, struct error *err)
{
    int64_t now = unix_now_s();
    if (oidc->known_at != 0 && now - oidc->known_at < most_s)
        return STATUS_OK;
    if (now - oidc->failed_at < ASK_AGAIN_S)
        return error_set(err, STATUS_IO,
                         "the city's own sign-in cannot be reached just now");
    return fetch_known(oidc, now, err);
}

static void random_text(char text[RANDOM_SIZE])
{
    unsigned char bytes[RANDOM_BYTES];
    randombytes_buf(bytes, sizeof bytes);
    sodium_bin2base64(text, RANDOM_SIZE, bytes, sizeof bytes,
                      sodium_base64_VARIANT_URLSAFE_NO_PADDING);
}

// A path of ours and nothing that a browser could take for another site.
static bool is_our_path(const char *next)
{
    return next[0] == '/' && next[1] != '/' && strlen(next) < NEXT_SIZE &&
           strspn(next, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
                        "0123456789/-_.~?&=%#,") == strlen(next);
}

static struct trip plan_trip(const char *next)
{
    struct trip trip = {.ends_at = unix_now_s() + TRIP_LONGEST_S};
    random_text(trip.state);
    random_text(trip.nonce);
    random_text(trip.verifier);
    snprintf(trip.next, sizeof trip.next, "%s",
             next != NULL && is_our_path(next) ? next : "/");
    return trip;
}

static const char *cookie_name(const struct request *request)
{
    return request->is_https ? "__Host-hocgan-trip" : "hocgan-trip";
}

static void set_cookie(const struct request *request, struct reply *reply,
                       const char *value, int longest_s)
{
    reply_header(reply, "Set-Cookie",
                 arena_format(request->arena,
                              "%s=%s; Path=/; HttpOnly; SameSite=Lax; "
                              "Max-Age=%d%s",
                              cookie_name(request), value, longest_s,
                              request->is_https ? "; Secure" : ""));
}

static const char *lock_trip(const struct oidc *oidc, struct arena *arena,
                             const struct trip *trip)
{
    unsigned char locked[LOCKED_BYTES];
    size_t size = sodium_base64_ENCODED_LEN(
        sizeof locked, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
    randombytes_buf(locked, crypto_secretbox_NONCEBYTES);
    crypto_secretbox_easy(locked + crypto_secretbox_NONCEBYTES,
                          (const unsigned char *)trip, sizeof *trip, locked,
                          oidc->lock);
    return sodium_bin2base64(arena_array(arena, char, size), size, locked,
                             sizeof locked,
                             sodium_base64_VARIANT_URLSAFE_NO_PADDING);
}

static bool unlock_trip(const struct oidc *oidc, const char *text,
                        struct trip *trip)
{
    unsigned char locked[LOCKED_BYTES];
    size_t n = 0;
    return text != NULL &&
           sodium_base642bin(locked, sizeof locked, text, strlen(text), NULL,
                             &n, NULL,
                             sodium_base64_VARIANT_URLSAFE_NO_PADDING) == 0 &&
           n == sizeof locked &&
           crypto_secretbox_open_easy(
               (unsigned char *)trip, locked + crypto_secretbox_NONCEBYTES,
               sizeof locked - crypto_secretbox_NONCEBYTES, locked,
               oidc->lock) == 0 &&
           unix_now_s() < trip->ends_at;
}

// PKCE's S256 (RFC 7636, section 4.2).
static const char *challenge_of(struct arena *arena, const char *verifier)
{
    unsigned char hash[crypto_hash_sha256_BYTES];
    char *text = arena_array(arena, char, RANDOM_SIZE);
    crypto_hash_sha256(hash, (const unsigned char *)verifier, strlen(verifier));
    return sodium_bin2base64(text, RANDOM_SIZE, hash, sizeof hash,
                             sodium_base64_VARIANT_URLSAFE_NO_PADDING);
}

static const char *address_of(const struct oidc *oidc, struct arena *arena,
                              const char *authorization,
                              const struct trip *trip)
{
    return arena_format(
        arena,
        "%s%cresponse_type=code&scope=openid&client_id=%s&redirect_uri=%s"
        "&state=%s&nonce=%s&code_challenge=%s&code_challenge_method=S256",
        authorization, strchr(authorization, '?') == NULL ? '?' : '&',
        web_escape(arena, oidc->options.client_id),
        web_escape(arena, oidc->options.redirect), trip->state, trip->nonce,
        challenge_of(arena, trip->verifier));
}

enum status oidc_begin(struct oidc *oidc, const struct request *request,
                       const char *next, struct reply *reply, struct error *err)
{
    struct arena *arena = request->arena;
    struct trip trip = plan_trip(next);
    const char *address = NULL;
    pthread_mutex_lock(&oidc->mutex);
    enum status status = know(oidc, KNOWN_FOR_S, err);
    if (status == STATUS_OK)
        address = address_of(oidc, arena, oidc->endpoints.authorization, &trip);
    pthread_mutex_unlock(&oidc->mutex);
    if (status != STATUS_OK)
        return status;
    reply->status = 303;
    reply_header(reply, "Location", address);
    set_cookie(request, reply, lock_trip(oidc, arena, &trip), TRIP_LONGEST_S);
    return STATUS_OK;
}

static enum status refuse(struct error *err, const char *why)
{
    return error_set(err, STATUS_BAD_INPUT, "signing in was not finished: %s",
                     why);
}

// The code the provider sent the browser back with, if it is ours to use.
static enum status read_return(const struct oidc *oidc,
                               const struct request *request, struct trip *trip,
                               const char **code, struct error *err)
{
    const char *state = request_text(request, "state", "");
    const char *issuer = request_text(request, "iss", oidc->options.issuer);
    if (!unlock_trip(oidc, request_cookie(request, cookie_name(request)), trip))
        return refuse(err, "it was not begun in this browser, or too long ago");
    if (strlen(state) != strlen(trip->state) ||
        sodium_memcmp(state, trip->state, strlen(trip->state)) != 0)
        return refuse(err, "the state is another one");
    if (!text_same(issuer, oidc->options.issuer))
        return refuse(err, "it was another provider's");
    if (request_text(request, "error", NULL) != NULL)
        return refuse(err, "the provider refused it");
    *code = request_text(request, "code", NULL);
    return *code == NULL ? refuse(err, "there is no code") : STATUS_OK;
}

static struct oidc_endpoints copy_endpoints(struct arena *arena,
                                            const struct oidc_endpoints *known)
{
    return (struct oidc_endpoints){.authorization =
                                       arena_text(arena, known->authorization),
                                   .token = arena_text(arena, known->token),
                                   .keys = arena_text(arena, known->keys)};
}

// The browser waits outside of the mutex for its own token.
static enum status fetch_token(struct oidc *oidc, struct arena *arena,
                               const char *code, const struct trip *trip,
                               const char **token, struct error *err)
{
    struct oidc_endpoints endpoints = {0};
    pthread_mutex_lock(&oidc->mutex);
    enum status status = know(oidc, KNOWN_FOR_S, err);
    if (status == STATUS_OK)
        endpoints = copy_endpoints(arena, &oidc->endpoints);
    pthread_mutex_unlock(&oidc->mutex);
    if (status == STATUS_OK)
        status = oidc_fetch_token(arena, &oidc->options, &endpoints, code,
                                  trip->verifier, token, err);
    return status;
}

static enum status check_token(struct oidc *oidc, struct arena *arena,
                               const char *token, const struct trip *trip,
                               const char **subject, struct error *err)
{
    struct id_token_wanted wanted = {.issuer = oidc->options.issuer,
                                     .client_id = oidc->options.client_id,
                                     .nonce = trip->nonce,
                                     .now = unix_now_s()};
    pthread_mutex_lock(&oidc->mutex);
    enum status status =
        id_token_check(arena, token, oidc->keys, &wanted, subject, err);
    if (status == STATUS_NOT_FOUND) {
        status = know(oidc, ASK_AGAIN_S, err);
        if (status == STATUS_OK)
            status =
                id_token_check(arena, token, oidc->keys, &wanted, subject, err);
    }
    pthread_mutex_unlock(&oidc->mutex);
    if (status == STATUS_NOT_FOUND)
        err->status = status = STATUS_BAD_INPUT;
    return status;
}

enum status oidc_finish(struct oidc *oidc, const struct request *request,
                        struct reply *reply, const char **subject,
                        const char **next, struct error *err)
{
    struct arena *arena = request->arena;
    struct trip trip;
    const char *code = NULL, *token = NULL;
    enum status status = read_return(oidc, request, &trip, &code, err);
    if (status == STATUS_OK)
        status = fetch_token(oidc, arena, code, &trip, &token, err);
    if (status == STATUS_OK)
        status = check_token(oidc, arena, token, &trip, subject, err);
    if (status != STATUS_OK)
        return status;
    set_cookie(request, reply, "", 0);
    *next = arena_text(arena, trip.next);
    return STATUS_OK;
}
