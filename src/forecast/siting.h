#ifndef FORECAST_SITING_H
#define FORECAST_SITING_H

#include "forecast/p_median.h"

/// Where new schools, or rooms at existing ones, do most: fewest pupils without
/// a seat within the cap, then the shortest ways, then the least cost.

/// A place where pupils are expected to live, so many of them in the year.
struct siting_demand {
    uint32_t pupils;
};

/// A school that stands, or a site where one could.
struct siting_place {
    bool is_open;        ///< stands already
    bool is_closing;     ///< what-if: it is closed
    uint32_t seats;      ///< it has, or may have at least one room's
    uint32_t most_rooms; ///< that could be added (of a site: built)
    uint32_t seats_per_room;
    double cost_per_room; ///< in the planner's own unit; 0: not known
    double cost;          ///< of opening the site
};

struct siting_problem {
    const struct siting_demand *demands;
    size_t n_demands;
    const struct siting_place *places;
    size_t n_places;
    const uint32_t *way_cm; ///< `[demand * n_places + place]`; UINT32_MAX: none
    uint32_t cap_cm;
    uint32_t n_new;   ///< sites to open
    uint32_t n_rooms; ///< rooms to add at schools that stand
};

struct siting_measures {
    uint64_t pupils;
    uint64_t seated;   ///< within the cap
    uint64_t over_cap; ///< seated, but farther than the cap
    uint64_t unseated; ///< no seat anywhere that can be reached
    uint64_t way_cm;   ///< sum over the seated
    double cost;
};

struct siting_choice {
    uint32_t place;
    uint32_t rooms;
    uint64_t seated_more; ///< than without this one, the others standing
    uint64_t way_cm_less;
};

struct siting_answer {
    struct siting_choice *choices; ///< most useful first
    size_t n_choices;
    struct siting_measures before;
    struct siting_measures after;
    uint64_t bound_outside; ///< of over_cap and unseated together: no choice
                            ///< of as many sites and rooms leaves fewer
    double gap;             ///< of what is left to that bound
};
struct siting_answer siting_solve(struct arena *arena,
                                  const struct siting_problem *problem,
                                  uint64_t seed);

/// Pupils onto the places that stand, exactly (admission/assign.h): what a plan
/// is worth. `rooms_added` of each place may be NULL; `is_opened` likewise.
struct siting_measures siting_measure(const struct siting_problem *problem,
                                      const bool *is_opened,
                                      const uint32_t *rooms_added);

#endif
