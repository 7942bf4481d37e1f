#ifndef ADMISSION_OPTIMAL_H
#define ADMISSION_OPTIMAL_H

#include "admission/choice_lists.h"
#include "admission/objective.h"
#include "admission/placement.h"

/// The optimal placement with its certificate. `prices` are the dual prices of
/// the pools, by the costs of objective.h, of the optimum for which families
/// need not stay together; they prove that no placement has better values than
/// `bound`. If no family would have been split, that is the optimum itself.
/// Else it is sought by branching on where families go: `is_proven` says
/// whether nothing better than `placement` is left, and `bound` equals `values`
/// then.
struct optimum {
    struct placement placement;
    struct objective_values values;
    struct objective_values bound;
    int64_t *prices; ///< of each pool
    bool is_proven;
    uint32_t square_unit_cm; ///< of `squares`; 0 where not looked at
    bool breaks_ties_by_way; ///< by OBJECTIVE_TAIL in a large city not
    uint32_t n_branches;     ///< placements looked at beside the first
};

/// After so many branches the best placement found is given, unproven.
#define OPTIMAL_MOST_BRANCHES 400

/// Members of a family are placed at one school, though perhaps in two of its
/// pools, or none of them is placed. Borrows `lists`, lengthening them.
struct optimum optimal_place(struct arena *arena, const struct round *round,
                             struct choice_lists *lists,
                             enum objective objective);

/// By how much the optimum exceeds its bound: a share of the first value that
/// differs (of the bound, or of 1 where that is 0); 0 if none does.
double optimal_gap(const struct optimum *optimum);

/// What prices prove about a placement: no placement costs less than `bound`.
struct optimal_proof {
    double cost;
    double bound;
    bool is_optimal; ///< the two are equal, as whole numbers
};

/// Works out anew, from the round, the placement and the prices of the optimum
/// alone and sharing nothing with the solver, what they prove. Fails with
/// STATUS_BAD_INPUT when a price is below 0, when cost and bound contradict
/// each other, and when they differ though no families stay together.
enum status optimal_check(const struct round *round,
                          const struct optimum *optimum,
                          enum objective objective, struct optimal_proof *proof,
                          struct error *err);

#endif
