// One pool of threads, a thread a core, each waiting with epoll on its share
// of the connections (libmicrohttpd's internal pool). A request is answered
// wholly on its thread: its address is caught undecoded, parsed, handed to the
// handler of its route, and the reply's bytes are given to the library, which
// sends them as the client takes them.
//
// What a stranger can make us hold is bounded before anything is allocated:
// the address, the headers (by the library's pool a connection), the number of
// connections, and how long one may stay silent. Bodies are never read.
//
// Logs name the route's pattern, never the address: a query holds a home, and
// even a tile's number says where someone is looking.

#include "http/http_server.h"

#include <assert.h>
#include <errno.h>
#include <microhttpd.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "http/listener.h"

// Room for an address that is much too long, so that it is refused in our own
// words; pages of it that are not used cost nothing.
#define CONNECTION_MEMORY_BYTES 65536u
#define MOST_CONNECTIONS 2048u
#define SILENCE_S 20u
#define FAREWELL_MS 1500

// Scripts, styles and connections only from here; MapLibre runs its workers
// from blobs and draws icons from data.
#define PAGE_POLICY                                                            \
    "default-src 'none'; script-src 'self'; style-src 'self' "                 \
    "'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; "     \
    "connect-src 'self'; worker-src 'self' blob:; child-src blob:; "           \
    "manifest-src 'self'; base-uri 'none'; form-action 'self'; "               \
    "frame-ancestors 'none'"

struct http_server {
    struct http_options options;
    struct MHD_Daemon *daemon;
    int listener;
    char address[LISTENER_ADDRESS_SIZE];
    atomic_int n_open; // requests being answered or sent
};

// A request from its first line until its answer is sent.
struct exchange {
    struct arena *arena;
    const char *url; // undecoded; NULL if it is too long
};

static void add_word(struct arena *arena, const char **words, const char *word)
{
    if (strstr(*words, word) == NULL)
        *words = (*words)[0] == '\0'
                     ? word
                     : arena_format(arena, "%s, %s", *words, word);
}

static void refuse_method(struct request *request, struct reply *reply,
                          const char *allowed)
{
    char detail[160];
    snprintf(detail, sizeof detail, "this address takes %s, not %.20s", allowed,
             request->method);
    reply_problem_status(reply, 405, detail);
    reply_header(reply, "Allow", allowed);
}

// The route whose pattern and method fit. `*allowed` gets the methods of those
// where only the pattern does.
static const struct http_route *find_route(const struct http_options *options,
                                           struct request *request,
                                           const char **allowed)
{
    for (const struct http_route *const *table = options->tables;
         *table != NULL; table++)
        for (const struct http_route *route = *table; route->method != NULL;
             route++) {
            if (!request_fits(request, route->pattern))
                continue;
            if (strcmp(route->method, request->method) == 0)
                return route;
            add_word(request->arena, allowed, route->method);
            if (strcmp(route->method, "GET") == 0)
                add_word(request->arena, allowed, "HEAD");
        }
    return NULL;
}

// JSON ends with a line feed, as the same answer does on a terminal.
static void end_line(struct reply *reply)
{
    if (reply->body.length > 0 && !reply->is_gzip &&
        strstr(reply->content_type, "json") != NULL)
        text_add(&reply->body, "\n", 1);
}

static void call_handler(const struct http_options *options,
                         http_handler_fn *handle, struct request *request,
                         struct reply *reply)
{
    struct error err;
    if (handle(request, reply, options->context, &err) != STATUS_OK)
        reply_problem(reply, &err);
    end_line(reply);
}

const char *http_server_answer(const struct http_options *options,
                               struct request *request, struct reply *reply)
{
    const char *allowed = "";
    const struct http_route *route = find_route(options, request, &allowed);
    if (route != NULL)
        call_handler(options, route->handle, request, reply);
    else if (allowed[0] != '\0')
        refuse_method(request, reply, allowed);
    else if (strcmp(request->method, "GET") != 0)
        refuse_method(request, reply, "GET, HEAD");
    else
        call_handler(options, options->otherwise, request, reply);
    return route != NULL ? route->pattern : "";
}

static void add_headers(struct MHD_Response *response,
                        const struct reply *reply)
{
    if (reply->status != 204 && reply->status != 304)
        MHD_add_response_header(response, "Content-Type", reply->content_type);
    MHD_add_response_header(response, "Cache-Control",
                            reply_cache_text(reply->cache));
    MHD_add_response_header(response, "Vary", "Accept-Encoding");
    MHD_add_response_header(response, "X-Content-Type-Options", "nosniff");
    MHD_add_response_header(response, "Referrer-Policy", "no-referrer");
    if (reply->etag != NULL)
        MHD_add_response_header(response, "ETag", reply->etag);
    if (reply->is_gzip)
        MHD_add_response_header(response, "Content-Encoding", "gzip");
    if (strncmp(reply->content_type, "text/html", 9) == 0)
        MHD_add_response_header(response, "Content-Security-Policy",
                                PAGE_POLICY);
    for (size_t i = 0; i < reply->n_headers; i++)
        MHD_add_response_header(response, reply->headers[i].name,
                                reply->headers[i].value);
}

// Hands the reply's bytes to the library: borrowed ones as they are, written
// ones for good.
static enum MHD_Result send_reply(struct MHD_Connection *connection,
                                  struct reply *reply)
{
    size_t n;
    const char *bytes = reply_bytes(reply, &n);
    bool gives_body = reply->borrowed == NULL && n > 0;
    struct MHD_Response *response = MHD_create_response_from_buffer(
        n, (void *)(uintptr_t)bytes,
        gives_body ? MHD_RESPMEM_MUST_FREE : MHD_RESPMEM_PERSISTENT);
    if (response == NULL)
        return MHD_NO;
    if (gives_body)
        reply->body = (struct text_buffer){0};
    add_headers(response, reply);
    enum MHD_Result result =
        MHD_queue_response(connection, reply->status, response);
    MHD_destroy_response(response);
    return result;
}

// Whether gzip is among the codings and not refused by a weight of 0.
static bool names_gzip(const char *codings)
{
    const char *gzip = codings == NULL ? NULL : strstr(codings, "gzip");
    if (gzip == NULL)
        return false;
    gzip += strlen("gzip");
    gzip += strspn(gzip, " ");
    return strncmp(gzip, ";q=0", 4) != 0 || strncmp(gzip, ";q=0.", 5) == 0;
}

static const char *header(struct MHD_Connection *connection, const char *name)
{
    return MHD_lookup_connection_value(connection, MHD_HEADER_KIND, name);
}

static void read_headers(struct request *request, const char *method,
                         struct MHD_Connection *connection)
{
    request->method = strcmp(method, "HEAD") == 0 ? "GET" : method;
    request->host = header(connection, "Host");
    request->if_none_match = header(connection, "If-None-Match");
    request->accepts_gzip = names_gzip(header(connection, "Accept-Encoding"));
    request->is_https =
        text_same(header(connection, "X-Forwarded-Proto"), "https");
}

// HTTP/1.1 asks for a Host (RFC 9112, section 3.2).
static bool lacks_host(struct MHD_Connection *connection, const char *version)
{
    return strcmp(version, "HTTP/1.1") == 0 &&
           header(connection, "Host") == NULL;
}

// Parses and answers; returns the pattern for the log.
static const char *answer(const struct http_options *options,
                          struct exchange *exchange, const char *method,
                          const char *version,
                          struct MHD_Connection *connection,
                          struct reply *reply)
{
    struct request request;
    struct error err;
    if (exchange->url == NULL) {
        reply_problem_status(reply, 414,
                             "the address is longer than 2048 bytes");
        return "";
    }
    if (lacks_host(connection, version)) {
        reply_problem_status(reply, 400, "the request has no Host");
        return "";
    }
    if (request_parse(exchange->arena, exchange->url, &request, &err) !=
        STATUS_OK) {
        reply_problem(reply, &err);
        return "";
    }
    read_headers(&request, method, connection);
    const char *pattern = http_server_answer(options, &request, reply);
    reply_settle(reply, &request);
    return pattern;
}

static double now_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

static enum MHD_Result
take_request(void *context, struct MHD_Connection *connection, const char *url,
             const char *method, const char *version, const char *upload_data,
             size_t *upload_data_size, void **state)
{
    (void)url, (void)upload_data, (void)upload_data_size;
    struct http_server *server = context;
    double started_ms = now_ms();
    struct reply reply = reply_new();
    const char *pattern =
        answer(&server->options, *state, method, version, connection, &reply);
    if (server->options.logs_requests || reply.status >= 500)
        fprintf(stderr, "hocgan: %.10s %s %u %.1f ms\n", method,
                pattern[0] == '\0' ? "-" : pattern, reply.status,
                now_ms() - started_ms);
    enum MHD_Result result = send_reply(connection, &reply);
    reply_free(&reply);
    return result;
}

// A proxy may send "http://city.example/v1/city"; what is before the path is
// not needed.
static const char *without_origin(const char *url)
{
    if (strncmp(url, "http://", 7) != 0 && strncmp(url, "https://", 8) != 0)
        return url;
    const char *path = strchr(strstr(url, "//") + 2, '/');
    return path == NULL ? "/" : path;
}

static void *begin_exchange(void *context, const char *url,
                            struct MHD_Connection *connection)
{
    (void)connection;
    struct http_server *server = context;
    atomic_fetch_add(&server->n_open, 1);
    struct arena *arena = arena_new();
    struct exchange *exchange = arena_array(arena, struct exchange, 1);
    exchange->arena = arena;
    url = without_origin(url);
    if (strnlen(url, REQUEST_LONGEST_URL + 1) <= REQUEST_LONGEST_URL)
        exchange->url = arena_text(arena, url);
    return exchange;
}

static void end_exchange(void *context, struct MHD_Connection *connection,
                         void **state, enum MHD_RequestTerminationCode code)
{
    (void)connection, (void)code;
    struct http_server *server = context;
    struct exchange *exchange = *state;
    if (exchange == NULL)
        return;
    arena_free(exchange->arena);
    *state = NULL;
    atomic_fetch_sub(&server->n_open, 1);
}

// The library would decode the path; we do it ourselves, after taking it apart.
static size_t leave_as_it_is(void *context, struct MHD_Connection *connection,
                             char *text)
{
    (void)context, (void)connection;
    return strlen(text);
}

static unsigned thread_count(void)
{
    long cores = sysconf(_SC_NPROCESSORS_ONLN);
    return cores < 2 ? 2 : cores > 64 ? 64 : (unsigned)cores;
}

static struct MHD_Daemon *start_daemon(struct http_server *server)
{
    return MHD_start_daemon(
        MHD_USE_EPOLL_INTERNAL_THREAD | MHD_USE_ITC, 0, NULL, NULL,
        take_request, server, MHD_OPTION_LISTEN_SOCKET, server->listener,
        MHD_OPTION_THREAD_POOL_SIZE, thread_count(),
        MHD_OPTION_CONNECTION_LIMIT, MOST_CONNECTIONS,
        MHD_OPTION_CONNECTION_TIMEOUT, SILENCE_S,
        MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)CONNECTION_MEMORY_BYTES,
        MHD_OPTION_URI_LOG_CALLBACK, begin_exchange, server,
        MHD_OPTION_NOTIFY_COMPLETED, end_exchange, server,
        MHD_OPTION_UNESCAPE_CALLBACK, leave_as_it_is, NULL, MHD_OPTION_END);
}

enum status http_server_start(const struct http_options *options,
                              struct http_server **server, struct error *err)
{
    struct http_server *started = calloc(1, sizeof *started);
    if (started == NULL)
        return error_set(err, STATUS_IO, "out of memory");
    started->options = *options;
    enum status status = listener_open(options->listen, &started->listener,
                                       started->address, err);
    if (status == STATUS_OK &&
        (started->daemon = start_daemon(started)) == NULL) {
        close(started->listener);
        status =
            error_set(err, STATUS_IO, "cannot serve on %s", options->listen);
    }
    if (status != STATUS_OK) {
        free(started);
        return status;
    }
    *server = started;
    return STATUS_OK;
}

const char *http_server_address(const struct http_server *server)
{
    return server->address;
}

static sigset_t ending_signals(void)
{
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGTERM);
    sigaddset(&signals, SIGINT);
    return signals;
}

void http_server_hold_signals(void)
{
    sigset_t signals = ending_signals();
    pthread_sigmask(SIG_BLOCK, &signals, NULL);
    signal(SIGPIPE, SIG_IGN); // a client that leaves is no reason to end
}

void http_server_wait(void)
{
    sigset_t signals = ending_signals();
    int taken;
    while (sigwait(&signals, &taken) == EINTR)
        ;
}

void http_server_stop(struct http_server *server)
{
    if (server == NULL)
        return;
    int listener = MHD_quiesce_daemon(server->daemon);
    struct timespec pause = {.tv_nsec = 10 * 1000 * 1000};
    for (int waited_ms = 0;
         atomic_load(&server->n_open) > 0 && waited_ms < FAREWELL_MS;
         waited_ms += 10)
        nanosleep(&pause, NULL);
    MHD_stop_daemon(server->daemon);
    if (listener >= 0)
        close(listener);
    free(server);
}
