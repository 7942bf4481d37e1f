// Depth first: customers in order of regret, each tried at every slot with
// room, cheapest first. What the rest costs at least without regard to room
// tells when a branch is not worth following.

#include <stdlib.h>
#include <string.h>

#include "forecast/median_share.h"

struct exact {
    const struct median_share *share;
    int64_t *rest;     // least cost of the customers from each place on
    uint32_t *choices; // `[place * (p + 1)]`: slots, cheapest first
    uint32_t *slot;    // of the customer at each place
    uint32_t *best;
    int64_t *room;
    int64_t target;
    uint64_t looks_left;
};

static void sort_choices(struct exact *exact, size_t place)
{
    size_t n_slots = exact->share->costs->p + 1;
    uint32_t customer = exact->share->order[place];
    const int64_t *at = &exact->share->at[customer * n_slots];
    uint32_t *choices = &exact->choices[place * n_slots];
    for (uint32_t k = 0; k < n_slots; k++) {
        size_t i = k;
        for (; i > 0 && at[choices[i - 1]] > at[k]; i--)
            choices[i] = choices[i - 1];
        choices[i] = k;
    }
    exact->rest[place] = exact->rest[place + 1] + at[choices[0]];
}

static void keep_best(struct exact *exact, int64_t cost)
{
    size_t n = exact->share->costs->n_customers;
    exact->target = cost;
    for (size_t i = 0; i < n; i++)
        exact->best[exact->share->order[i]] = exact->slot[i];
}

static void place_rest(struct exact *exact, size_t place, int64_t cost)
{
    const struct median_costs *costs = exact->share->costs;
    if (cost + exact->rest[place] >= exact->target || exact->looks_left == 0)
        return;
    if (place == costs->n_customers) {
        keep_best(exact, cost);
        return;
    }
    exact->looks_left--;
    uint32_t customer = exact->share->order[place];
    const int64_t *at = &exact->share->at[customer * (costs->p + 1)];
    for (size_t i = 0; i <= costs->p; i++) {
        uint32_t slot = exact->choices[place * (costs->p + 1) + i];
        if (exact->room[slot] < costs->demand[customer])
            continue;
        exact->slot[place] = slot;
        exact->room[slot] -= costs->demand[customer];
        place_rest(exact, place + 1, cost + at[slot]);
        exact->room[slot] += costs->demand[customer];
    }
}

static void take_slots(struct median_share *share, const struct exact *exact)
{
    const struct median_costs *costs = share->costs;
    memcpy(share->slot, exact->best, costs->n_customers * sizeof *share->slot);
    memcpy(share->room, exact->room, (costs->p + 1) * sizeof *share->room);
    for (size_t c = 0; c < costs->n_customers; c++)
        share->room[share->slot[c]] -= costs->demand[c];
    share->cost = exact->target;
}

bool median_share_solve(struct arena *arena, struct median_share *share,
                        int64_t target, uint64_t most_looks)
{
    const struct median_costs *costs = share->costs;
    size_t n = costs->n_customers;
    size_t n_slots = costs->p + 1;
    struct exact exact = {
        .share = share,
        .rest = arena_array(arena, int64_t, n + 1),
        .choices = arena_array(arena, uint32_t, n * n_slots),
        .slot = arena_array(arena, uint32_t, n),
        .best = arena_array(arena, uint32_t, n),
        .room = arena_copy(arena, share->room, n_slots * sizeof(int64_t)),
        .target = target,
        .looks_left = most_looks};
    for (size_t c = 0; c < n; c++)
        exact.room[share->slot[c]] += costs->demand[c];
    for (size_t i = n; i-- > 0;)
        sort_choices(&exact, i);
    place_rest(&exact, 0, 0);
    if (exact.target < target)
        take_slots(share, &exact);
    return exact.looks_left > 0;
}
