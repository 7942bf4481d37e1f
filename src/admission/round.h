#ifndef ADMISSION_ROUND_H
#define ADMISSION_ROUND_H

#include "admission/rules.h"
#include "base/arena.h"

/// A round of placing: who asks, what seats there are, by which rules, and how
/// far everyone has to go. All methods work on the same round. Built once,
/// read-only then; threads share it.

#define ROUND_NONE UINT32_MAX

/// A pupil of the round. Wards and schools are indices of the round's own
/// numbering, ROUND_NONE where not known.
struct applicant {
    const char *id;
    uint32_t ward;           ///< it lives in
    uint32_t previous_ward;  ///< of the school it comes from
    uint32_t work_ward;      ///< a parent works in
    uint32_t sibling_school; ///< a brother or sister attends
    uint32_t programme;      ///< it was admitted to
    uint32_t cap_cm;     ///< the farthest it should be sent; UINT32_MAX: none
    int64_t score_milli; ///< NUMBER_UNKNOWN counts below every score
    const uint32_t *wishes; ///< schools, first wish first
    size_t n_wishes;
    uint32_t family; ///< those of one family stay together
    uint32_t lot;    ///< place in the draw, 0 first; each applicant its own,
                     ///< those of one family next to each other
};

/// Seats that are given out together: the general ones of a school, or those it
/// keeps for a programme. What methods place pupils into.
struct seat_pool {
    uint32_t school;
    uint32_t programme; ///< ROUND_NONE: general, open to all
    uint32_t seats;
};

struct round_school {
    const char *id;
    uint32_t ward;
    const struct group_order *groups; ///< the order that holds there
};

/// The members of a family, in order of id. Everyone is in just one; a pupil
/// who has nobody to stay with is a family of one. A family is placed at one
/// school or not at all. Where it asks as one, it asks in the order of its
/// first member's choices, for one pool that is a choice of all.
struct family {
    const uint32_t *members;
    size_t n_members;
};

/// The way from an applicant's home to a school in the rules' measure, in
/// centimetres (by time: milliseconds); UINT32_MAX if there is none. Called
/// from several threads.
typedef uint32_t round_way_fn(const void *ways, uint32_t applicant,
                              uint32_t school);

/// The same to every school of the round: writes `n_schools` ways.
typedef void round_way_row_fn(const void *ways, uint32_t applicant,
                              uint32_t *way_cm);

struct round {
    const struct admission_rules *rules;
    const struct applicant *applicants; ///< in order of id
    size_t n_applicants;
    const struct family *families; ///< in order of their first members
    size_t n_families;
    const struct round_school *schools; ///< in order of id
    size_t n_schools;
    const struct seat_pool *pools; ///< by school, those for programmes first
    size_t n_pools;
    const char *const *ward_ids; ///< of the wards' numbering, in order
    size_t n_wards;
    const char *const *programmes; ///< of the programmes' numbering, in order
    size_t n_programmes;
    round_way_fn *way;
    round_way_row_fn *way_row; ///< NULL: ways are to be asked one by one
    const void *ways;
};

/// A pool an applicant may be placed in.
struct round_choice {
    uint32_t pool;
    uint32_t way_cm;
};

/// Writes choices number `from`, … of an applicant in the order the family
/// would take them, at most `room`, and returns how many; fewer than `room`:
/// there are no more. Wishes come first, in their order; then, unless the rules
/// take wishes only, all other schools nearest first (equal ways: by school).
/// A wish named twice counts where it stands first. At a school the pool of the
/// applicant's programme stands before the general one; pools without a way or
/// for another programme are left out.
size_t round_choices(const struct round *round, uint32_t applicant, size_t from,
                     size_t room, struct round_choice *into);

/// Who is served first at a pool: by group, then the shorter way (or the higher
/// score), then the draw. Smaller is better; no two applicants of a round are
/// equal at a pool.
struct priority {
    uint64_t merit; ///< group << 32 | way; or, where scores count, group << 32
                    ///< | score turned round, so that equal scores draw lots
    uint32_t lot;
};
struct priority round_priority(const struct round *round, uint32_t applicant,
                               uint32_t pool, uint32_t way_cm);
static inline bool priority_before(struct priority a, struct priority b)
{
    return a.merit != b.merit ? a.merit < b.merit : a.lot < b.lot;
}

/// The applicant's group at a school: an index into the school's groups.
uint32_t round_group(const struct round *round, uint32_t applicant,
                     uint32_t school);

/// Whether a pool is among an applicant's choices; if so, with the way to it.
bool round_is_choice(const struct round *round, uint32_t applicant,
                     uint32_t pool, uint32_t *way_cm);

/// Where a family stands at a pool: where its member served last does. The pool
/// must be a choice of all of them.
struct priority round_family_priority(const struct round *round,
                                      uint32_t family, uint32_t pool);

#endif
