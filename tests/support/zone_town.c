#include "zone_town.h"

#include <math.h>

#include "base/random.h"

#define UNIT_M 100.0
#define N_QUARTERS 6

struct town {
    struct arena *arena;
    const struct zone_town_plan *plan;
    struct random random;
    uint32_t *unit_at; // of each brick, or ZONE_NO_UNIT
    uint32_t *brick;   // of each unit
    uint32_t *crowd;   // entrants a unit has for each 100 of the mean
    struct zone_problem problem;
};

static void draw_units(struct town *town)
{
    uint32_t n_bricks = town->plan->wide * town->plan->high;
    town->unit_at = arena_array(town->arena, uint32_t, n_bricks);
    town->brick = arena_array(town->arena, uint32_t, n_bricks);
    for (uint32_t i = 0; i < n_bricks; i++) {
        bool is_hole =
            random_below(&town->random, 100) < town->plan->hole_percent;
        town->unit_at[i] =
            is_hole ? ZONE_NO_UNIT : (uint32_t)town->problem.n_units;
        if (!is_hole)
            town->brick[town->problem.n_units++] = i;
    }
}

// Left, right, two above and two below.
static uint32_t neighbour_at(const struct town *town, uint32_t brick, int side)
{
    static const int DOWN[] = {0, 0, -1, -1, 1, 1};
    int wide = (int)town->plan->wide;
    int x = (int)brick % wide;
    int y = (int)brick / wide;
    int shift = y % 2 == 0 ? -1 : 0; // rows are laid half a brick apart
    x += side == 0 ? -1 : side == 1 ? 1 : shift + side % 2;
    y += DOWN[side];
    if (x < 0 || x >= wide || y < 0 || y >= (int)town->plan->high)
        return ZONE_NO_UNIT;
    return town->unit_at[y * wide + x];
}

static void join_units(struct town *town)
{
    size_t n_units = town->problem.n_units;
    uint32_t *first = arena_array(town->arena, uint32_t, n_units + 1);
    uint32_t *neighbours = arena_array(town->arena, uint32_t, 6 * n_units);
    uint32_t n = 0;
    for (uint32_t u = 0; u < n_units; u++) {
        first[u] = n;
        for (int side = 0; side < 6; side++) {
            uint32_t other = neighbour_at(town, town->brick[u], side);
            if (other != ZONE_NO_UNIT)
                neighbours[n++] = other;
        }
    }
    first[n_units] = n;
    town->problem.first_neighbour = first;
    town->problem.neighbours = neighbours;
}

static double between_m(const struct town *town, uint32_t brick, uint32_t other)
{
    int wide = (int)town->plan->wide;
    int dx = (int)brick % wide - (int)other % wide;
    int dy = (int)brick / wide - (int)other / wide;
    return UNIT_M * hypot(dx, dy);
}

// The nearer to the middle of a quarter, the more crowded.
static void draw_crowds(struct town *town)
{
    uint32_t n_bricks = town->plan->wide * town->plan->high;
    uint32_t middles[N_QUARTERS];
    for (int q = 0; q < N_QUARTERS; q++)
        middles[q] = random_below(&town->random, n_bricks);
    town->crowd = arena_array(town->arena, uint32_t, town->problem.n_units);
    double reach_m = UNIT_M * town->plan->wide / 5;
    for (size_t u = 0; u < town->problem.n_units; u++) {
        double crowd = town->plan->is_clustered ? 0.3 : 1;
        for (int q = 0; town->plan->is_clustered && q < N_QUARTERS; q++)
            crowd += 1.2 * exp(-between_m(town, town->brick[u], middles[q]) /
                               reach_m);
        town->crowd[u] = (uint32_t)(100 * crowd);
    }
}

static uint64_t draw_entrants(struct town *town)
{
    uint32_t spread =
        town->plan->most_entrants - town->plan->fewest_entrants + 1;
    uint32_t *entrants =
        arena_array(town->arena, uint32_t, town->problem.n_units);
    uint64_t all = 0;
    for (size_t u = 0; u < town->problem.n_units; u++) {
        entrants[u] = (town->plan->fewest_entrants +
                       random_below(&town->random, spread)) *
                      town->crowd[u] / 100;
        all += entrants[u];
    }
    town->problem.entrants = entrants;
    return all;
}

// More likely where it is crowded; two may stand in one unit.
static uint32_t draw_school_unit(struct town *town)
{
    uint32_t unit;
    do
        unit = random_below(&town->random, (uint32_t)town->problem.n_units);
    while (random_below(&town->random, 300) >= town->crowd[unit]);
    return unit;
}

static void draw_schools(struct town *town, uint64_t entrants)
{
    uint32_t n_schools = town->plan->n_schools;
    uint32_t *units = arena_array(town->arena, uint32_t, n_schools);
    uint32_t *seats = arena_array(town->arena, uint32_t, n_schools);
    uint64_t shares = 0;
    for (uint32_t s = 0; s < n_schools; s++) {
        units[s] = draw_school_unit(town);
        seats[s] = 50 + random_below(&town->random, 100);
        shares += seats[s];
    }
    uint64_t all = entrants * town->plan->seats_percent / 100;
    for (uint32_t s = 0; s < n_schools; s++)
        seats[s] = (uint32_t)(all * seats[s] / shares);
    town->problem.n_schools = n_schools;
    town->problem.school_unit = units;
    town->problem.seats = seats;
}

// The same both ways round.
static uint32_t step_cm(const struct town *town, uint32_t a, uint32_t b)
{
    uint64_t low = a < b ? a : b;
    uint64_t high = a < b ? b : a;
    struct random random =
        random_from(town->plan->seed ^ (low << 32 | high) * 0x9E3779B97F4A7C15);
    return 9000 + random_below(&random, 8000);
}

// Shortest ways from a unit, found by correcting them until none gets shorter.
static void walk_from(const struct town *town, uint32_t start, uint32_t *way_cm,
                      uint32_t *queue, bool *is_queued)
{
    const struct zone_problem *problem = &town->problem;
    size_t n_units = problem->n_units;
    size_t head = 0;
    size_t n_queued = 1;
    for (size_t u = 0; u < n_units; u++)
        way_cm[u] = UINT32_MAX;
    way_cm[start] = 3000;
    queue[0] = start;
    while (n_queued > 0) {
        uint32_t unit = queue[head];
        head = (head + 1) % n_units;
        n_queued--;
        is_queued[unit] = false;
        for (uint32_t i = problem->first_neighbour[unit];
             i < problem->first_neighbour[unit + 1]; i++) {
            uint32_t next = problem->neighbours[i];
            uint32_t cm = way_cm[unit] + step_cm(town, unit, next);
            if (cm >= way_cm[next])
                continue;
            way_cm[next] = cm;
            if (!is_queued[next])
                queue[(head + n_queued++) % n_units] = next;
            is_queued[next] = true;
        }
    }
}

// Of a unit, those that live on its far side.
static uint32_t count_over(const struct town *town, uint32_t unit,
                           uint32_t way_cm)
{
    double share = (way_cm / 100.0 - town->plan->cap_m) / UNIT_M + 0.5;
    share = share < 0 ? 0 : share > 1 ? 1 : share;
    return (uint32_t)(town->problem.entrants[unit] * share);
}

static void draw_ways(struct town *town)
{
    size_t n_schools = town->problem.n_schools;
    size_t n_units = town->problem.n_units;
    uint32_t *ways = arena_array(town->arena, uint32_t, n_units * n_schools);
    uint32_t *over = arena_array(town->arena, uint32_t, n_units * n_schools);
    uint32_t *from_cm = arena_array(town->arena, uint32_t, n_units);
    uint32_t *queue = arena_array(town->arena, uint32_t, n_units);
    bool *is_queued = arena_array(town->arena, bool, n_units);
    for (size_t s = 0; s < n_schools; s++) {
        walk_from(town, town->problem.school_unit[s], from_cm, queue,
                  is_queued);
        for (uint32_t u = 0; u < n_units; u++) {
            ways[u * n_schools + s] = from_cm[u];
            over[u * n_schools + s] = count_over(town, u, from_cm[u]);
        }
    }
    town->problem.way_cm = ways;
    town->problem.over_cap = town->plan->cap_m > 0 ? over : NULL;
}

static void draw_history(struct town *town)
{
    size_t n_units = town->problem.n_units;
    uint32_t *last = arena_array(town->arena, uint32_t, n_units);
    uint32_t *locked = arena_array(town->arena, uint32_t, n_units);
    for (size_t u = 0; u < n_units; u++) {
        last[u] = random_below(&town->random, town->plan->n_schools);
        locked[u] =
            random_below(&town->random, 100) < town->plan->locked_percent
                ? random_below(&town->random, town->plan->n_schools)
                : ZONE_NO_SCHOOL;
    }
    town->problem.last_school = town->plan->has_last ? last : NULL;
    town->problem.locked = town->plan->locked_percent > 0 ? locked : NULL;
    town->problem.weights = ZONE_WEIGHTS_USUAL;
    town->problem.weights.moved_cm = town->plan->has_last ? 20000 : 0;
}

struct zone_problem zone_town_draw(struct arena *arena,
                                   const struct zone_town_plan *plan)
{
    struct town town = {
        .arena = arena, .plan = plan, .random = random_from(plan->seed)};
    draw_units(&town);
    join_units(&town);
    draw_crowds(&town);
    draw_schools(&town, draw_entrants(&town));
    draw_ways(&town);
    draw_history(&town);
    town.problem.weights = zone_weights_settle(&town.problem);
    return town.problem;
}
