// Let every entrant go to a school alone. A seat costs nothing, and an entrant
// that finds none still goes to the school it costs least with, for the weight
// of over_seats more: in the terms of admission/assign.h that is what having no
// place costs. The assignment gives the flow and a price for each school.
//
// The bound itself is then read off the prices, without trusting how they were
// found. For any prices 0 <= p <= weight and any plan,
//
//     weight * (entrants beyond seats)  >=  p * (entrants - seats)
//
// at each school, so the plan's cost is at least
//
//     sum over units of least (cost with a school + entrants * its price)
//       - sum over schools of seats * price.
//
// The mean of a unit's cost per entrant is rounded down to a whole centimetre
// for the solver only; the sum above is exact in whole numbers.

#include "zone/zone_bound.h"

#include <assert.h>
#include <stdlib.h>

#include "admission/assign.h"
#include "zone/unit_cost.h"

// The choices of all units, in order of cost; entrants of a unit share them.
struct unit_choices {
    const struct zone_problem *problem;
    size_t *first; // n_units + 1
    struct assign_choice *choices;
    uint32_t *unit_of; // of each entrant
    size_t n_entrants;
    int64_t cost_most; // that the solver can count with
};

static int by_cost(const void *a, const void *b)
{
    const struct assign_choice *x = a;
    const struct assign_choice *y = b;
    if (x->cost != y->cost)
        return x->cost < y->cost ? -1 : 1;
    return (x->school > y->school) - (x->school < y->school);
}

static int64_t at_most(int64_t value, int64_t most)
{
    return value < most ? value : most;
}

static size_t list_choices(const struct unit_choices *all, uint32_t unit,
                           struct assign_choice *into)
{
    const struct zone_problem *problem = all->problem;
    size_t n = 0;
    for (uint32_t s = 0; s < problem->n_schools; s++) {
        if (!unit_can_go(problem, unit, s))
            continue;
        int64_t mean = unit_cost(problem, unit, s) / problem->entrants[unit];
        into[n++] = (struct assign_choice){at_most(mean, all->cost_most), s};
    }
    qsort(into, n, sizeof *into, by_cost);
    return n;
}

static void add_unit(struct unit_choices *all, uint32_t unit)
{
    size_t n = 0;
    if (all->problem->entrants[unit] > 0)
        n = list_choices(all, unit, all->choices + all->first[unit]);
    all->first[unit + 1] = all->first[unit] + n;
    for (uint32_t i = 0; n > 0 && i < all->problem->entrants[unit]; i++)
        all->unit_of[all->n_entrants++] = unit;
}

static struct unit_choices choices_of(struct arena *arena,
                                      const struct zone_problem *problem)
{
    size_t n_pairs = problem->n_units * problem->n_schools;
    size_t n_entrants = 0;
    for (size_t u = 0; u < problem->n_units; u++)
        n_entrants += problem->entrants[u];
    struct unit_choices all = {
        .problem = problem,
        .first = arena_array(arena, size_t, problem->n_units + 1),
        .choices = arena_array(arena, struct assign_choice, n_pairs),
        .unit_of = arena_array(arena, uint32_t, n_entrants),
        .cost_most =
            ASSIGN_COST_SUM_MOST / ((int64_t)problem->n_schools + 2) / 4,
    };
    for (uint32_t u = 0; u < problem->n_units; u++)
        add_unit(&all, u);
    return all;
}

static size_t give_choices(const void *source, uint32_t entrant, size_t from,
                           size_t room, struct assign_choice *into)
{
    const struct unit_choices *all = source;
    uint32_t unit = all->unit_of[entrant];
    size_t n = all->first[unit + 1] - all->first[unit];
    size_t given = 0;
    while (given < room && from + given < n) {
        into[given] = all->choices[all->first[unit] + from + given];
        given++;
    }
    return given;
}

// Having no seat costs `beyond` more than the best school, and at most
// `left_out` where the unit is not locked.
static struct assigner *assign(struct arena *scratch,
                               const struct unit_choices *all, int64_t beyond,
                               int64_t left_out)
{
    int64_t *unplaced = arena_array(scratch, int64_t, all->n_entrants);
    for (size_t e = 0; e < all->n_entrants; e++) {
        uint32_t unit = all->unit_of[e];
        int64_t least = all->choices[all->first[unit]].cost;
        unplaced[e] = at_most(least + beyond, 2 * all->cost_most);
        if (unit_lock(all->problem, unit) == ZONE_NO_SCHOOL)
            unplaced[e] = at_most(unplaced[e], left_out);
    }
    struct assign_problem problem = {.n_pupils = all->n_entrants,
                                     .n_schools = all->problem->n_schools,
                                     .seats = all->problem->seats,
                                     .unplaced_cost = unplaced,
                                     .choices = give_choices,
                                     .source = all};
    return assigner_new(&problem);
}

static uint64_t count_nowhere(const struct unit_choices *all,
                              const struct assignment *found)
{
    uint64_t n = 0;
    for (size_t e = 0; e < all->n_entrants; e++)
        n += found->school[e] == ASSIGN_NOWHERE;
    return n;
}

// Fewest entrants without a seat, whatever that costs the others. If the flow
// has more than the seats are short of, it is asked again with having none
// dearer than any chain of entrants that make room for each other.
static uint64_t count_shortage(struct arena *scratch,
                               const struct unit_choices *all,
                               uint64_t n_nowhere)
{
    const struct zone_problem *problem = all->problem;
    uint64_t n_seats = 0;
    for (size_t s = 0; s < problem->n_schools; s++)
        n_seats += problem->seats[s];
    uint64_t missing =
        all->n_entrants > n_seats ? all->n_entrants - n_seats : 0;
    if (n_nowhere == missing)
        return missing; // as few as can be
    int64_t dearest = 0;
    for (size_t i = 0; i < all->first[problem->n_units]; i++)
        if (all->choices[i].cost > dearest)
            dearest = all->choices[i].cost;
    struct assigner *assigner =
        assign(scratch, all, (dearest + 1) * ((int64_t)problem->n_schools + 1),
               INT64_MAX);
    struct assignment found = assigner_result(assigner);
    uint64_t n = count_nowhere(all, &found);
    assigner_free(assigner);
    return n;
}

static const int64_t *copy_prices(struct arena *arena,
                                  const struct zone_problem *problem,
                                  const int64_t *price)
{
    int64_t *copy = arena_array(arena, int64_t, problem->n_schools);
    for (size_t s = 0; s < problem->n_schools; s++)
        copy[s] = at_most(price[s], problem->weights.over_seats_cm);
    return copy;
}

static const uint32_t *count_shares(struct arena *arena,
                                    const struct unit_choices *all,
                                    const struct assignment *found)
{
    size_t n_schools = all->problem->n_schools;
    uint32_t *share =
        arena_array(arena, uint32_t, all->problem->n_units * n_schools);
    for (size_t e = 0; e < all->n_entrants; e++) {
        uint32_t unit = all->unit_of[e];
        uint32_t school = found->school[e];
        if (school == ASSIGN_NOWHERE)
            school = all->choices[all->first[unit]].school;
        share[unit * n_schools + school]++;
    }
    return share;
}

static int64_t least_priced(const struct zone_problem *problem, uint32_t unit,
                            const int64_t *price)
{
    int64_t entrants = problem->entrants[unit];
    bool is_free = unit_lock(problem, unit) == ZONE_NO_SCHOOL;
    int64_t least = is_free ? entrants * ZONE_NO_WAY_CM : INT64_MAX;
    for (uint32_t s = 0; s < problem->n_schools; s++)
        if (unit_can_go(problem, unit, s))
            least = at_most(least,
                            unit_cost(problem, unit, s) + entrants * price[s]);
    return least;
}

static int64_t cost_by_prices(const struct zone_problem *problem,
                              const int64_t *price)
{
    int64_t cost = 0;
    for (uint32_t u = 0; u < problem->n_units; u++)
        if (unit_lock(problem, u) != ZONE_NO_SCHOOL || unit_has_way(problem, u))
            cost += least_priced(problem, u, price);
    for (size_t s = 0; s < problem->n_schools; s++)
        cost -= problem->seats[s] * price[s];
    return cost;
}

struct zone_bound zone_bound_find(struct arena *arena,
                                  const struct zone_problem *problem)
{
    assert(problem->weights.over_seats_cm >= 0);
    assert(problem->weights.over_cap_cm >= 0);
    assert(problem->weights.moved_cm >= 0);
    struct arena *scratch = arena_new();
    struct unit_choices all = choices_of(scratch, problem);
    struct assigner *assigner =
        assign(scratch, &all, problem->weights.over_seats_cm, ZONE_NO_WAY_CM);
    struct assignment found = assigner_result(assigner);
    struct zone_bound bound = {
        .short_of_seats =
            count_shortage(scratch, &all, count_nowhere(&all, &found)),
        .price = copy_prices(arena, problem, found.price),
        .share = count_shares(arena, &all, &found),
    };
    bound.cost = cost_by_prices(problem, bound.price);
    assigner_free(assigner);
    arena_free(scratch);
    return bound;
}
