// The Lagrangian relaxation of "each customer is served by one site" (Narula,
// Ogbu, Samuelsson 1977; Beasley 1993; with capacities Pirkul 1987). Prices
// move along a mean of the latest subgradients (Camerini, Fratta, Maffioli
// 1975) by Polyak's step to the best cost known, which is halved when the bound
// stands still.
//
// All prices are multiples of the grid (median_costs.c), so the bound carries
// no rounding error. What a site that is not chosen would cost on top, and what
// leaving out a chosen one would, decide sites for good when that exceeds the
// best cost known.

#include "forecast/median_bound.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "forecast/knapsack.h"

#define FIRST_PACE 1.0
#define LEAST_PACE 1e-3
#define PATIENCE 24     // steps without a better bound
#define MEMORY 0.7      // of the direction
#define OPEN_MEMORY 0.9 // of the openness
#define BETTER 1e-5     // times the bound counts as better

struct ranked_site {
    double worth;
    uint32_t site;
    uint8_t state;
};

struct median_room {
    double *price;
    double *worth;
    double *served; // how often each customer is
    double *direction;
    uint32_t *chosen;
    size_t n_chosen;
    bool *is_chosen;
    struct ranked_site *ranked;
    struct knapsack *knapsack;
    struct knapsack_piece *pieces;
};

static double on_grid(const struct median_costs *costs, double price)
{
    return round(price / costs->grid) * costs->grid;
}

static uint32_t most_capacity(const struct median_costs *costs)
{
    uint32_t most = 0;
    for (size_t s = 0; s < costs->n_sites; s++)
        most = costs->capacity[s] > most ? costs->capacity[s] : most;
    return most;
}

static struct median_room *room_new(struct arena *arena,
                                    const struct median_costs *costs)
{
    struct median_room *room = arena_array(arena, struct median_room, 1);
    room->price = arena_array(arena, double, costs->n_customers);
    room->served = arena_array(arena, double, costs->n_customers);
    room->direction = arena_array(arena, double, costs->n_customers);
    room->worth = arena_array(arena, double, costs->n_sites);
    room->chosen = arena_array(arena, uint32_t, costs->n_sites);
    room->is_chosen = arena_array(arena, bool, costs->n_sites);
    room->ranked = arena_array(arena, struct ranked_site, costs->n_sites);
    if (costs->capacity == NULL)
        return room;
    room->knapsack = knapsack_new(arena, costs->n_customers,
                                  most_capacity(costs), costs->grid);
    room->pieces =
        arena_array(arena, struct knapsack_piece, costs->n_customers);
    return room;
}

struct median_bound *median_bound_new(struct arena *arena,
                                      const struct median_costs *costs)
{
    struct median_bound *bound = arena_array(arena, struct median_bound, 1);
    bound->costs = costs;
    bound->state = arena_array(arena, uint8_t, costs->n_sites);
    bound->price = arena_array(arena, double, costs->n_customers);
    bound->worth = arena_array(arena, double, costs->n_sites);
    bound->openness = arena_array(arena, double, costs->n_sites);
    bound->chosen = arena_array(arena, uint32_t, costs->n_sites);
    bound->room = room_new(arena, costs);
    for (size_t s = 0; s < costs->n_sites; s++)
        bound->state[s] = costs->is_fixed[s] ? MEDIAN_OPEN : MEDIAN_FREE;
    for (size_t c = 0; c < costs->n_customers; c++) {
        const struct median_near *near = &costs->near[c * costs->n_sites];
        bound->price[c] =
            costs->n_near[c] >= 2 ? near[1].low : costs->most_price[c];
    }
    return bound;
}

static void weigh_without_limit(struct median_bound *bound)
{
    const struct median_costs *costs = bound->costs;
    struct median_room *room = bound->room;
    memset(room->worth, 0, costs->n_sites * sizeof *room->worth);
    for (size_t c = 0; c < costs->n_customers; c++) {
        const struct median_near *near = &costs->near[c * costs->n_sites];
        double price = room->price[c];
        for (uint32_t k = 0; k < costs->n_near[c] && near[k].low < price; k++)
            room->worth[near[k].site] += price - near[k].low;
    }
}

// Fills a site up to its capacity. Returns the number of pieces looked at.
static size_t fill_site(struct median_bound *bound, size_t site, bool is_traced)
{
    const struct median_costs *costs = bound->costs;
    struct median_room *room = bound->room;
    const int64_t *cost = &costs->cost[site * costs->n_customers];
    size_t n = 0;
    for (size_t c = 0; c < costs->n_customers; c++) {
        if (cost[c] >= costs->unserved[c])
            continue;
        double low = floor((double)cost[c] / costs->grid) * costs->grid;
        if (low < room->price[c])
            room->pieces[n++] = (struct knapsack_piece){
                room->price[c] - low, costs->demand[c], (uint32_t)c, 0};
    }
    room->worth[site] = knapsack_fill(room->knapsack, room->pieces, n,
                                      costs->capacity[site], is_traced);
    return n;
}

static void weigh_sites(struct median_bound *bound)
{
    if (bound->costs->capacity == NULL) {
        weigh_without_limit(bound);
        return;
    }
    for (size_t s = 0; s < bound->costs->n_sites; s++)
        if (bound->state[s] != MEDIAN_CLOSED)
            fill_site(bound, s, false);
}

// Open ones first, then by worth.
static int by_rank(const void *a, const void *b)
{
    const struct ranked_site *x = a;
    const struct ranked_site *y = b;
    if (x->state != y->state)
        return x->state == MEDIAN_OPEN ? -1 : 1;
    if (x->worth != y->worth)
        return x->worth > y->worth ? -1 : 1;
    return (x->site > y->site) - (x->site < y->site);
}

static void choose_sites(struct median_bound *bound)
{
    struct median_room *room = bound->room;
    size_t n = 0;
    for (size_t s = 0; s < bound->costs->n_sites; s++)
        if (bound->state[s] != MEDIAN_CLOSED)
            room->ranked[n++] = (struct ranked_site){
                room->worth[s], (uint32_t)s, bound->state[s]};
    qsort(room->ranked, n, sizeof *room->ranked, by_rank);
    room->n_chosen = n < bound->costs->p ? n : bound->costs->p;
    for (size_t i = 0; i < room->n_chosen; i++)
        room->chosen[i] = room->ranked[i].site;
}

static void count_served_freely(struct median_bound *bound)
{
    const struct median_costs *costs = bound->costs;
    struct median_room *room = bound->room;
    for (size_t i = 0; i < room->n_chosen; i++) {
        const int64_t *cost =
            &costs->cost[room->chosen[i] * costs->n_customers];
        for (size_t c = 0; c < costs->n_customers; c++)
            room->served[c] += (double)cost[c] < room->price[c] ? 1 : 0;
    }
}

static void count_served_in_room(struct median_bound *bound)
{
    struct median_room *room = bound->room;
    for (size_t i = 0; i < room->n_chosen; i++) {
        size_t n = fill_site(bound, room->chosen[i], true);
        for (size_t k = 0; k < n; k++)
            room->served[room->pieces[k].id] += room->pieces[k].share;
    }
}

static void count_served(struct median_bound *bound)
{
    memset(bound->room->served, 0,
           bound->costs->n_customers * sizeof *bound->room->served);
    if (bound->costs->capacity == NULL)
        count_served_freely(bound);
    else
        count_served_in_room(bound);
}

// The bound at the prices in the room.
static double evaluate(struct median_bound *bound)
{
    struct median_room *room = bound->room;
    weigh_sites(bound);
    choose_sites(bound);
    count_served(bound);
    double sum = 0;
    for (size_t c = 0; c < bound->costs->n_customers; c++)
        sum += room->price[c];
    for (size_t i = 0; i < room->n_chosen; i++)
        sum -= room->worth[room->chosen[i]];
    bound->n_steps++;
    return sum;
}

// A customer that offers what being unserved costs may well stay so.
static double slack(const struct median_bound *bound, size_t customer)
{
    double missing = 1 - bound->room->served[customer];
    bool is_at_most =
        bound->room->price[customer] >= bound->costs->most_price[customer];
    return missing > 0 && is_at_most ? 0 : missing;
}

static void keep(struct median_bound *bound, double value)
{
    const struct median_costs *costs = bound->costs;
    const struct median_room *room = bound->room;
    bound->best = value;
    memcpy(bound->price, room->price, costs->n_customers * sizeof(double));
    memcpy(bound->worth, room->worth, costs->n_sites * sizeof(double));
    memcpy(bound->chosen, room->chosen, room->n_chosen * sizeof(uint32_t));
    bound->n_chosen = room->n_chosen;
    bound->is_served_once = true;
    for (size_t c = 0; c < costs->n_customers; c++)
        if (fabs(slack(bound, c)) > 0)
            bound->is_served_once = false;
}

static void note_openness(struct median_bound *bound)
{
    for (size_t s = 0; s < bound->costs->n_sites; s++)
        bound->openness[s] *= OPEN_MEMORY;
    for (size_t i = 0; i < bound->room->n_chosen; i++)
        bound->openness[bound->room->chosen[i]] += 1 - OPEN_MEMORY;
}

static double turn(struct median_bound *bound)
{
    struct median_room *room = bound->room;
    double length = 0;
    for (size_t c = 0; c < bound->costs->n_customers; c++) {
        room->direction[c] =
            MEMORY * room->direction[c] + (1 - MEMORY) * slack(bound, c);
        length += room->direction[c] * room->direction[c];
    }
    return length;
}

static void move(struct median_bound *bound, double step)
{
    struct median_room *room = bound->room;
    for (size_t c = 0; c < bound->costs->n_customers; c++) {
        double most = bound->costs->most_price[c];
        double price =
            on_grid(bound->costs, room->price[c] + step * room->direction[c]);
        room->price[c] = price < 0 ? 0 : price > most ? most : price;
    }
}

static bool is_beyond(const struct median_bound *bound, int64_t target)
{
    return median_bound_whole(bound) >= target;
}

static void start(struct median_bound *bound)
{
    size_t n = bound->costs->n_customers;
    memcpy(bound->room->price, bound->price, n * sizeof(double));
    memset(bound->room->direction, 0, n * sizeof(double));
    keep(bound, evaluate(bound));
}

void median_bound_climb(struct median_bound *bound, int64_t target,
                        uint64_t n_steps)
{
    double pace = FIRST_PACE;
    size_t n_in_vain = 0;
    start(bound);
    for (uint64_t i = 0; i < n_steps && pace > LEAST_PACE; i++) {
        if (is_beyond(bound, target) || bound->is_served_once)
            return;
        note_openness(bound);
        double length = turn(bound);
        if (!(length > 0))
            return;
        move(bound, pace * ((double)target - bound->best) / length);
        double before = bound->best;
        double value = evaluate(bound);
        n_in_vain = value > before + BETTER * fabs(before) ? 0 : n_in_vain + 1;
        if (value > before)
            keep(bound, value);
        if (n_in_vain < PATIENCE)
            continue;
        pace /= 2;
        n_in_vain = 0;
        memcpy(bound->room->price, bound->price,
               bound->costs->n_customers * sizeof(double));
    }
}

int64_t median_bound_whole(const struct median_bound *bound)
{
    return (int64_t)ceil(bound->best);
}

// The least worth of the free sites chosen, and the most of the others.
static void find_margin(const struct median_bound *bound, const bool *is_chosen,
                        double *least_in, double *most_out)
{
    *least_in = HUGE_VAL;
    *most_out = -HUGE_VAL;
    for (size_t s = 0; s < bound->costs->n_sites; s++) {
        if (bound->state[s] != MEDIAN_FREE)
            continue;
        if (is_chosen[s])
            *least_in = fmin(*least_in, bound->worth[s]);
        else
            *most_out = fmax(*most_out, bound->worth[s]);
    }
}

static const bool *mark_chosen(const struct median_bound *bound)
{
    bool *is_chosen = bound->room->is_chosen;
    memset(is_chosen, 0, bound->costs->n_sites * sizeof *is_chosen);
    for (size_t i = 0; i < bound->n_chosen; i++)
        is_chosen[bound->chosen[i]] = true;
    return is_chosen;
}

size_t median_bound_fix(struct median_bound *bound, int64_t target)
{
    double least_in, most_out;
    size_t n_fixed = 0;
    const bool *is_chosen = mark_chosen(bound);
    find_margin(bound, is_chosen, &least_in, &most_out);
    for (size_t s = 0; s < bound->costs->n_sites; s++) {
        if (bound->state[s] != MEDIAN_FREE)
            continue;
        double otherwise =
            bound->best + (is_chosen[s] ? bound->worth[s] - most_out
                                        : least_in - bound->worth[s]);
        if (otherwise <= (double)(target - 1))
            continue;
        bound->state[s] = is_chosen[s] ? MEDIAN_OPEN : MEDIAN_CLOSED;
        n_fixed++;
    }
    return n_fixed;
}
