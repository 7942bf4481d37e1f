#ifndef SERVICE_CITY_READING_H
#define SERVICE_CITY_READING_H

#include "query/city_state.h"
#include "store/store_fingerprint.h"
#include "tile/tile_routes.h"

/// What of a city is kept in memory, as it was read at one moment. Versions
/// that differ in nothing of it share one; it is counted.
struct city_reading {
    struct city_state *city;
    struct tile_service *tiles;
    struct store_fingerprint of;
};

/// Reads the city in a store that is within a transaction and has this
/// fingerprint. What `last` (or NULL) has already is shared with it. To be put
/// when it is not needed any more.
enum status city_reading_take(struct store *store,
                              const struct store_fingerprint *fingerprint,
                              struct city_reading *last,
                              struct city_reading **reading, struct error *err);
void city_reading_put(struct city_reading *reading);

#endif
