// What opening site i and closing site r is worth splits in two (Whitaker, A
// fast algorithm for the greedy interchange, INFOR 1983): customers that i is
// nearer to gain whatever r is; the others of r lose, and go to i or to their
// second nearest, whichever is nearer. One look at all customers gives the
// gain of i and the loss of every r, so the best r to close for i takes
// O(customers + p). Sites are tried in a circle, each good swap is made at
// once, and a circle without one ends the search.

#include "forecast/median_swap.h"

#include <string.h>

struct served {
    int64_t cost;        // at the nearest open site
    int64_t second_cost; // at the next
    uint32_t slot;       // of the nearest in the list of open sites
};

struct median_swap {
    const struct median_costs *costs;
    struct served *served;
    uint32_t *slot_of; // of each site; p if closed
    int64_t *loss;     // of closing each slot, and one for nobody's
    uint32_t *sites;
};

struct median_swap *median_swap_new(struct arena *arena,
                                    const struct median_costs *costs)
{
    struct median_swap *swap = arena_array(arena, struct median_swap, 1);
    swap->costs = costs;
    swap->served = arena_array(arena, struct served, costs->n_customers);
    swap->slot_of = arena_array(arena, uint32_t, costs->n_sites);
    swap->loss = arena_array(arena, int64_t, costs->p + 1);
    return swap;
}

// The two nearest open sites; being unserved stands in where there are fewer.
static void serve(struct median_swap *swap, size_t customer)
{
    const struct median_costs *costs = swap->costs;
    const struct median_near *near = &costs->near[customer * costs->n_sites];
    uint32_t closed = (uint32_t)costs->p;
    struct served served = {costs->unserved[customer],
                            costs->unserved[customer], closed};
    for (uint32_t k = 0; k < costs->n_near[customer]; k++) {
        uint32_t slot = swap->slot_of[near[k].site];
        if (slot == closed)
            continue;
        int64_t cost = median_cost_at(costs, (uint32_t)customer, near[k].site);
        if (served.slot != closed) {
            served.second_cost = cost;
            break;
        }
        served.cost = cost;
        served.slot = slot;
    }
    swap->served[customer] = served;
}

static int64_t serve_all(struct median_swap *swap)
{
    int64_t sum = 0;
    for (size_t c = 0; c < swap->costs->n_customers; c++) {
        serve(swap, c);
        sum += swap->served[c].cost;
    }
    return sum;
}

static void open_sites(struct median_swap *swap, uint32_t *sites)
{
    swap->sites = sites;
    for (size_t s = 0; s < swap->costs->n_sites; s++)
        swap->slot_of[s] = (uint32_t)swap->costs->p;
    for (size_t i = 0; i < swap->costs->p; i++)
        swap->slot_of[sites[i]] = (uint32_t)i;
}

// The gain of opening a site; `loss` is left with that of closing each slot.
static int64_t weigh(struct median_swap *swap, uint32_t site)
{
    const struct median_costs *costs = swap->costs;
    const int64_t *cost = &costs->cost[site * costs->n_customers];
    int64_t gain = 0;
    memset(swap->loss, 0, (costs->p + 1) * sizeof *swap->loss);
    for (size_t c = 0; c < costs->n_customers; c++) {
        const struct served *served = &swap->served[c];
        if (cost[c] < served->cost) {
            gain += served->cost - cost[c];
            continue;
        }
        int64_t next =
            cost[c] < served->second_cost ? cost[c] : served->second_cost;
        swap->loss[served->slot] += next - served->cost;
    }
    return gain;
}

// The slot that is best closed; p if all are fixed.
static size_t least_loss(const struct median_swap *swap)
{
    const struct median_costs *costs = swap->costs;
    size_t best = costs->p;
    for (size_t i = 0; i < costs->p; i++) {
        if (costs->is_fixed[swap->sites[i]])
            continue;
        if (best == costs->p || swap->loss[i] < swap->loss[best])
            best = i;
    }
    return best;
}

// Opens the site in the place of the one that is missed least, if that pays.
static bool try_site(struct median_swap *swap, uint32_t site)
{
    size_t p = swap->costs->p;
    if (swap->slot_of[site] != p)
        return false;
    int64_t gain = weigh(swap, site);
    size_t slot = least_loss(swap);
    if (slot == p || gain <= swap->loss[slot])
        return false;
    swap->slot_of[swap->sites[slot]] = (uint32_t)p;
    swap->slot_of[site] = (uint32_t)slot;
    swap->sites[slot] = site;
    serve_all(swap);
    return true;
}

int64_t median_swap_improve(struct median_swap *swap, uint32_t *sites,
                            struct random *random)
{
    size_t n_sites = swap->costs->n_sites;
    open_sites(swap, sites);
    serve_all(swap);
    size_t site = n_sites == 0 ? 0 : random_below(random, (uint32_t)n_sites);
    for (size_t n_in_vain = 0; n_in_vain < n_sites;) {
        n_in_vain = try_site(swap, (uint32_t)site) ? 0 : n_in_vain + 1;
        site = site + 1 == n_sites ? 0 : site + 1;
    }
    return serve_all(swap);
}

int64_t median_swap_cost(const struct median_swap *swap, const uint32_t *sites)
{
    const struct median_costs *costs = swap->costs;
    int64_t sum = 0;
    for (size_t c = 0; c < costs->n_customers; c++) {
        int64_t least = costs->unserved[c];
        for (size_t i = 0; i < costs->p; i++) {
            int64_t cost = median_cost_at(costs, (uint32_t)c, sites[i]);
            least = cost < least ? cost : least;
        }
        sum += least;
    }
    return sum;
}

static bool is_among(const uint32_t *sites, size_t n, uint32_t site)
{
    for (size_t i = 0; i < n; i++)
        if (sites[i] == site)
            return true;
    return false;
}

static uint32_t draw_other(const struct median_costs *costs,
                           struct random *random, const uint32_t *sites,
                           size_t n)
{
    uint32_t site;
    do
        site = random_below(random, (uint32_t)costs->n_sites);
    while (is_among(sites, n, site));
    return site;
}

void median_draw_sites(const struct median_costs *costs, struct random *random,
                       uint32_t *sites)
{
    size_t n = 0;
    for (size_t s = 0; s < costs->n_sites; s++)
        if (costs->is_fixed[s])
            sites[n++] = (uint32_t)s;
    for (; n < costs->p; n++)
        sites[n] = draw_other(costs, random, sites, n);
}

void median_shake_sites(const struct median_costs *costs, struct random *random,
                        size_t n_swaps, uint32_t *sites)
{
    if (costs->p == 0 || costs->p == costs->n_sites)
        return;
    for (size_t i = 0; i < n_swaps; i++) {
        size_t slot = random_below(random, (uint32_t)costs->p);
        if (!costs->is_fixed[sites[slot]])
            sites[slot] = draw_other(costs, random, sites, costs->p);
    }
}
