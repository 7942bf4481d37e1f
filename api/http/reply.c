// A reply is plain memory until the server sends it, so that a handler can be
// tested without a socket and a failure can still replace what was written.

#include "http/reply.h"

#include <assert.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "http/byte_range.h"
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

// An ETag for the plain bytes is "abc", for the squeezed ones "abc-gzip",
// "abc-zstd" and "abc-br": strong tags, which must differ where the bytes do
// (RFC 9110, section 8.8.1). All of them mean the same answer.
static const char *etag_of_encoding(struct arena *arena, const char *etag,
                                    enum encoding encoding)
{
    size_t n = strlen(etag);
    if (encoding == ENCODING_NONE || n < 2 || etag[n - 1] != '"')
        return etag;
    return arena_format(arena, "%.*s-%s\"", (int)n - 1, etag,
                        encoding_name(encoding));
}

// The bytes between the quotes of an ETag, without the name of an encoding.
static size_t bare_tag(const char **tag, size_t n)
{
    const char *quote = memchr(*tag, '"', n);
    const char *end =
        quote == NULL ? NULL : memrchr(quote, '"', n - (size_t)(quote - *tag));
    if (end == quote)
        return 0;
    *tag = quote + 1;
    size_t length = (size_t)(end - *tag);
    for (int i = ENCODING_GZIP; i < N_ENCODINGS; i++) {
        const char *name = encoding_name((enum encoding)i);
        size_t ending = strlen(name) + 1;
        if (length > ending && (*tag)[length - ending] == '-' &&
            memcmp(*tag + length - ending + 1, name, ending - 1) == 0)
            return length - ending;
    }
    return length;
}

// If-None-Match compares weakly (RFC 9110, section 13.1.2): W/ is passed over.
bool reply_tag_is_in(const char *list, const char *etag)
{
    if (list == NULL || etag == NULL)
        return false;
    if (strcmp(list, "*") == 0)
        return true;
    size_t n = bare_tag(&etag, strlen(etag));
    while (*list != '\0') {
        size_t span = strcspn(list, ",");
        const char *tag = list;
        if (bare_tag(&tag, span) == n && memcmp(tag, etag, n) == 0)
            return true;
        list += span;
        list += *list == ',';
    }
    return false;
}

bool reply_is_had(const struct reply *reply, const struct request *request)
{
    return reply_tag_is_in(request->if_none_match, reply->etag);
}

static void forget_bytes(struct reply *reply)
{
    reply->encoding = ENCODING_NONE;
    reply->body.length = 0;
    reply->borrowed = NULL;
    reply->n_borrowed = 0;
}

static bool may_be_kept(const struct reply *reply)
{
    return reply->status == 200 && reply->cache != REPLY_NO_STORE;
}

static void settle_etag(struct reply *reply, const struct request *request)
{
    if (!may_be_kept(reply) || reply->etag != NULL)
        return;
    size_t n;
    const char *bytes = reply_bytes(reply, &n);
    reply->etag = reply_etag_of(request->arena, bytes, n);
}

static bool is_squeezable(const char *type)
{
    return strncmp(type, "text/", 5) == 0 || strstr(type, "json") != NULL ||
           strstr(type, "javascript") != NULL || strstr(type, "xml") != NULL ||
           strstr(type, "mapbox-vector-tile") != NULL;
}

// An answer made for one client is not worth squeezing while it fits into two
// packets.
#define SQUEEZED_FROM_BYTES 512u
#define SQUEEZED_FOR_ONE_FROM_BYTES 2048u

// Squeezes the bytes if that makes them smaller.
static void squeeze(struct reply *reply, enum encoding encoding)
{
    size_t n;
    const char *bytes = reply_bytes(reply, &n);
    bool is_for_one = !may_be_kept(reply);
    struct text_buffer squeezed = {0};
    if (n < (is_for_one ? SQUEEZED_FOR_ONE_FROM_BYTES : SQUEEZED_FROM_BYTES) ||
        !encoding_squeeze(encoding, is_for_one ? ENCODING_FAST : ENCODING_SMALL,
                          bytes, n, &squeezed) ||
        squeezed.length >= n) {
        text_buffer_free(&squeezed);
        return;
    }
    text_buffer_free(&reply->body);
    forget_bytes(reply);
    reply->body = squeezed;
    reply->encoding = encoding;
}

static void settle_encoding(struct reply *reply, const struct request *request)
{
    if (reply->encoding == ENCODING_NONE &&
        request->encoding != ENCODING_NONE &&
        is_squeezable(reply->content_type))
        squeeze(reply, request->encoding);
    if (reply->etag != NULL)
        reply->etag =
            etag_of_encoding(request->arena, reply->etag, reply->encoding);
}

static void cut_out(struct reply *reply, size_t first, size_t last)
{
    reply->status = 206;
    if (reply->borrowed != NULL) {
        reply->borrowed += first;
        reply->n_borrowed = last - first + 1;
        return;
    }
    reply->body.length = last - first + 1;
    memmove(reply->body.bytes, reply->body.bytes + first, reply->body.length);
}

static void refuse_range(struct reply *reply, struct arena *arena, size_t n)
{
    reply_problem_status(reply, 416, "the answer has no such part");
    reply_header(reply, "Content-Range", arena_format(arena, "bytes */%zu", n));
}

// The part is one of the bytes as they are sent, squeezed or not. If-Range asks
// for all of them when they are not those of that ETag.
static void settle_range(struct reply *reply, const struct request *request)
{
    size_t n, first, last;
    reply_bytes(reply, &n);
    if (request->if_range != NULL && !text_same(request->if_range, reply->etag))
        return;
    enum byte_range range = byte_range_read(request->range, n, &first, &last);
    if (range == BYTE_RANGE_NONE)
        refuse_range(reply, request->arena, n);
    if (range != BYTE_RANGE_PART)
        return;
    cut_out(reply, first, last);
    reply_header(
        reply, "Content-Range",
        arena_format(request->arena, "bytes %zu-%zu/%zu", first, last, n));
}

void reply_settle(struct reply *reply, const struct request *request)
{
    settle_etag(reply, request);
    if (may_be_kept(reply) && reply_is_had(reply, request)) {
        reply->status = 304;
        forget_bytes(reply);
        return;
    }
    settle_encoding(reply, request);
    if (may_be_kept(reply) && request->range != NULL)
        settle_range(reply, request);
}
