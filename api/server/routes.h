#ifndef SERVER_ROUTES_H
#define SERVER_ROUTES_H

#include "http/http_server.h"
#include "query/city_state.h"
#include "server/pages.h"
#include "tile/tile_routes.h"

/// What the public server answers from; the context of its routes.
struct service {
    const struct city_state *city;
    struct tile_service *tiles;
    const struct pages *pages;
};

/// The API's contents page, ended by a route without a method.
extern const struct http_route ROUTES[];

/// Everything else: the pages.
http_handler_fn routes_otherwise;

#endif
