// An explanation weighs what the method weighed: of an optimum that is the cost
// of each choice and the prices of the seats, put back from the kept round.

#include "placing/placing_explain.h"

#include "admission/objective.h"

#define N_NEXT_SCHOOLS 5

struct placing_explainer {
    const struct placing_case *placing;
    struct objective_costs costs;
    struct explain_prices prices;
    struct explainer *explainer;
};

// What the optimum weighed in placing an applicant in a pool, or nowhere.
static int64_t cost_of(const void *context, uint32_t applicant, uint32_t pool)
{
    const struct objective_costs *costs = context;
    const struct round *round = costs->round;
    if (pool == ROUND_NONE)
        return objective_unplaced_cost(costs, applicant);
    uint32_t school = round->pools[pool].school;
    return objective_cost(costs, applicant, school,
                          round->way(round->ways, applicant, school));
}

static struct explain_prices prices_of(const struct placing_explainer *made,
                                       const struct placing_result *result)
{
    bool is_ways_alone = result->objective == OBJECTIVE_TOTAL &&
                         made->placing->rules->n_wishes == 0;
    return (struct explain_prices){
        .price = result->optimum.prices,
        .cost = cost_of,
        .costs = &made->costs,
        .way_cost = is_ways_alone ? made->costs.way : 0,
        .place_cost = made->costs.unplaced,
    };
}

struct placing_explainer *
placing_explainer_new(struct placing_case *placing,
                      const struct placing_result *result)
{
    struct placing_explainer *made =
        arena_array(placing->arena, struct placing_explainer, 1);
    made->placing = placing;
    made->costs =
        objective_costs_of(placing->arena, placing->round, result->objective);
    made->prices = prices_of(made, result);
    struct explain_basis basis = {
        .round = placing->round,
        .placement = &result->placement,
        .lists = placing->lists,
        .method = result->method,
        .objective = result->objective,
        .prices = result->method == METHOD_OPTIMAL ? &made->prices : NULL,
    };
    made->explainer = explainer_new(placing->arena, &basis);
    return made;
}

void placing_explain(struct placing_explainer *explainer, struct arena *arena,
                     uint32_t applicant, enum explain_form form,
                     enum language language, struct text_buffer *into)
{
    const struct placing_case *placing = explainer->placing;
    struct explain_names names = {placing->school_names};
    struct explanation explanation = explainer_explain(
        explainer->explainer, arena, applicant, N_NEXT_SCHOOLS);
    if (form == EXPLAIN_JSON)
        explain_json_write(into, placing->round, &explanation, &names,
                           language);
    else
        explain_text_write(into, placing->round, &explanation, &names,
                           language);
}
