#ifndef STORE_STORE_ZONES_H
#define STORE_STORE_ZONES_H

#include "city/zone.h"
#include "store/store.h"

// The zones of one plan, be it in force or not.

/// By school id. None is not a failure.
enum status store_read_zones(struct store *store, struct arena *arena,
                             const char *plan_id, struct zone_list *zones,
                             struct error *err);

/// Each zone takes the place of the one its school has in the plan; one with
/// an empty area only removes it. All others stay. Needs a transaction.
enum status store_replace_zones(struct store *store, const char *plan_id,
                                const struct zone *zones, size_t n_zones,
                                struct error *err);

#endif
