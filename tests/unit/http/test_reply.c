#include <string.h>

#include "check.h"
#include "http/reply.h"

static struct request request_of(struct arena *arena)
{
    return (struct request){.arena = arena, .method = "GET", .path = "/"};
}

static struct reply answer(enum reply_cache cache)
{
    struct reply reply = reply_new();
    struct json_writer json = reply_json(&reply);
    reply.cache = cache;
    json_begin_array(&json);
    for (int i = 0; i < 500; i++)
        json_int(&json, i);
    json_end_array(&json);
    return reply;
}

static void what_may_be_kept_is_told_apart_by_its_etag(void **state)
{
    struct arena *arena = arena_new();
    struct request request = request_of(arena);
    struct reply first = answer(REPLY_ASK_AGAIN);
    reply_settle(&first, &request);
    CHECK_INT(first.status, 200);
    request.if_none_match = arena_format(arena, "\"x\", W/%s", first.etag);
    struct reply again = answer(REPLY_ASK_AGAIN);
    reply_settle(&again, &request);
    CHECK_INT(again.status, 304);
    size_t n;
    reply_bytes(&again, &n);
    CHECK_INT(n, 0);
    request.if_none_match = "\"x\"";
    struct reply other = answer(REPLY_ASK_AGAIN);
    reply_settle(&other, &request);
    CHECK_INT(other.status, 200);
    reply_free(&first);
    reply_free(&again);
    reply_free(&other);
    arena_free(arena);
}

static void what_is_about_a_home_has_no_etag(void **state)
{
    struct arena *arena = arena_new();
    struct request request = request_of(arena);
    request.if_none_match = "*";
    struct reply reply = answer(REPLY_NO_STORE);
    reply_settle(&reply, &request);
    CHECK_INT(reply.status, 200);
    CHECK(reply.etag == NULL);
    CHECK_TEXT(reply_cache_text(reply.cache), "no-store");
    reply_free(&reply);
    arena_free(arena);
}

static void texts_are_squeezed_only_for_those_who_take_it(void **state)
{
    struct arena *arena = arena_new();
    struct request request = request_of(arena);
    struct reply plain = answer(REPLY_ASK_AGAIN);
    reply_settle(&plain, &request);
    CHECK_INT(plain.encoding, ENCODING_NONE);
    request.encoding = ENCODING_GZIP;
    struct reply squeezed = answer(REPLY_ASK_AGAIN);
    reply_settle(&squeezed, &request);
    CHECK_INT(squeezed.encoding, ENCODING_GZIP);
    CHECK(squeezed.body.length < plain.body.length);
    struct reply picture = reply_new();
    reply_borrowed(&picture, "image/png", plain.body.bytes, plain.body.length);
    reply_settle(&picture, &request);
    CHECK_INT(picture.encoding, ENCODING_NONE);
    struct reply homely = answer(REPLY_NO_STORE);
    CHECK(homely.body.length < 2048); // not worth it, for one
    reply_settle(&homely, &request);
    CHECK_INT(homely.encoding, ENCODING_NONE);
    for (int i = 0; i < 200; i++)
        text_add_string(&homely.body, "more");
    reply_settle(&homely, &request);
    CHECK_INT(homely.encoding, ENCODING_GZIP);
    struct reply *all[] = {&plain, &squeezed, &homely};
    for (size_t i = 0; i < 3; i++)
        reply_free(all[i]);
    arena_free(arena);
}

static const char *etag_in(struct arena *arena, enum encoding encoding)
{
    struct request request = request_of(arena);
    struct reply reply = answer(REPLY_ASK_AGAIN);
    request.encoding = encoding;
    reply_settle(&reply, &request);
    reply_free(&reply);
    return reply.etag;
}

static unsigned status_for(struct arena *arena, enum encoding encoding,
                           const char *if_none_match)
{
    struct request request = request_of(arena);
    struct reply reply = answer(REPLY_ASK_AGAIN);
    request.encoding = encoding;
    request.if_none_match = if_none_match;
    reply_settle(&reply, &request);
    reply_free(&reply);
    return reply.status;
}

static void each_encoding_has_an_etag_and_any_of_them_will_do(void **state)
{
    struct arena *arena = arena_new();
    const char *tags[N_ENCODINGS];
    for (int i = 0; i < N_ENCODINGS; i++)
        tags[i] = etag_in(arena, (enum encoding)i);
    CHECK(strcmp(tags[0], tags[1]) != 0 && strcmp(tags[1], tags[2]) != 0);
    for (int i = 0; i < N_ENCODINGS; i++)
        for (int j = 0; j < N_ENCODINGS; j++)
            CHECK_INT(status_for(arena, (enum encoding)i, tags[j]), 304);
    const char *others[] = {"\"-gzip\"", "\"\"", "\"", "",
                            "gzip",      "W/",   ",,", "\"x-zstd\", \"y\""};
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        CHECK_INT(status_for(arena, ENCODING_GZIP, others[i]), 200);
    arena_free(arena);
}

static struct reply part(struct arena *arena, const char *range,
                         const char *if_range)
{
    struct request request = request_of(arena);
    struct reply reply = reply_new();
    request.range = range;
    request.if_range = if_range;
    reply_borrowed(&reply, "image/png", "0123456789", 10);
    reply.cache = REPLY_FOR_EVER;
    reply.etag = "\"e\"";
    reply_settle(&reply, &request);
    return reply;
}

static void a_part_may_be_asked_for(void **state)
{
    struct arena *arena = arena_new();
    const struct {
        const char *range;
        const char *if_range;
        unsigned status;
        const char *bytes;
        const char *content_range;
    } cases[] = {
        {"bytes=0-3", NULL, 206, "0123", "bytes 0-3/10"},
        {"bytes=9-", NULL, 206, "9", "bytes 9-9/10"},
        {"bytes=-2", "\"e\"", 206, "89", "bytes 8-9/10"},
        {"bytes=-200", NULL, 206, "0123456789", "bytes 0-9/10"},
        {"bytes=5-500", NULL, 206, "56789", "bytes 5-9/10"},
        {"bytes=0-3", "\"old\"", 200, "0123456789", NULL},
        {"bytes=0-3", "W/\"e\"", 200, "0123456789", NULL},
        {"bytes=0-1,3-4", NULL, 200, "0123456789", NULL},
        {"bytes=3-2", NULL, 200, "0123456789", NULL},
        {"lines=1-2", NULL, 200, "0123456789", NULL},
        {"bytes=", NULL, 200, "0123456789", NULL},
        {"bytes=-", NULL, 200, "0123456789", NULL},
        {"bytes=a-3", NULL, 200, "0123456789", NULL},
        {"bytes=10-", NULL, 416, NULL, "bytes */10"},
        {"bytes=-0", NULL, 416, NULL, "bytes */10"},
        {"bytes=99999999999999999999999-", NULL, 416, NULL, "bytes */10"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct reply reply = part(arena, cases[i].range, cases[i].if_range);
        size_t n;
        const char *bytes = reply_bytes(&reply, &n);
        CHECK_INT(reply.status, cases[i].status);
        CHECK_INT(reply.n_headers, cases[i].content_range != NULL);
        if (cases[i].content_range != NULL)
            CHECK_TEXT(reply.headers[0].value, cases[i].content_range);
        if (cases[i].bytes != NULL) {
            CHECK_INT(n, strlen(cases[i].bytes));
            assert_memory_equal(bytes, cases[i].bytes, n);
        }
        reply_free(&reply);
    }
    arena_free(arena);
}

// A written body in parts is the same as the whole.
static void parts_make_the_whole(void **state)
{
    struct arena *arena = arena_new();
    struct text_buffer together = {0};
    struct reply whole = answer(REPLY_FOR_EVER);
    for (size_t at = 0; at < whole.body.length; at += 100) {
        struct request request = request_of(arena);
        struct reply piece = answer(REPLY_FOR_EVER);
        request.range = arena_format(arena, "bytes=%zu-%zu", at, at + 99);
        reply_settle(&piece, &request);
        CHECK_INT(piece.status, 206);
        text_add(&together, piece.body.bytes, piece.body.length);
        reply_free(&piece);
    }
    CHECK_TEXT(together.bytes, whole.body.bytes);
    text_buffer_free(&together);
    reply_free(&whole);
    arena_free(arena);
}

static void a_failure_replaces_what_was_written(void **state)
{
    struct reply reply = answer(REPLY_FOR_EVER);
    struct error err;
    error_set(&err, STATUS_NOT_FOUND, "there is no school with the id \"x\"");
    reply_problem(&reply, &err);
    CHECK_INT(reply.status, 404);
    CHECK_INT(reply.cache, REPLY_NO_STORE);
    CHECK_TEXT(reply.body.bytes,
               "{\"type\":\"about:blank\",\"title\":\"Not found\","
               "\"status\":404,\"detail\":\"there is no school with the id "
               "\\\"x\\\"\"}");
    reply_free(&reply);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(what_may_be_kept_is_told_apart_by_its_etag),
        TEST(what_is_about_a_home_has_no_etag),
        TEST(texts_are_squeezed_only_for_those_who_take_it),
        TEST(each_encoding_has_an_etag_and_any_of_them_will_do),
        TEST(a_part_may_be_asked_for),
        TEST(parts_make_the_whole),
        TEST(a_failure_replaces_what_was_written),
    };
    return RUN_TESTS(tests);
}
