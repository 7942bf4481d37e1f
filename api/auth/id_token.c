// Only signatures with a public key are taken, and a key only for its own kind
// of signature: a token that says "none", or takes our copy of the public key
// for a shared secret (HS256), has no key here. What the token says is read
// only after its signature held.

#include "auth/id_token.h"

#include <cjose/cjose.h>
#include <stdlib.h>
#include <string.h>

#include "base/json_writer.h"
#include "base/text.h"

#define LONGEST_TOKEN 65536
#define LONGEST_SUBJECT 255

static enum status refuse(struct error *err, const char *why)
{
    return error_set(err, STATUS_BAD_INPUT, "the ID token %s", why);
}

static const char *text_of(const struct json_value *object, const char *key)
{
    const struct json_value *value = json_find(object, key);
    return value != NULL && value->kind == JSON_KIND_TEXT ? value->text : NULL;
}

static bool fits_kind(const char *algorithm, const struct json_value *key)
{
    const char *kind = text_of(key, "kty");
    if (text_is_one_of(algorithm, "RS256 RS384 RS512 PS256 PS384 PS512"))
        return text_same(kind, "RSA");
    return text_is_one_of(algorithm, "ES256 ES384 ES512") &&
           text_same(kind, "EC");
}

// A key as cjose reads it: only its public members.
static cjose_jwk_t *import_key(const struct json_value *key)
{
    static const char *const MEMBERS[] = {"kty", "kid", "n", "e",
                                          "crv", "x",   "y"};
    struct text_buffer text = {0};
    struct json_writer json = json_into(&text);
    cjose_err ignored;
    json_begin_object(&json);
    for (size_t i = 0; i < sizeof MEMBERS / sizeof *MEMBERS; i++)
        if (text_of(key, MEMBERS[i]) != NULL)
            json_key_text(&json, MEMBERS[i], text_of(key, MEMBERS[i]));
    json_end_object(&json);
    cjose_jwk_t *imported = cjose_jwk_import(text.bytes, text.length, &ignored);
    text_buffer_free(&text);
    return imported;
}

// The key of that id. A token without an id is held to the only key of its
// kind.
static const struct json_value *find_key(const struct json_value *keys,
                                         const char *algorithm, const char *id)
{
    const struct json_value *list = json_find(keys, "keys"), *found = NULL;
    if (list == NULL || list->kind != JSON_KIND_ARRAY)
        return NULL;
    for (size_t i = 0; i < list->n_values; i++) {
        const struct json_value *key = &list->values[i];
        if (key->kind != JSON_KIND_OBJECT || !fits_kind(algorithm, key) ||
            text_same(text_of(key, "use"), "enc"))
            continue;
        if (id != NULL && text_same(text_of(key, "kid"), id))
            return key;
        if (id == NULL && found != NULL)
            return NULL;
        if (id == NULL)
            found = key;
    }
    return found;
}

static enum status verify(cjose_jws_t *jws, const struct json_value *keys,
                          struct error *err)
{
    cjose_err ignored;
    cjose_header_t *header = cjose_jws_get_protected(jws);
    const char *algorithm = cjose_header_get(header, CJOSE_HDR_ALG, &ignored);
    const char *id = cjose_header_get(header, CJOSE_HDR_KID, &ignored);
    if (cjose_header_get(header, "crit", &ignored) != NULL)
        return refuse(err, "asks for what this program does not know");
    if (algorithm == NULL ||
        (strncmp(algorithm, "RS", 2) != 0 && strncmp(algorithm, "PS", 2) != 0 &&
         strncmp(algorithm, "ES", 2) != 0))
        return refuse(err, "is not signed with a public key");
    const struct json_value *key = find_key(keys, algorithm, id);
    if (key == NULL)
        return error_set(err, STATUS_NOT_FOUND,
                         "the ID token is signed with a key the provider does "
                         "not show");
    cjose_jwk_t *imported = import_key(key);
    bool holds = imported != NULL && cjose_jws_verify(jws, imported, &ignored);
    cjose_jwk_release(imported);
    return holds ? STATUS_OK
                 : refuse(err, "has a signature that does not hold");
}

static bool is_for(const struct json_value *claims, const char *client_id)
{
    const struct json_value *audience = json_find(claims, "aud");
    if (audience == NULL)
        return false;
    if (audience->kind == JSON_KIND_TEXT)
        return text_same(audience->text, client_id);
    bool is_named = false;
    for (size_t i = 0;
         audience->kind == JSON_KIND_ARRAY && i < audience->n_values; i++)
        is_named |= audience->values[i].kind == JSON_KIND_TEXT &&
                    text_same(audience->values[i].text, client_id);
    // Meant for others as well: then it must have been given to us.
    return is_named && (audience->n_values == 1 ||
                        text_same(text_of(claims, "azp"), client_id));
}

// Seconds since 1970; some providers give them with decimals.
static bool read_moment(const struct json_value *claims, const char *key,
                        double *moment_s)
{
    const struct json_value *value = json_find(claims, key);
    if (value == NULL || value->kind != JSON_KIND_NUMBER)
        return false;
    *moment_s = value->number;
    return true;
}

static enum status check_times(const struct json_value *claims, int64_t now,
                               struct error *err)
{
    double expires_s, made_s, starts_s = 0;
    double now_s = (double)now;
    if (!read_moment(claims, "exp", &expires_s) ||
        !read_moment(claims, "iat", &made_s))
        return refuse(err, "does not say when it was made and runs out");
    if (!(now_s < expires_s + ID_TOKEN_SKEW_S))
        return refuse(err, "has run out");
    if (!(made_s <= now_s + ID_TOKEN_SKEW_S) ||
        (read_moment(claims, "nbf", &starts_s) &&
         !(starts_s <= now_s + ID_TOKEN_SKEW_S)))
        return refuse(err, "is of a time to come");
    return STATUS_OK;
}

static enum status check_claims(const struct json_value *claims,
                                const struct id_token_wanted *wanted,
                                struct error *err)
{
    const char *party = text_of(claims, "azp");
    if (!text_same(text_of(claims, "iss"), wanted->issuer))
        return refuse(err, "is of another issuer");
    if (!is_for(claims, wanted->client_id) ||
        (party != NULL && !text_same(party, wanted->client_id)))
        return refuse(err, "is meant for another service");
    if (!text_same(text_of(claims, "nonce"), wanted->nonce))
        return refuse(err, "is of another sign-in (nonce)");
    return check_times(claims, wanted->now, err);
}

static enum status read_claims(struct arena *arena, cjose_jws_t *jws,
                               const struct json_value **claims,
                               struct error *err)
{
    cjose_err ignored;
    uint8_t *bytes = NULL;
    size_t n = 0;
    struct error unreadable;
    if (!cjose_jws_get_plaintext(jws, &bytes, &n, &ignored) ||
        json_read(arena, (const char *)bytes, n, claims, &unreadable) !=
            STATUS_OK ||
        (*claims)->kind != JSON_KIND_OBJECT)
        return refuse(err, "does not hold a JSON object");
    return STATUS_OK;
}

static enum status check_jws(struct arena *arena, cjose_jws_t *jws,
                             const struct json_value *keys,
                             const struct id_token_wanted *wanted,
                             const char **subject, struct error *err)
{
    const struct json_value *claims = NULL;
    enum status status = verify(jws, keys, err);
    if (status == STATUS_OK)
        status = read_claims(arena, jws, &claims, err);
    if (status == STATUS_OK)
        status = check_claims(claims, wanted, err);
    if (status != STATUS_OK)
        return status;
    *subject = text_of(claims, "sub");
    if (*subject == NULL || (*subject)[0] == '\0' ||
        strlen(*subject) > LONGEST_SUBJECT)
        return refuse(err, "names no subject");
    return STATUS_OK;
}

enum status id_token_check(struct arena *arena, const char *token,
                           const struct json_value *keys,
                           const struct id_token_wanted *wanted,
                           const char **subject, struct error *err)
{
    cjose_err ignored;
    size_t n = strlen(token);
    cjose_jws_t *jws =
        n > LONGEST_TOKEN ? NULL : cjose_jws_import(token, n, &ignored);
    if (jws == NULL)
        return refuse(err, "is not a signed one");
    enum status status = check_jws(arena, jws, keys, wanted, subject, err);
    cjose_jws_release(jws);
    return status;
}
