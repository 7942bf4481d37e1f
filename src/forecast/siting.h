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
    bool is_closing;     ///< what-if: it is closed, before and after
    uint32_t seats;      ///< it has; of a site: besides its rooms, usually 0
    uint32_t most_rooms; ///< that could be added (of a site: built)
    uint32_t seats_per_room;
    double cost_per_room; ///< in the planner's own unit; 0: not known
    double cost;          ///< of opening the site
};

/// At most a million pupils in all, and ways of at most 1,000 km.
struct siting_problem {
    const struct siting_demand *demands;
    size_t n_demands;
    const struct siting_place *places;
    size_t n_places;
    const uint32_t *way_cm; ///< `[demand * n_places + place]`; UINT32_MAX: none
    uint32_t cap_cm;
    uint32_t n_new;   ///< sites to open, at most
    uint32_t n_rooms; ///< rooms to add at schools that stand, at most
};

struct siting_measures {
    uint64_t pupils;
    uint64_t seated;   ///< within the cap
    uint64_t over_cap; ///< seated, but farther than the cap
    uint64_t unseated; ///< no seat anywhere that can be reached
    uint64_t way_cm;   ///< sum over all who have a seat
    double cost;
};

struct siting_choice {
    uint32_t place;
    uint32_t rooms;
    /// Among more than 12,000 pupils these two are worked out in groups.
    uint64_t seated_more; ///< than without this one, the others standing
    int64_t way_cm_less;  ///< below 0 where more are seated
};

struct siting_answer {
    struct siting_choice *choices; ///< most useful first
    size_t n_choices;
    struct siting_measures before;
    struct siting_measures after;
    uint64_t bound_outside; ///< of over_cap and unseated together: no choice
                            ///< of as many sites and rooms leaves fewer
    double gap; ///< how much of those left outside may be the search's fault:
                ///< (outside - bound) / outside, 0 if none are
};
struct siting_answer siting_solve(struct arena *arena,
                                  const struct siting_problem *problem);

/// Which of two is better: fewer outside (over the cap or unseated), then fewer
/// unseated, then shorter ways, then less cost. Below 0: the first.
int siting_compare(const struct siting_measures *a,
                   const struct siting_measures *b);

/// Pupils onto the places that stand, exactly (admission/assign.h): what a plan
/// is worth. NULL for `is_opened`: no site; for `rooms_added`: all rooms at the
/// sites opened and none at schools.
struct siting_measures siting_measure(const struct siting_problem *problem,
                                      const bool *is_opened,
                                      const uint32_t *rooms_added);

#endif
