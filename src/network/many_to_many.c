// Sixteen starts at a time:
//
//     1. climb from all sixteen together, to every position above them;
//     2. copy what was reached into the rows of the goals' cone;
//     3. sweep down the cone: each row takes the best way through the more
//        important rows that lead to it;
//     4. read the rows of the goals.
//
// The cone is everything above the goals, so every shortest way's descent lies
// in it. Its rows are numbered in the order of positions. Starts that lie near
// each other share most of their climb, so they are grouped by where they are
// in the hierarchy: by the position of their first end's node.

#include "network/many_to_many.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "network/sweep.h"

struct goal_cone {
    struct arena *arena;
    const struct hierarchy *hierarchy;
    struct place_ends goals; // its ends' nodes are rows of the cone
    size_t n_words;
    uint32_t *position; // of each row
    struct sweep_plan plan;

    uint64_t *bits; // a climb: positions reached, and their rows
    void *climb_rows;
    void *rows; // of the cone
    bool has_ways;
};

// --- building the cone ---

static void mark_goals(struct goal_cone *cone, const struct place_ends *goals)
{
    for (uint32_t e = 0; e < goals->first[goals->count]; e++) {
        uint32_t p = cone->hierarchy->position[goals->ends[e].state];
        cone->bits[p / 64] |= (uint64_t)1 << p % 64;
    }
}

// Marks everything above what is marked, and counts the rows and arcs.
static uint32_t mark_above(struct goal_cone *cone, uint32_t *n_arcs)
{
    const struct hierarchy_side *side = &cone->hierarchy->down;
    uint32_t n_rows = 0;
    for (size_t word = cone->n_words; word-- > 0;)
        for (uint64_t left = cone->bits[word]; left != 0;) {
            uint32_t bit = 63 - (uint32_t)__builtin_clzll(left);
            uint32_t p = (uint32_t)(word * 64) + bit;
            n_rows++;
            *n_arcs += side->first[p + 1] - side->first[p];
            for (uint32_t a = side->first[p]; a < side->first[p + 1]; a++)
                cone->bits[side->node[a] / 64] |= (uint64_t)1
                                                  << side->node[a] % 64;
            left = cone->bits[word] & (((uint64_t)1 << bit) - 1);
        }
    return n_rows;
}

// Rows before each word of bits, so that a position's row is a count away.
static uint32_t *count_rows(struct goal_cone *cone)
{
    uint32_t *before = arena_array(cone->arena, uint32_t, cone->n_words);
    uint32_t rows = 0;
    for (size_t word = 0; word < cone->n_words; word++) {
        before[word] = rows;
        rows += (uint32_t)__builtin_popcountll(cone->bits[word]);
    }
    return before;
}

static uint32_t row_of(const struct goal_cone *cone, const uint32_t *before,
                       uint32_t position)
{
    uint64_t below = ((uint64_t)1 << position % 64) - 1;
    return before[position / 64] +
           (uint32_t)__builtin_popcountll(cone->bits[position / 64] & below);
}

static void lay_out_rows(struct goal_cone *cone, const uint32_t *before,
                         uint32_t n_rows, uint32_t n_arcs)
{
    const struct hierarchy_side *side = &cone->hierarchy->down;
    uint32_t *first = arena_array(cone->arena, uint32_t, (size_t)n_rows + 1);
    uint32_t *from_row = arena_array(cone->arena, uint32_t, n_arcs);
    way_length *way = arena_array(cone->arena, way_length, n_arcs);
    uint32_t row = 0;
    uint32_t at = 0;
    cone->position = arena_array(cone->arena, uint32_t, n_rows);
    for (size_t word = 0; word < cone->n_words; word++)
        for (uint64_t left = cone->bits[word]; left != 0; left &= left - 1) {
            uint32_t p =
                (uint32_t)(word * 64) + (uint32_t)__builtin_ctzll(left);
            cone->position[row] = p;
            first[row++] = at;
            for (uint32_t a = side->first[p]; a < side->first[p + 1]; a++) {
                from_row[at] = row_of(cone, before, side->node[a]);
                way[at++] = side->way[a];
            }
        }
    first[n_rows] = at;
    cone->plan = (struct sweep_plan){n_rows, first, from_row, way};
}

static void keep_goals(struct goal_cone *cone, const struct place_ends *goals,
                       const uint32_t *before)
{
    size_t n_ends = goals->first[goals->count];
    struct place_end *ends =
        arena_copy(cone->arena, goals->ends, n_ends * sizeof *ends);
    for (size_t e = 0; e < n_ends; e++)
        ends[e].state = row_of(cone, before,
                               cone->hierarchy->position[goals->ends[e].state]);
    cone->goals = (struct place_ends){
        goals->count,
        arena_copy(cone->arena, goals->first,
                   (goals->count + 1) * sizeof *goals->first),
        ends};
}

struct goal_cone *goal_cone_new(const struct hierarchy *hierarchy,
                                const struct place_ends *goals)
{
    struct arena *arena = arena_new();
    struct goal_cone *cone = arena_array(arena, struct goal_cone, 1);
    cone->arena = arena;
    cone->hierarchy = hierarchy;
    cone->n_words = hierarchy->n_nodes / 64 + 1;
    cone->bits = arena_array(arena, uint64_t, cone->n_words);

    uint32_t n_arcs = 0;
    mark_goals(cone, goals);
    uint32_t n_rows = mark_above(cone, &n_arcs);
    const uint32_t *before = count_rows(cone);
    lay_out_rows(cone, before, n_rows, n_arcs);
    keep_goals(cone, goals, before);
    memset(cone->bits, 0, cone->n_words * sizeof *cone->bits);
    return cone;
}

void goal_cone_free(struct goal_cone *cone)
{
    if (cone == NULL)
        return;
    free(cone->climb_rows);
    free(cone->rows);
    arena_free(cone->arena);
}

// --- asking ---

static void *rows_new(size_t n_rows, size_t row_size)
{
    void *rows = aligned_alloc(64, (n_rows + 1) * row_size);
    if (rows == NULL)
        abort();
    return rows;
}

// Scratch rows of the wanted kind; asking for the other kind changes them.
static void prepare_rows(struct goal_cone *cone, bool with_ways)
{
    if (cone->rows != NULL && cone->has_ways == with_ways)
        return;
    size_t row_size =
        with_ways ? sizeof(struct sweep_way_row) : sizeof(struct sweep_row);
    free(cone->climb_rows);
    free(cone->rows);
    cone->climb_rows = rows_new(cone->hierarchy->n_nodes, row_size);
    cone->rows = rows_new(cone->plan.n_rows, row_size);
    cone->has_ways = with_ways;
}

struct start_key {
    uint32_t place;
    uint32_t start;
};

static int by_place(const void *a, const void *b)
{
    const struct start_key *x = a;
    const struct start_key *y = b;
    if (x->place != y->place)
        return x->place < y->place ? -1 : 1;
    return (x->start > y->start) - (x->start < y->start);
}

// The starts in an order in which neighbours stand together.
static uint32_t *order_starts(struct arena *arena,
                              const struct hierarchy *hierarchy,
                              const struct place_ends *starts)
{
    struct start_key *keys =
        arena_array(arena, struct start_key, starts->count);
    for (uint32_t s = 0; s < starts->count; s++) {
        bool has_end = starts->first[s] < starts->first[s + 1];
        keys[s] = (struct start_key){
            has_end ? hierarchy->tour[starts->ends[starts->first[s]].state] : 0,
            s};
    }
    qsort(keys, starts->count, sizeof *keys, by_place);
    uint32_t *order = arena_array(arena, uint32_t, starts->count);
    for (size_t i = 0; i < starts->count; i++)
        order[i] = keys[i].start;
    return order;
}

static bool is_reached(const struct goal_cone *cone, uint32_t position)
{
    return (cone->bits[position / 64] >> position % 64 & 1) != 0;
}

// Distances and ways differ in the type of a lane and in nothing else; the
// functions for both are written once, in many_to_many_ask.inc.

#define ASK(name) distances_##name
#define ROW struct sweep_row
#define LANE uint32_t
#define NEVER WAY_NEVER_FIRST
#define LANE_OF(end) (way_first((end)->way))
#define CLIMB sweep_climb
#define SWEEP sweep_rows
#include "network/many_to_many_ask.inc"

#define ASK(name) ways_##name
#define ROW struct sweep_way_row
#define LANE int64_t
#define NEVER ((int64_t)WAY_NEVER)
#define LANE_OF(end) ((int64_t)(end)->way)
#define CLIMB sweep_climb_ways
#define SWEEP sweep_way_rows
#include "network/many_to_many_ask.inc"

void goal_cone_distances(struct goal_cone *cone,
                         const struct place_ends *starts, uint32_t *distance_cm)
{
    prepare_rows(cone, false);
    distances_from_all(cone, starts, distance_cm);
}

void goal_cone_ways(struct goal_cone *cone, const struct place_ends *starts,
                    way_length *ways)
{
    prepare_rows(cone, true);
    ways_from_all(cone, starts, (int64_t *)ways);
}
