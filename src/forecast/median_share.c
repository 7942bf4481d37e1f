// One kind of move does for shifts, exchanges and longer chains: customer c
// goes to a slot; if that is full, some customer d of it goes on to the slot
// that is then cheapest for it and has room, perhaps the one c left.

#include "forecast/median_share.h"

#include <stdlib.h>
#include <string.h>

#define NO_END (INT64_MAX / 2)

struct median_share median_share_new(struct arena *arena,
                                     const struct median_costs *costs)
{
    size_t n_slots = costs->p + 1;
    return (struct median_share){
        .costs = costs,
        .sites = arena_array(arena, uint32_t, costs->p),
        .slot = arena_array(arena, uint32_t, costs->n_customers),
        .room = arena_array(arena, int64_t, n_slots),
        .at = arena_array(arena, int64_t, costs->n_customers * n_slots),
        .least = arena_array(arena, int64_t, costs->n_customers),
        .order = arena_array(arena, uint32_t, costs->n_customers)};
}

void median_share_copy(struct median_share *to, const struct median_share *from)
{
    const struct median_costs *costs = from->costs;
    size_t n = costs->n_customers;
    memcpy(to->sites, from->sites, costs->p * sizeof *to->sites);
    memcpy(to->slot, from->slot, n * sizeof *to->slot);
    memcpy(to->room, from->room, (costs->p + 1) * sizeof *to->room);
    memcpy(to->at, from->at, n * (costs->p + 1) * sizeof *to->at);
    to->cost = from->cost;
}

static void set_site(struct median_share *share, uint32_t slot, uint32_t site)
{
    const struct median_costs *costs = share->costs;
    const int64_t *cost = &costs->cost[site * costs->n_customers];
    for (size_t c = 0; c < costs->n_customers; c++)
        share->at[c * (costs->p + 1) + slot] = cost[c];
    share->sites[slot] = site;
    share->room[slot] = costs->capacity[site];
}

static void put(struct median_share *share, uint32_t customer, uint32_t slot)
{
    const int64_t *at = &share->at[customer * (share->costs->p + 1)];
    uint32_t demand = share->costs->demand[customer];
    share->cost += at[slot] - at[share->slot[customer]];
    share->room[share->slot[customer]] += demand;
    share->room[slot] -= demand;
    share->slot[customer] = slot;
}

static void start_unserved(struct median_share *share, const uint32_t *sites)
{
    const struct median_costs *costs = share->costs;
    for (uint32_t k = 0; k < costs->p; k++)
        set_site(share, k, sites[k]);
    share->room[costs->p] = NO_END;
    share->cost = 0;
    for (size_t c = 0; c < costs->n_customers; c++) {
        share->at[c * (costs->p + 1) + costs->p] = costs->unserved[c];
        share->slot[c] = (uint32_t)costs->p;
        share->cost += costs->unserved[c];
    }
}

struct regret {
    int64_t loss; // by not getting the nearest
    uint32_t demand;
    uint32_t customer;
};

static int by_regret(const void *a, const void *b)
{
    const struct regret *x = a;
    const struct regret *y = b;
    if (x->loss != y->loss)
        return x->loss > y->loss ? -1 : 1;
    if (x->demand != y->demand)
        return x->demand > y->demand ? -1 : 1;
    return (x->customer > y->customer) - (x->customer < y->customer);
}

static int64_t regret_of(const struct median_share *share, size_t customer)
{
    size_t n_slots = share->costs->p + 1;
    const int64_t *at = &share->at[customer * n_slots];
    int64_t least = INT64_MAX;
    int64_t second = INT64_MAX;
    for (size_t k = 0; k < n_slots; k++) {
        if (at[k] < least) {
            second = least;
            least = at[k];
        } else if (at[k] < second) {
            second = at[k];
        }
    }
    return second == INT64_MAX ? 0 : second - least;
}

static void order_customers(struct median_share *share)
{
    size_t n = share->costs->n_customers;
    struct arena *arena = arena_new();
    struct regret *regrets = arena_array(arena, struct regret, n);
    for (size_t c = 0; c < n; c++)
        regrets[c] = (struct regret){regret_of(share, c),
                                     share->costs->demand[c], (uint32_t)c};
    qsort(regrets, n, sizeof *regrets, by_regret);
    for (size_t i = 0; i < n; i++)
        share->order[i] = regrets[i].customer;
    arena_free(arena);
}

// The cheapest slot other than the customer's own that has room.
static uint32_t cheapest_slot(const struct median_share *share,
                              uint32_t customer)
{
    size_t p = share->costs->p;
    const int64_t *at = &share->at[customer * (p + 1)];
    int64_t demand = share->costs->demand[customer];
    uint32_t best = (uint32_t)p;
    for (uint32_t k = 0; k < p; k++)
        if (k != share->slot[customer] && share->room[k] >= demand &&
            at[k] < at[best])
            best = k;
    return best;
}

void median_share_fill(struct median_share *share, const uint32_t *sites)
{
    start_unserved(share, sites);
    order_customers(share);
    for (size_t i = 0; i < share->costs->n_customers; i++)
        put(share, share->order[i], cheapest_slot(share, share->order[i]));
    median_share_improve(share);
}

static bool try_shift(struct median_share *share, uint32_t customer)
{
    const int64_t *at = &share->at[customer * (share->costs->p + 1)];
    uint32_t slot = cheapest_slot(share, customer);
    if (at[slot] >= at[share->slot[customer]])
        return false;
    put(share, customer, slot);
    return true;
}

// Lets `customer` have the place of `other`, who goes where it is cheapest.
static bool try_push(struct median_share *share, uint32_t customer,
                     uint32_t other)
{
    size_t n_slots = share->costs->p + 1;
    const uint32_t *demand = share->costs->demand;
    uint32_t from = share->slot[customer];
    uint32_t to = share->slot[other];
    if (from == to || to == share->costs->p ||
        share->room[to] + demand[other] < demand[customer])
        return false;
    int64_t gain = share->at[customer * n_slots + from] -
                   share->at[customer * n_slots + to];
    int64_t other_at = share->at[other * n_slots + to];
    if (share->least[other] - other_at >= gain)
        return false;
    share->room[from] += demand[customer];
    uint32_t onward = cheapest_slot(share, other);
    share->room[from] -= demand[customer];
    if (share->at[other * n_slots + onward] - other_at >= gain)
        return false;
    put(share, other, onward);
    put(share, customer, to);
    return true;
}

static bool improve_customer(struct median_share *share, uint32_t customer)
{
    size_t n = share->costs->n_customers;
    bool is_better = try_shift(share, customer);
    share->n_looks += n;
    for (uint32_t other = 0; other < n; other++)
        is_better |= try_push(share, customer, other);
    return is_better;
}

static void find_least(struct median_share *share)
{
    size_t n_slots = share->costs->p + 1;
    for (size_t c = 0; c < share->costs->n_customers; c++) {
        const int64_t *at = &share->at[c * n_slots];
        int64_t least = at[0];
        for (size_t k = 1; k < n_slots; k++)
            least = at[k] < least ? at[k] : least;
        share->least[c] = least;
    }
}

void median_share_improve(struct median_share *share)
{
    bool is_better = true;
    find_least(share);
    while (is_better) {
        is_better = false;
        for (uint32_t c = 0; c < share->costs->n_customers; c++)
            is_better |= improve_customer(share, c);
    }
}

void median_share_replace(struct median_share *share, uint32_t slot,
                          uint32_t site)
{
    uint32_t unserved = (uint32_t)share->costs->p;
    int64_t before = 0;
    int64_t after = 0;
    for (uint32_t c = 0; c < share->costs->n_customers; c++)
        if (share->slot[c] == slot)
            before += share->at[c * (unserved + 1) + slot];
    set_site(share, slot, site);
    for (uint32_t c = 0; c < share->costs->n_customers; c++) {
        if (share->slot[c] != slot)
            continue;
        bool fits = share->room[slot] >= share->costs->demand[c];
        share->slot[c] = fits ? slot : unserved;
        share->room[share->slot[c]] -= share->costs->demand[c];
        after += share->at[c * (unserved + 1) + share->slot[c]];
    }
    share->cost += after - before;
}
