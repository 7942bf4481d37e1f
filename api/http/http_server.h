#ifndef HTTP_HTTP_SERVER_H
#define HTTP_HTTP_SERVER_H

#include <stdbool.h>
#include <stdint.h>

#include "base/error.h"
#include "http/reply.h"
#include "http/request.h"

/// Answers one request. When it fails, `err` becomes the answer (a problem)
/// and what was written so far is dropped. Runs on any of the server's threads,
/// several at once: `context` is read-only or guards itself.
typedef enum status http_handler_fn(const struct request *request,
                                    struct reply *reply, void *context,
                                    struct error *err);

/// What a route takes as its body; anything else is refused before a byte of it
/// is kept (413, 415).
enum http_body {
    HTTP_BODY_NONE, ///< a body is refused
    HTTP_BODY_TEXT, ///< JSON or a form, up to HTTP_MOST_TEXT_BYTES, in memory
    HTTP_BODY_FILE, ///< any bytes, up to HTTP_MOST_FILE_BYTES, in a file
};

#define HTTP_MOST_TEXT_BYTES ((size_t)1 << 20)
#define HTTP_MOST_FILE_BYTES ((size_t)256 << 20)

/// The most that answers which are kept take.
#define HTTP_MOST_KEPT_BYTES ((size_t)64 << 20)

/// One line of the API's contents page.
struct http_route {
    const char *method;  ///< "GET" (which answers HEAD too)
    const char *pattern; ///< "/tiles/{set}/{z}/{x}/{y}.mvt"
    http_handler_fn *handle;
    uint32_t access; ///< who may: bits the gate understands; 0 is everyone
    enum http_body body;
};

/// Lets a request through to its route, or writes the refusal into `reply` (a
/// 401 or 403) and returns false. Called before a body is read, so nobody
/// without the right makes us keep one. Asked about every route of the tables,
/// also those with access 0. It may set `request->visitor`.
typedef bool http_gate_fn(struct request *request,
                          const struct http_route *route, struct reply *reply,
                          void *context);

struct http_options {
    const char *listen; ///< "127.0.0.1:8080", "[::1]:0", ":8080"

    /// Tables of routes, ended by NULL; each is ended by a route without a
    /// method. The first route that fits answers.
    const struct http_route *const *tables;
    http_handler_fn *otherwise; ///< GETs that fit no route: the pages
    http_gate_fn *gate;         ///< NULL: a route with access != 0 is a 401
    void *context;              ///< of the server; given to `begin`

    /// What a request is answered from: called once a request before anything
    /// else, and its answer is the `context` of gate and handler. It stays as
    /// it is (a version of the city) until `end`, which is called when the
    /// last byte is sent. NULL: the context itself.
    void *(*begin)(void *context, struct request *request);
    void (*end)(void *begun, void *context);

    /// Which version `begun` is: answers that are the same for all who ask are
    /// kept, and sent again while it is the same. NULL: none is kept.
    const char *(*version)(const void *begun);

    const char *spool;  ///< folder for bodies kept in files; NULL: none taken
    bool logs_requests; ///< a line on stderr for each, not only for failures
};

/// A running server: a thread for each core, each waiting on its own epoll.
struct http_server;

/// Listens and answers at once. Fails with STATUS_BAD_INPUT when `listen` is
/// not HOST:PORT and STATUS_IO when the address cannot be had.
enum status http_server_start(const struct http_options *options,
                              struct http_server **server, struct error *err);

/// "http://127.0.0.1:8080", with the real port when 0 was asked for.
const char *http_server_address(const struct http_server *server);

/// Returns once the process is told to end (SIGTERM, SIGINT). Call
/// `http_server_hold_signals` first thing in the process, so that no other
/// thread takes the signal.
void http_server_hold_signals(void);
void http_server_wait(void);

/// Takes no more requests, lets those being answered finish, and frees.
void http_server_stop(struct http_server *server);

/// Answers one parsed request without a socket, between `begin` and `end`:
/// finds the route, asks the gate, calls the handler, turns a failure into a
/// problem, a method that is not there into a 405. What the body should be like
/// is not looked at. Returns the pattern that fitted, or "" if none did.
const char *http_server_answer(const struct http_options *options,
                               struct request *request, struct reply *reply);

#endif
