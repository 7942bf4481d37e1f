#ifndef ADMISSION_EXPLAIN_QUEUE_H
#define ADMISSION_EXPLAIN_QUEUE_H

#include "admission/choice_lists.h"
#include "admission/placement.h"

/// Who stood in the queue of every pool of a finished placement, for
/// explanations: families in the order they were served.

/// Where a family stands: earlier rounds first (all 0 where there are no
/// rounds), then by priority.
struct queue_place {
    uint32_t asked_round;
    struct priority priority;
};
static inline bool queue_before(struct queue_place a, struct queue_place b)
{
    return a.asked_round != b.asked_round
               ? a.asked_round < b.asked_round
               : priority_before(a.priority, b.priority);
}

/// The last one placed in a pool by that order.
struct queue_last {
    uint32_t applicant; ///< ROUND_NONE: nobody is placed there
    struct queue_place place;
};

struct explain_queues {
    struct queue_entry *entries; ///< by pool, in order
    size_t *first;               ///< of each pool, and the end of the last
    struct queue_last *last;     ///< of each pool
};

/// A family asks in every pool down to the one it is in. `has_rounds`: its
/// first choice is asked in round 1, and so on.
struct explain_queues explain_queues_build(struct arena *arena,
                                           const struct round *round,
                                           const struct placement *placement,
                                           struct choice_lists *lists,
                                           bool has_rounds);

/// How many pupils stand before a place in a pool's queue.
uint32_t explain_queue_ahead(const struct explain_queues *queues, uint32_t pool,
                             struct queue_place place);

#endif
