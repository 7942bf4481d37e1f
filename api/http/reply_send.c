#include "http/reply_send.h"

#include <string.h>

// Scripts, styles and connections only from here; MapLibre runs its workers
// from blobs and draws icons from data.
#define PAGE_POLICY                                                            \
    "default-src 'none'; script-src 'self'; style-src 'self' "                 \
    "'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; "     \
    "connect-src 'self'; worker-src 'self' blob:; child-src blob:; "           \
    "manifest-src 'self'; base-uri 'none'; form-action 'self'; "               \
    "frame-ancestors 'none'"

static void add_headers(struct MHD_Response *response,
                        const struct reply *reply)
{
    if (reply->status != 204 && reply->status != 304)
        MHD_add_response_header(response, "Content-Type", reply->content_type);
    MHD_add_response_header(response, "Cache-Control",
                            reply_cache_text(reply->cache));
    MHD_add_response_header(response, "Vary", "Accept-Encoding");
    MHD_add_response_header(response, "X-Content-Type-Options", "nosniff");
    if (reply->etag != NULL)
        MHD_add_response_header(response, "ETag", reply->etag);
    if (reply->encoding != ENCODING_NONE)
        MHD_add_response_header(response, "Content-Encoding",
                                encoding_name(reply->encoding));
    if (reply->cache == REPLY_FOR_EVER)
        MHD_add_response_header(response, "Accept-Ranges", "bytes");
    if (strncmp(reply->content_type, "text/html", 9) == 0) {
        MHD_add_response_header(response, "Content-Security-Policy",
                                PAGE_POLICY);
        MHD_add_response_header(response, "Referrer-Policy", "no-referrer");
    }
    for (size_t i = 0; i < reply->n_headers; i++)
        MHD_add_response_header(response, reply->headers[i].name,
                                reply->headers[i].value);
}

struct MHD_Response *reply_response(struct reply *reply, bool owns)
{
    size_t n;
    const char *bytes = reply_bytes(reply, &n);
    bool gives_body = reply->borrowed == NULL && n > 0;
    struct MHD_Response *response =
        MHD_create_response_from_buffer(n, (void *)(uintptr_t)bytes,
                                        gives_body ? MHD_RESPMEM_MUST_FREE
                                        : owns     ? MHD_RESPMEM_MUST_COPY
                                                   : MHD_RESPMEM_PERSISTENT);
    if (response == NULL)
        return NULL;
    if (gives_body)
        reply->body = (struct text_buffer){0};
    add_headers(response, reply);
    return response;
}

struct MHD_Response *reply_response_unchanged(const struct reply *reply)
{
    struct reply unchanged = *reply;
    unchanged.status = MHD_HTTP_NOT_MODIFIED;
    unchanged.encoding = ENCODING_NONE;
    unchanged.body = (struct text_buffer){0};
    unchanged.borrowed = NULL;
    unchanged.n_borrowed = 0;
    return reply_response(&unchanged, true);
}
