// One pool of threads, a thread a core, each waiting with epoll on its share
// of the connections (libmicrohttpd's internal pool). A request is answered
// wholly on its thread (exchange.c): its address is caught undecoded, parsed,
// handed to the handler of its route, and the reply's bytes are given to the
// library, which sends them as the client takes them.
//
// What a stranger can make us hold is bounded before anything is allocated:
// the address, the headers (by the library's pool a connection), the number of
// connections, how long one may stay silent, and bodies (request_body.c).

#include "http/http_server.h"

#include <errno.h>
#include <fcntl.h>
#include <microhttpd.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include "http/connection_desk.h"
#include "http/exchange.h"
#include "http/listener.h"
#include "http/request_body.h"

// Room for an address that is too long, so that it is refused in our own words,
// and for headers. The library clears all of it for each request: with 64 KB
// that was a fifth of the time a hot tile took, with 16 KB a twentieth.
#define CONNECTION_MEMORY_BYTES 8192u
#define MOST_CONNECTIONS 2048u
#define SILENCE_S 20u
#define LEAST_FAREWELL_MS 250
#define FAREWELL_MS 1500

struct http_server {
    struct exchange_hall hall;
    struct MHD_Daemon *daemon;
    int listener;
    char address[LISTENER_ADDRESS_SIZE];
};

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
        exchange_take, &server->hall, MHD_OPTION_LISTEN_SOCKET,
        server->listener, MHD_OPTION_THREAD_POOL_SIZE, thread_count(),
        MHD_OPTION_CONNECTION_LIMIT, MOST_CONNECTIONS,
        MHD_OPTION_CONNECTION_TIMEOUT, SILENCE_S,
        MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)CONNECTION_MEMORY_BYTES,
        MHD_OPTION_URI_LOG_CALLBACK, exchange_begin, &server->hall,
        MHD_OPTION_NOTIFY_CONNECTION, connection_desk_notify, NULL,
        MHD_OPTION_NOTIFY_COMPLETED, exchange_end, &server->hall,
        MHD_OPTION_UNESCAPE_CALLBACK, leave_as_it_is, NULL, MHD_OPTION_END);
}

static void free_server(struct http_server *server)
{
    kept_answers_free(server->hall.kept);
    http_metrics_free(server->hall.metrics);
    free(server);
}

enum status http_server_start(const struct http_options *options,
                              struct http_server **server, struct error *err)
{
    struct http_server *started = calloc(1, sizeof *started);
    if (started == NULL)
        return error_set(err, STATUS_IO, "out of memory");
    started->hall.options = *options;
    request_body_clear_spool(options->spool);
    started->hall.metrics = http_metrics_new(options->tables);
    if (options->version != NULL)
        started->hall.kept = kept_answers_new(HTTP_MOST_KEPT_BYTES);
    enum status status = listener_open(options->listen, &started->listener,
                                       started->address, err);
    if (status == STATUS_OK &&
        (started->daemon = start_daemon(started)) == NULL) {
        close(started->listener);
        status =
            error_set(err, STATUS_IO, "cannot serve on %s", options->listen);
    }
    if (status != STATUS_OK) {
        free_server(started);
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

static void sleep_ms(long ms)
{
    struct timespec pause = {.tv_nsec = ms * 1000 * 1000};
    nanosleep(&pause, NULL);
}

// Those that the system has accepted for us and we have not taken yet.
static void take_waiting(struct MHD_Daemon *daemon, int listener)
{
    struct sockaddr_storage from;
    socklen_t size = sizeof from;
    int socket;
    fcntl(listener, F_SETFL, fcntl(listener, F_GETFL) | O_NONBLOCK);
    while ((socket = accept4(listener, (struct sockaddr *)&from, &size,
                             SOCK_CLOEXEC | SOCK_NONBLOCK)) >= 0) {
        if (MHD_add_connection(daemon, socket, (struct sockaddr *)&from,
                               size) != MHD_YES)
            close(socket);
        size = sizeof from;
    }
}

// Every answer now ends its connection, so that those who ask one thing after
// the other come to an end between two requests. Who has been silent gets a
// moment for a request that is on its way.
void http_server_stop(struct http_server *server)
{
    if (server == NULL)
        return;
    atomic_store(&server->hall.is_ending, true);
    int listener = MHD_quiesce_daemon(server->daemon);
    if (listener >= 0) {
        take_waiting(server->daemon, listener);
        close(listener);
    }
    for (int waited_ms = 0; waited_ms < LEAST_FAREWELL_MS ||
                            (http_metrics_in_flight(server->hall.metrics) > 0 &&
                             waited_ms < FAREWELL_MS);
         waited_ms += 10)
        sleep_ms(10);
    MHD_stop_daemon(server->daemon);
    free_server(server);
}
