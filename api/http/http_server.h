#ifndef HTTP_HTTP_SERVER_H
#define HTTP_HTTP_SERVER_H

#include "base/error.h"
#include "http/reply.h"
#include "http/request.h"

/// Answers one request. When it fails, `err` becomes the answer (a problem)
/// and what was written so far is dropped. Runs on any of the server's threads,
/// several at once: `context` is read-only or guards itself.
typedef enum status http_handler_fn(const struct request *request,
                                    struct reply *reply, void *context,
                                    struct error *err);

/// One line of the API's contents page.
struct http_route {
    const char *method;  ///< "GET" (which answers HEAD too)
    const char *pattern; ///< "/tiles/{set}/{z}/{x}/{y}.mvt"
    http_handler_fn *handle;
};

struct http_options {
    const char *listen;              ///< "127.0.0.1:8080", "[::1]:0", ":8080"
    const struct http_route *routes; ///< ended by one without a method
    http_handler_fn *otherwise;      ///< GETs that fit no route: the pages
    void *context;
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

/// Answers one parsed request without a socket: finds the route, calls its
/// handler, turns a failure into a problem, a method that is not there into a
/// 405. Returns the pattern that fitted, or "" if none did.
const char *http_server_answer(const struct http_options *options,
                               struct request *request, struct reply *reply);

#endif
