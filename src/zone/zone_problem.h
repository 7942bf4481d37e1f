#ifndef ZONE_ZONE_PROBLEM_H
#define ZONE_ZONE_PROBLEM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// What zones are made of: planning units with entrants of one grade, which
/// units touch, schools with seats, and the ways between them. A value that
/// borrows its arrays; read-only, threads share it.

#define ZONE_NO_SCHOOL UINT32_MAX
#define ZONE_NO_UNIT UINT32_MAX

/// What an entrant counts that is left without a school although there is a way
/// to one, or is given one there is no way to.
#define ZONE_NO_WAY_CM ((int64_t)UINT32_MAX)

/// What a plan is judged by, all in centimetres walked by one entrant and none
/// below 0. The cost of a plan is the sum of ways of all entrants, and for each
/// of these so much more.
struct zone_weights {
    int64_t over_seats_cm; ///< an entrant beyond the seats of its school
    int64_t over_cap_cm;   ///< an entrant farther away than the cap
    int64_t moved_cm;      ///< an entrant whose unit changes school
};

/// For over_seats_cm: what is usual in the city, see zone_weights_settle.
#define ZONE_WEIGHT_BY_WAYS (-1)
#define ZONE_WEIGHTS_USUAL                                                     \
    ((struct zone_weights){ZONE_WEIGHT_BY_WAYS, 300000, 0})

struct zone_problem {
    size_t n_units;
    size_t n_schools;
    const uint32_t *entrants; ///< of each unit
    /// `[unit * n_schools + school]`: the mean way of the unit's entrants, and
    /// how many of them have it longer than the cap. UINT32_MAX: no way.
    const uint32_t *way_cm;
    const uint32_t *over_cap; ///< or NULL: no cap
    const uint32_t *seats;    ///< of each school
    /// Which units share a border (more than a point), both ways round.
    const uint32_t *first_neighbour; ///< n_units + 1 entries
    const uint32_t *neighbours;
    const uint32_t *school_unit; ///< the unit each school stands in, or none
    const uint32_t *last_school; ///< of each unit in last year's plan; or NULL
    const uint32_t *locked;      ///< the school a unit must stay with, or
                                 ///< ZONE_NO_SCHOOL; NULL: none is locked
    struct zone_weights weights;
};

/// The weights of the problem with ZONE_WEIGHT_BY_WAYS replaced: for one seat,
/// nobody is sent farther out of the way than twice the mean way to the nearest
/// school (in whole 100 m, rounded up). Chains of entrants that make room for
/// each other count whole, so at a larger weight a quarter with few seats moves
/// half the city to seats beyond its borders: for Ho Chi Minh City (2 km, so
/// 4.1 km) 20 km would mean ways longer by a third, in zones that wind past
/// each other to get there, while pupils that are many at a few schools are
/// what another classroom or a bus is for. For Baltimore County (about 1 km)
/// this is where both the ways and the crowding are less than in the plan
/// adopted.
struct zone_weights zone_weights_settle(const struct zone_problem *problem);

/// What a plan does. `school[unit]` is the plan.
struct zone_measures {
    uint64_t entrants;   ///< in units with a school
    uint64_t unzoned;    ///< entrants of units without one
    uint64_t over_seats; ///< entrants beyond the seats of their school
    uint64_t over_cap;
    uint64_t moved;    ///< entrants whose unit changed school since last year
    uint64_t no_way;   ///< entrants with ZONE_NO_WAY_CM
    uint64_t way_cm;   ///< sum over entrants whose school can be reached
    int64_t cost;      ///< by the weights
    uint32_t n_zones;  ///< schools with a unit
    uint32_t n_pieces; ///< connected parts of all zones together
    uint32_t n_away;   ///< zones without the unit their school stands in
};
struct zone_measures zone_measure(const struct zone_problem *problem,
                                  const uint32_t *school);

/// The same of one zone.
struct zone_row {
    uint64_t entrants;
    uint64_t over_seats;
    uint64_t over_cap;
    uint64_t moved;
    uint64_t no_way;
    uint64_t way_cm;
    uint32_t farthest_cm; ///< of the units' mean ways
    uint32_t n_units;
    uint32_t n_pieces;
    bool is_away; ///< without the unit its school stands in
};
void zone_measure_rows(const struct zone_problem *problem,
                       const uint32_t *school, struct zone_row *rows);

#endif
