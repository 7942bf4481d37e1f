#ifndef PLACING_PLACING_KEPT_H
#define PLACING_PLACING_KEPT_H

#include "admission/impact.h"
#include "store/store_rounds.h"

/// A kept round as it was made, for comparing it with another: who was placed
/// where and how far away, by the rules it keeps. It needs no streets, no seats
/// and no pupil to be as they were then; the wards are those its pupils live in
/// now. Lives in the arena.
struct placing_kept {
    struct round round; ///< without ways, groups and families
    struct placement placement;
    const char *const *ward_names; ///< of the round's wards
};

/// `rules` are those the record keeps. Fails with what the store says.
enum status placing_kept_read(struct store *city, struct store *pupils,
                              struct arena *arena,
                              const struct round_record *record,
                              const struct admission_rules *rules,
                              struct placing_kept *kept, struct error *err);

static inline struct impact_side
placing_kept_side(const struct placing_kept *kept)
{
    return (struct impact_side){&kept->round, &kept->placement};
}

#endif
