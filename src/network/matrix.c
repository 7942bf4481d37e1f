// The goal cone (many_to_many.h) answers for ways over the states; what remains
// is places on the same edge, which may be joined along it alone. The goals are
// kept sorted by edge, so a home finds the few that share its edge.

#include "network/matrix.h"

#include <stdlib.h>
#include <string.h>

#include "network/many_to_many.h"

struct goal {
    uint32_t edge;
    uint32_t index;
};

struct matrix {
    struct arena *arena;
    struct measure measure;
    struct net_place *to;
    size_t n_to;
    struct goal *by_edge;
    struct goal_cone *cone;
};

static int compare_goals(const void *a, const void *b)
{
    const struct goal *x = a;
    const struct goal *y = b;
    if (x->edge != y->edge)
        return x->edge < y->edge ? -1 : 1;
    return (x->index > y->index) - (x->index < y->index);
}

typedef size_t place_ends_fn(const struct measure *measure,
                             const struct net_place *place,
                             struct place_end *ends);

static struct place_ends ends_of(struct arena *arena,
                                 const struct measure *measure,
                                 const struct net_place *places,
                                 size_t n_places, place_ends_fn *ends_fn)
{
    uint32_t *first = arena_array(arena, uint32_t, n_places + 1);
    struct place_end some[PLACE_MOST_ENTRIES];
    for (size_t i = 0; i < n_places; i++)
        first[i + 1] = first[i] + (uint32_t)ends_fn(measure, &places[i], some);
    struct place_end *ends =
        arena_array(arena, struct place_end, first[n_places]);
    for (size_t i = 0; i < n_places; i++) {
        size_t n = ends_fn(measure, &places[i], some);
        memcpy(ends + first[i], some, n * sizeof *ends);
    }
    return (struct place_ends){n_places, first, ends};
}

struct matrix *matrix_new(const struct measure *measure,
                          const struct net_place *to, size_t n_to)
{
    struct arena *arena = arena_new();
    struct matrix *matrix = arena_array(arena, struct matrix, 1);
    *matrix = (struct matrix){.arena = arena,
                              .measure = *measure,
                              .to = arena_copy(arena, to, n_to * sizeof *to),
                              .n_to = n_to,
                              .by_edge = arena_array(arena, struct goal, n_to)};
    for (size_t i = 0; i < n_to; i++)
        matrix->by_edge[i] = (struct goal){to[i].edge, (uint32_t)i};
    if (n_to > 0)
        qsort(matrix->by_edge, n_to, sizeof *matrix->by_edge, compare_goals);
    struct place_ends goals = ends_of(arena, measure, to, n_to, place_entries);
    matrix->cone = goal_cone_new(measure->hierarchy, &goals);
    return matrix;
}

void matrix_free(struct matrix *matrix)
{
    if (matrix == NULL)
        return;
    goal_cone_free(matrix->cone);
    arena_free(matrix->arena);
}

static size_t first_goal_on(const struct matrix *matrix, uint32_t edge)
{
    size_t low = 0;
    size_t high = matrix->n_to;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (matrix->by_edge[middle].edge < edge)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static void improve_along_edge(const struct matrix *matrix,
                               const struct net_place *from, way_length *row)
{
    for (size_t at = first_goal_on(matrix, from->edge);
         at < matrix->n_to && matrix->by_edge[at].edge == from->edge; at++) {
        uint32_t goal = matrix->by_edge[at].index;
        way_length way = place_along(&matrix->measure, from, &matrix->to[goal]);
        if (way < row[goal])
            row[goal] = way;
    }
}

static void improve_first_along_edge(const struct matrix *matrix,
                                     const struct net_place *from,
                                     uint32_t *row)
{
    for (size_t at = first_goal_on(matrix, from->edge);
         at < matrix->n_to && matrix->by_edge[at].edge == from->edge; at++) {
        uint32_t goal = matrix->by_edge[at].index;
        way_length way = place_along(&matrix->measure, from, &matrix->to[goal]);
        if (way_first(way) < row[goal])
            row[goal] = way_first(way);
    }
}

// Only what the measure goes by: centimetres by distance, else milliseconds.
static void fill_first(struct matrix *matrix, const struct net_place *from,
                       size_t n_from, const struct place_ends *starts,
                       uint32_t *answer)
{
    goal_cone_distances(matrix->cone, starts, answer);
    for (size_t i = 0; i < n_from; i++) {
        uint32_t *row = answer + i * matrix->n_to;
        improve_first_along_edge(matrix, &from[i], row);
        for (size_t g = 0; g < matrix->n_to; g++)
            if (row[g] >= WAY_NEVER_FIRST)
                row[g] = UINT32_MAX;
    }
}

static void split_ways(enum road_weight weight, const way_length *ways,
                       size_t n, uint32_t *distance_cm, uint32_t *duration_ms)
{
    for (size_t i = 0; i < n; i++) {
        bool found = ways[i] < WAY_NEVER;
        if (distance_cm != NULL)
            distance_cm[i] = found ? way_cm(weight, ways[i]) : UINT32_MAX;
        if (duration_ms != NULL)
            duration_ms[i] = found ? way_ms(weight, ways[i]) : UINT32_MAX;
    }
}

static void fill_ways(struct matrix *matrix, const struct net_place *from,
                      size_t n_from, const struct place_ends *starts,
                      struct arena *scratch, uint32_t *distance_cm,
                      uint32_t *duration_ms)
{
    size_t n = n_from * matrix->n_to;
    way_length *ways = arena_array(scratch, way_length, n);
    goal_cone_ways(matrix->cone, starts, ways);
    for (size_t i = 0; i < n_from; i++)
        improve_along_edge(matrix, &from[i], ways + i * matrix->n_to);
    split_ways(matrix->measure.weight, ways, n, distance_cm, duration_ms);
}

void matrix_rows(struct matrix *matrix, const struct net_place *from,
                 size_t n_from, uint32_t *distance_cm, uint32_t *duration_ms)
{
    bool by_distance = matrix->measure.weight == BY_DISTANCE;
    uint32_t *first = by_distance ? distance_cm : duration_ms;
    uint32_t *second = by_distance ? duration_ms : distance_cm;
    struct arena *scratch = arena_new();
    struct place_ends starts =
        ends_of(scratch, &matrix->measure, from, n_from, place_exits);
    if (second == NULL && first != NULL)
        fill_first(matrix, from, n_from, &starts, first);
    else
        fill_ways(matrix, from, n_from, &starts, scratch, distance_cm,
                  duration_ms);
    arena_free(scratch);
}

void matrix_fill(const struct measure *measure, const struct net_place *from,
                 size_t n_from, const struct net_place *to, size_t n_to,
                 uint32_t *distance_cm, uint32_t *duration_ms)
{
    struct matrix *matrix = matrix_new(measure, to, n_to);
    matrix_rows(matrix, from, n_from, distance_cm, duration_ms);
    matrix_free(matrix);
}
