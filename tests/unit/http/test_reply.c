#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#include "base/random.h"
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
    CHECK(!plain.is_gzip);
    request.accepts_gzip = true;
    struct reply squeezed = answer(REPLY_ASK_AGAIN);
    reply_settle(&squeezed, &request);
    CHECK(squeezed.is_gzip && squeezed.body.length < plain.body.length);
    struct reply picture = reply_new();
    reply_borrowed(&picture, "image/png", plain.body.bytes, plain.body.length);
    reply_settle(&picture, &request);
    CHECK(!picture.is_gzip);
    reply_free(&plain);
    reply_free(&squeezed);
    arena_free(arena);
}

// The witness: zlib's own way back.
static void what_is_squeezed_comes_back_whole(void **state)
{
    struct random random = random_from(5);
    for (size_t n = 0; n < 200000; n = 3 * n + 1) {
        struct text_buffer plain = {0};
        struct text_buffer squeezed = {0};
        for (size_t i = 0; i < n; i++)
            text_add(&plain, &"abcdefgh"[random_below(&random, 8)], 1);
        reply_gzip(&squeezed, n == 0 ? "" : plain.bytes, n);
        char *back = malloc(n + 1);
        z_stream stream = {.next_in = (Bytef *)squeezed.bytes,
                           .avail_in = (uInt)squeezed.length,
                           .next_out = (Bytef *)back,
                           .avail_out = (uInt)(n + 1)};
        CHECK_INT(inflateInit2(&stream, 15 + 16), Z_OK);
        CHECK_INT(inflate(&stream, Z_FINISH), Z_STREAM_END);
        CHECK_INT(stream.total_out, n);
        CHECK(n == 0 || memcmp(back, plain.bytes, n) == 0);
        inflateEnd(&stream);
        free(back);
        text_buffer_free(&plain);
        text_buffer_free(&squeezed);
    }
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
        TEST(what_is_squeezed_comes_back_whole),
        TEST(a_failure_replaces_what_was_written),
    };
    return RUN_TESTS(tests);
}
