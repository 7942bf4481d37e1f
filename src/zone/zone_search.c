// Every zone needs a unit to begin with, and no unit can begin two. Locks come
// first, then schools take the units they stand in, then those left without
// one look for the nearest that is free.
//
// Some schools stand in no unit: across the border, near enough to be of use.
// Were the nearest unit theirs, several would crowd into one corner and shut
// each other in, while the entrants that have to go there, as far as the seats
// of others do not suffice, live elsewhere. They begin in the middle of where
// the flow of the bound sends them its entrants; where it sends none they have
// no zone. Nothing holds these units: they may go to another zone in the end.

#include "zone/zone_search.h"

#include "zone/unit_cost.h"

static int64_t *cost_table(struct arena *arena,
                           const struct zone_problem *problem)
{
    size_t n_schools = problem->n_schools;
    int64_t *cost = arena_array(arena, int64_t, problem->n_units * n_schools);
    for (uint32_t u = 0; u < problem->n_units; u++)
        for (uint32_t s = 0; s < n_schools; s++)
            cost[u * n_schools + s] = unit_can_go(problem, u, s)
                                          ? unit_cost(problem, u, s)
                                          : ZONE_CANNOT;
    return cost;
}

static uint32_t *no_schools(struct arena *arena, size_t n)
{
    uint32_t *schools = arena_array(arena, uint32_t, n);
    for (size_t i = 0; i < n; i++)
        schools[i] = ZONE_NO_SCHOOL;
    return schools;
}

// The school that begins in each unit, of those that stand in it.
static uint32_t *home_schools(struct arena *arena,
                              const struct zone_problem *problem)
{
    uint32_t *tenant = no_schools(arena, problem->n_units);
    for (uint32_t s = 0; s < problem->n_schools; s++) {
        uint32_t home = problem->school_unit[s];
        if (home == ZONE_NO_UNIT || problem->seats[s] == 0 ||
            unit_lock(problem, home) != ZONE_NO_SCHOOL ||
            !unit_can_go(problem, home, s))
            continue;
        if (tenant[home] == ZONE_NO_SCHOOL ||
            problem->seats[s] > problem->seats[tenant[home]])
            tenant[home] = s;
    }
    return tenant;
}

static uint32_t nearest_free(const struct zone_problem *problem,
                             const uint32_t *tenant, uint32_t school)
{
    uint32_t best = ZONE_NO_UNIT;
    uint32_t best_cm = UINT32_MAX;
    for (uint32_t u = 0; u < problem->n_units; u++) {
        uint32_t way_cm = problem->way_cm[u * problem->n_schools + school];
        if (tenant[u] == ZONE_NO_SCHOOL &&
            unit_lock(problem, u) == ZONE_NO_SCHOOL && way_cm < best_cm) {
            best = u;
            best_cm = way_cm;
        }
    }
    return best;
}

static bool *has_locked_units(struct arena *arena,
                              const struct zone_problem *problem)
{
    bool *has = arena_array(arena, bool, problem->n_schools);
    for (uint32_t u = 0; u < problem->n_units; u++)
        if (unit_lock(problem, u) != ZONE_NO_SCHOOL)
            has[unit_lock(problem, u)] = true;
    return has;
}

// Fills in the seeds of schools that stand in the unit of another.
static void seed_tenants(const struct zone_problem *problem, uint32_t *tenant,
                         const bool *has_locked, uint32_t *seed)
{
    for (uint32_t u = 0; u < problem->n_units; u++)
        if (tenant[u] != ZONE_NO_SCHOOL)
            seed[tenant[u]] = u;
    for (uint32_t s = 0; s < problem->n_schools; s++) {
        if (seed[s] != ZONE_NO_UNIT || has_locked[s] ||
            problem->seats[s] == 0 || problem->school_unit[s] == ZONE_NO_UNIT)
            continue;
        seed[s] = nearest_free(problem, tenant, s);
        if (seed[s] != ZONE_NO_UNIT)
            tenant[seed[s]] = s;
    }
}

// Where the flow sends entrants to a school: a run of units that touch.
struct flow_patch {
    uint64_t entrants;
    uint32_t unit; // with most of them
};

struct patches {
    const struct zone_problem *problem;
    const uint32_t *share; // see zone_bound
    const bool *is_taken;  // by another zone's beginning
    uint32_t *seen_for;    // the last school each unit was seen for
    uint32_t *queue;
};

static uint32_t share_of(const struct patches *patches, uint32_t unit,
                         uint32_t school)
{
    return patches->share[unit * patches->problem->n_schools + school];
}

static bool is_new_to(const struct patches *patches, uint32_t unit,
                      uint32_t school)
{
    return patches->seen_for[unit] != school && !patches->is_taken[unit] &&
           share_of(patches, unit, school) > 0;
}

static struct flow_patch flood_patch(struct patches *patches, uint32_t start,
                                     uint32_t school)
{
    const struct zone_problem *problem = patches->problem;
    struct flow_patch patch = {.unit = start};
    size_t n_queued = 0;
    patches->seen_for[start] = school;
    patches->queue[n_queued++] = start;
    for (size_t head = 0; head < n_queued; head++) {
        uint32_t unit = patches->queue[head];
        uint32_t share = share_of(patches, unit, school);
        patch.entrants += share;
        if (share > share_of(patches, patch.unit, school))
            patch.unit = unit;
        for (uint32_t i = problem->first_neighbour[unit];
             i < problem->first_neighbour[unit + 1]; i++) {
            uint32_t next = problem->neighbours[i];
            if (!is_new_to(patches, next, school))
                continue;
            patches->seen_for[next] = school;
            patches->queue[n_queued++] = next;
        }
    }
    return patch;
}

static uint32_t largest_patch(struct patches *patches, uint32_t school)
{
    struct flow_patch best = {.unit = ZONE_NO_UNIT};
    for (uint32_t u = 0; u < patches->problem->n_units; u++) {
        if (!is_new_to(patches, u, school))
            continue;
        struct flow_patch patch = flood_patch(patches, u, school);
        if (patch.entrants > best.entrants)
            best = patch;
    }
    return best.unit;
}

// Fills in the seeds of schools that stand in no unit.
static void seed_outsiders(struct arena *arena,
                           const struct zone_problem *problem,
                           const struct zone_bound *bound,
                           const bool *has_locked, uint32_t *seed)
{
    bool *is_taken = arena_array(arena, bool, problem->n_units);
    struct patches patches = {
        .problem = problem,
        .share = bound->share,
        .is_taken = is_taken,
        .seen_for = no_schools(arena, problem->n_units),
        .queue = arena_array(arena, uint32_t, problem->n_units)};
    for (uint32_t u = 0; u < problem->n_units; u++)
        is_taken[u] = unit_lock(problem, u) != ZONE_NO_SCHOOL;
    for (uint32_t s = 0; s < problem->n_schools; s++)
        if (seed[s] != ZONE_NO_UNIT)
            is_taken[seed[s]] = true;
    for (uint32_t s = 0; s < problem->n_schools; s++) {
        if (problem->school_unit[s] != ZONE_NO_UNIT || has_locked[s] ||
            problem->seats[s] == 0)
            continue;
        seed[s] = largest_patch(&patches, s);
        if (seed[s] != ZONE_NO_UNIT)
            is_taken[seed[s]] = true;
    }
}

static uint32_t *seed_units(struct arena *arena,
                            const struct zone_problem *problem,
                            const struct zone_bound *bound, uint32_t *tenant)
{
    uint32_t *seed = arena_array(arena, uint32_t, problem->n_schools);
    const bool *has_locked = has_locked_units(arena, problem);
    for (uint32_t s = 0; s < problem->n_schools; s++)
        seed[s] = ZONE_NO_UNIT;
    seed_tenants(problem, tenant, has_locked, seed);
    seed_outsiders(arena, problem, bound, has_locked, seed);
    return seed;
}

static uint32_t *hold_units(struct arena *arena,
                            const struct zone_problem *problem,
                            const uint32_t *tenant, bool keeps_school_unit)
{
    uint32_t *held_by = no_schools(arena, problem->n_units);
    for (uint32_t u = 0; u < problem->n_units; u++) {
        held_by[u] = unit_lock(problem, u);
        if (keeps_school_unit && tenant[u] != ZONE_NO_SCHOOL)
            held_by[u] = tenant[u];
    }
    return held_by;
}

struct zone_search zone_search_build(struct arena *arena,
                                     const struct zone_problem *problem,
                                     const struct zone_bound *bound,
                                     bool keeps_school_unit)
{
    uint32_t *tenant = home_schools(arena, problem);
    return (struct zone_search){
        .problem = problem,
        .bound = bound,
        .cost = cost_table(arena, problem),
        .held_by = hold_units(arena, problem, tenant, keeps_school_unit),
        .seed_unit = seed_units(arena, problem, bound, tenant),
    };
}
