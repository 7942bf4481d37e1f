// Whatever the prices, no placement costs less than the bound: everyone pays at
// least the least cost plus price there is for it, and what is paid in prices
// comes back at most once for every seat. Families may only make it dearer.
//
//     cost >= bound = sum of least (cost + price) - sum of seats * price
//
// Sums for a city do not fit 64 bits, so they are made in 128.

#include "admission/optimal.h"

__extension__ typedef __int128 wide;

struct prover {
    const struct round *round;
    const struct objective_costs *costs;
    const struct optimum *optimum;
    wide cost;
    wide bound;
    bool has_families;
};

// A family goes where all its members can go.
static bool is_common(const struct round *round, uint32_t applicant,
                      uint32_t pool)
{
    uint32_t way_cm;
    const struct family *family =
        &round->families[round->applicants[applicant].family];
    if (family->n_members == 1)
        return true;
    uint32_t general = pool;
    while (round->pools[general].programme != ROUND_NONE)
        general++;
    for (size_t m = 0; m < family->n_members; m++)
        if (!round_is_choice(round, family->members[m], general, &way_cm))
            return false;
    return true;
}

// The least cost plus price of all an applicant can choose; `row` has its ways.
static int64_t least_of(const struct prover *p, uint32_t applicant,
                        const uint32_t *row)
{
    const struct round *round = p->round;
    uint32_t way_cm;
    int64_t least = objective_unplaced_cost(p->costs, applicant);
    for (uint32_t pool = 0; pool < round->n_pools; pool++) {
        const struct seat_pool *at = &round->pools[pool];
        bool may_be_chosen =
            row[at->school] != UINT32_MAX &&
            (at->programme == ROUND_NONE ||
             at->programme == round->applicants[applicant].programme);
        if (!may_be_chosen || p->optimum->prices[pool] >= least)
            continue;
        int64_t with_price =
            objective_cost(p->costs, applicant, at->school, row[at->school]) +
            p->optimum->prices[pool];
        if (with_price < least &&
            (!round->rules->wishes_only ||
             round_is_choice(round, applicant, pool, &way_cm)) &&
            is_common(round, applicant, pool))
            least = with_price;
    }
    return least;
}

static int64_t own_cost(const struct prover *p, uint32_t applicant)
{
    uint32_t pool = p->optimum->placement.pool[applicant];
    return pool == ROUND_NONE
               ? objective_unplaced_cost(p->costs, applicant)
               : objective_cost(p->costs, applicant,
                                p->round->pools[pool].school,
                                p->optimum->placement.way_cm[applicant]);
}

static void read_row(const struct round *round, uint32_t applicant,
                     uint32_t *row)
{
    if (round->way_row != NULL)
        round->way_row(round->ways, applicant, row);
    else
        for (uint32_t s = 0; s < round->n_schools; s++)
            row[s] = round->way(round->ways, applicant, s);
}

static void add_up(struct prover *p)
{
    const struct round *round = p->round;
    struct arena *scratch = arena_new();
    uint32_t *row = arena_array(scratch, uint32_t, round->n_schools);
    for (uint32_t i = 0; i < round->n_applicants; i++) {
        read_row(round, i, row);
        p->bound += least_of(p, i, row);
        p->cost += own_cost(p, i);
        p->has_families |=
            round->families[round->applicants[i].family].n_members > 1;
    }
    for (size_t pool = 0; pool < round->n_pools; pool++)
        p->bound -=
            (wide)round->pools[pool].seats * (wide)p->optimum->prices[pool];
    arena_free(scratch);
}

static enum status check_prices(const struct round *round,
                                const struct optimum *optimum,
                                struct error *err)
{
    for (size_t pool = 0; pool < round->n_pools; pool++)
        if (optimum->prices[pool] < 0)
            return error_set(
                err, STATUS_BAD_INPUT,
                "the price of a seat at school %s is %lld, below 0",
                round->schools[round->pools[pool].school].id,
                (long long)optimum->prices[pool]);
    return STATUS_OK;
}

enum status optimal_check(const struct round *round,
                          const struct optimum *optimum,
                          enum objective objective, struct optimal_proof *proof,
                          struct error *err)
{
    enum status status = check_prices(round, optimum, err);
    if (status != STATUS_OK)
        return status;
    struct arena *scratch = arena_new();
    struct objective_costs costs =
        objective_costs_of(scratch, round, objective);
    struct prover p = {.round = round, .costs = &costs, .optimum = optimum};
    add_up(&p);
    arena_free(scratch);
    *proof = (struct optimal_proof){(double)p.cost, (double)p.bound,
                                    p.cost == p.bound};
    if (p.cost < p.bound)
        return error_set(err, STATUS_BAD_INPUT,
                         "the placement costs %.0f, less than the %.0f its "
                         "prices prove to be the least",
                         proof->cost, proof->bound);
    if (p.cost > p.bound && !p.has_families)
        return error_set(err, STATUS_BAD_INPUT,
                         "the placement costs %.0f, but its prices prove no "
                         "more than %.0f to be the least",
                         proof->cost, proof->bound);
    return STATUS_OK;
}
