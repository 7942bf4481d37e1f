// The weight of a seat follows the city: a kilometre is far where schools are
// dense, and nothing where they are not.

#include "zone/zone_problem.h"

#define TIMES_NEAREST 2
#define STEP_CM 10000

// Of the entrants that can reach a school at all; 0 if there are none.
static int64_t mean_nearest_cm(const struct zone_problem *problem)
{
    int64_t sum_cm = 0;
    int64_t entrants = 0;
    for (size_t u = 0; u < problem->n_units; u++) {
        const uint32_t *way_cm = problem->way_cm + u * problem->n_schools;
        uint32_t least_cm = UINT32_MAX;
        for (size_t s = 0; s < problem->n_schools; s++)
            if (way_cm[s] < least_cm)
                least_cm = way_cm[s];
        if (least_cm == UINT32_MAX)
            continue;
        sum_cm += (int64_t)least_cm * problem->entrants[u];
        entrants += problem->entrants[u];
    }
    return entrants == 0 ? 0 : sum_cm / entrants;
}

struct zone_weights zone_weights_settle(const struct zone_problem *problem)
{
    struct zone_weights weights = problem->weights;
    if (weights.over_seats_cm != ZONE_WEIGHT_BY_WAYS)
        return weights;
    int64_t usual_cm = TIMES_NEAREST * mean_nearest_cm(problem);
    int64_t n_steps = (usual_cm + STEP_CM - 1) / STEP_CM;
    weights.over_seats_cm = n_steps == 0 ? STEP_CM : n_steps * STEP_CM;
    return weights;
}
