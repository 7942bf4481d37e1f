// The library calls `exchange_take` once when the headers are there, once for
// each piece of a body, and once more when all of it has come:
//
//     headers ──► start ──► pieces, taken ────► finish: the handler's answer
//                   └─────► pieces, dropped ──► finish: the refusal
//
// (An answer given at the start would make it close the connection, even where
// there is no body to come.)
//
// Nearly all requests are GETs without a body: for those nothing is done at the
// start, and at the finish an answer that is kept is sent as it lies there,
// before the address is even taken apart.
//
// Everything that can be refused is refused at the start: the address, the
// right, the kind and the size of a body. A client that sends its body without
// waiting for our word would lose the refusal if we closed at once (its system
// throws away what it has received when ours resets the connection), so a
// refused body is let run into nothing first, as long as it is of a bearable
// size; after that the connection is as good as new. Others are answered at
// once and closed.

#include "http/exchange.h"

#include <string.h>
#include <time.h>

#include "http/connection_desk.h"
#include "http/http_router.h"
#include "http/reply_send.h"
#include "http/request_body.h"
#include "http/request_headers.h"
#include "http/request_log.h"

#define MOST_DROPPED_BYTES ((size_t)8 << 20)

struct exchange {
    struct arena *arena;
    const char *url; // undecoded; NULL if it is too long
    double started_ms;
    bool has_started;
    bool is_plain; // a GET without a body
    void *begun;   // what the hook of the options gave
    struct request request;
    const struct http_route *route; // NULL: none was found
    struct reply reply;
    bool is_refused; // `reply` says why; what still comes is dropped
    size_t n_dropped;
    struct request_body body;
    struct kept_sent sent; // what there is to count and to log
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
    struct exchange_hall *hall = context;
    http_metrics_enter(hall->metrics);
    struct arena *arena = connection_desk_take(connection);
    struct exchange *exchange = arena_array(arena, struct exchange, 1);
    exchange->arena = arena;
    exchange->reply = reply_new();
    url = without_origin(url);
    size_t n = strnlen(url, REQUEST_LONGEST_URL + 1);
    if (n <= REQUEST_LONGEST_URL)
        exchange->url = arena_text_n(arena, url, n);
    return exchange;
}

void exchange_end(void *context, struct MHD_Connection *connection,
                  void **state, enum MHD_RequestTerminationCode code)
{
    (void)code;
    struct exchange_hall *hall = context;
    struct exchange *exchange = *state;
    if (exchange == NULL)
        return;
    if (exchange->has_started && hall->options.end != NULL)
        hall->options.end(exchange->begun, hall->options.context);
    request_body_close(&exchange->body);
    reply_free(&exchange->reply);
    connection_desk_clear(connection);
    *state = NULL;
    http_metrics_leave(hall->metrics);
}

// --- Counting and logging ------------------------------------------------

static void count(const struct exchange_hall *hall,
                  const struct exchange *exchange, const char *method)
{
    const struct kept_sent *sent = &exchange->sent;
    double took_ms = now_ms() - exchange->started_ms;
    http_metrics_count(hall->metrics, sent->route, sent->status, took_ms,
                       sent->n_bytes);
    if (!hall->options.logs_requests && sent->status < 500)
        return;
    request_log_write(&(struct request_log_line){
        .method = method,
        .pattern = http_router_pattern(&hall->options, sent->route),
        .status = sent->status,
        .took_ms = took_ms,
        .n_bytes = sent->n_bytes});
}

// --- Kept answers ---------------------------------------------------------

static struct kept_question question_of(const struct exchange_hall *hall,
                                        const struct exchange *exchange,
                                        struct MHD_Connection *connection)
{
    const char *encodings = request_headers_find(connection, "Accept-Encoding");
    return (struct kept_question){
        .url = exchange->url,
        .host = request_headers_find(connection, "Host"),
        .accept = request_headers_find(connection, "Accept"),
        .is_https = request_headers_is_https(connection),
        .encoding = encoding_choose(encodings),
        .takes_brotli = encoding_takes_brotli(encodings),
        .version = hall->options.version(exchange->begun)};
}

// A request without a Host is refused, and parts are cut out anew; what is kept
// cannot say that it is the last on its connection.
static bool send_kept(const struct exchange_hall *hall,
                      struct exchange *exchange,
                      struct MHD_Connection *connection)
{
    if (hall->kept == NULL || exchange->url == NULL ||
        atomic_load(&hall->is_ending) ||
        request_headers_find(connection, "Range") != NULL)
        return false;
    const struct kept_question question =
        question_of(hall, exchange, connection);
    return question.host != NULL &&
           kept_answers_send(hall->kept, &question,
                             request_headers_find(connection, "If-None-Match"),
                             connection, &exchange->sent);
}

// Whether the reply would be the same for whoever asks that question.
static bool is_for_all(const struct exchange_hall *hall,
                       const struct exchange *exchange)
{
    return hall->kept != NULL && exchange->is_plain && !exchange->is_refused &&
           exchange->route->access == 0 && exchange->request.host != NULL &&
           exchange->request.visitor == NULL &&
           kept_answers_may_keep(&exchange->reply);
}

// --- The answer ------------------------------------------------------------

static enum MHD_Result send_now(const struct exchange_hall *hall,
                                struct exchange *exchange,
                                struct MHD_Connection *connection, bool closes)
{
    struct reply *reply = &exchange->reply;
    exchange->sent.status = reply->status;
    reply_bytes(reply, &exchange->sent.n_bytes);
    bool is_last = closes || atomic_load(&hall->is_ending);
    bool keeps = !is_last && is_for_all(hall, exchange);
    struct MHD_Response *response = reply_response(reply, keeps);
    if (response == NULL)
        return MHD_NO;
    if (is_last)
        MHD_add_response_header(response, "Connection", "close");
    enum MHD_Result result =
        MHD_queue_response(connection, reply->status, response);
    if (keeps) {
        const struct kept_question question =
            question_of(hall, exchange, connection);
        kept_answers_keep(hall->kept, &question, reply, response,
                          &exchange->sent);
    } else {
        MHD_destroy_response(response);
    }
    return result;
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

// All that is decided before a body is read. False: the refusal is written.
static bool is_welcome(const struct exchange_hall *hall,
                       struct exchange *exchange,
                       const struct body_promise *promise)
{
    const struct http_options *options = &hall->options;
    struct request *request = &exchange->request;
    struct reply *reply = &exchange->reply;
    request->metrics = hall->metrics;
    exchange->route =
        http_router_find(options, request, reply, &exchange->sent.route);
    return exchange->route != NULL &&
           http_router_admit(options, request, exchange->route, reply,
                             exchange->begun) &&
           request_body_is_welcome(exchange->route, request, promise, reply) &&
           (exchange->route->body == HTTP_BODY_NONE ||
            request_body_open(&exchange->body, exchange->route->body,
                              exchange->arena, options->spool,
                              exchange->started_ms, reply));
}

static void call_handler(struct exchange *exchange)
{
    if (request_body_finish(&exchange->body, &exchange->request,
                            &exchange->reply))
        http_router_call(exchange->route, &exchange->request, &exchange->reply,
                         exchange->begun);
    reply_settle(&exchange->reply, &exchange->request);
}

// --- The library's calls ---------------------------------------------------

static void call_begin(const struct http_options *options,
                       struct exchange *exchange, const char *method)
{
    exchange->has_started = true;
    exchange->started_ms = now_ms();
    exchange->request =
        (struct request){.arena = exchange->arena, .method = method};
    exchange->begun =
        options->begin == NULL
            ? options->context
            : options->begin(options->context, &exchange->request);
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
    call_begin(&hall->options, exchange, method);
    struct body_promise promise = request_headers_body(connection);
    exchange->is_plain = !promise.has_body && (strcmp(method, "GET") == 0 ||
                                               strcmp(method, "HEAD") == 0);
    if (exchange->is_plain)
        return MHD_YES;
    exchange->is_refused =
        !read_request(exchange, connection, method, version) ||
        !is_welcome(hall, exchange, &promise);
    if (!exchange->is_refused || !promise.has_body || is_bearable(&promise))
        return MHD_YES;
    enum MHD_Result result = send_now(hall, exchange, connection, true);
    count(hall, exchange, method);
    return result;
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

static enum MHD_Result finish(const struct exchange_hall *hall,
                              struct exchange *exchange,
                              struct MHD_Connection *connection,
                              const char *method, const char *version)
{
    static const struct body_promise NO_BODY = {0};
    if (exchange->is_plain && send_kept(hall, exchange, connection))
        return MHD_YES;
    if (exchange->is_plain)
        exchange->is_refused =
            !read_request(exchange, connection, method, version) ||
            !is_welcome(hall, exchange, &NO_BODY);
    if (!exchange->is_refused)
        call_handler(exchange);
    return send_now(hall, exchange, connection, false);
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
    enum MHD_Result result =
        finish(hall, exchange, connection, method, version);
    count(hall, exchange, method);
    return result;
}
