// Growth works like Dijkstra's search: the queue holds pairs of a unit and a
// school whose zone touches it, least regret first. The regret is what a unit
// pays (an entrant, with the price of a seat) more than at its best school, so
// zones meet where both schools are equally dear.
//
// Where growth ends before all units have a school there is land that no zone
// can reach. There the unit with least regret begins a piece of its own.

#include "zone/zone_growth.h"

#include "base/list.h"

struct growth_step {
    int64_t regret_cm; // of one entrant
    uint32_t unit;
    uint32_t school;
};
LIST_DECLARE(growth_step);

struct growth {
    struct zone_trial *trial;
    struct arena *arena;
    int64_t *price;
    int64_t *least; // of each unit, with prices
    struct growth_step_list heap;
};

static bool comes_before(struct growth_step a, struct growth_step b)
{
    if (a.regret_cm != b.regret_cm)
        return a.regret_cm < b.regret_cm;
    return a.unit != b.unit ? a.unit < b.unit : a.school < b.school;
}

static void push(struct growth *growth, struct growth_step step)
{
    growth_step_list_add(&growth->heap, growth->arena);
    struct growth_step *heap = growth->heap.items;
    size_t at = growth->heap.count - 1;
    while (at > 0 && comes_before(step, heap[(at - 1) / 2])) {
        heap[at] = heap[(at - 1) / 2];
        at = (at - 1) / 2;
    }
    heap[at] = step;
}

static struct growth_step pop(struct growth *growth)
{
    struct growth_step *heap = growth->heap.items;
    struct growth_step top = heap[0];
    size_t n = --growth->heap.count;
    struct growth_step last = heap[n];
    size_t at = 0;
    for (size_t child = 1; child < n; child = 2 * at + 1) {
        if (child + 1 < n && comes_before(heap[child + 1], heap[child]))
            child++;
        if (!comes_before(heap[child], last))
            break;
        heap[at] = heap[child];
        at = child;
    }
    heap[at] = last;
    return top;
}

// An empty unit is weighed as if one entrant lived there.
static int64_t priced(const struct growth *growth, uint32_t unit,
                      uint32_t school)
{
    const struct zone_search *search = growth->trial->search;
    const struct zone_problem *problem = search->problem;
    if (search_cost(search, unit, school) == ZONE_CANNOT)
        return ZONE_CANNOT;
    int64_t entrants = problem->entrants[unit];
    int64_t mean = entrants > 0
                       ? search_cost(search, unit, school) / entrants
                       : problem->way_cm[unit * problem->n_schools + school];
    return mean + growth->price[school];
}

static void weigh_units(struct growth *growth)
{
    const struct zone_problem *problem = growth->trial->search->problem;
    for (uint32_t u = 0; u < problem->n_units; u++) {
        growth->least[u] = ZONE_CANNOT;
        for (uint32_t s = 0; s < problem->n_schools; s++) {
            int64_t mean = priced(growth, u, s);
            if (mean < growth->least[u])
                growth->least[u] = mean;
        }
    }
}

static void offer(struct growth *growth, uint32_t unit, uint32_t school)
{
    int64_t mean = priced(growth, unit, school);
    if (mean != ZONE_CANNOT)
        push(growth,
             (struct growth_step){mean - growth->least[unit], unit, school});
}

static void offer_around(struct growth *growth, uint32_t unit)
{
    const struct zone_problem *problem = growth->trial->search->problem;
    const uint32_t *school = growth->trial->school;
    for (uint32_t i = problem->first_neighbour[unit];
         i < problem->first_neighbour[unit + 1]; i++)
        if (school[problem->neighbours[i]] == ZONE_NO_SCHOOL)
            offer(growth, problem->neighbours[i], school[unit]);
}

static void grow(struct growth *growth)
{
    while (growth->heap.count > 0) {
        struct growth_step step = pop(growth);
        if (growth->trial->school[step.unit] != ZONE_NO_SCHOOL)
            continue;
        zone_trial_put(growth->trial, step.unit, step.school);
        offer_around(growth, step.unit);
    }
}

// The school to which the flow sends all of a unit, or none.
static uint32_t whole_school(const struct zone_search *search, uint32_t unit)
{
    const struct zone_problem *problem = search->problem;
    const uint32_t *share = search->bound->share + unit * problem->n_schools;
    for (uint32_t s = 0; problem->entrants[unit] > 0 && s < problem->n_schools;
         s++)
        if (share[s] == problem->entrants[unit])
            return s;
    return ZONE_NO_SCHOOL;
}

static void seed_zones(struct growth *growth)
{
    const struct zone_search *search = growth->trial->search;
    for (uint32_t u = 0; u < search->problem->n_units; u++)
        if (search->held_by[u] != ZONE_NO_SCHOOL)
            zone_trial_put(growth->trial, u, search->held_by[u]);
    for (uint32_t s = 0; s < search->problem->n_schools; s++)
        if (search->seed_unit[s] != ZONE_NO_UNIT)
            zone_trial_put(growth->trial, search->seed_unit[s], s);
}

// Spreads zones over neighbours that the flow gives whole to the same school.
static void follow_flow(struct growth *growth, uint32_t *queue)
{
    struct zone_trial *trial = growth->trial;
    const struct zone_problem *problem = trial->search->problem;
    size_t n_queued = 0;
    for (uint32_t u = 0; u < problem->n_units; u++)
        if (trial->school[u] != ZONE_NO_SCHOOL)
            queue[n_queued++] = u;
    for (size_t head = 0; head < n_queued; head++) {
        uint32_t unit = queue[head];
        for (uint32_t i = problem->first_neighbour[unit];
             i < problem->first_neighbour[unit + 1]; i++) {
            uint32_t next = problem->neighbours[i];
            if (trial->school[next] != ZONE_NO_SCHOOL ||
                whole_school(trial->search, next) != trial->school[unit])
                continue;
            zone_trial_put(trial, next, trial->school[unit]);
            queue[n_queued++] = next;
        }
    }
}

// Among the units still without a school, the pair with least regret.
static bool offer_detached(struct growth *growth)
{
    const struct zone_problem *problem = growth->trial->search->problem;
    struct growth_step best = {.regret_cm = INT64_MAX};
    for (uint32_t u = 0; u < problem->n_units; u++) {
        if (growth->trial->school[u] != ZONE_NO_SCHOOL)
            continue;
        for (uint32_t s = 0; s < problem->n_schools; s++) {
            int64_t mean = priced(growth, u, s);
            struct growth_step step = {mean - growth->least[u], u, s};
            if (mean != ZONE_CANNOT && comes_before(step, best))
                best = step;
        }
    }
    if (best.regret_cm == INT64_MAX)
        return false;
    push(growth, best);
    return true;
}

static void draw_prices(struct growth *growth, struct random *random,
                        double jitter)
{
    const struct zone_search *search = growth->trial->search;
    for (size_t s = 0; s < search->problem->n_schools; s++) {
        double off = jitter * (2 * random_unit(random) - 1);
        growth->price[s] =
            (int64_t)((double)search->bound->price[s] * (1 + off));
    }
}

void zone_growth_fill(struct zone_trial *trial, struct random *random,
                      double jitter)
{
    const struct zone_problem *problem = trial->search->problem;
    struct arena *arena = arena_new();
    struct growth growth = {
        .trial = trial,
        .arena = arena,
        .price = arena_array(arena, int64_t, problem->n_schools),
        .least = arena_array(arena, int64_t, problem->n_units),
    };
    draw_prices(&growth, random, jitter);
    weigh_units(&growth);
    seed_zones(&growth);
    follow_flow(&growth, arena_array(arena, uint32_t, problem->n_units));
    for (uint32_t u = 0; u < problem->n_units; u++)
        if (trial->school[u] != ZONE_NO_SCHOOL)
            offer_around(&growth, u);
    do
        grow(&growth);
    while (offer_detached(&growth));
    arena_free(arena);
}
