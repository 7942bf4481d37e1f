#ifndef SUPPORT_HTTP_WORLD_H
#define SUPPORT_HTTP_WORLD_H

// A server of the tests' own with a route for every kind of body and answer,
// which counts what the real one does around a request. The routes are at the
// beginning of http_world.c.

#include <stdatomic.h>
#include <stddef.h>

#include "http/http_server.h"
#include "scratch.h"

struct http_world {
    struct scratch *scratch;
    const char *spool;
    struct http_server *server;
    const char *address;
    atomic_int n_begun;
    atomic_int n_ended;
    atomic_int n_gated;
    atomic_int n_made; ///< answers written by `write_made`
    const char *_Atomic version;
};

extern struct http_world HTTP_WORLD;

/// Group setup and teardown: the server at HTTP_WORLD.address.
int http_world_open(void **state);
int http_world_close(void **state);

/// Another server like it, which the caller stops.
struct http_server *http_world_serve(void);

/// How many files lie in the spool.
size_t http_world_spooled(void);

/// Waits until every request that began has ended and the spool is empty: what
/// a request took is given back a moment after its last byte has come.
void http_world_wait(void);

/// Five milliseconds.
void http_world_nap(void);

#endif
