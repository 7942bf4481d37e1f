#ifndef SERVICE_CITY_VERSION_H
#define SERVICE_CITY_VERSION_H

#include "query/city_state.h"
#include "service/store_pool.h"
#include "tile/tile_routes.h"

/// The city as it was at one moment: all that an answer is made from, so that
/// queries, receipts and tiles of one request (and of one version) agree. Read
/// once, never changed; versions share the parts that are equal in both (the
/// network, the base map's tiles, the names when only a plan was published).
/// Counted: it lives until the last request that took it is answered.
struct city_version {
    const struct city_state *city;
    struct tile_service *tiles;
    struct store_pool *stores; ///< the city file, for reading
    const char *id; ///< a hash of what it was read from, 32 hex characters
};

/// The versions of one city, the newest of which is in use. Threads share it.
struct city_versions;

/// Reads the city at `path`; `mode` is STORE_READ, or STORE_IMMUTABLE for a
/// replica. `watches` starts a thread that looks twice a second, and at once on
/// SIGHUP, whether the file has changed, and takes up what is new; a city that
/// cannot be read then is reported on stderr once and the old version stays.
/// SIGHUP must be held back in all other threads.
enum status city_versions_open(const char *path, enum store_mode mode,
                               bool watches, struct city_versions **versions,
                               struct error *err);

/// Every version taken must have been put back.
void city_versions_close(struct city_versions *versions);

/// The newest version, counted once more; and given back.
const struct city_version *city_versions_take(struct city_versions *versions);
void city_versions_put(struct city_versions *versions,
                       const struct city_version *version);

/// Whether the city could be read when it was last looked at.
bool city_versions_is_readable(const struct city_versions *versions);

/// Looks now; `*changed` says whether there is a new version. All requests that
/// begin after it returns see that one.
enum status city_versions_renew(struct city_versions *versions, bool *changed,
                                struct error *err);

#endif
