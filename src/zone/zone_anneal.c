// Simulated annealing (Kirkpatrick, Gelatt, Vecchi, Optimization by simulated
// annealing, 1983). Every entrant pays the price of its seat, as in the flow of
// the bound, and a school pays for differing from its seats. Beside the prices
// a seat left free loses its price p, and an entrant too many costs what the
// weight w is above it. At those costs nearly no unit could move at all once
// schools are full, for few have as many seats free as a unit has entrants. So
// the corner is rounded off, and sharpens while the temperature falls:
//
//      -p \                / w - p         the slope is stiffness * difference
//          `\.          ,-'               near the middle, and as it should
//             `-.____,-'                  be outside
//              seats
//
// That lets a surplus flow from zone to zone, as heat does, down to where seats
// are left: of two neighbours with too many, the fuller one gives.
//
// The logarithm is our own, from sums and products only, so that every machine
// accepts the same changes.

#include "zone/zone_anneal.h"

// Temperatures in steps of a unit (see typical_step_cm); and how many steps a
// seat more costs each entrant of a zone when a unit of average size is one too
// many, at first and at last. Found by trying on drawn towns and real ones.
#define HOTTEST 1.0
#define COLDEST 0.01
#define SOFTEST 0.3
#define HARDEST 15.0

struct annealing {
    struct zone_trial *trial;
    struct random *random;
    double temperature_cm;
    double stiffness_cm; // of an entrant, for each one too many
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

static bool is_accepted(const struct annealing *annealing, double cost)
{
    if (cost <= 0)
        return true;
    double allowance = draw_allowance(annealing->random);
    return cost <= annealing->temperature_cm * allowance;
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

// What a school pays for `over` entrants beyond its seats (less than 0: seats
// left), see above.
static double seats_cost(const struct annealing *annealing, uint32_t school,
                         double over)
{
    const struct zone_search *search = annealing->trial->search;
    double price_cm = (double)search->bound->price[school];
    double left_cm = -price_cm;
    double right_cm = (double)search->problem->weights.over_seats_cm - price_cm;
    double stiffness_cm = annealing->stiffness_cm;
    double slope_cm = stiffness_cm * over;
    double end_cm = slope_cm < left_cm    ? left_cm
                    : slope_cm > right_cm ? right_cm
                                          : slope_cm;
    return end_cm * (over - end_cm / stiffness_cm / 2);
}

static double more_cost(const struct annealing *annealing, uint32_t school,
                        int64_t more)
{
    const struct zone_trial *trial = annealing->trial;
    int64_t over =
        trial->load[school] - (int64_t)trial->search->problem->seats[school];
    return seats_cost(annealing, school, (double)(over + more)) -
           seats_cost(annealing, school, (double)over);
}

// With the price of a seat for each entrant.
static int64_t move_cost(const struct annealing *annealing, uint32_t unit,
                         uint32_t to)
{
    const struct zone_search *search = annealing->trial->search;
    const int64_t *price = search->bound->price;
    uint32_t from = annealing->trial->school[unit];
    int64_t entrants = search->problem->entrants[unit];
    return search_cost(search, unit, to) - search_cost(search, unit, from) +
           entrants * (price[to] - price[from]);
}

static void try_shift(struct annealing *annealing, uint32_t unit, uint32_t to)
{
    struct zone_trial *trial = annealing->trial;
    int64_t entrants = trial->search->problem->entrants[unit];
    double cost = (double)move_cost(annealing, unit, to) +
                  more_cost(annealing, to, entrants) +
                  more_cost(annealing, trial->school[unit], -entrants);
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

static double swap_cost(const struct annealing *annealing, uint32_t unit,
                        uint32_t partner)
{
    const struct zone_trial *trial = annealing->trial;
    const uint32_t *entrants = trial->search->problem->entrants;
    uint32_t from = trial->school[unit];
    uint32_t to = trial->school[partner];
    int64_t more = (int64_t)entrants[unit] - (int64_t)entrants[partner];
    return (double)(move_cost(annealing, unit, to) +
                    move_cost(annealing, partner, from)) +
           more_cost(annealing, to, more) + more_cost(annealing, from, -more);
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

// The way from one value to the other while the part `done` of all sweeps is
// done: nearly as long in each order of size.
static double between(double first, double last, double done)
{
    return 1 / (1 / first + (1 / last - 1 / first) * done * done * done);
}

void zone_anneal(struct zone_trial *trial, struct random *random,
                 uint32_t n_sweeps)
{
    const struct zone_problem *problem = trial->search->problem;
    struct annealing annealing = {.trial = trial, .random = random};
    double step_cm = typical_step_cm(trial->search);
    double mean = mean_entrants(problem);
    double stiff_cm = step_cm / mean / mean; // one step: for a unit too many
    if (step_cm <= 0)
        return; // there is no choice
    for (uint32_t sweep = 0; sweep < n_sweeps; sweep++) {
        double done = (double)(sweep + 1) / n_sweeps;
        annealing.temperature_cm = step_cm * between(HOTTEST, COLDEST, done);
        annealing.stiffness_cm =
            stiff_cm / between(1 / SOFTEST, 1 / HARDEST, done);
        for (size_t i = 0; i < problem->n_units; i++)
            try_change(&annealing);
    }
}
