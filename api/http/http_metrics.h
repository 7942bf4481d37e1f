#ifndef HTTP_HTTP_METRICS_H
#define HTTP_HTTP_METRICS_H

#include <stddef.h>

#include "base/text.h"
#include "http/http_server.h"

/// What a server counts about itself: for each route how many requests, by the
/// class of their status and by how long they took, and how many bytes. Threads
/// share it without waiting for each other.
struct http_metrics;

/// `tables` as in `http_options`.
struct http_metrics *http_metrics_new(const struct http_route *const *tables);
void http_metrics_free(struct http_metrics *metrics);

/// A request has come; and has gone.
void http_metrics_enter(struct http_metrics *metrics);
void http_metrics_leave(struct http_metrics *metrics);

/// How many have come and not gone.
int http_metrics_in_flight(const struct http_metrics *metrics);

/// Counts an answer. `route` is its number, as `http_router_find` gives it.
void http_metrics_count(struct http_metrics *metrics, size_t route,
                        unsigned status, double took_ms, size_t n_bytes);

/// Appends all of it in the text format of Prometheus, and what there is to say
/// about the process. Routes that nobody has asked yet are left out. NULL: the
/// process only.
void http_metrics_write(const struct http_metrics *metrics,
                        struct text_buffer *into);

/// GET /metrics
http_handler_fn http_metrics_get;

#endif
