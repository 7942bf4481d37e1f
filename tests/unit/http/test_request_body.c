// Bodies of every kind over a real socket.

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "check.h"
#include "http/request_body.h"
#include "http_client.h"
#include "http_world.h"

static void a_body_comes_with_every_method_that_has_one(void **state)
{
    struct http_client client = http_client_open(HTTP_WORLD.address);
    const char *methods[] = {"POST", "PUT", "PATCH", "DELETE"};
    for (size_t i = 0; i < 4; i++) {
        char text[300];
        snprintf(text, sizeof text,
                 "%s /echo HTTP/1.1\r\nHost: a\r\n" JSON_HEADER
                 "Content-Length: 7\r\n\r\n{\"n\":%zu}",
                 methods[i], i);
        http_client_say(&client, text);
        snprintf(text, sizeof text, "{\"n\":%zu}", i);
        http_client_expect(&client, 200, text);
    }
    http_client_close(&client);
    http_world_wait();
}

static void a_body_may_come_in_chunks_and_slowly(void **state)
{
    struct http_client client = http_client_open(HTTP_WORLD.address);
    http_client_post(&client, "/echo",
                     JSON_HEADER "Transfer-Encoding: chunked\r\n");
    const char *chunks = "5\r\nabcde\r\n1\r\nf\r\n0\r\n\r\n";
    for (const char *c = chunks; *c != '\0'; c++) {
        http_client_send(&client, c, 1);
        http_world_nap();
    }
    http_client_expect(&client, 200, "abcdef");
    http_client_say(&client, "GET /who HTTP/1.1\r\nHost: a\r\n\r\n");
    http_client_expect(&client, 200, "127.0.0.0|");
    http_client_close(&client);
}

static void who_waits_for_100_gets_it(void **state)
{
    struct http_client client = http_client_open(HTTP_WORLD.address);
    http_client_post(&client, "/echo",
                     JSON_HEADER
                     "Content-Length: 2\r\nExpect: 100-continue\r\n");
    struct http_answer go_on = http_client_hear(&client, false);
    CHECK_INT(go_on.status, 100);
    http_answer_free(&go_on);
    http_client_say(&client, "{}");
    http_client_expect(&client, 200, "{}");
    http_client_close(&client);
}

static void who_waits_for_100_is_refused_before_sending(void **state)
{
    struct http_client client = http_client_open(HTTP_WORLD.address);
    http_client_post(&client, "/office",
                     JSON_HEADER
                     "Content-Length: 2\r\nExpect: 100-continue\r\n");
    struct http_answer answer = http_client_hear(&client, true);
    CHECK_INT(answer.status, 403);
    CHECK(http_answer_has(&answer, "Connection: close"));
    CHECK(http_client_is_closed(&client));
    http_answer_free(&answer);
    http_client_close(&client);
}

static void a_refused_body_leaves_the_connection_clean(void **state)
{
    const struct {
        const char *path;
        const char *headers;
        size_t n;
        unsigned status;
        const char *sentence;
    } cases[] = {
        {"/office", JSON_HEADER "Content-Length: 3000000\r\n", 3000000, 403,
         "not for you"},
        {"/echo", JSON_HEADER "Content-Length: 1048577\r\n", 1048577, 413,
         "the body is larger than 1 MB"},
        {"/echo", "Content-Length: 5\r\n", 5, 415, "must be application/json"},
        {"/echo", "Content-Type: text/xml\r\nContent-Length: 5\r\n", 5, 415,
         "must be application/json"},
        {"/echo", JSON_HEADER "Content-Encoding: gzip\r\nContent-Length: 5\r\n",
         5, 415, "without a Content-Encoding"},
        {"/echo", JSON_HEADER, 0, 411, "neither a Content-Length"},
        {"/who", "Content-Length: 5\r\n", 5, 405, "takes GET, HEAD, not POST"},
        {"/none", "Content-Length: 5\r\n", 5, 405, "takes GET, HEAD"},
    };
    struct http_client client = http_client_open(HTTP_WORLD.address);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        http_client_post(&client, cases[i].path, cases[i].headers);
        http_client_fill(&client, cases[i].n);
        http_client_expect(&client, cases[i].status, cases[i].sentence);
        http_client_expect_clean(&client);
    }
    http_client_say(&client, "GET /who HTTP/1.1\r\nHost: a\r\n"
                             "Content-Length: 3\r\n\r\nabc");
    http_client_expect(&client, 413, "takes no body");
    http_client_expect_clean(&client);
    http_client_close(&client);
    http_world_wait();
}

static void chunks_are_counted(void **state)
{
    struct http_client client = http_client_open(HTTP_WORLD.address);
    http_client_post(&client, "/echo",
                     JSON_HEADER "Transfer-Encoding: chunked\r\n");
    for (int i = 0; i < 20; i++) {
        http_client_say(&client, "10000\r\n");
        http_client_fill(&client, 65536);
        http_client_say(&client, "\r\n");
    }
    http_client_say(&client, "0\r\n\r\n");
    http_client_expect(&client, 413, "larger than 1 MB");
    http_client_expect_clean(&client);
    http_client_close(&client);
}

static void what_never_ends_is_cut_off(void **state)
{
    struct http_client client = http_client_open(HTTP_WORLD.address);
    http_client_post(&client, "/echo",
                     JSON_HEADER "Transfer-Encoding: chunked\r\n");
    for (int i = 0; i < 20 * 16; i++) {
        http_client_say(&client, "10000\r\n");
        http_client_fill(&client, 65536);
        http_client_say(&client, "\r\n");
    }
    struct http_answer answer = http_client_hear(&client, true);
    CHECK(answer.status == 0 || answer.status == 413);
    http_answer_free(&answer);
    http_client_close(&client);
    http_world_wait();
}

static void a_body_too_large_to_drop_is_answered_at_once(void **state)
{
    struct http_client client = http_client_open(HTTP_WORLD.address);
    http_client_post(&client, "/file", "Content-Length: 300000000\r\n");
    struct http_answer answer = http_client_hear(&client, true);
    CHECK_INT(answer.status, 413);
    CHECK(strstr(answer.body, "larger than 256 MB") != NULL);
    CHECK(http_answer_has(&answer, "Connection: close"));
    http_answer_free(&answer);
    http_client_close(&client);
}

static void a_file_lies_in_the_spool_for_its_request_only(void **state)
{
    CHECK_INT(http_world_spooled(), 0); // what a killed process left is gone
    struct http_client client = http_client_open(HTTP_WORLD.address);
    http_client_post(&client, "/file", "Content-Length: 5000000\r\n");
    http_client_fill(&client, 5000000);
    http_client_expect(&client, 200, "5000000 5000000 600");
    http_world_wait();
    http_client_post(&client, "/keep", "Content-Length: 5\r\n");
    http_client_say(&client, "hello");
    http_client_expect(&client, 200, "");
    http_client_close(&client);
    http_world_wait();
    struct stat about;
    CHECK_INT(stat(scratch_path(HTTP_WORLD.scratch, "kept"), &about), 0);
    CHECK_INT(about.st_size, 5);
}

static void who_leaves_in_the_middle_leaves_nothing(void **state)
{
    const char *paths[] = {"/file", "/echo", "/office"};
    for (size_t i = 0; i < 3; i++) {
        struct http_client client = http_client_open(HTTP_WORLD.address);
        http_client_post(&client, paths[i],
                         JSON_HEADER "Content-Length: 900000\r\n");
        http_client_fill(&client, 300000);
        int before = atomic_load(&HTTP_WORLD.n_begun);
        for (int n = 0; n < 1000 && before == atomic_load(&HTTP_WORLD.n_ended);
             n++)
            http_world_nap();
        http_client_close(&client);
    }
    http_world_wait();
    struct http_client client = http_client_open(HTTP_WORLD.address);
    http_client_expect_clean(&client);
    http_client_close(&client);
}

static void a_body_that_trickles_is_refused(void **state)
{
    struct arena *arena = arena_new();
    struct request_body body = {0};
    struct reply reply = reply_new();
    CHECK(request_body_open(&body, HTTP_BODY_TEXT, arena, NULL, 0, &reply));
    CHECK(request_body_add(&body, "a", 1, 59 * 1000, &reply));
    CHECK(!request_body_add(&body, "b", 1, 61 * 1000, &reply));
    CHECK_INT(reply.status, 408);
    request_body_close(&body);
    reply_free(&reply);
    arena_free(arena);
}

static void without_a_spool_no_file_is_taken(void **state)
{
    struct arena *arena = arena_new();
    struct request_body body = {0};
    struct reply reply = reply_new();
    CHECK(!request_body_open(&body, HTTP_BODY_FILE, arena, NULL, 0, &reply));
    CHECK_INT(reply.status, 503);
    request_body_close(&body);
    CHECK(!request_body_open(&body, HTTP_BODY_FILE, arena, "/nowhere", 0,
                             &reply));
    CHECK_INT(reply.status, 503);
    CHECK(strstr(reply.body.bytes, "nowhere") == NULL);
    request_body_close(&body);
    reply_free(&reply);
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_file_lies_in_the_spool_for_its_request_only),
        TEST(a_body_comes_with_every_method_that_has_one),
        TEST(a_body_may_come_in_chunks_and_slowly),
        TEST(who_waits_for_100_gets_it),
        TEST(who_waits_for_100_is_refused_before_sending),
        TEST(a_refused_body_leaves_the_connection_clean),
        TEST(chunks_are_counted),
        TEST(what_never_ends_is_cut_off),
        TEST(a_body_too_large_to_drop_is_answered_at_once),
        TEST(who_leaves_in_the_middle_leaves_nothing),
        TEST(a_body_that_trickles_is_refused),
        TEST(without_a_spool_no_file_is_taken),
    };
    return cmocka_run_group_tests(tests, http_world_open, http_world_close);
}
