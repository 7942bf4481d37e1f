#ifndef STORE_STORE_PUPIL_PAGES_H
#define STORE_STORE_PUPIL_PAGES_H

#include "store/store_pupils.h"
#include "store/store_rounds.h"

// Children page by page, for those who work with lists of them.

/// Which children are wanted; zeroed but for the numbers, it is all of them.
struct pupil_filter {
    int64_t grade;               ///< NUMBER_UNKNOWN: any
    int64_t year;                ///< NUMBER_UNKNOWN: any
    const char *const *ward_ids; ///< of these wards, and …
    size_t n_wards;
    bool has_all_wards;    ///< … or of any
    const char *round_id;  ///< whose placements are told; NULL: the round in
                           ///< force of each child's grade and year
    const char *school_id; ///< placed there; NULL: anywhere, or nowhere
    bool is_unplaced;      ///< only those a round placed nowhere
    const char *after;     ///< only ids behind this one; NULL: from the first
    size_t limit;          ///< at most so many
};

/// A child with where a round put it.
struct placed_pupil {
    struct pupil pupil;
    const char *round_id; ///< NULL: no round speaks of it; the rest is unset
    struct round_place place;
};
LIST_DECLARE(placed_pupil);

/// In order of id. A child whose ward is not written down is given with every
/// filter of wards (`pupil.ward_id` is NULL): whose it is, its home says.
enum status store_page_pupils(struct store *private_store, struct arena *arena,
                              const struct pupil_filter *filter,
                              struct placed_pupil_list *page,
                              struct error *err);

/// One child. STATUS_NOT_FOUND when there is none of that id.
enum status store_find_pupil(struct store *private_store, struct arena *arena,
                             const char *id, const char *round_id,
                             struct placed_pupil *found, struct error *err);

/// Moves a child's home, and its address where that is not NULL. Needs a
/// transaction. STATUS_NOT_FOUND when there is none of that id.
enum status store_move_pupil(struct store *private_store, const char *id,
                             struct point_m home, const char *address,
                             struct error *err);

#endif
