#ifndef TILE_TILE_ROUTES_H
#define TILE_TILE_ROUTES_H

#include "crs/crs.h"
#include "http/reply.h"
#include "http/request.h"
#include "store/store.h"
#include "tile/tile_set.h"

/// All the tile sets of one city: what answers under /tiles. Built once;
/// threads share it.
struct tile_service;

/// Reads the city's things from the store and builds its tile sets.
enum status tile_service_read(struct store *store, struct crs *crs,
                              struct tile_service **service, struct error *err);

/// The same city with the zones of the plans that are in force now: the other
/// sets are shared with `service`, which may be freed before or after it.
enum status tile_service_read_plans(const struct tile_service *service,
                                    struct store *store, struct crs *crs,
                                    struct tile_service **renewed,
                                    struct error *err);
void tile_service_free(struct tile_service *service);

/// The set, or NULL if there is none of that name.
const struct tile_set *tile_service_set(const struct tile_service *service,
                                        const char *name);

/// GET /tiles/{set}.json
enum status tile_routes_describe(const struct request *request,
                                 struct reply *reply,
                                 struct tile_service *service,
                                 struct error *err);

/// GET /tiles/{set}/{z}/{x}/{y}.mvt: 204 for an empty tile, 400 for numbers
/// that are no tile's, 404 for a set there is not. An address with the set's
/// checksum (?v=…, as TileJSON gives it) may be kept for ever.
enum status tile_routes_tile(const struct request *request, struct reply *reply,
                             struct tile_service *service, struct error *err);

#endif
