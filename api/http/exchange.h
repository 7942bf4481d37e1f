#ifndef HTTP_EXCHANGE_H
#define HTTP_EXCHANGE_H

#include <microhttpd.h>
#include <stdatomic.h>

#include "http/http_metrics.h"
#include "http/http_server.h"
#include "http/kept_answers.h"

/// What the exchanges of one server share.
struct exchange_hall {
    struct http_options options;
    struct http_metrics *metrics;
    struct kept_answers *kept; ///< NULL: none is kept
    atomic_bool is_ending;     ///< every answer ends its connection
};

// The library's callbacks for one request, from its first line until the last
// byte of its answer is sent (or the client has left). The first argument is
// the `struct exchange_hall`.

void *exchange_begin(void *hall, const char *url,
                     struct MHD_Connection *connection);

enum MHD_Result exchange_take(void *hall, struct MHD_Connection *connection,
                              const char *url, const char *method,
                              const char *version, const char *upload_data,
                              size_t *upload_data_size, void **state);

void exchange_end(void *hall, struct MHD_Connection *connection, void **state,
                  enum MHD_RequestTerminationCode code);

#endif
