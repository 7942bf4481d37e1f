#include "zone/plan_measures.h"

#include "zone/unit_outline.h"
#include "zone/zone_rows.h"

static uint32_t mean_cm(uint64_t way_cm, uint64_t n)
{
    return n == 0 ? 0 : (uint32_t)((way_cm + n / 2) / n);
}

uint32_t zone_row_mean_way_cm(const struct zone_row *row)
{
    return mean_cm(row->way_cm, row->entrants - row->no_way);
}

static void measure_shapes(struct arena *arena, size_t n_schools,
                           const struct area *areas,
                           struct plan_measures *measures)
{
    double *compactness = arena_array(arena, double, n_schools);
    double sum = 0;
    size_t n = 0;
    for (size_t s = 0; s < n_schools; s++) {
        if (area_is_empty(&areas[s]))
            continue;
        compactness[s] = outline_measure(&areas[s]).compactness;
        sum += compactness[s];
        n++;
    }
    measures->has_shapes = true;
    measures->zone_compactness = compactness;
    measures->compactness = n > 0 ? sum / (double)n : 0;
}

struct plan_measures plan_measures_of_rows(const struct zone_problem *problem,
                                           const struct zone_row *rows)
{
    struct plan_measures measures = {.sums = zone_rows_sum(problem, rows),
                                     .rows = rows};
    uint64_t no_way = 0; // sums.no_way has those without a zone, too
    for (size_t s = 0; s < problem->n_schools; s++) {
        measures.seats += problem->seats[s];
        no_way += rows[s].no_way;
        if (rows[s].farthest_cm > measures.farthest_cm)
            measures.farthest_cm = rows[s].farthest_cm;
    }
    measures.mean_way_cm =
        mean_cm(measures.sums.way_cm, measures.sums.entrants - no_way);
    return measures;
}

struct plan_measures plan_measures_of(struct arena *arena,
                                      const struct zone_problem *problem,
                                      const uint32_t *school,
                                      const struct area *areas)
{
    struct zone_row *rows =
        arena_array(arena, struct zone_row, problem->n_schools + 1);
    struct arena *scratch = arena_new();
    zone_rows_measure(problem, school, NULL, rows,
                      arena_array(scratch, uint32_t, 2 * problem->n_units));
    arena_free(scratch);
    struct plan_measures measures = plan_measures_of_rows(problem, rows);
    measure_shapes(arena, problem->n_schools, areas, &measures);
    return measures;
}

double zone_gap(int64_t cost, int64_t bound)
{
    return bound > 0 ? (double)(cost - bound) / (double)bound : 0;
}
