#ifndef FORECAST_SITING_SEARCH_H
#define FORECAST_SITING_SEARCH_H

#include "forecast/siting_seating.h"

/// Which sites and rooms: one after another, then exchanged for better ones.
/// Only siting uses this.
struct siting_search {
    const struct siting_problem *problem;
    struct siting_seating *seating;
    bool *is_opened;       ///< of each place: a site that is opened
    uint32_t *rooms;       ///< of each place: built there
    uint32_t group;        ///< pupils that move as one in `seating`
    uint64_t changes_left; ///< seats that may still be changed in trials
};

struct siting_search siting_search_new(struct arena *arena,
                                       const struct siting_problem *problem);
void siting_search_run(struct siting_search *search);

/// The seats of a place with so many rooms built there.
uint32_t siting_place_seats(const struct siting_place *place, bool is_opened,
                            uint32_t rooms);

#endif
