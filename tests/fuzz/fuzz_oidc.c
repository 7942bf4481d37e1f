// Any bytes as what a sign-in provider says: its document, its keys, the answer
// to a code, and an ID token with those keys. Nothing may be believed: no key
// in the corpus has signed anything.

#include <stdlib.h>
#include <string.h>

#include "auth/oidc_provider.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

// The bytes up to the first line feed are a token, the rest are the keys.
static void try_token(struct arena *arena, const char *text)
{
    static const struct id_token_wanted WANTED = {
        .issuer = "i", .client_id = "c", .nonce = "n", .now = 1};
    const struct json_value *keys = NULL;
    const char *subject = NULL;
    struct error err;
    size_t n = strcspn(text, "\n");
    const char *rest = text + n + (text[n] == '\n');
    if (json_read(arena, rest, strlen(rest), &keys, &err) == STATUS_OK &&
        keys->kind == JSON_KIND_OBJECT &&
        id_token_check(arena, arena_text_n(arena, text, n), keys, &WANTED,
                       &subject, &err) == STATUS_OK)
        abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    static const struct oidc_options OPTIONS = {.issuer = "https://a.example"};
    struct arena *arena = arena_new();
    struct oidc_endpoints endpoints;
    struct error err;
    const char *token = NULL;
    const char *text = arena_text_n(arena, (const char *)bytes, n);
    (void)oidc_endpoints_read(arena, text, &OPTIONS, &endpoints, &err);
    (void)oidc_token_read(arena, text, &token, &err);
    try_token(arena, text);
    arena_free(arena);
    return 0;
}
