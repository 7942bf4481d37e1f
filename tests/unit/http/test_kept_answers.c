#include <pthread.h>
#include <stdio.h>
#include <string.h>

#include "check.h"
#include "http_client.h"
#include "http_world.h"

static struct http_answer get(const char *path, const char *headers,
                              int *n_made)
{
    char text[1000];
    snprintf(text, sizeof text, "GET %s HTTP/1.1\r\nHost: a\r\n%s\r\n", path,
             headers);
    int before = atomic_load(&HTTP_WORLD.n_made);
    struct http_answer answer = http_client_ask(HTTP_WORLD.address, text);
    *n_made = atomic_load(&HTTP_WORLD.n_made) - before;
    return answer;
}

static int made_for(const char *path, const char *headers)
{
    int n_made;
    struct http_answer answer = get(path, headers, &n_made);
    http_answer_free(&answer);
    return n_made;
}

static void an_answer_for_all_is_made_once_for_each_version(void **state)
{
    HTTP_WORLD.version = "2";
    CHECK_INT(made_for("/same?a=1", ""), 1);
    CHECK_INT(made_for("/same?a=1", ""), 0);
    CHECK_INT(made_for("/same?a=2", ""), 1);
    CHECK_INT(made_for("/nothing", ""), 1);
    CHECK_INT(made_for("/nothing", ""), 0);
    CHECK_INT(made_for("/settled", ""), 1);
    HTTP_WORLD.version = "3";
    CHECK_INT(made_for("/same?a=1", ""), 1);
    CHECK_INT(made_for("/same?a=1", ""), 0);
    CHECK_INT(made_for("/nothing", ""), 1);
    CHECK_INT(made_for("/settled", ""), 0); // its address would have changed
}

static void what_is_not_for_all_is_made_for_each(void **state)
{
    const char *paths[] = {"/homely", "/personal", "/personal?cookie=1",
                           "/staff"};
    for (size_t i = 0; i < 4; i++)
        for (int again = 0; again < 3; again++)
            CHECK_INT(made_for(paths[i], ""), 1);
}

static void each_asks_for_its_own_host_and_encoding(void **state)
{
    CHECK_INT(made_for("/same?h", ""), 1);
    CHECK_INT(made_for("/same?h", "X-Forwarded-Proto: https\r\n"), 1);
    CHECK_INT(made_for("/same?h", "Accept: text/html\r\n"), 1);
    CHECK_INT(made_for("/same?h", "Accept-Encoding: gzip\r\n"), 1);
    CHECK_INT(made_for("/same?h", "Accept-Encoding: gzip, zstd\r\n"), 1);
    CHECK_INT(made_for("/same?h", "Accept-Encoding: br, gzip;q=0.5\r\n"), 1);
    CHECK_INT(made_for("/same?h", "Accept-Encoding: gzip, br\r\n"), 0);
    CHECK_INT(made_for("/same?h", "Cookie: a=1\r\n"), 0);
}

static void what_is_kept_is_sent_as_if_it_were_made(void **state)
{
    const char *takes = "Accept-Encoding: gzip\r\n";
    int n_made;
    struct http_answer first = get("/settled?w", takes, &n_made);
    struct http_answer again = get("/settled?w", takes, &n_made);
    CHECK_INT(n_made, 0);
    CHECK_INT(again.n_body, first.n_body);
    assert_memory_equal(again.body, first.body, first.n_body);
    const char *lines[] = {"Content-Encoding: gzip", "Vary: Accept-Encoding",
                           "Cache-Control: public, max-age=31536000, immutable",
                           "Accept-Ranges: bytes"};
    for (size_t i = 0; i < 4; i++)
        CHECK(http_answer_has(&first, lines[i]) &&
              http_answer_has(&again, lines[i]));

    char etag[64];
    char headers[200];
    CHECK_INT(sscanf(strstr(first.head, "ETag: "), "ETag: %63s", etag), 1);
    snprintf(headers, sizeof headers, "%sIf-None-Match: %s\r\n", takes, etag);
    struct http_answer had = get("/settled?w", headers, &n_made);
    CHECK_INT(had.status, 304);
    CHECK_INT(n_made, 0);
    CHECK(strstr(had.head, etag) != NULL);
    CHECK(strstr(had.head, "Content-Encoding") == NULL);
    http_answer_free(&first);
    http_answer_free(&again);
    http_answer_free(&had);
}

static void parts_are_of_what_is_kept_and_heads_have_none(void **state)
{
    int n_made;
    struct http_answer part =
        get("/settled?w", "Range: bytes=0-3\r\n", &n_made);
    CHECK_INT(part.status, 206);
    CHECK_TEXT(part.body, "made");
    struct http_answer head = http_client_ask(
        HTTP_WORLD.address, "HEAD /settled?w HTTP/1.1\r\nHost: a\r\n"
                            "Range: bytes=0-3\r\n\r\n");
    CHECK_INT(head.status, 200);
    CHECK_INT(head.n_body, 0);
    http_answer_free(&part);
    http_answer_free(&head);
}

#define N_ASKERS 8

static void *ask_much(void *none)
{
    struct http_client client = http_client_open(HTTP_WORLD.address);
    for (int i = 0; i < 300; i++) {
        char text[100];
        snprintf(text, sizeof text,
                 "GET /same?n=%d HTTP/1.1\r\nHost: a\r\n\r\n", i % 7);
        http_client_say(&client, text);
        struct http_answer answer = http_client_hear(&client, true);
        CHECK_INT(answer.status, 200);
        CHECK(strncmp(answer.body, "made ", 5) == 0);
        http_answer_free(&answer);
        if (i % 50 == 0)
            HTTP_WORLD.version = i % 100 == 0 ? "4" : "5";
    }
    http_client_close(&client);
    return NULL;
}

static void many_threads_may_ask_while_the_version_changes(void **state)
{
    pthread_t askers[N_ASKERS];
    for (int i = 0; i < N_ASKERS; i++)
        pthread_create(&askers[i], NULL, ask_much, NULL);
    for (int i = 0; i < N_ASKERS; i++)
        pthread_join(askers[i], NULL);
    http_world_wait();
}

static void the_server_counts_by_route(void **state)
{
    int n_made;
    for (int i = 0; i < 3; i++)
        made_for("/same?counted", "");
    struct http_answer metrics = get("/metrics", "", &n_made);
    CHECK_INT(metrics.status, 200);
    CHECK(http_answer_has(
        &metrics, "Content-Type: text/plain; version=0.0.4; charset=utf-8"));
    CHECK(strstr(metrics.body, "method=\"GET\",route=\"/same\"") != NULL);
    CHECK(strstr(metrics.body, "counted") == NULL);
    http_answer_free(&metrics);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(an_answer_for_all_is_made_once_for_each_version),
        TEST(what_is_not_for_all_is_made_for_each),
        TEST(each_asks_for_its_own_host_and_encoding),
        TEST(what_is_kept_is_sent_as_if_it_were_made),
        TEST(parts_are_of_what_is_kept_and_heads_have_none),
        TEST(many_threads_may_ask_while_the_version_changes),
        TEST(the_server_counts_by_route),
    };
    return cmocka_run_group_tests(tests, http_world_open, http_world_close);
}
