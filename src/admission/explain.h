#ifndef ADMISSION_EXPLAIN_H
#define ADMISSION_EXPLAIN_H

#include "admission/cut_off.h"
#include "admission/method.h"
#include "admission/optimal.h"

/// "Why not the nearer school?": for one pupil of a placement every school it
/// would rather be at, with what decided there and what would have had to
/// differ; its own school; and the next schools with seats left. From the
/// placement alone, without placing again. What is said is exactly true for
/// the method, as the comments of the fields define it.

/// What decided at a choice.
enum explain_reason {
    EXPLAIN_OWN,      ///< it is placed there
    EXPLAIN_OPEN,     ///< not asked for; seats are left
    EXPLAIN_NO_SEATS, ///< the pool has none at all
    EXPLAIN_LATER,    ///< its seats went to those it serves earlier
    EXPLAIN_GIVEN,    ///< nearest-first: its seats were all given in a round
                      ///< before the one the pupil asked in
    EXPLAIN_FAMILY,   ///< too few seats for the family together
    EXPLAIN_DEARER,   ///< optimal: its seats do more for others
    EXPLAIN_CHANCE,   ///< optimal: another optimum would have it there
};

/// A choice of the pupil's with what is known about it.
struct explained_choice {
    uint32_t rank; ///< in its list, 0: the one it would like best
    struct round_choice choice;
    enum explain_reason reason;
    bool is_wish;
    uint32_t group;              ///< the pupil's, at this school
    struct pool_cut_off cut_off; ///< seats, asked, the last one admitted

    /// The place in the queue, for nearest-first and stable. A family stands
    /// where its member served last does. Stable: how many were served before
    /// it among those placed there or who would rather be there. Nearest-first:
    /// how many asked there in an earlier round, or in the same round and were
    /// served before it.
    bool has_queue;
    uint32_t ahead;
    uint32_t asked_round; ///< nearest-first: the round it asked in, from 1
    uint32_t full_round; ///< … and the one the last seat was given in; 0: none

    /// With so many more seats here, all else equal, it would have been placed
    /// here or at a school it would like better; fewer may also have sufficed.
    /// (Where families stay together: very likely.) 0: not known.
    uint32_t more_seats;

    /// With a way shorter by so much, or a score higher by so much, it would
    /// have stood before the last one placed here; nearest-first: and in time,
    /// so that it would have been placed here or better. 0: a nearer home
    /// alone would not have done. Optimal: see `at_least_nearer`.
    uint32_t nearer_cm;
    int64_t higher_milli;
    bool at_least_nearer; ///< a way shorter by less than this changes nothing

    /// The least privileged group in which it would have stood before the last
    /// one placed here, the way being as it is; ROUND_NONE: no group alone.
    uint32_t group_needed;

    /// Nearest-first with wishes: the last rank among its wishes (1 first) with
    /// which it would have asked in time; 0: none.
    uint32_t wish_needed;

    /// Optimal: placing it here would add at least this to the cost of all
    /// together, `price` of it for the seat it takes (see optimal.h for the
    /// unit).
    int64_t added_cost;
    int64_t price;
};

struct explanation {
    uint32_t applicant;
    enum method method;
    bool is_placed;
    uint32_t n_family; ///< those placed together with it, itself among them
    struct explained_choice *before; ///< those it would rather be at, in order
    size_t n_before;
    struct explained_choice own;   ///< if placed
    struct explained_choice *next; ///< with seats left, in order
    size_t n_next;
};

/// What explanations are made from.
struct explain_basis {
    const struct round *round;
    const struct placement *placement;
    struct choice_lists *lists; ///< lengthened
    enum method method;
    const struct optimum *optimum; ///< of METHOD_OPTIMAL; else NULL
    enum objective objective;
};

/// Knows the queues of all pools, so that each explanation takes no longer
/// than the pupil's list. Keeps what `basis` names. One thread at a time.
struct explainer;
struct explainer *explainer_new(struct arena *arena,
                                const struct explain_basis *basis);

/// Explains one pupil's place, with at most `n_next` schools that have seats
/// left. Of an unplaced pupil all choices are `before`.
struct explanation explainer_explain(const struct explainer *explainer,
                                     struct arena *arena, uint32_t applicant,
                                     size_t n_next);

#endif
