#ifndef HTTP_HTTP_ROUTER_H
#define HTTP_HTTP_ROUTER_H

#include "http/http_server.h"

/// The route of a request, in three steps between which its body is read.
///
/// Finds it in the tables. What fits none gets `otherwise` with the pattern "";
/// a method that is not there writes its refusal (405) and gives NULL.
/// `*number` counts the routes from 1 in the order of the tables; 0 is none of
/// them.
const struct http_route *http_router_find(const struct http_options *options,
                                          struct request *request,
                                          struct reply *reply, size_t *number);

/// The pattern of the route with that number.
const char *http_router_pattern(const struct http_options *options,
                                size_t number);

/// Asks the gate, where there is one. False: the refusal is in `reply`.
bool http_router_admit(const struct http_options *options,
                       struct request *request, const struct http_route *route,
                       struct reply *reply, void *begun);

/// Calls the handler and turns its failure into a problem.
void http_router_call(const struct http_route *route,
                      const struct request *request, struct reply *reply,
                      void *begun);

#endif
