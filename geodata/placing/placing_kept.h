#ifndef PLACING_PLACING_KEPT_H
#define PLACING_PLACING_KEPT_H

#include "admission/impact.h"
#include "city/ward.h"
#include "store/store_pupils.h"
#include "store/store_rounds.h"

/// Which ward each child lives in now, read once for all rounds that are
/// compared. Lives in the arena.
struct placing_homes {
    const struct pupil_ward *pupils; ///< in order of id
    size_t n_pupils;
    const uint32_t *wards;         ///< of each: index, or ROUND_NONE
    const char *const *ward_ids;   ///< in order
    const char *const *ward_names; ///< the same
    size_t n_wards;
};

/// `wards` are those of the city, in order of id, and live as long.
enum status placing_homes_read(struct store *pupils,
                               const struct ward_list *wards,
                               struct arena *arena, struct placing_homes *homes,
                               struct error *err);

/// A kept round as it was made, for comparing it with another: who was placed
/// where and how far away, by the rules it keeps. It needs no streets, no seats
/// and no pupil to be as they were then; the wards are those its pupils live in
/// now. Lives in the arena.
struct placing_kept {
    struct round round; ///< without ways, groups and families
    struct placement placement;
    const char *const *ward_names; ///< of the round's wards
};

/// `rules` are those the record keeps.
struct placing_kept placing_kept_build(struct arena *arena,
                                       const struct placing_homes *homes,
                                       const struct round_record *record,
                                       const struct admission_rules *rules);

static inline struct impact_side
placing_kept_side(const struct placing_kept *kept)
{
    return (struct impact_side){&kept->round, &kept->placement};
}

#endif
