#ifndef ADMISSION_OPTIMAL_H
#define ADMISSION_OPTIMAL_H

#include "admission/assign.h"
#include "admission/choice_lists.h"
#include "admission/placement.h"

/// The optimum with capacities, by one of three objectives. Each first leaves
/// as few as possible without a place (of those, the groups served last first),
/// and where wishes count, then gives the best sum of wish ranks.
enum objective {
    OBJECTIVE_TOTAL, ///< least sum of ways
    OBJECTIVE_TAIL, ///< fewest over the cap, then the least sum of squared ways
                    ///< (long ways weigh most), then the least sum of ways
    OBJECTIVE_CAPS, ///< fewest over the cap, then the least sum of ways
};
const char *objective_name(enum objective objective);
bool objective_parse(const char *name, enum objective *objective);

/// What the optimum minimises, in order of weight. Sums over all applicants.
struct objective_values {
    uint64_t unplaced;
    uint64_t wish_ranks; ///< 0 for a first wish
    uint64_t over_cap;
    uint64_t squares; ///< of ways, in units of `square_unit_cm` squared
    uint64_t way_cm;
};

/// The optimal placement with its certificate: `cost` per choice is one number
/// in which the objective's values stand in order of weight; by it `prices` are
/// the dual prices of the pools. When families that must stay together made it
/// branch, `bound` is the proven least cost and `cost - bound` the gap: 0 if
/// the search was finished.
struct optimum {
    struct placement placement;
    struct objective_values values;
    int64_t *prices; ///< of each pool
    int64_t cost;
    int64_t bound;
    bool is_proven;
    uint32_t square_unit_cm;
    uint32_t n_branches;
};
struct optimum optimal_place(struct arena *arena, const struct round *round,
                             struct choice_lists *lists,
                             enum objective objective);

/// What the certificate of an optimum proves: its true cost, and a cost that no
/// placement can be below.
struct optimal_proof {
    int64_t cost;
    int64_t bound;
};

/// Verifies an optimum by its prices alone, sharing nothing with the solver:
/// the cost is added up anew, and by weak duality no placement costs less than
/// the sum over applicants of the least cost plus price, minus the prices of
/// all seats. Without families that made the search branch both are equal.
/// Fails with STATUS_BAD_INPUT and what does not hold.
enum status optimal_check(const struct round *round,
                          const struct optimum *optimum,
                          enum objective objective,
                          struct optimal_proof *proof, struct error *err);

#endif
