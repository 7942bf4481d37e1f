#ifndef ADMISSION_OBJECTIVE_H
#define ADMISSION_OBJECTIVE_H

#include "admission/round.h"

/// What an optimum is best by. Each first leaves as few as possible without a
/// place (of those, the groups served last first), and where wishes count, then
/// gives the best sum of wish ranks.
enum objective {
    OBJECTIVE_TOTAL, ///< least sum of ways
    OBJECTIVE_TAIL, ///< fewest over the cap, then the least sum of squared ways
                    ///< (long ways weigh most), then the least sum of ways
    OBJECTIVE_CAPS, ///< fewest over the cap, then the least sum of ways
};
const char *objective_name(enum objective objective);
bool objective_parse(const char *name, enum objective *objective);

/// Sums over all applicants; the first that differs decides.
struct objective_values {
    uint64_t unplaced;
    uint64_t unplaced_of_group[RULES_MOST_GROUPS]; ///< by the best group each
                                                   ///< has at any school
    uint64_t wish_ranks; ///< 0 for a first wish; no wish is worse than any
    uint64_t over_cap;
    uint64_t squares; ///< of ways, each in whole square_unit_cm squared
    uint64_t way_cm;
};

/// The objective as one cost for each choice, in which all values stand in
/// order of weight, so that the least sum of costs has the best values:
///
/// Of two placements one is better by some value if a chain of pupils who each
/// take the next one's place is. A chain meets every pool at most once, so one
/// of a value must outweigh whatever `pools + 2` moves can change in the values
/// after it. More is not needed, and would not fit 64 bits for a city.
///
/// By OBJECTIVE_TAIL in a large city it still does not fit: then the sum of
/// ways is left out of the cost (`way` is 0), and squares are counted in
/// larger units (`square_unit_cm`).
struct objective_costs {
    const struct round *round;
    enum objective objective;
    uint32_t square_unit_cm; ///< 0 where squares are not looked at
    int64_t way;             ///< the cost of one of each
    int64_t square;
    int64_t over_cap;
    int64_t wish_rank;
    int64_t unplaced;    ///< of one in the group served last
    int64_t most_placed; ///< no choice costs more
    int64_t forced;      ///< more than any cost of having no place
    uint32_t n_groups;
    const uint8_t *best_group; ///< of each applicant
};
struct objective_costs objective_costs_of(struct arena *arena,
                                          const struct round *round,
                                          enum objective objective);

/// The cost of a choice: never less for a choice farther down an applicant's
/// list.
int64_t objective_cost(const struct objective_costs *costs, uint32_t applicant,
                       uint32_t school, uint32_t way_cm);
int64_t objective_unplaced_cost(const struct objective_costs *costs,
                                uint32_t applicant);

/// Adds an applicant placed so to the values (pool ROUND_NONE: not placed), or
/// with sign -1 takes it off.
void objective_add(const struct objective_costs *costs,
                   struct objective_values *values, int sign,
                   uint32_t applicant, uint32_t pool, uint32_t way_cm);

/// Below 0 if `a` is better by what stands in the cost.
int objective_compare(const struct objective_costs *costs,
                      const struct objective_values *a,
                      const struct objective_values *b);

#endif
