#ifndef TILE_TILE_ROUTES_H
#define TILE_TILE_ROUTES_H

#include "http/reply.h"
#include "http/request.h"
#include "tile/tile_service.h"

/// GET /tiles/{set}.json
enum status tile_routes_describe(const struct request *request,
                                 struct reply *reply,
                                 const struct tile_service *service,
                                 struct error *err);

/// GET /tiles/{set}/{z}/{x}/{y}.mvt: 204 for an empty tile, 400 for numbers
/// that are no tile's, 404 for a set there is not. An address with the set's
/// checksum (?v=…, as TileJSON gives it) may be kept for ever.
enum status tile_routes_tile(const struct request *request, struct reply *reply,
                             const struct tile_service *service,
                             struct error *err);

/// GET /tiles/style.json?lang=&theme=: a MapLibre style of the whole map.
enum status tile_routes_map_style(const struct request *request,
                                  struct reply *reply,
                                  const struct tile_service *service,
                                  struct error *err);

/// GET /tiles/{set}/style.json?lang=&theme=: of one set.
enum status tile_routes_set_style(const struct request *request,
                                  struct reply *reply,
                                  const struct tile_service *service,
                                  struct error *err);

#endif
