#include <pthread.h>
#include <stdio.h>
#include <string.h>

#include "check.h"
#include "http_client.h"
#include "http_world.h"

static void headers_are_read_and_cookies_set(void **state)
{
    struct http_answer answer = http_client_ask(
        HTTP_WORLD.address,
        "GET /who HTTP/1.1\r\nHost: a\r\nCookie: t=0; s=\"x y\"; ss=2\r\n"
        "X-CSRF-Token: c\r\nOrigin: http://o\r\nAccept: text/html\r\n"
        "If-Match: \"e\"\r\nAccept-Language: vi\r\n"
        "X-Forwarded-For: 1.2.3.4, 203.0.113.77\r\n\r\n");
    CHECK_TEXT(answer.body, "203.0.113.0|x y|c|http://o|text/html|\"e\"|vi");
    CHECK(http_answer_has(&answer, "Set-Cookie: a=1"));
    CHECK(http_answer_has(&answer, "Set-Cookie: b=2"));
    http_answer_free(&answer);
}

static void each_request_begins_once_and_ends_once(void **state)
{
    http_world_wait();
    int before = atomic_load(&HTTP_WORLD.n_begun);
    struct http_client client = http_client_open(HTTP_WORLD.address);
    for (int i = 0; i < 50; i++)
        http_client_say(&client, "GET /who HTTP/1.1\r\nHost: a\r\n\r\n");
    for (int i = 0; i < 50; i++)
        http_client_expect(&client, 200, "127.0.0.0|");
    http_client_close(&client);
    http_world_wait();
    CHECK_INT(atomic_load(&HTTP_WORLD.n_begun) - before, 50);
}

// What a GET gives, and how many answers had to be made for it.

// --- The end, under load ---------------------------------------------------

#define N_BUSY 16

struct asker {
    pthread_t thread;
    const char *address;
    int n_answers;
    bool was_dropped;
};

// Asks one thing after the other until the server says that it was the last.
static void *ask_until_the_end(void *context)
{
    struct asker *asker = context;
    struct http_client client = http_client_open(asker->address);
    for (bool is_last = false; !is_last && !asker->was_dropped;) {
        http_client_say(&client, "GET /same HTTP/1.1\r\nHost: a\r\n\r\n");
        struct http_answer answer = http_client_hear(&client, true);
        asker->was_dropped = answer.status != 200;
        asker->n_answers += answer.status == 200;
        is_last = !asker->was_dropped &&
                  http_answer_has(&answer, "Connection: close");
        http_answer_free(&answer);
    }
    http_client_close(&client);
    return NULL;
}

static void *ask_slowly(void *context)
{
    struct asker *asker = context;
    struct http_answer answer = http_client_ask(
        asker->address, "GET /slow HTTP/1.1\r\nHost: a\r\n\r\n");
    asker->was_dropped = answer.status != 200;
    http_answer_free(&answer);
    return NULL;
}

static void *send_slowly(void *context)
{
    struct asker *asker = context;
    struct http_client client = http_client_open(asker->address);
    http_client_post(&client, "/file", "Content-Length: 400000\r\n");
    for (int i = 0; i < 40; i++) {
        http_client_fill(&client, 10000);
        http_world_nap();
    }
    struct http_answer answer = http_client_hear(&client, true);
    asker->was_dropped = answer.status != 200;
    http_answer_free(&answer);
    http_client_close(&client);
    return NULL;
}

static void what_was_begun_is_answered_before_it_ends(void **state)
{
    struct http_server *server = http_world_serve();
    struct asker askers[N_BUSY + 2] = {0};
    for (int i = 0; i < N_BUSY + 2; i++) {
        askers[i].address = http_server_address(server);
        pthread_create(&askers[i].thread, NULL,
                       i < N_BUSY    ? ask_until_the_end
                       : i == N_BUSY ? ask_slowly
                                     : send_slowly,
                       &askers[i]);
    }
    for (int i = 0; i < 20; i++)
        http_world_nap();
    http_server_stop(server);
    for (int i = 0; i < N_BUSY + 2; i++) {
        pthread_join(askers[i].thread, NULL);
        CHECK(!askers[i].was_dropped);
        CHECK(i >= N_BUSY || askers[i].n_answers > 0);
    }
    http_world_wait();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(headers_are_read_and_cookies_set),
        TEST(each_request_begins_once_and_ends_once),
        TEST(what_was_begun_is_answered_before_it_ends),
    };
    return cmocka_run_group_tests(tests, http_world_open, http_world_close);
}
