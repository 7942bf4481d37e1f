#ifndef FEATURE_NUMBER_ROUTES_H
#define FEATURE_NUMBER_ROUTES_H

#include "http/http_server.h"

// The city's numbers over HTTP; the context is a `struct service`.

http_handler_fn number_routes_capacity;
http_handler_fn number_routes_forecast;
http_handler_fn number_routes_indicators;

/// Whose numbers are asked for: exactly one of `school`, `ward` and `city=1`.
/// The ids are the request's own, not looked up yet; both NULL is the city.
enum status number_place_read(const struct request *request,
                              const char **school, const char **ward,
                              struct error *err);

#endif
