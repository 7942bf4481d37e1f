#include <cjose/cjose.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "auth/id_token.h"
#include "auth/oidc_provider.h"
#include "check.h"
#include "scratch.h"

#define NOW 1800000000

static const struct id_token_wanted WANTED = {.issuer = "https://login.example",
                                              .client_id = "hocgan",
                                              .nonce = "n-1",
                                              .now = NOW};

// A provider with an RSA and an EC key, as its key set shows them.
struct provider {
    struct arena *arena;
    cjose_jwk_t *rsa;
    cjose_jwk_t *ec;
    const struct json_value *keys;
};

static const struct json_value *parse(struct arena *arena, const char *text)
{
    const struct json_value *value = NULL;
    struct error err;
    if (json_read(arena, text, strlen(text), &value, &err) != STATUS_OK)
        fail_msg("%s: %s", err.text, text);
    return value;
}

static void name_key(cjose_jwk_t *key, const char *id)
{
    cjose_err err;
    CHECK(key != NULL && cjose_jwk_set_kid(key, id, strlen(id), &err));
}

static struct provider provider_new(void)
{
    cjose_err err;
    struct provider made = {.arena = arena_new()};
    made.rsa = cjose_jwk_create_RSA_random(2048, NULL, 0, &err);
    made.ec = cjose_jwk_create_EC_random(CJOSE_JWK_EC_P_256, &err);
    name_key(made.rsa, "r");
    name_key(made.ec, "e");
    char *rsa = cjose_jwk_to_json(made.rsa, false, &err);
    char *ec = cjose_jwk_to_json(made.ec, false, &err);
    made.keys = parse(made.arena,
                      arena_format(made.arena, "{\"keys\":[%s,%s]}", rsa, ec));
    free(rsa);
    free(ec);
    return made;
}

static void provider_free(struct provider *provider)
{
    cjose_jwk_release(provider->rsa);
    cjose_jwk_release(provider->ec);
    arena_free(provider->arena);
}

static const char *sign(struct provider *provider, const cjose_jwk_t *key,
                        const char *algorithm, const char *id,
                        const char *claims)
{
    cjose_err err;
    const char *token = NULL;
    cjose_header_t *header = cjose_header_new(&err);
    CHECK(cjose_header_set(header, CJOSE_HDR_ALG, algorithm, &err));
    if (id != NULL)
        CHECK(cjose_header_set(header, CJOSE_HDR_KID, id, &err));
    cjose_jws_t *jws = cjose_jws_sign(key, header, (const uint8_t *)claims,
                                      strlen(claims), &err);
    CHECK(jws != NULL && cjose_jws_export(jws, &token, &err));
    token = arena_text(provider->arena, token);
    cjose_jws_release(jws);
    cjose_header_release(header);
    return token;
}

// The claims of a good token, with one member left out and one put in.
static const char *claims_but(struct arena *arena, const char *left_out,
                              const char *put_in)
{
    static const char *const GOOD[][2] = {{"iss", "\"https://login.example\""},
                                          {"aud", "\"hocgan\""},
                                          {"nonce", "\"n-1\""},
                                          {"sub", "\"lan@city\""},
                                          {"iat", "1799999990"},
                                          {"exp", "1800000300"}};
    const char *claims = "{";
    for (size_t i = 0; i < sizeof GOOD / sizeof *GOOD; i++)
        if (strcmp(GOOD[i][0], left_out) != 0)
            claims = arena_format(arena, "%s\"%s\":%s,", claims, GOOD[i][0],
                                  GOOD[i][1]);
    return arena_format(arena, "%s%s}", claims,
                        put_in == NULL ? "\"x\":1" : put_in);
}

static enum status check(struct provider *provider, const char *token,
                         const char **subject, struct error *err)
{
    return id_token_check(provider->arena, token, provider->keys, &WANTED,
                          subject, err);
}

static void check_claims(struct provider *provider, const char *left_out,
                         const char *put_in, const char *why)
{
    struct error err = {.text = ""};
    const char *subject = NULL;
    const char *claims = claims_but(provider->arena, left_out, put_in);
    enum status status =
        check(provider, sign(provider, provider->rsa, "RS256", "r", claims),
              &subject, &err);
    if (status != (why == NULL ? STATUS_OK : STATUS_BAD_INPUT))
        fail_msg("%s: %s", claims, status == STATUS_OK ? "taken" : err.text);
    if (why != NULL && strstr(err.text, why) == NULL)
        fail_msg("%s: %s", claims, err.text);
}

static void a_good_token_names_its_subject(void **state)
{
    static const char *const ALGORITHMS[][2] = {
        {"RS256", "r"}, {"PS256", "r"}, {"RS512", "r"}, {"ES256", "e"}};
    struct provider provider = provider_new();
    const char *claims = claims_but(provider.arena, "", NULL);
    for (size_t i = 0; i < sizeof ALGORITHMS / sizeof *ALGORITHMS; i++) {
        bool is_rsa = ALGORITHMS[i][1][0] == 'r';
        const char *subject = NULL;
        struct error err;
        const char *token = sign(&provider, is_rsa ? provider.rsa : provider.ec,
                                 ALGORITHMS[i][0], ALGORITHMS[i][1], claims);
        if (check(&provider, token, &subject, &err) != STATUS_OK)
            fail_msg("%s: %s", ALGORITHMS[i][0], err.text);
        CHECK_TEXT(subject, "lan@city");
        // Without an id there is one key of each kind, so it is known too.
        token = sign(&provider, is_rsa ? provider.rsa : provider.ec,
                     ALGORITHMS[i][0], NULL, claims);
        CHECK_INT(check(&provider, token, &subject, &err), STATUS_OK);
    }
    provider_free(&provider);
}

static void another_issuer_is_refused(void **state)
{
    struct provider provider = provider_new();
    check_claims(&provider, "iss", NULL, "issuer");
    check_claims(&provider, "iss", "\"iss\":\"https://login.example/\"",
                 "issuer");
    check_claims(&provider, "iss", "\"iss\":[\"https://login.example\"]",
                 "issuer");
    provider_free(&provider);
}

static void a_token_for_another_service_is_refused(void **state)
{
    struct provider provider = provider_new();
    check_claims(&provider, "aud", NULL, "another service");
    check_claims(&provider, "aud", "\"aud\":\"other\"", "another service");
    check_claims(&provider, "aud", "\"aud\":[]", "another service");
    check_claims(&provider, "aud", "\"aud\":[\"hocgan\"]", NULL);
    check_claims(&provider, "aud", "\"aud\":[\"hocgan\",\"other\"]",
                 "another service");
    check_claims(&provider, "aud",
                 "\"aud\":[\"hocgan\",\"other\"],\"azp\":\"other\"",
                 "another service");
    check_claims(&provider, "aud",
                 "\"aud\":[\"hocgan\",\"other\"],\"azp\":\"hocgan\"", NULL);
    check_claims(&provider, "", "\"azp\":\"other\"", "another service");
    provider_free(&provider);
}

static void another_nonce_is_refused(void **state)
{
    struct provider provider = provider_new();
    check_claims(&provider, "nonce", NULL, "nonce");
    check_claims(&provider, "nonce", "\"nonce\":\"n-2\"", "nonce");
    check_claims(&provider, "nonce", "\"nonce\":null", "nonce");
    provider_free(&provider);
}

static void a_token_that_has_run_out_or_is_to_come_is_refused(void **state)
{
    struct provider provider = provider_new();
    check_claims(&provider, "exp", NULL, "runs out");
    check_claims(&provider, "exp", "\"exp\":1799999939", "has run out");
    check_claims(&provider, "exp", "\"exp\":1799999941", NULL); // clocks differ
    check_claims(&provider, "exp", "\"exp\":\"1800000300\"", "runs out");
    check_claims(&provider, "exp", "\"exp\":-1e300", "has run out");
    check_claims(&provider, "iat", NULL, "made");
    check_claims(&provider, "iat", "\"iat\":1800000061", "to come");
    check_claims(&provider, "", "\"nbf\":1800000061", "to come");
    check_claims(&provider, "", "\"nbf\":1800000000", NULL);
    provider_free(&provider);
}

static void a_token_without_a_subject_is_refused(void **state)
{
    struct provider provider = provider_new();
    char put_in[400] = "\"sub\":\"";
    check_claims(&provider, "sub", NULL, "subject");
    check_claims(&provider, "sub", "\"sub\":\"\"", "subject");
    check_claims(&provider, "sub", "\"sub\":5", "subject");
    memset(put_in + strlen(put_in), 'a', 256);
    strcat(put_in, "\"");
    check_claims(&provider, "sub", put_in, "subject");
    provider_free(&provider);
}

static void a_key_that_is_not_shown_is_not_believed(void **state)
{
    struct provider provider = provider_new(), stranger = provider_new();
    const char *claims = claims_but(provider.arena, "", NULL), *subject;
    struct error err;
    // Under its own name, under ours, and without one.
    CHECK_INT(check(&provider,
                    sign(&provider, stranger.rsa, "RS256", "s", claims),
                    &subject, &err),
              STATUS_NOT_FOUND);
    CHECK_INT(check(&provider,
                    sign(&provider, stranger.rsa, "RS256", "r", claims),
                    &subject, &err),
              STATUS_BAD_INPUT);
    CHECK(strstr(err.text, "signature") != NULL);
    CHECK_INT(check(&provider,
                    sign(&provider, stranger.ec, "ES256", NULL, claims),
                    &subject, &err),
              STATUS_BAD_INPUT);
    provider_free(&stranger);
    provider_free(&provider);
}

static void only_signatures_with_a_public_key_are_taken(void **state)
{
    static const char SECRET[] = "the public key, taken for a secret";
    // {"alg":"none"} and {"alg":"HS256","kid":"r"}
    static const char *const NONE[] = {"eyJhbGciOiJub25lIn0.e30.",
                                       "eyJhbGciOiJub25lIn0.e30",
                                       "e30.e30.",
                                       "",
                                       "a.b.c",
                                       "..",
                                       "e30.e30.e30.e30"};
    struct provider provider = provider_new();
    const char *subject = NULL;
    struct error err;
    cjose_err ignored;
    for (size_t i = 0; i < sizeof NONE / sizeof *NONE; i++)
        CHECK_INT(check(&provider, NONE[i], &subject, &err), STATUS_BAD_INPUT);
    cjose_jwk_t *secret = cjose_jwk_create_oct_spec(
        (const uint8_t *)SECRET, sizeof SECRET - 1, &ignored);
    const char *claims = claims_but(provider.arena, "", NULL);
    CHECK_INT(check(&provider, sign(&provider, secret, "HS256", "r", claims),
                    &subject, &err),
              STATUS_BAD_INPUT);
    CHECK(strstr(err.text, "public key") != NULL);
    CHECK(subject == NULL);
    cjose_jwk_release(secret);
    provider_free(&provider);
}

static void a_token_that_was_changed_is_refused(void **state)
{
    struct provider provider = provider_new();
    char *token =
        arena_text(provider.arena, sign(&provider, provider.ec, "ES256", "e",
                                        claims_but(provider.arena, "", NULL)));
    size_t n = strlen(token);
    const char *subject = NULL;
    struct error err;
    // The last letter of a part has bits that stand for nothing.
    for (size_t i = 0; i < n; i++) {
        char was = token[i];
        if (was == '.' || i + 1 == n || token[i + 1] == '.')
            continue;
        token[i] = was == 'A' ? 'B' : 'A';
        if (check(&provider, token, &subject, &err) == STATUS_OK)
            fail_msg("taken with another letter at %zu", i);
        token[i] = was;
    }
    CHECK_INT(check(&provider, token, &subject, &err), STATUS_OK);
    provider_free(&provider);
}

static const struct oidc_options OPTIONS = {.issuer = "https://login.example"};

static void check_document(const char *document, const char *why)
{
    struct arena *arena = arena_new();
    struct oidc_endpoints endpoints = {0};
    struct error err = {.text = ""};
    enum status status =
        oidc_endpoints_read(arena, document, &OPTIONS, &endpoints, &err);
    CHECK_INT(status, why == NULL ? STATUS_OK : STATUS_BAD_INPUT);
    if (why != NULL && strstr(err.text, why) == NULL)
        fail_msg("%s", err.text);
    arena_free(arena);
}

static void a_providers_document_must_be_its_own_and_whole(void **state)
{
    check_document("{\"issuer\":\"https://login.example\","
                   "\"authorization_endpoint\":\"https://login.example/a\","
                   "\"token_endpoint\":\"https://login.example/t\","
                   "\"jwks_uri\":\"https://login.example/k\"}",
                   NULL);
    check_document("{\"issuer\":\"https://evil.example\","
                   "\"authorization_endpoint\":\"https://login.example/a\","
                   "\"token_endpoint\":\"https://login.example/t\","
                   "\"jwks_uri\":\"https://login.example/k\"}",
                   "another issuer");
    check_document("{\"issuer\":\"https://login.example\","
                   "\"authorization_endpoint\":\"https://login.example/a\","
                   "\"token_endpoint\":\"http://login.example/t\","
                   "\"jwks_uri\":\"https://login.example/k\"}",
                   "token_endpoint");
    check_document("{\"issuer\":\"https://login.example\"}",
                   "authorization_endpoint");
    check_document("[]", "not an object");
    check_document("<html>", "provider's document");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_good_token_names_its_subject),
        TEST(another_issuer_is_refused),
        TEST(a_token_for_another_service_is_refused),
        TEST(another_nonce_is_refused),
        TEST(a_token_that_has_run_out_or_is_to_come_is_refused),
        TEST(a_token_without_a_subject_is_refused),
        TEST(a_key_that_is_not_shown_is_not_believed),
        TEST(only_signatures_with_a_public_key_are_taken),
        TEST(a_token_that_was_changed_is_refused),
        TEST(a_providers_document_must_be_its_own_and_whole),
    };
    return RUN_TESTS(tests);
}
