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
    EXPLAIN_OWN,       ///< it is placed there
    EXPLAIN_OPEN,      ///< not asked for; seats are left
    EXPLAIN_NO_SEATS,  ///< the pool has none at all
    EXPLAIN_LATER,     ///< its seats went to those it serves earlier
    EXPLAIN_GIVEN,     ///< nearest-first: its seats were all given in a round
                       ///< before the one the pupil asked in
    EXPLAIN_FAMILY,    ///< too few seats for the family together
    EXPLAIN_DEARER,    ///< optimal: its seats do more for others
    EXPLAIN_TIE,       ///< optimal: by the prices it might as well be there
    EXPLAIN_UNSETTLED, ///< the placement serves others before it all the same:
                       ///< with families that stay together none need be fair
};

/// A choice of the pupil's with what is known about it.
struct explained_choice {
    struct round_choice choice;
    enum explain_reason reason;
    bool is_wish;
    uint32_t group;              ///< the pupil's, at this school
    struct pool_cut_off cut_off; ///< seats, asked, the last one admitted

    /// The last one placed here, as it decided: in nearest-first of those who
    /// came in the round that gave the last seat. ROUND_NONE, UINT32_MAX and
    /// NUMBER_UNKNOWN if nobody was placed.
    uint32_t last_group;
    uint32_t last_way_cm;
    int64_t last_score_milli;

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
    /// here or at a school it likes better; fewer may have sufficed as well.
    /// (Not certain where families stay together: `is_exact`.) 0: not known.
    uint32_t more_seats;

    /// With a way shorter by so much it would have stood before the last one
    /// placed here. Nearest-first: or asked in time, so that it would have been
    /// placed here or better, and with no way longer than that. Optimal: a way
    /// shorter by less than this would have changed nothing. 0: a nearer home
    /// alone would not have done, or it is not known.
    uint32_t nearer_cm;

    /// The same for scores, where they count; NUMBER_UNKNOWN: no score alone.
    int64_t score_needed_milli;

    /// The least privileged group in which it would have stood before the last
    /// one placed here, the way being as it is; ROUND_NONE: no group alone.
    uint32_t group_needed;

    /// Nearest-first with wishes: the last rank among its wishes (1 first) at
    /// which it would have been placed here or better; 0: none.
    uint32_t wish_needed;

    /// Optimal: placing it here would add at least this to the cost of all
    /// together, its own included.
    int64_t added_cost;
    int64_t price; ///< what a seat here costs
};

struct explanation {
    uint32_t applicant;
    enum method method;
    enum objective objective;
    bool is_placed;
    bool is_exact;     ///< no families of several are in the round
    uint32_t n_family; ///< those placed together with it, itself among them
    int64_t way_cost;  ///< of explain_prices
    int64_t place_cost;
    struct explained_choice *before; ///< those it would rather be at, in order
    size_t n_before;
    struct explained_choice own;   ///< if placed
    struct explained_choice *next; ///< with seats left, in order
    size_t n_next;
};

/// What an optimum weighs, in the unit of its prices: what placing an applicant
/// in a pool costs (ROUND_NONE: having no place).
typedef int64_t explain_cost_fn(const void *costs, uint32_t applicant,
                                uint32_t pool);
struct explain_prices {
    const int64_t *price; ///< of each pool
    explain_cost_fn *cost;
    const void *costs;
    int64_t way_cost; ///< what a centimetre costs, if cost is nothing but ways
                      ///< among the placed (OBJECTIVE_TOTAL, no wishes); else 0
    int64_t place_cost; ///< an added cost of so much or more means that another
                        ///< pupil has no place; 0: not known
};

/// What explanations are made from.
struct explain_basis {
    const struct round *round;
    const struct placement *placement;
    struct choice_lists *lists; ///< lengthened
    enum method method;
    enum objective objective;            ///< of METHOD_OPTIMAL
    const struct explain_prices *prices; ///< of METHOD_OPTIMAL; NULL: not known
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
