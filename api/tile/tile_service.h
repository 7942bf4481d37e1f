#ifndef TILE_TILE_SERVICE_H
#define TILE_TILE_SERVICE_H

#include "store/store.h"
#include "tile/tile_set.h"

/// All the tile sets of one city: what answers under /tiles. Read once; threads
/// share it.
struct tile_service;

/// The sets of the city in `store` as it is now: those no plan changes from
/// NAME.tiles (kept_tiles.h), and the zones of the plans in force.
enum status tile_service_read(struct store *store,
                              struct tile_service **service, struct error *err);

/// The same city with the zones of the plans that are in force now: the other
/// sets are shared with `service`, which may be freed before or after it.
enum status tile_service_read_plans(const struct tile_service *service,
                                    struct store *store,
                                    struct tile_service **renewed,
                                    struct error *err);
void tile_service_free(struct tile_service *service);

size_t tile_service_count(const struct tile_service *service);
const struct tile_set *tile_service_at(const struct tile_service *service,
                                       size_t set);

/// The set, or NULL if there is none of that name.
const struct tile_set *tile_service_set(const struct tile_service *service,
                                        const char *name);

#endif
