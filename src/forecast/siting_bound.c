// The Lagrangian relaxation of maximal coverage with capacities: a pupil who
// may be seated more than once still pays its demand's price only once. Given a
// price between 0 and 1 for each demand, a place seats the dearest pupils
// within the cap; what its next room adds falls from room to room, so the best
// rooms are simply the dearest, and the best sites likewise. For any prices
//
//     outside >= all prices - what schools seat - the n_new dearest sites
//                - the n_rooms dearest rooms
//
// and subgradients improve the prices. They are kept on a grid of 2^-20, on
// which sums of a million pupils are exact.

#include "forecast/siting_bound.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define GRID 0x1p-20
#define N_STEPS 800
#define PATIENCE 15
#define MEMORY 0.7 // of the direction
#define LEAST_PACE 1e-3

struct priced {
    double price;
    uint32_t demand;
};

// Something that may be added: a site, or one room more at a school.
struct addition {
    double worth;
    uint32_t place;
    uint32_t from; // seats before it
    uint32_t seats;
};

struct bound_search {
    const struct siting_problem *problem;
    double *price;
    double *best_price;
    const bool *within;   // `[place * n_demands + demand]`
    double *direction;    // a mean of the latest slacks
    double *served;       // pupils of each demand, in the relaxed answer
    struct priced *order; // demands with a price, dearest first
    size_t n_order;
    struct addition *sites;
    size_t n_sites;
    struct addition *rooms;
    size_t n_rooms;
};

// Kept by place, as each place looks at many demands.
static bool *find_within(struct arena *arena,
                         const struct siting_problem *problem)
{
    size_t n_places = problem->n_places;
    bool *within = arena_array(arena, bool, problem->n_demands *n_places);
    for (size_t d = 0; d < problem->n_demands; d++)
        for (size_t j = 0; j < n_places; j++)
            within[j * problem->n_demands + d] =
                problem->way_cm[d * n_places + j] <= problem->cap_cm &&
                problem->way_cm[d * n_places + j] != UINT32_MAX;
    return within;
}

static int by_price(const void *a, const void *b)
{
    const struct priced *x = a;
    const struct priced *y = b;
    if (x->price != y->price)
        return x->price > y->price ? -1 : 1;
    return (x->demand > y->demand) - (x->demand < y->demand);
}

static int by_worth(const void *a, const void *b)
{
    const struct addition *x = a;
    const struct addition *y = b;
    if (x->worth != y->worth)
        return x->worth > y->worth ? -1 : 1;
    if (x->place != y->place)
        return x->place > y->place ? 1 : -1;
    return (x->from > y->from) - (x->from < y->from);
}

static void order_demands(struct bound_search *search)
{
    const struct siting_problem *problem = search->problem;
    search->n_order = 0;
    for (size_t d = 0; d < problem->n_demands; d++)
        if (search->price[d] > 0 && problem->demands[d].pupils > 0)
            search->order[search->n_order++] =
                (struct priced){search->price[d], (uint32_t)d};
    qsort(search->order, search->n_order, sizeof *search->order, by_price);
}

// What the pupils on seats `from` to `from + seats` of a place are worth; with
// `is_counted` they are served.
static double fill(struct bound_search *search, size_t place, uint64_t from,
                   uint64_t seats, bool is_counted)
{
    const struct siting_problem *problem = search->problem;
    const bool *within = &search->within[place * problem->n_demands];
    double worth = 0;
    uint64_t end = from + seats;
    uint64_t n = 0; // pupils before
    for (size_t i = 0; i < search->n_order && n < end; i++) {
        uint32_t demand = search->order[i].demand;
        if (!within[demand])
            continue;
        uint64_t next = n + problem->demands[demand].pupils;
        uint64_t first = n > from ? n : from;
        uint64_t last = next < end ? next : end;
        n = next;
        if (last <= first)
            continue;
        worth += (double)(last - first) * search->order[i].price;
        if (is_counted)
            search->served[demand] += (double)(last - first);
    }
    return worth;
}

static void list_additions(struct arena *arena, struct bound_search *search)
{
    const struct siting_problem *problem = search->problem;
    size_t most = 0;
    for (size_t j = 0; j < problem->n_places; j++)
        most += problem->places[j].most_rooms;
    search->sites = arena_array(arena, struct addition, problem->n_places);
    search->rooms = arena_array(arena, struct addition, most);
    for (uint32_t j = 0; j < problem->n_places; j++) {
        const struct siting_place *place = &problem->places[j];
        uint32_t per_room = place->seats_per_room;
        if (!place->is_open)
            search->sites[search->n_sites++] = (struct addition){
                0, j, 0, place->seats + place->most_rooms * per_room};
        for (uint32_t r = 0; place->is_open && !place->is_closing &&
                             r < place->most_rooms && r < problem->n_rooms;
             r++)
            search->rooms[search->n_rooms++] =
                (struct addition){0, j, place->seats + r * per_room, per_room};
    }
}

static double best_additions(struct bound_search *search,
                             struct addition *additions, size_t n, size_t most)
{
    double worth = 0;
    for (size_t i = 0; i < n; i++)
        additions[i].worth = fill(search, additions[i].place, additions[i].from,
                                  additions[i].seats, false);
    qsort(additions, n, sizeof *additions, by_worth);
    for (size_t i = 0; i < n && i < most; i++)
        worth += fill(search, additions[i].place, additions[i].from,
                      additions[i].seats, true);
    return worth;
}

static double evaluate(struct bound_search *search)
{
    const struct siting_problem *problem = search->problem;
    double sum = 0;
    order_demands(search);
    memset(search->served, 0, problem->n_demands * sizeof *search->served);
    for (size_t i = 0; i < search->n_order; i++)
        sum += search->order[i].price *
               (double)problem->demands[search->order[i].demand].pupils;
    for (size_t j = 0; j < problem->n_places; j++)
        if (problem->places[j].is_open && !problem->places[j].is_closing)
            sum -= fill(search, j, 0, problem->places[j].seats, true);
    sum -=
        best_additions(search, search->sites, search->n_sites, problem->n_new);
    sum -= best_additions(search, search->rooms, search->n_rooms,
                          problem->n_rooms);
    return sum;
}

// How many pupils of a demand the relaxed answer leaves out, or seats twice;
// none where the price can go no further.
static double slack(const struct bound_search *search, size_t demand)
{
    double missing = (double)search->problem->demands[demand].pupils -
                     search->served[demand];
    double price = search->price[demand];
    if ((missing > 0 && price >= 1) || (missing < 0 && price <= 0))
        return 0;
    return missing;
}

static bool step(struct bound_search *search, double distance)
{
    double length = 0;
    size_t n = search->problem->n_demands;
    for (size_t d = 0; d < n; d++) {
        double *turned = &search->direction[d];
        *turned = MEMORY * *turned + (1 - MEMORY) * slack(search, d);
        length += *turned * *turned;
    }
    if (!(length > 0))
        return false;
    for (size_t d = 0; d < n; d++) {
        double moved =
            search->price[d] + distance / length * search->direction[d];
        search->price[d] = round(fmin(fmax(moved, 0), 1) / GRID) * GRID;
    }
    return true;
}

static double climb(struct bound_search *search, uint64_t known)
{
    size_t bytes = search->problem->n_demands * sizeof *search->price;
    double best = evaluate(search);
    double pace = 1;
    size_t n_in_vain = 0;
    memcpy(search->best_price, search->price, bytes);
    for (size_t i = 0; i < N_STEPS && pace > LEAST_PACE; i++) {
        if (ceil(best) >= (double)known ||
            !step(search, pace * ((double)known - best)))
            break;
        double value = evaluate(search);
        n_in_vain = value > best ? 0 : n_in_vain + 1;
        if (value > best) {
            best = value;
            memcpy(search->best_price, search->price, bytes);
        }
        if (n_in_vain < PATIENCE)
            continue;
        n_in_vain = 0;
        pace /= 2;
        memcpy(search->price, search->best_price, bytes);
        evaluate(search);
    }
    return best;
}

uint64_t siting_bound_find(struct arena *arena,
                           const struct siting_problem *problem,
                           const double *price, uint64_t known)
{
    size_t n = problem->n_demands;
    struct bound_search search = {.problem = problem,
                                  .within = find_within(arena, problem),
                                  .price = arena_array(arena, double, n),
                                  .best_price = arena_array(arena, double, n),
                                  .direction = arena_array(arena, double, n),
                                  .served = arena_array(arena, double, n),
                                  .order =
                                      arena_array(arena, struct priced, n)};
    for (size_t d = 0; d < n; d++)
        search.price[d] = round(price[d] / GRID) * GRID;
    list_additions(arena, &search);
    double best = climb(&search, known);
    return best > 0 ? (uint64_t)ceil(best) : 0;
}
