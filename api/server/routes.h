#ifndef SERVER_ROUTES_H
#define SERVER_ROUTES_H

#include "http/http_server.h"
#include "server/pages.h"
#include "service/service.h"

/// The API's contents page, ended by a route without a method.
extern const struct http_route PUBLIC_ROUTES[];

/// Everything else: the pages.
http_handler_fn routes_otherwise;

#endif
