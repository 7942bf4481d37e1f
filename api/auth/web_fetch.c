// A handle a request: signing in elsewhere happens a few times a minute at
// most, and a handle of its own shares no state with another thread.

#include "auth/web_fetch.h"

#include <curl/curl.h>
#include <string.h>

#include "base/text.h"

#define LONGEST_S 5L
#define CONNECT_LONGEST_S 3L

bool web_is_safe(const char *url)
{
    static const char *const PLAIN[] = {
        "http://127.0.0.1:", "http://127.0.0.1/",
        "http://[::1]:", "http://localhost:"};
    for (size_t i = 0; i < sizeof PLAIN / sizeof *PLAIN; i++)
        if (strncmp(url, PLAIN[i], strlen(PLAIN[i])) == 0)
            return true;
    return strncmp(url, "https://", 8) == 0;
}

static size_t take_bytes(char *bytes, size_t size, size_t n, void *into)
{
    struct text_buffer *body = into;
    if (body->length + size * n > WEB_MOST_BYTES)
        return 0; // which ends the transfer
    text_add(body, bytes, size * n);
    return size * n;
}

static void set_up(CURL *handle, const struct web_request *request,
                   struct text_buffer *body)
{
    curl_easy_setopt(handle, CURLOPT_URL, request->url);
    curl_easy_setopt(handle, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(handle, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(handle, CURLOPT_TIMEOUT, LONGEST_S);
    curl_easy_setopt(handle, CURLOPT_CONNECTTIMEOUT, CONNECT_LONGEST_S);
    curl_easy_setopt(handle, CURLOPT_USERAGENT, "hocgan");
    curl_easy_setopt(handle, CURLOPT_WRITEFUNCTION, take_bytes);
    curl_easy_setopt(handle, CURLOPT_WRITEDATA, body);
    if (request->form != NULL)
        curl_easy_setopt(handle, CURLOPT_POSTFIELDS, request->form);
    if (request->ca_file != NULL)
        curl_easy_setopt(handle, CURLOPT_CAINFO, request->ca_file);
    if (request->user != NULL) {
        curl_easy_setopt(handle, CURLOPT_HTTPAUTH, CURLAUTH_BASIC);
        curl_easy_setopt(handle, CURLOPT_USERNAME, request->user);
        curl_easy_setopt(handle, CURLOPT_PASSWORD, request->secret);
    }
}

static enum status judge(CURL *handle, CURLcode done,
                         const struct web_request *request, struct error *err)
{
    long http_status = 0;
    curl_easy_getinfo(handle, CURLINFO_RESPONSE_CODE, &http_status);
    if (done == CURLE_WRITE_ERROR)
        return error_set(err, STATUS_IO, "%s answers more than %zu bytes",
                         request->url, WEB_MOST_BYTES);
    if (done != CURLE_OK)
        return error_set(err, STATUS_IO, "%s does not answer: %s", request->url,
                         curl_easy_strerror(done));
    if (http_status < 200 || http_status > 299)
        return error_set(err, STATUS_IO, "%s answers with status %ld",
                         request->url, http_status);
    return STATUS_OK;
}

enum status web_fetch(struct arena *arena, const struct web_request *request,
                      const char **body, struct error *err)
{
    *body = NULL;
    if (!web_is_safe(request->url))
        return error_set(err, STATUS_BAD_INPUT,
                         "%s is neither https nor on this machine",
                         request->url);
    CURL *handle = curl_easy_init();
    if (handle == NULL)
        return error_set(err, STATUS_IO, "libcurl cannot start");
    struct text_buffer taken = {0};
    set_up(handle, request, &taken);
    enum status status = judge(handle, curl_easy_perform(handle), request, err);
    if (taken.bytes != NULL)
        *body = arena_text_n(arena, taken.bytes, taken.length);
    else if (status == STATUS_OK)
        *body = "";
    text_buffer_free(&taken);
    curl_easy_cleanup(handle);
    return status;
}

const char *web_escape(struct arena *arena, const char *text)
{
    char *escaped = curl_easy_escape(NULL, text, 0);
    const char *kept = arena_text(arena, escaped == NULL ? "" : escaped);
    curl_free(escaped);
    return kept;
}
