// A reply is plain memory until the server sends it, so that a handler can be
// tested without a socket and a failure can still replace what was written.

#include "http/reply.h"

#include <assert.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <zlib.h>

#include "http/problem.h"

struct reply reply_new(void)
{
    return (struct reply){.status = 200, .content_type = "text/plain"};
}

void reply_free(struct reply *reply)
{
    text_buffer_free(&reply->body);
}

struct json_writer reply_json(struct reply *reply)
{
    reply->content_type = "application/json";
    return json_into(&reply->body);
}

void reply_borrowed(struct reply *reply, const char *content_type,
                    const char *bytes, size_t n)
{
    reply->content_type = content_type;
    reply->borrowed = bytes;
    reply->n_borrowed = n;
}

void reply_empty(struct reply *reply)
{
    reply->status = 204;
    reply->body.length = 0;
    reply->borrowed = NULL;
    reply->n_borrowed = 0;
}

void reply_header(struct reply *reply, const char *name, const char *value)
{
    assert(reply->n_headers < REPLY_MOST_HEADERS);
    reply->headers[reply->n_headers++] = (struct request_field){name, value};
}

void reply_problem_status(struct reply *reply, unsigned http_status,
                          const char *detail)
{
    reply_free(reply);
    *reply = reply_new();
    reply->status = http_status;
    reply->content_type = "application/problem+json";
    problem_write(&reply->body, http_status, detail);
}

void reply_problem(struct reply *reply, const struct error *err)
{
    reply_problem_status(reply, problem_http_status(err->status), err->text);
}

const char *reply_bytes(const struct reply *reply, size_t *n)
{
    if (reply->borrowed != NULL) {
        *n = reply->n_borrowed;
        return reply->borrowed;
    }
    *n = reply->body.length;
    return reply->body.length > 0 ? reply->body.bytes : "";
}

// FNV-1a with 64 bits (Fowler, Noll, Vo): an ETag guards against nobody, it
// only tells two versions of one address apart.
const char *reply_etag_of(struct arena *arena, const char *bytes, size_t n)
{
    uint64_t hash = 14695981039346656037u;
    for (size_t i = 0; i < n; i++)
        hash = (hash ^ (unsigned char)bytes[i]) * 1099511628211u;
    return arena_format(arena, "\"%016" PRIx64 "\"", hash);
}

#define SQUEEZED_FROM_BYTES 512
#define GZIP_WINDOW (15 + 16) // the largest window, with a gzip header

void reply_gzip(struct text_buffer *into, const char *bytes, size_t n)
{
    z_stream stream = {0};
    int made = deflateInit2(&stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED,
                            GZIP_WINDOW, 8, Z_DEFAULT_STRATEGY);
    assert(made == Z_OK);
    (void)made;
    // zlib promises not to write through next_in but does not say const.
    stream.next_in = (Bytef *)(uintptr_t)bytes;
    stream.avail_in = (uInt)n;
    int step = Z_OK;
    while (step == Z_OK) {
        char piece[16384];
        stream.next_out = (Bytef *)piece;
        stream.avail_out = sizeof piece;
        step = deflate(&stream, Z_FINISH);
        text_add(into, piece, sizeof piece - stream.avail_out);
    }
    deflateEnd(&stream);
}

const char *reply_cache_text(enum reply_cache cache)
{
    switch (cache) {
    case REPLY_NO_STORE:
        return "no-store";
    case REPLY_ASK_AGAIN:
        return "no-cache";
    case REPLY_SHORTLY:
        return "public, max-age=300";
    case REPLY_FOR_EVER:
        return "public, max-age=31536000, immutable";
    }
    return "no-store";
}

// If-None-Match compares weakly (RFC 9110, section 13.1.2): W/ is passed over.
static bool has_tag(const char *list, const char *etag)
{
    if (list == NULL)
        return false;
    if (strncmp(etag, "W/", 2) == 0)
        etag += 2;
    return strcmp(list, "*") == 0 || strstr(list, etag) != NULL;
}

// Gives the reply its ETag, and turns it into a 304 if the client has it.
static void settle_etag(struct reply *reply, const struct request *request)
{
    if (reply->status != 200 || reply->cache == REPLY_NO_STORE)
        return;
    if (reply->etag == NULL) {
        size_t n;
        const char *bytes = reply_bytes(reply, &n);
        reply->etag = reply_etag_of(request->arena, bytes, n);
    }
    if (has_tag(request->if_none_match, reply->etag)) {
        reply->status = 304;
        reply->is_gzip = false;
        reply->body.length = 0;
        reply->borrowed = NULL;
    }
}

static bool is_squeezable(const struct reply *reply, size_t n)
{
    const char *type = reply->content_type;
    return !reply->is_gzip && n >= SQUEEZED_FROM_BYTES &&
           (strncmp(type, "text/", 5) == 0 || strstr(type, "json") != NULL ||
            strstr(type, "javascript") != NULL || strstr(type, "xml") != NULL ||
            strstr(type, "mapbox-vector-tile") != NULL);
}

static void settle_encoding(struct reply *reply, const struct request *request)
{
    size_t n;
    const char *bytes = reply_bytes(reply, &n);
    if (!request->accepts_gzip || !is_squeezable(reply, n))
        return;
    struct text_buffer squeezed = {0};
    reply_gzip(&squeezed, bytes, n);
    text_buffer_free(&reply->body);
    reply->body = squeezed;
    reply->borrowed = NULL;
    reply->is_gzip = true;
}

void reply_settle(struct reply *reply, const struct request *request)
{
    settle_etag(reply, request);
    settle_encoding(reply, request);
}
