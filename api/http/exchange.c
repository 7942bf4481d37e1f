// The library calls `exchange_take` once when the headers are there, once for
// each piece of a body, and once more when all of it has come:
//
//     headers ──► start ──► pieces, taken ────► finish: the handler's answer
//                   └─────► pieces, dropped ──► finish: the refusal
//
// (An answer given at the start would make it close the connection, even where
// there is no body to come.)
//
// Everything that can be refused is refused at the start: the address, the
// right, the kind and the size of a body. A client that sends its body without
// waiting for our word would lose the refusal if we closed at once (its system
// throws away what it has received when ours resets the connection), so a
// refused body is let run into nothing first, as long as it is of a bearable
// size; after that the connection is as good as new. Others are answered at
// once and closed.

#include "http/exchange.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

#include "http/http_router.h"
#include "http/reply_send.h"
#include "http/request_body.h"
#include "http/request_headers.h"

#define MOST_DROPPED_BYTES ((size_t)8 << 20)

struct exchange {
    struct arena *arena;
    const char *url; // undecoded; NULL if it is too long
    bool has_started;
    bool has_begun; // the hook of the options was called
    void *begun;    // what it gave
    struct request request;
    const struct http_route *route; // NULL: none was found
    struct reply reply;
    bool is_refused; // `reply` says why; what still comes is dropped
    size_t n_dropped;
    struct request_body body;
    double started_ms;
};

static double now_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
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

void *exchange_begin(void *context, const char *url,
                     struct MHD_Connection *connection)
{
    (void)connection;
    struct exchange_hall *hall = context;
    atomic_fetch_add(&hall->n_open, 1);
    struct arena *arena = arena_new();
    struct exchange *exchange = arena_array(arena, struct exchange, 1);
    exchange->arena = arena;
    exchange->reply = reply_new();
    url = without_origin(url);
    if (strnlen(url, REQUEST_LONGEST_URL + 1) <= REQUEST_LONGEST_URL)
        exchange->url = arena_text(arena, url);
    return exchange;
}

void exchange_end(void *context, struct MHD_Connection *connection,
                  void **state, enum MHD_RequestTerminationCode code)
{
    (void)connection, (void)code;
    struct exchange_hall *hall = context;
    struct exchange *exchange = *state;
    if (exchange == NULL)
        return;
    if (exchange->has_begun && hall->options.end != NULL)
        hall->options.end(exchange->begun, hall->options.context);
    request_body_close(&exchange->body);
    reply_free(&exchange->reply);
    arena_free(exchange->arena);
    *state = NULL;
    atomic_fetch_sub(&hall->n_open, 1);
}

static void log_request(const struct http_options *options,
                        const struct exchange *exchange)
{
    if (!options->logs_requests && exchange->reply.status < 500)
        return;
    const struct http_route *route = exchange->route;
    bool is_listed = route != NULL && route->pattern[0] != '\0';
    fprintf(stderr, "hocgan: %.10s %s %u %.1f ms\n", exchange->request.method,
            is_listed ? route->pattern : "-", exchange->reply.status,
            now_ms() - exchange->started_ms);
}

static enum MHD_Result send_now(const struct exchange_hall *hall,
                                struct exchange *exchange,
                                struct MHD_Connection *connection, bool closes)
{
    log_request(&hall->options, exchange);
    return reply_send(&exchange->reply, connection, closes);
}

static bool refuse(struct exchange *exchange, unsigned status,
                   const char *detail)
{
    reply_problem_status(&exchange->reply, status, detail);
    return false;
}

// HTTP/1.1 asks for a Host (RFC 9112, section 3.2).
static bool lacks_host(const struct request *request, const char *version)
{
    return strcmp(version, "HTTP/1.1") == 0 && request->host == NULL;
}

static bool read_request(struct exchange *exchange,
                         struct MHD_Connection *connection, const char *method,
                         const char *version)
{
    struct request *request = &exchange->request;
    struct error err;
    *request = (struct request){.arena = exchange->arena, .method = method};
    if (exchange->url == NULL)
        return refuse(exchange, 414, "the address is longer than 2048 bytes");
    if (request_parse(exchange->arena, exchange->url, request, &err) !=
        STATUS_OK) {
        reply_problem(&exchange->reply, &err);
        return false;
    }
    bool is_head = strcmp(method, "HEAD") == 0;
    request->method = is_head ? "GET" : method;
    request_headers_read(request, connection);
    if (is_head)
        request->range = NULL; // parts are only for GET
    if (lacks_host(request, version))
        return refuse(exchange, 400, "the request has no Host");
    return true;
}

static void call_begin(const struct http_options *options,
                       struct exchange *exchange)
{
    exchange->has_begun = true;
    exchange->begun =
        options->begin == NULL
            ? options->context
            : options->begin(options->context, &exchange->request);
}

// All that is decided before a body is read. False: the refusal is written.
static bool is_welcome(const struct http_options *options,
                       struct exchange *exchange,
                       const struct body_promise *promise)
{
    struct request *request = &exchange->request;
    struct reply *reply = &exchange->reply;
    call_begin(options, exchange);
    exchange->route = http_router_find(options, request, reply);
    if (exchange->route == NULL ||
        !http_router_admit(options, request, exchange->route, reply,
                           exchange->begun) ||
        !request_body_is_welcome(exchange->route, request, promise, reply))
        return false;
    return exchange->route->body == HTTP_BODY_NONE ||
           request_body_open(&exchange->body, exchange->route->body,
                             exchange->arena, options->spool,
                             exchange->started_ms, reply);
}

static enum MHD_Result answer(const struct exchange_hall *hall,
                              struct exchange *exchange,
                              struct MHD_Connection *connection)
{
    if (request_body_finish(&exchange->body, &exchange->request,
                            &exchange->reply))
        http_router_call(exchange->route, &exchange->request, &exchange->reply,
                         exchange->begun);
    reply_settle(&exchange->reply, &exchange->request);
    return send_now(hall, exchange, connection, false);
}

// Whether a refused body may run into nothing before its refusal is sent.
static bool is_bearable(const struct body_promise *promise)
{
    return !promise->waits &&
           (!promise->has_length || promise->n_bytes <= MOST_DROPPED_BYTES);
}

static enum MHD_Result start(const struct exchange_hall *hall,
                             struct exchange *exchange,
                             struct MHD_Connection *connection,
                             const char *method, const char *version)
{
    struct body_promise promise = request_headers_body(connection);
    exchange->has_started = true;
    exchange->started_ms = now_ms();
    exchange->is_refused =
        !read_request(exchange, connection, method, version) ||
        !is_welcome(&hall->options, exchange, &promise);
    if (exchange->is_refused && promise.has_body && !is_bearable(&promise))
        return send_now(hall, exchange, connection, true);
    return MHD_YES;
}

// False ends the connection: the client does not stop sending.
static bool take_piece(struct exchange *exchange, const char *bytes, size_t n)
{
    if (!exchange->is_refused)
        exchange->is_refused = !request_body_add(&exchange->body, bytes, n,
                                                 now_ms(), &exchange->reply);
    if (exchange->is_refused)
        exchange->n_dropped += n;
    return exchange->n_dropped <= MOST_DROPPED_BYTES;
}

enum MHD_Result exchange_take(void *context, struct MHD_Connection *connection,
                              const char *url, const char *method,
                              const char *version, const char *upload_data,
                              size_t *upload_data_size, void **state)
{
    (void)url;
    const struct exchange_hall *hall = context;
    struct exchange *exchange = *state;
    if (!exchange->has_started)
        return start(hall, exchange, connection, method, version);
    if (*upload_data_size > 0) {
        bool goes_on = take_piece(exchange, upload_data, *upload_data_size);
        *upload_data_size = 0;
        return goes_on ? MHD_YES : MHD_NO;
    }
    return exchange->is_refused ? send_now(hall, exchange, connection, false)
                                : answer(hall, exchange, connection);
}
