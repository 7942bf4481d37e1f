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

/// How often the file was committed to, and how often drafts of plans were
/// edited. Costs little; to be read in a transaction.
struct store_tally {
    uint32_t commits; ///< wraps around
    int64_t draft_edits;
};

enum status store_read_tally(struct store *store, struct store_tally *tally,
                             struct error *err);

/// Whether all that was committed between the two were edits of drafts, which
/// no fingerprint has. A commit edits at most one draft once (plan_list.c), so
/// if there are as many edits more as there are commits, each was one.
bool store_tally_is_of_drafts(struct store_tally before,
                              struct store_tally after);

#endif
