// A server of our own over a real socket, with a route for every kind of body.

#include <dirent.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

#include "check.h"
#include "http/http_metrics.h"
#include "http/http_server.h"
#include "http_client.h"
#include "scratch.h"

static struct {
    struct scratch *scratch;
    const char *spool;
    struct http_server *server;
    const char *address;
    atomic_int n_begun;
    atomic_int n_ended;
    atomic_int n_gated;
    atomic_int n_made; // answers by `same`, `settled` and the like
    const char *_Atomic version;
} WORLD;

static enum status echo(const struct request *request, struct reply *reply,
                        void *context, struct error *err)
{
    CHECK(request->body[request->n_body] == '\0');
    reply->content_type = "text/plain";
    text_add(&reply->body, request->body, request->n_body);
    return STATUS_OK;
}

static enum status weigh(const struct request *request, struct reply *reply,
                         void *context, struct error *err)
{
    struct stat about;
    CHECK_INT(stat(request->body_file, &about), 0);
    text_add_format(&reply->body, "%zu %zu %o", request->n_body,
                    (size_t)about.st_size, (unsigned)about.st_mode & 0777u);
    return STATUS_OK;
}

static enum status keep(const struct request *request, struct reply *reply,
                        void *context, struct error *err)
{
    rename(request->body_file, scratch_path(WORLD.scratch, "kept"));
    return STATUS_OK;
}

static enum status who(const struct request *request, struct reply *reply,
                       void *context, struct error *err)
{
    const char *cookie = request_cookie(request, "s");
    text_add_format(&reply->body, "%s|%s|%s|%s|%s|%s|%s", request->remote,
                    cookie == NULL ? "-" : cookie, request->csrf_token,
                    request->origin, request->accept, request->if_match,
                    request->language);
    reply_header(reply, "Set-Cookie", "a=1");
    reply_header(reply, "Set-Cookie", "b=2");
    return STATUS_OK;
}

// Enough to be squeezed, and another text each time it is made.
static void write_made(struct reply *reply)
{
    int n = atomic_fetch_add(&WORLD.n_made, 1);
    for (int i = 0; i < 200; i++)
        text_add_format(&reply->body, "made %d ", n);
}

static enum status same(const struct request *request, struct reply *reply,
                        void *context, struct error *err)
{
    write_made(reply);
    reply->cache = REPLY_SHORTLY;
    return STATUS_OK;
}

static enum status settled(const struct request *request, struct reply *reply,
                           void *context, struct error *err)
{
    write_made(reply);
    reply->cache = REPLY_FOR_EVER;
    return STATUS_OK;
}

static enum status homely(const struct request *request, struct reply *reply,
                          void *context, struct error *err)
{
    write_made(reply);
    return STATUS_OK;
}

static enum status personal(const struct request *request, struct reply *reply,
                            void *context, struct error *err)
{
    write_made(reply);
    reply->cache = REPLY_ASK_AGAIN;
    if (request_text(request, "cookie", NULL) != NULL)
        reply_header(reply, "Set-Cookie", "a=1");
    else
        reply_header(reply, "Vary", "Accept-Language");
    return STATUS_OK;
}

static enum status nothing(const struct request *request, struct reply *reply,
                           void *context, struct error *err)
{
    atomic_fetch_add(&WORLD.n_made, 1);
    reply->cache = REPLY_SHORTLY;
    reply_empty(reply);
    return STATUS_OK;
}

static const struct http_route ROUTES[] = {
    {"GET", "/same", same, 0, HTTP_BODY_NONE},
    {"GET", "/settled", settled, 0, HTTP_BODY_NONE},
    {"GET", "/homely", homely, 0, HTTP_BODY_NONE},
    {"GET", "/personal", personal, 0, HTTP_BODY_NONE},
    {"GET", "/nothing", nothing, 0, HTTP_BODY_NONE},
    {"GET", "/staff", same, 2, HTTP_BODY_NONE},
    {"GET", "/metrics", http_metrics_get, 0, HTTP_BODY_NONE},
    {"GET", "/who", who, 0, HTTP_BODY_NONE},
    {"POST", "/echo", echo, 0, HTTP_BODY_TEXT},
    {"PUT", "/echo", echo, 0, HTTP_BODY_TEXT},
    {"PATCH", "/echo", echo, 0, HTTP_BODY_TEXT},
    {"DELETE", "/echo", echo, 0, HTTP_BODY_TEXT},
    {"POST", "/file", weigh, 0, HTTP_BODY_FILE},
    {"POST", "/keep", keep, 0, HTTP_BODY_FILE},
    {"POST", "/office", echo, 1, HTTP_BODY_TEXT},
    {NULL, NULL, NULL, 0, HTTP_BODY_NONE},
};
static const struct http_route *const TABLES[] = {ROUTES, NULL};

static enum status nothing_there(const struct request *request,
                                 struct reply *reply, void *context,
                                 struct error *err)
{
    return error_set(err, STATUS_NOT_FOUND, "there is nothing at %s",
                     request->path);
}

static bool gate(struct request *request, const struct http_route *route,
                 struct reply *reply, void *context)
{
    CHECK(context == &WORLD.n_begun);
    CHECK(request->body == NULL && request->body_file == NULL);
    atomic_fetch_add(&WORLD.n_gated, 1);
    if (route->access != 1)
        return true;
    reply_problem_status(reply, 403, "not for you");
    return false;
}

static void *begin(void *context, struct request *request)
{
    CHECK(context == &WORLD && request->arena != NULL);
    atomic_fetch_add(&WORLD.n_begun, 1);
    return &WORLD.n_begun;
}

static void end(void *begun, void *context)
{
    CHECK(begun == &WORLD.n_begun && context == &WORLD);
    atomic_fetch_add(&WORLD.n_ended, 1);
}

static const char *version(const void *begun)
{
    CHECK(begun == &WORLD.n_begun);
    return WORLD.version;
}

static int start_server(void **state)
{
    WORLD.version = "1";
    WORLD.scratch = scratch_new();
    WORLD.spool = scratch_path(WORLD.scratch, "spool");
    mkdir(WORLD.spool, 0700);
    fclose(fopen(scratch_path(WORLD.scratch, "spool/body-left"), "w"));
    struct http_options options = {.listen = "127.0.0.1:0",
                                   .tables = TABLES,
                                   .otherwise = nothing_there,
                                   .gate = gate,
                                   .context = &WORLD,
                                   .begin = begin,
                                   .end = end,
                                   .version = version,
                                   .spool = WORLD.spool};
    struct error err;
    http_server_hold_signals();
    if (http_server_start(&options, &WORLD.server, &err) != STATUS_OK)
        fail_msg("%s", err.text);
    WORLD.address = http_server_address(WORLD.server);
    return 0;
}

static int stop_server(void **state)
{
    http_server_stop(WORLD.server);
    scratch_free(WORLD.scratch);
    return 0;
}

static size_t count_spooled(void)
{
    DIR *folder = opendir(WORLD.spool);
    size_t n = 0;
    for (struct dirent *entry; (entry = readdir(folder)) != NULL;)
        n += entry->d_name[0] != '.';
    closedir(folder);
    return n;
}

static void nap(void)
{
    struct timespec pause = {.tv_nsec = 5 * 1000 * 1000};
    nanosleep(&pause, NULL);
}

// What a request took is given back a moment after its last byte has come.
static void wait_until_all_ended(void)
{
    for (int i = 0; i < 4000 && (atomic_load(&WORLD.n_begun) !=
                                     atomic_load(&WORLD.n_ended) ||
                                 count_spooled() > 0);
         i++)
        nap();
    CHECK_INT(atomic_load(&WORLD.n_begun), atomic_load(&WORLD.n_ended));
    CHECK_INT(count_spooled(), 0);
}

static void post_head(struct http_client *client, const char *path,
                      const char *headers)
{
    char head[1024];
    snprintf(head, sizeof head, "POST %s HTTP/1.1\r\nHost: a\r\n%s\r\n", path,
             headers);
    http_client_say(client, head);
}

#define JSON_HEADER "Content-Type: application/json\r\n"

static void expect(struct http_client *client, unsigned status,
                   const char *body)
{
    struct http_answer answer = http_client_hear(client, true);
    if (answer.status != status || strstr(answer.body, body) == NULL)
        fail_msg("%u %s, not %u %s", answer.status, answer.body, status, body);
    http_answer_free(&answer);
}

static void a_body_comes_with_every_method_that_has_one(void **state)
{
    struct http_client client = http_client_open(WORLD.address);
    const char *methods[] = {"POST", "PUT", "PATCH", "DELETE"};
    for (size_t i = 0; i < 4; i++) {
        char text[300];
        snprintf(text, sizeof text,
                 "%s /echo HTTP/1.1\r\nHost: a\r\n" JSON_HEADER
                 "Content-Length: 7\r\n\r\n{\"n\":%zu}",
                 methods[i], i);
        http_client_say(&client, text);
        snprintf(text, sizeof text, "{\"n\":%zu}", i);
        expect(&client, 200, text);
    }
    http_client_close(&client);
    wait_until_all_ended();
}

static void a_body_may_come_in_chunks_and_slowly(void **state)
{
    struct http_client client = http_client_open(WORLD.address);
    post_head(&client, "/echo", JSON_HEADER "Transfer-Encoding: chunked\r\n");
    const char *chunks = "5\r\nabcde\r\n1\r\nf\r\n0\r\n\r\n";
    for (const char *c = chunks; *c != '\0'; c++) {
        http_client_send(&client, c, 1);
        nap();
    }
    expect(&client, 200, "abcdef");
    http_client_say(&client, "GET /who HTTP/1.1\r\nHost: a\r\n\r\n");
    expect(&client, 200, "127.0.0.0|");
    http_client_close(&client);
}

static void who_waits_for_100_gets_it(void **state)
{
    struct http_client client = http_client_open(WORLD.address);
    post_head(&client, "/echo",
              JSON_HEADER "Content-Length: 2\r\nExpect: 100-continue\r\n");
    struct http_answer go_on = http_client_hear(&client, false);
    CHECK_INT(go_on.status, 100);
    http_answer_free(&go_on);
    http_client_say(&client, "{}");
    expect(&client, 200, "{}");
    http_client_close(&client);
}

static void who_waits_for_100_is_refused_before_sending(void **state)
{
    struct http_client client = http_client_open(WORLD.address);
    post_head(&client, "/office",
              JSON_HEADER "Content-Length: 2\r\nExpect: 100-continue\r\n");
    struct http_answer answer = http_client_hear(&client, true);
    CHECK_INT(answer.status, 403);
    CHECK(http_answer_has(&answer, "Connection: close"));
    CHECK(http_client_is_closed(&client));
    http_answer_free(&answer);
    http_client_close(&client);
}

// After a refusal the connection must be at the beginning of a request again.
static void expect_clean(struct http_client *client)
{
    http_client_say(client, "GET /who HTTP/1.1\r\nHost: a\r\n\r\n");
    expect(client, 200, "127.0.0.0|");
}

static void send_filler(struct http_client *client, size_t n)
{
    char *filler = malloc(n);
    memset(filler, 'x', n);
    http_client_send(client, filler, n);
    free(filler);
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
    struct http_client client = http_client_open(WORLD.address);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        post_head(&client, cases[i].path, cases[i].headers);
        send_filler(&client, cases[i].n);
        expect(&client, cases[i].status, cases[i].sentence);
        expect_clean(&client);
    }
    http_client_say(&client, "GET /who HTTP/1.1\r\nHost: a\r\n"
                             "Content-Length: 3\r\n\r\nabc");
    expect(&client, 413, "takes no body");
    expect_clean(&client);
    http_client_close(&client);
    wait_until_all_ended();
}

static void chunks_are_counted(void **state)
{
    struct http_client client = http_client_open(WORLD.address);
    post_head(&client, "/echo", JSON_HEADER "Transfer-Encoding: chunked\r\n");
    for (int i = 0; i < 20; i++) {
        http_client_say(&client, "10000\r\n");
        send_filler(&client, 65536);
        http_client_say(&client, "\r\n");
    }
    http_client_say(&client, "0\r\n\r\n");
    expect(&client, 413, "larger than 1 MB");
    expect_clean(&client);
    http_client_close(&client);
}

static void what_never_ends_is_cut_off(void **state)
{
    struct http_client client = http_client_open(WORLD.address);
    post_head(&client, "/echo", JSON_HEADER "Transfer-Encoding: chunked\r\n");
    for (int i = 0; i < 20 * 16; i++) {
        http_client_say(&client, "10000\r\n");
        send_filler(&client, 65536);
        http_client_say(&client, "\r\n");
    }
    struct http_answer answer = http_client_hear(&client, true);
    CHECK(answer.status == 0 || answer.status == 413);
    http_answer_free(&answer);
    http_client_close(&client);
    wait_until_all_ended();
}

static void a_body_too_large_to_drop_is_answered_at_once(void **state)
{
    struct http_client client = http_client_open(WORLD.address);
    post_head(&client, "/file", "Content-Length: 300000000\r\n");
    struct http_answer answer = http_client_hear(&client, true);
    CHECK_INT(answer.status, 413);
    CHECK(strstr(answer.body, "larger than 256 MB") != NULL);
    CHECK(http_answer_has(&answer, "Connection: close"));
    http_answer_free(&answer);
    http_client_close(&client);
}

static void a_file_lies_in_the_spool_for_its_request_only(void **state)
{
    CHECK_INT(count_spooled(), 0); // what a killed process left is gone
    struct http_client client = http_client_open(WORLD.address);
    post_head(&client, "/file", "Content-Length: 5000000\r\n");
    send_filler(&client, 5000000);
    expect(&client, 200, "5000000 5000000 600");
    wait_until_all_ended();
    post_head(&client, "/keep", "Content-Length: 5\r\n");
    http_client_say(&client, "hello");
    expect(&client, 200, "");
    http_client_close(&client);
    wait_until_all_ended();
    struct stat about;
    CHECK_INT(stat(scratch_path(WORLD.scratch, "kept"), &about), 0);
    CHECK_INT(about.st_size, 5);
}

static void who_leaves_in_the_middle_leaves_nothing(void **state)
{
    const char *paths[] = {"/file", "/echo", "/office"};
    for (size_t i = 0; i < 3; i++) {
        struct http_client client = http_client_open(WORLD.address);
        post_head(&client, paths[i], JSON_HEADER "Content-Length: 900000\r\n");
        send_filler(&client, 300000);
        int before = atomic_load(&WORLD.n_begun);
        for (int n = 0; n < 1000 && before == atomic_load(&WORLD.n_ended); n++)
            nap();
        http_client_close(&client);
    }
    wait_until_all_ended();
    struct http_client client = http_client_open(WORLD.address);
    expect_clean(&client);
    http_client_close(&client);
}

static void headers_are_read_and_cookies_set(void **state)
{
    struct http_answer answer = http_client_ask(
        WORLD.address,
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
    wait_until_all_ended();
    int before = atomic_load(&WORLD.n_begun);
    struct http_client client = http_client_open(WORLD.address);
    for (int i = 0; i < 50; i++)
        http_client_say(&client, "GET /who HTTP/1.1\r\nHost: a\r\n\r\n");
    for (int i = 0; i < 50; i++)
        expect(&client, 200, "127.0.0.0|");
    http_client_close(&client);
    wait_until_all_ended();
    CHECK_INT(atomic_load(&WORLD.n_begun) - before, 50);
}

// What a GET gives, and how many answers had to be made for it.
static struct http_answer get(const char *path, const char *headers,
                              int *n_made)
{
    char text[1000];
    snprintf(text, sizeof text, "GET %s HTTP/1.1\r\nHost: a\r\n%s\r\n", path,
             headers);
    int before = atomic_load(&WORLD.n_made);
    struct http_answer answer = http_client_ask(WORLD.address, text);
    *n_made = atomic_load(&WORLD.n_made) - before;
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
    WORLD.version = "2";
    CHECK_INT(made_for("/same?a=1", ""), 1);
    CHECK_INT(made_for("/same?a=1", ""), 0);
    CHECK_INT(made_for("/same?a=2", ""), 1);
    CHECK_INT(made_for("/nothing", ""), 1);
    CHECK_INT(made_for("/nothing", ""), 0);
    CHECK_INT(made_for("/settled", ""), 1);
    WORLD.version = "3";
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
    CHECK_INT(made_for("/same?h", "Accept-Encoding: br, gzip;q=0.5\r\n"), 0);
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
    struct http_answer head =
        http_client_ask(WORLD.address, "HEAD /settled?w HTTP/1.1\r\nHost: a\r\n"
                                       "Range: bytes=0-3\r\n\r\n");
    CHECK_INT(head.status, 200);
    CHECK_INT(head.n_body, 0);
    http_answer_free(&part);
    http_answer_free(&head);
}

#define N_ASKERS 8

static void *ask_much(void *none)
{
    struct http_client client = http_client_open(WORLD.address);
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
            WORLD.version = i % 100 == 0 ? "4" : "5";
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
    wait_until_all_ended();
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
        TEST(headers_are_read_and_cookies_set),
        TEST(each_request_begins_once_and_ends_once),
        TEST(an_answer_for_all_is_made_once_for_each_version),
        TEST(what_is_not_for_all_is_made_for_each),
        TEST(each_asks_for_its_own_host_and_encoding),
        TEST(what_is_kept_is_sent_as_if_it_were_made),
        TEST(parts_are_of_what_is_kept_and_heads_have_none),
        TEST(many_threads_may_ask_while_the_version_changes),
        TEST(the_server_counts_by_route),
    };
    return cmocka_run_group_tests(tests, start_server, stop_server);
}
