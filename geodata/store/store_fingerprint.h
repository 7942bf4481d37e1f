#ifndef STORE_STORE_FINGERPRINT_H
#define STORE_STORE_FINGERPRINT_H

#include "store/store.h"

/// What a city's answers are made from, as hashes of the contents, in parts
/// that change for different reasons: equal hashes, equal contents, whatever
/// wrote them and whatever else was written. A server that keeps the city in
/// memory reads a part again when its hash has changed.
struct store_fingerprint {
    char base[33];  ///< streets, schools, wards, units, seats, the base map
    char plans[33]; ///< the published plans, the zones of those in force, and
                    ///< schools' numbers: pupils, rooms, cut-offs, forecasts
    char rest[33];  ///< what only single answers read: people, indicators
};

enum status store_read_fingerprint(struct store *store,
                                   struct store_fingerprint *fingerprint,
                                   struct error *err);

/// Changes whenever anyone else commits to the file; of use only for the same
/// store. Costs microseconds.
enum status store_data_version(struct store *store, int64_t *version,
                               struct error *err);

#endif
