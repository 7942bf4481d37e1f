// Whether a zone survives without a unit is a question about the unit's
// neighbours in the zone only: they must still hang together. So a flood from
// one of them stops as soon as it has met the others, mostly after a few steps;
// it runs through the whole zone only where the unit was a bridge.

#include "zone/zone_trial.h"

#include <string.h>

struct zone_trial zone_trial_new(struct arena *arena,
                                 const struct zone_search *search)
{
    size_t n_units = search->problem->n_units;
    size_t n_schools = search->problem->n_schools;
    struct zone_trial trial = {
        .search = search,
        .school = arena_array(arena, uint32_t, n_units),
        .load = arena_array(arena, int64_t, n_schools),
        .n_units = arena_array(arena, uint32_t, n_schools),
        .seen = arena_array(arena, uint32_t, n_units),
        .queue = arena_array(arena, uint32_t, n_units),
    };
    memset(trial.school, 0xFF, n_units * sizeof *trial.school);
    return trial;
}

void zone_trial_put(struct zone_trial *trial, uint32_t unit, uint32_t school)
{
    uint32_t before = trial->school[unit];
    int64_t entrants = trial->search->problem->entrants[unit];
    if (before != ZONE_NO_SCHOOL) {
        trial->load[before] -= entrants;
        trial->n_units[before]--;
    }
    if (school != ZONE_NO_SCHOOL) {
        trial->load[school] += entrants;
        trial->n_units[school]++;
    }
    trial->school[unit] = school;
}

bool zone_trial_touches(const struct zone_trial *trial, uint32_t unit,
                        uint32_t school)
{
    const struct zone_problem *problem = trial->search->problem;
    for (uint32_t i = problem->first_neighbour[unit];
         i < problem->first_neighbour[unit + 1]; i++)
        if (trial->school[problem->neighbours[i]] == school)
            return true;
    return false;
}

static uint32_t next_mark(struct zone_trial *trial)
{
    if (++trial->mark == 0) {
        memset(trial->seen, 0,
               trial->search->problem->n_units * sizeof *trial->seen);
        trial->mark = 1;
    }
    return trial->mark;
}

// The neighbours of the unit in its own zone; `*any` is one of them.
static size_t count_own(const struct zone_trial *trial, uint32_t unit,
                        uint32_t *any)
{
    const struct zone_problem *problem = trial->search->problem;
    size_t n = 0;
    for (uint32_t i = problem->first_neighbour[unit];
         i < problem->first_neighbour[unit + 1]; i++)
        if (trial->school[problem->neighbours[i]] == trial->school[unit]) {
            *any = problem->neighbours[i];
            n++;
        }
    return n;
}

static bool is_neighbour(const struct zone_problem *problem, uint32_t unit,
                         uint32_t other)
{
    for (uint32_t i = problem->first_neighbour[unit];
         i < problem->first_neighbour[unit + 1]; i++)
        if (problem->neighbours[i] == other)
            return true;
    return false;
}

// Whether a flood from `start` that goes around `unit` meets `n_wanted` of its
// neighbours.
static bool hang_together(struct zone_trial *trial, uint32_t unit,
                          uint32_t start, size_t n_wanted)
{
    const struct zone_problem *problem = trial->search->problem;
    uint32_t mark = next_mark(trial);
    size_t n_queued = 0;
    size_t n_met = 0;
    trial->seen[unit] = mark;
    trial->seen[start] = mark;
    trial->queue[n_queued++] = start;
    for (size_t head = 0; head < n_queued; head++) {
        uint32_t at = trial->queue[head];
        if (is_neighbour(problem, unit, at) && ++n_met == n_wanted)
            return true;
        for (uint32_t i = problem->first_neighbour[at];
             i < problem->first_neighbour[at + 1]; i++) {
            uint32_t next = problem->neighbours[i];
            if (trial->seen[next] == mark ||
                trial->school[next] != trial->school[unit])
                continue;
            trial->seen[next] = mark;
            trial->queue[n_queued++] = next;
        }
    }
    return false;
}

bool zone_trial_can_leave(struct zone_trial *trial, uint32_t unit)
{
    if (trial->n_units[trial->school[unit]] < 2)
        return false;
    uint32_t start = ZONE_NO_UNIT;
    size_t n_own = count_own(trial, unit, &start);
    return n_own < 2 || hang_together(trial, unit, start, n_own);
}

int64_t zone_trial_load_cost(const struct zone_trial *trial, uint32_t school,
                             int64_t more)
{
    const struct zone_problem *problem = trial->search->problem;
    int64_t over = trial->load[school] - (int64_t)problem->seats[school];
    int64_t then = over + more;
    return problem->weights.over_seats_cm *
           ((then > 0 ? then : 0) - (over > 0 ? over : 0));
}
