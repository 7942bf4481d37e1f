#ifndef ADMISSION_CUT_OFF_H
#define ADMISSION_CUT_OFF_H

#include "admission/choice_lists.h"
#include "admission/placement.h"

/// How far the seats of a pool reached in a placement: what families ask after
/// a round, and what the chances of the next one are estimated from.
struct pool_cut_off {
    uint32_t seats;
    uint32_t placed;
    uint32_t asked; ///< placed there, or would rather be there than where it is
    bool is_full;   ///< no seat left; a pool without seats is full
    uint32_t last;  ///< of those placed there the applicant served last;
                    ///< ROUND_NONE if nobody was placed; its …
    uint32_t last_group;
    uint32_t last_way_cm;
    int64_t last_score_milli;
    struct priority last_priority;
};

/// The cut-off of every pool. Lengthens `lists`.
struct pool_cut_off *pool_cut_offs(struct arena *arena,
                                   const struct round *round,
                                   const struct placement *placement,
                                   struct choice_lists *lists);

#endif
