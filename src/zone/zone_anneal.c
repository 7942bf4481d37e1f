// Simulated annealing (Kirkpatrick, Gelatt, Vecchi, Optimization by simulated
// annealing, 1983). Two things cool together: the temperature, and how soft
// seats are. At the real weight of seats nearly no unit could move at all once
// schools are full, for few have as many seats free as a unit has entrants. So
// entrants beyond seats begin cheap and become as dear as they are.
//
// A change is a shift (a unit goes to the zone of a neighbour) or a swap (and a
// unit near by comes back). Its cost decides first, since that is the cheapest
// to know; only then is asked whether the zones would still hang together.
//
// The logarithm is our own, from sums and products only, so that every machine
// accepts the same changes.

#include "zone/zone_anneal.h"

// Temperatures in steps (see typical_step_cm), and how much more than its price
// a seat costs at first and at last, in steps of an entrant. Found by trying on
// drawn towns and a real one. The last is less than most problems say: beyond
// it units no longer move, and the chains that follow count in full.
#define HOTTEST 1.0
#define COLDEST 0.05
#define SOFTEST 5.0
#define HARDEST 30.0

struct annealing {
    struct zone_trial *trial;
    struct random *random;
    double temperature_cm;
    int64_t over_price_cm; // see zone_trial_load_cost
};

// -ln of a number drawn evenly from (0, 1]: how many temperatures a change may
// cost. Halvings are counted; what remains, in (1/2, 1], goes through the first
// terms of the series of the inverse hyperbolic tangent.
static double draw_allowance(struct random *random)
{
    double u = random_unit(random) + 0x1p-53;
    double sum = 0;
    while (u <= 0.5) {
        u *= 2;
        sum += 0.693147180559945;
    }
    double z = (1 - u) / (1 + u);
    double z2 = z * z;
    return sum + 2 * z * (1 + z2 * (1.0 / 3 + z2 * (0.2 + z2 / 7)));
}

static bool is_accepted(const struct annealing *annealing, int64_t cost)
{
    if (cost <= 0)
        return true;
    double allowance = draw_allowance(annealing->random);
    return (double)cost <= annealing->temperature_cm * allowance;
}

static uint32_t draw_neighbour(const struct annealing *annealing, uint32_t unit)
{
    const struct zone_problem *problem = annealing->trial->search->problem;
    uint32_t first = problem->first_neighbour[unit];
    uint32_t n = problem->first_neighbour[unit + 1] - first;
    if (n == 0)
        return ZONE_NO_UNIT;
    return problem->neighbours[first + random_below(annealing->random, n)];
}

static void try_shift(struct annealing *annealing, uint32_t unit, uint32_t to)
{
    struct zone_trial *trial = annealing->trial;
    int64_t cost =
        zone_trial_shift_cost(trial, unit, to, annealing->over_price_cm);
    if (is_accepted(annealing, cost) && zone_trial_can_leave(trial, unit))
        zone_trial_put(trial, unit, to);
}

// A unit of the zone `to` not far from `near` that touches the zone `from`.
static uint32_t draw_partner(const struct annealing *annealing, uint32_t near,
                             uint32_t from, uint32_t to)
{
    const struct zone_trial *trial = annealing->trial;
    uint32_t at = near;
    for (uint32_t n = 1 + random_below(annealing->random, 6); n > 0; n--) {
        uint32_t next = draw_neighbour(annealing, at);
        if (trial->school[next] == from || trial->school[next] == to)
            at = next;
    }
    return trial->school[at] == to && !search_holds(trial->search, at) &&
                   zone_trial_touches(trial, at, from)
               ? at
               : ZONE_NO_UNIT;
}

static int64_t swap_cost(const struct annealing *annealing, uint32_t unit,
                         uint32_t partner)
{
    const struct zone_trial *trial = annealing->trial;
    const struct zone_search *search = trial->search;
    uint32_t from = trial->school[unit];
    uint32_t to = trial->school[partner];
    int64_t more = (int64_t)search->problem->entrants[unit] -
                   (int64_t)search->problem->entrants[partner];
    return search_cost(search, unit, to) - search_cost(search, unit, from) +
           search_cost(search, partner, from) -
           search_cost(search, partner, to) +
           zone_trial_load_cost(trial, to, more, annealing->over_price_cm) +
           zone_trial_load_cost(trial, from, -more, annealing->over_price_cm);
}

static void try_swap(struct annealing *annealing, uint32_t unit,
                     uint32_t neighbour)
{
    struct zone_trial *trial = annealing->trial;
    uint32_t from = trial->school[unit];
    uint32_t to = trial->school[neighbour];
    uint32_t partner = draw_partner(annealing, neighbour, from, to);
    if (partner == ZONE_NO_UNIT ||
        search_cost(trial->search, partner, from) == ZONE_CANNOT ||
        !is_accepted(annealing, swap_cost(annealing, unit, partner)) ||
        !zone_trial_can_leave(trial, unit))
        return;
    zone_trial_put(trial, unit, to);
    if (zone_trial_touches(trial, partner, from) &&
        zone_trial_can_leave(trial, partner))
        zone_trial_put(trial, partner, from);
    else
        zone_trial_put(trial, unit, from);
}

static void try_change(struct annealing *annealing)
{
    struct zone_trial *trial = annealing->trial;
    uint32_t unit = random_below(annealing->random,
                                 (uint32_t)trial->search->problem->n_units);
    uint32_t neighbour = draw_neighbour(annealing, unit);
    if (neighbour == ZONE_NO_UNIT || search_holds(trial->search, unit))
        return;
    uint32_t to = trial->school[neighbour];
    if (to == trial->school[unit] || to == ZONE_NO_SCHOOL ||
        search_cost(trial->search, unit, to) == ZONE_CANNOT)
        return;
    if (random_below(annealing->random, 2) == 0)
        try_shift(annealing, unit, to);
    else
        try_swap(annealing, unit, neighbour);
}

// What a unit pays more at its second best school than at its best, on average:
// how far apart choices are.
static double typical_step_cm(const struct zone_search *search)
{
    const struct zone_problem *problem = search->problem;
    double sum = 0;
    size_t n = 0;
    for (uint32_t u = 0; u < problem->n_units; u++) {
        int64_t best = ZONE_CANNOT;
        int64_t second = ZONE_CANNOT;
        for (uint32_t s = 0; s < problem->n_schools; s++) {
            int64_t cost = search_cost(search, u, s);
            if (cost < best) {
                second = best;
                best = cost;
            } else if (cost < second) {
                second = cost;
            }
        }
        if (second == ZONE_CANNOT)
            continue;
        sum += (double)(second - best);
        n++;
    }
    return n > 0 ? sum / (double)n : 0;
}

static double mean_entrants(const struct zone_problem *problem)
{
    double sum = 0;
    for (size_t u = 0; u < problem->n_units; u++)
        sum += problem->entrants[u];
    return sum > 0 ? sum / (double)problem->n_units : 1;
}

// How temperature and seats go from their first to their last values while the
// part `done` of all sweeps is done: quickly at first and quickly at last.
static double cool(double hot, double cold, double done)
{
    double left = 1 - done;
    return cold + (hot - cold) * left * left;
}

static double harden(double soft, double hard, double done)
{
    return soft + (hard - soft) * done * done * done;
}

void zone_anneal(struct zone_trial *trial, struct random *random,
                 uint32_t n_sweeps)
{
    const struct zone_problem *problem = trial->search->problem;
    struct annealing annealing = {.trial = trial, .random = random};
    double step_cm = typical_step_cm(trial->search);
    double one_step_cm = step_cm / mean_entrants(problem);
    for (uint32_t sweep = 0; sweep < n_sweeps; sweep++) {
        double done = (double)(sweep + 1) / n_sweeps;
        annealing.temperature_cm =
            cool(HOTTEST * step_cm, COLDEST * step_cm, done);
        annealing.over_price_cm =
            (int64_t)harden(SOFTEST * one_step_cm, HARDEST * one_step_cm, done);
        for (size_t i = 0; i < problem->n_units; i++)
            try_change(&annealing);
    }
}
