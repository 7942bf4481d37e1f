#include "zone_town.h"

#include <math.h>

#include "base/random.h"

#define UNIT_M 100.0
#define N_QUARTERS 6

struct town {
    struct arena *arena;
    const struct zone_town_plan *plan;
    struct random random;
    uint32_t *unit_at; // of each square, or ZONE_NO_UNIT
    uint32_t *square;  // of each unit
    uint32_t *crowd;   // entrants a unit has for each 100 of the mean
    struct zone_problem problem;
};

static void draw_units(struct town *town)
{
    uint32_t n_squares = town->plan->wide * town->plan->high;
    town->unit_at = arena_array(town->arena, uint32_t, n_squares);
    town->square = arena_array(town->arena, uint32_t, n_squares);
    for (uint32_t i = 0; i < n_squares; i++) {
        bool is_hole =
            random_below(&town->random, 100) < town->plan->hole_percent;
        town->unit_at[i] =
            is_hole ? ZONE_NO_UNIT : (uint32_t)town->problem.n_units;
        if (!is_hole)
            town->square[town->problem.n_units++] = i;
    }
}

static uint32_t neighbour_at(const struct town *town, uint32_t square, int side)
{
    uint32_t wide = town->plan->wide;
    uint32_t x = square % wide;
    uint32_t y = square / wide;
    if ((side == 0 && x == 0) || (side == 1 && x + 1 == wide) ||
        (side == 2 && y == 0) || (side == 3 && y + 1 == town->plan->high))
        return ZONE_NO_UNIT;
    const int step[] = {-1, 1, -(int)wide, (int)wide};
    return town->unit_at[(int)square + step[side]];
}

static void join_units(struct town *town)
{
    size_t n_units = town->problem.n_units;
    uint32_t *first = arena_array(town->arena, uint32_t, n_units + 1);
    uint32_t *neighbours = arena_array(town->arena, uint32_t, 4 * n_units);
    uint32_t n = 0;
    for (uint32_t u = 0; u < n_units; u++) {
        first[u] = n;
        for (int side = 0; side < 4; side++) {
            uint32_t other = neighbour_at(town, town->square[u], side);
            if (other != ZONE_NO_UNIT)
                neighbours[n++] = other;
        }
    }
    first[n_units] = n;
    town->problem.first_neighbour = first;
    town->problem.neighbours = neighbours;
}

static double between_m(const struct town *town, uint32_t square,
                        uint32_t other)
{
    int wide = (int)town->plan->wide;
    int dx = (int)square % wide - (int)other % wide;
    int dy = (int)square / wide - (int)other / wide;
    return UNIT_M * hypot(dx, dy);
}

// The nearer to the middle of a quarter, the more crowded.
static void draw_crowds(struct town *town)
{
    uint32_t n_squares = town->plan->wide * town->plan->high;
    uint32_t middles[N_QUARTERS];
    for (int q = 0; q < N_QUARTERS; q++)
        middles[q] = random_below(&town->random, n_squares);
    town->crowd = arena_array(town->arena, uint32_t, town->problem.n_units);
    double reach_m = UNIT_M * town->plan->wide / 5;
    for (size_t u = 0; u < town->problem.n_units; u++) {
        double crowd = town->plan->is_clustered ? 0.3 : 1;
        for (int q = 0; town->plan->is_clustered && q < N_QUARTERS; q++)
            crowd += 1.2 * exp(-between_m(town, town->square[u], middles[q]) /
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

static void draw_ways(struct town *town)
{
    size_t n_schools = town->problem.n_schools;
    size_t n = town->problem.n_units * n_schools;
    uint32_t *ways = arena_array(town->arena, uint32_t, n);
    uint32_t *over = arena_array(town->arena, uint32_t, n);
    for (size_t i = 0; i < n; i++) {
        uint32_t unit = (uint32_t)(i / n_schools);
        double straight_m =
            30 +
            between_m(town, town->square[unit],
                      town->square[town->problem.school_unit[i % n_schools]]);
        double detour = 1.1 + 0.4 * random_unit(&town->random);
        ways[i] = (uint32_t)(100 * straight_m * detour);
        double share = (straight_m * detour - town->plan->cap_m) / UNIT_M + 0.5;
        over[i] = share <= 0 ? 0
                             : (uint32_t)(town->problem.entrants[unit] *
                                          (share > 1 ? 1 : share));
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
    return town.problem;
}
