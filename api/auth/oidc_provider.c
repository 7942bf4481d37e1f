#include "auth/oidc_provider.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "auth/web_fetch.h"
#include "base/text.h"

#define LONGEST_FILE 65536
#define LONGEST_TEXT 2000

static enum status read_file(struct arena *arena, const char *path,
                             const char **text, struct error *err)
{
    FILE *file = fopen(path, "rb");
    if (file == NULL)
        return error_set(err, STATUS_IO, "cannot read %s: %s", path,
                         strerror(errno));
    char *bytes = arena_array(arena, char, LONGEST_FILE + 1);
    bool is_whole = fread(bytes, 1, LONGEST_FILE + 1, file) <= LONGEST_FILE;
    bytes[LONGEST_FILE] = '\0';
    fclose(file);
    if (!is_whole)
        return error_set(err, STATUS_BAD_INPUT, "%s is longer than %d bytes",
                         path, LONGEST_FILE);
    *text = bytes;
    return STATUS_OK;
}

// An object, or a sentence that begins with what it should have been.
static enum status read_object(struct arena *arena, const char *text,
                               const char *what,
                               const struct json_value **object,
                               struct error *err)
{
    enum status status = json_read(arena, text, strlen(text), object, err);
    if (status == STATUS_OK && (*object)->kind != JSON_KIND_OBJECT)
        status = error_set(err, STATUS_BAD_INPUT, "it is not an object");
    return status == STATUS_OK ? status : error_prefix(err, "%s: ", what);
}

static enum status need_address(const struct json_value *object,
                                const char *key, const char **url,
                                struct error *err)
{
    enum status status = json_need_text(object, key, LONGEST_TEXT, url, err);
    if (status == STATUS_OK && !web_is_safe(*url))
        status = error_set(err, STATUS_BAD_INPUT,
                           "%s is neither https nor on this machine", key);
    return status;
}

static enum status read_secret(struct arena *arena,
                               const struct json_value *object,
                               struct oidc_options *options, struct error *err)
{
    const char *path = NULL, *text = NULL;
    enum status status =
        json_may_text(object, "client_secret_file", LONGEST_TEXT, &path, err);
    if (status != STATUS_OK || path == NULL)
        return status;
    status = read_file(arena, path, &text, err);
    if (status == STATUS_OK)
        options->client_secret =
            arena_text_n(arena, text, strcspn(text, "\r\n"));
    return status;
}

enum status oidc_options_read(const char *path, struct arena *arena,
                              struct oidc_options *options, struct error *err)
{
    const char *text = NULL;
    const struct json_value *object = NULL;
    *options = (struct oidc_options){0};
    enum status status = read_file(arena, path, &text, err);
    if (status == STATUS_OK)
        status = read_object(arena, text, path, &object, err);
    if (status != STATUS_OK)
        return status;
    status = need_address(object, "issuer", &options->issuer, err);
    if (status == STATUS_OK)
        status = json_need_text(object, "client_id", LONGEST_TEXT,
                                &options->client_id, err);
    if (status == STATUS_OK)
        status = need_address(object, "redirect", &options->redirect, err);
    if (status == STATUS_OK)
        status = json_may_text(object, "ca_file", LONGEST_TEXT,
                               &options->ca_file, err);
    if (status == STATUS_OK)
        status = read_secret(arena, object, options, err);
    return status == STATUS_OK ? status : error_prefix(err, "%s: ", path);
}

enum status oidc_endpoints_read(struct arena *arena, const char *document,
                                const struct oidc_options *options,
                                struct oidc_endpoints *endpoints,
                                struct error *err)
{
    const struct json_value *object = NULL;
    const char *issuer = NULL;
    enum status status =
        read_object(arena, document, "the provider's document", &object, err);
    if (status == STATUS_OK)
        status = json_need_text(object, "issuer", LONGEST_TEXT, &issuer, err);
    if (status == STATUS_OK && !text_same(issuer, options->issuer))
        status = error_set(err, STATUS_BAD_INPUT,
                           "the provider's document is that of another issuer");
    if (status == STATUS_OK)
        status = need_address(object, "authorization_endpoint",
                              &endpoints->authorization, err);
    if (status == STATUS_OK)
        status = need_address(object, "token_endpoint", &endpoints->token, err);
    if (status == STATUS_OK)
        status = need_address(object, "jwks_uri", &endpoints->keys, err);
    return status;
}

enum status oidc_token_read(struct arena *arena, const char *answer,
                            const char **id_token, struct error *err)
{
    const struct json_value *object = NULL;
    enum status status =
        read_object(arena, answer, "the provider's answer", &object, err);
    if (status == STATUS_OK)
        status =
            json_need_text(object, "id_token", LONGEST_FILE, id_token, err);
    return status;
}

static enum status get(struct arena *arena, const struct oidc_options *options,
                       const char *url, const char **body, struct error *err)
{
    struct web_request request = {.url = url, .ca_file = options->ca_file};
    return web_fetch(arena, &request, body, err);
}

enum status oidc_fetch_endpoints(struct arena *arena,
                                 const struct oidc_options *options,
                                 struct oidc_endpoints *endpoints,
                                 struct error *err)
{
    size_t n = strlen(options->issuer);
    const char *document = NULL;
    n -= n > 0 && options->issuer[n - 1] == '/';
    enum status status =
        get(arena, options,
            arena_format(arena, "%.*s/.well-known/openid-configuration", (int)n,
                         options->issuer),
            &document, err);
    if (status == STATUS_OK)
        status = oidc_endpoints_read(arena, document, options, endpoints, err);
    return status;
}

enum status oidc_fetch_keys(struct arena *arena,
                            const struct oidc_options *options,
                            const struct oidc_endpoints *endpoints,
                            const struct json_value **keys, struct error *err)
{
    const char *document = NULL;
    enum status status = get(arena, options, endpoints->keys, &document, err);
    if (status == STATUS_OK)
        status = read_object(arena, document, "the provider's keys", keys, err);
    return status;
}

enum status oidc_fetch_token(struct arena *arena,
                             const struct oidc_options *options,
                             const struct oidc_endpoints *endpoints,
                             const char *code, const char *verifier,
                             const char **id_token, struct error *err)
{
    // Without a secret the client names itself in the form (RFC 6749, 2.3.1);
    // with one, both go encoded into the header.
    const char *secret = options->client_secret;
    const char *id = web_escape(arena, options->client_id);
    const char *form = arena_format(
        arena,
        "grant_type=authorization_code&code=%s&redirect_uri=%s"
        "&code_verifier=%s%s%s",
        web_escape(arena, code), web_escape(arena, options->redirect), verifier,
        secret == NULL ? "&client_id=" : "", secret == NULL ? id : "");
    struct web_request request = {
        .url = endpoints->token,
        .form = form,
        .user = secret == NULL ? NULL : id,
        .secret = secret == NULL ? NULL : web_escape(arena, secret),
        .ca_file = options->ca_file};
    const char *answer = NULL;
    enum status status = web_fetch(arena, &request, &answer, err);
    if (status == STATUS_OK)
        return oidc_token_read(arena, answer, id_token, err);
    // It answered, and does not take the code: that is the browser's fault.
    return answer == NULL
               ? status
               : error_set(err, STATUS_BAD_INPUT,
                           "the provider does not take the code it gave");
}
