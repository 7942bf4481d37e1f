#ifndef FEATURE_NUMBER_ROUTES_H
#define FEATURE_NUMBER_ROUTES_H

#include "http/http_server.h"

// The city's numbers over HTTP; the context is a `struct service`.

http_handler_fn number_routes_capacity;
http_handler_fn number_routes_forecast;
http_handler_fn number_routes_indicators;

#endif
