// A plan is measured zone by zone: one pass adds the units up in the rows of
// their schools, and the pieces of a zone are counted by flooding: each unit
// not yet seen starts a new piece and marks all that hang together with it.
// Everything said of the plan as a whole is then a sum of rows, so an edit has
// only the rows of the schools it touches to measure again.

#include "zone/zone_rows.h"

#include <string.h>

#include "base/arena.h"
#include "zone/unit_cost.h"

static uint32_t row_of(const struct zone_problem *problem, uint32_t school)
{
    return school == ZONE_NO_SCHOOL ? (uint32_t)problem->n_schools : school;
}

static void add_unzoned(const struct zone_problem *problem, uint32_t unit,
                        struct zone_row *row)
{
    row->n_units++;
    row->entrants += problem->entrants[unit];
    if (unit_has_way(problem, unit))
        row->no_way += problem->entrants[unit];
}

static void add_unit(const struct zone_problem *problem, uint32_t unit,
                     uint32_t school, struct zone_row *row)
{
    uint32_t entrants = problem->entrants[unit];
    size_t at = unit * problem->n_schools + school;
    uint32_t way_cm = problem->way_cm[at];
    row->n_units++;
    row->entrants += entrants;
    if (unit_has_moved(problem, unit, school))
        row->moved += entrants;
    if (problem->over_cap != NULL)
        row->over_cap += problem->over_cap[at];
    if (way_cm == UINT32_MAX) {
        row->no_way += entrants;
        return;
    }
    row->way_cm += (uint64_t)entrants * way_cm;
    if (way_cm > row->farthest_cm)
        row->farthest_cm = way_cm;
}

// Marks all units of a zone that hang together with `start`.
static void flood(const struct zone_problem *problem, const uint32_t *school,
                  uint32_t start, uint32_t *is_seen, uint32_t *queue)
{
    size_t n_queued = 0;
    queue[n_queued++] = start;
    is_seen[start] = 1;
    for (size_t head = 0; head < n_queued; head++) {
        uint32_t unit = queue[head];
        for (uint32_t i = problem->first_neighbour[unit];
             i < problem->first_neighbour[unit + 1]; i++) {
            uint32_t next = problem->neighbours[i];
            if (is_seen[next] || school[next] != school[unit])
                continue;
            is_seen[next] = 1;
            queue[n_queued++] = next;
        }
    }
}

static void clear_rows(const struct zone_problem *problem,
                       const bool *is_wanted, struct zone_row *rows)
{
    for (size_t s = 0; s <= problem->n_schools; s++)
        if (is_wanted == NULL || is_wanted[s])
            rows[s] = (struct zone_row){0};
}

static void close_row(const struct zone_problem *problem,
                      const uint32_t *school, uint32_t at, struct zone_row *row)
{
    uint64_t seats = problem->seats[at];
    uint32_t home = problem->school_unit[at];
    row->over_seats = row->entrants > seats ? row->entrants - seats : 0;
    row->is_away =
        row->n_units > 0 && home != ZONE_NO_UNIT && school[home] != at;
}

void zone_rows_measure(const struct zone_problem *problem,
                       const uint32_t *school, const bool *is_wanted,
                       struct zone_row *rows, uint32_t *scratch)
{
    uint32_t *is_seen = scratch;
    uint32_t *queue = scratch + problem->n_units;
    memset(is_seen, 0, problem->n_units * sizeof *is_seen);
    clear_rows(problem, is_wanted, rows);
    for (uint32_t unit = 0; unit < problem->n_units; unit++) {
        uint32_t at = row_of(problem, school[unit]);
        if (is_wanted != NULL && !is_wanted[at])
            continue;
        if (school[unit] == ZONE_NO_SCHOOL) {
            add_unzoned(problem, unit, &rows[at]);
            continue;
        }
        add_unit(problem, unit, at, &rows[at]);
        if (!is_seen[unit]) {
            rows[at].n_pieces++;
            flood(problem, school, unit, is_seen, queue);
        }
    }
    for (uint32_t s = 0; s < problem->n_schools; s++)
        if (is_wanted == NULL || is_wanted[s])
            close_row(problem, school, s, &rows[s]);
}

static int64_t cost_of(const struct zone_problem *problem,
                       const struct zone_measures *m)
{
    const struct zone_weights *w = &problem->weights;
    return (int64_t)m->way_cm + (int64_t)m->no_way * ZONE_NO_WAY_CM +
           (int64_t)m->over_seats * w->over_seats_cm +
           (int64_t)m->over_cap * w->over_cap_cm +
           (int64_t)m->moved * w->moved_cm;
}

struct zone_measures zone_rows_sum(const struct zone_problem *problem,
                                   const struct zone_row *rows)
{
    const struct zone_row *none = &rows[problem->n_schools];
    struct zone_measures sum = {.unzoned = none->entrants,
                                .no_way = none->no_way};
    for (size_t s = 0; s < problem->n_schools; s++) {
        const struct zone_row *row = &rows[s];
        sum.entrants += row->entrants;
        sum.over_seats += row->over_seats;
        sum.over_cap += row->over_cap;
        sum.moved += row->moved;
        sum.no_way += row->no_way;
        sum.way_cm += row->way_cm;
        sum.n_zones += row->n_units > 0;
        sum.n_pieces += row->n_pieces;
        sum.n_away += row->is_away;
    }
    sum.cost = cost_of(problem, &sum);
    return sum;
}

// Rows with the one at the end, in an arena of their own.
static struct zone_row *measure_all(const struct zone_problem *problem,
                                    const uint32_t *school, struct arena *arena)
{
    struct zone_row *rows =
        arena_array(arena, struct zone_row, problem->n_schools + 1);
    zone_rows_measure(problem, school, NULL, rows,
                      arena_array(arena, uint32_t, 2 * problem->n_units));
    return rows;
}

struct zone_measures zone_measure(const struct zone_problem *problem,
                                  const uint32_t *school)
{
    struct arena *arena = arena_new();
    struct zone_measures measures =
        zone_rows_sum(problem, measure_all(problem, school, arena));
    arena_free(arena);
    return measures;
}

void zone_measure_rows(const struct zone_problem *problem,
                       const uint32_t *school, struct zone_row *rows)
{
    struct arena *arena = arena_new();
    memcpy(rows, measure_all(problem, school, arena),
           problem->n_schools * sizeof *rows);
    arena_free(arena);
}
