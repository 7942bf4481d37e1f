// The kernel is a loop over arcs that handles a whole row at a time, in the
// compilers' portable vector types. It is compiled once for each kind of vector
// unit, and the widest the processor has is chosen at each call; all give the
// same whole numbers.

#include "network/sweep.h"

#include <stdbool.h>

#define KERNEL static inline __attribute__((always_inline))

// Vectors as wide as the widest unit; the compiler splits them for others. A
// row of ways takes two.
typedef uint32_t lanes __attribute__((vector_size(64)));
typedef int64_t way_lanes __attribute__((vector_size(64)));

// Lane by lane, the lesser of `best` and `way` into `best`. A macro, since
// vectors wider than the unit cannot be passed by value.
#define IMPROVE(type, best, way)                                               \
    do {                                                                       \
        type improve_way = (way);                                              \
        type improve_mask = (type)(improve_way < (best));                      \
        (best) = (improve_way & improve_mask) | ((best) & ~improve_mask);      \
    } while (0)

KERNEL void sweep_rows_kernel(const struct sweep_plan *plan,
                              struct sweep_row *rows)
{
    lanes *row = (lanes *)rows;
    uint32_t a = 0;
    for (uint32_t i = 0; i < plan->n_rows; i++) {
        uint32_t end = plan->first[i + 1];
        lanes best = row[i];
        for (; a < end; a++)
            IMPROVE(lanes, best,
                    row[plan->from_row[a]] + way_first(plan->way[a]));
        row[i] = best;
    }
}

KERNEL void sweep_way_rows_kernel(const struct sweep_plan *plan,
                                  struct sweep_way_row *rows)
{
    way_lanes *half = (way_lanes *)rows;
    uint32_t a = 0;
    for (size_t i = 0; i < plan->n_rows; i++) {
        uint32_t end = plan->first[i + 1];
        way_lanes left = half[2 * i];
        way_lanes right = half[2 * i + 1];
        for (; a < end; a++) {
            size_t from = plan->from_row[a];
            int64_t way = (int64_t)plan->way[a];
            IMPROVE(way_lanes, left, half[2 * from] + way);
            IMPROVE(way_lanes, right, half[2 * from + 1] + way);
        }
        half[2 * i] = left;
        half[2 * i + 1] = right;
    }
}

// Sets a position's bit; true if it was set before.
KERNEL bool mark(uint64_t *bits, uint32_t position)
{
    uint64_t bit = (uint64_t)1 << position % 64;
    bool was_set = (bits[position / 64] & bit) != 0;
    bits[position / 64] |= bit;
    return was_set;
}

KERNEL void leave_row(const struct hierarchy_side *side, uint32_t from,
                      uint64_t *bits, lanes *row)
{
    for (uint32_t a = side->first[from]; a < side->first[from + 1]; a++) {
        uint32_t to = side->node[a];
        if (mark(bits, to))
            IMPROVE(lanes, row[to], row[from] + way_first(side->way[a]));
        else
            row[to] = row[from] + way_first(side->way[a]);
    }
}

KERNEL void leave_way_row(const struct hierarchy_side *side, size_t from,
                          uint64_t *bits, way_lanes *half)
{
    for (uint32_t a = side->first[from]; a < side->first[from + 1]; a++) {
        size_t to = side->node[a];
        int64_t way = (int64_t)side->way[a];
        if (mark(bits, side->node[a])) {
            IMPROVE(way_lanes, half[2 * to], half[2 * from] + way);
            IMPROVE(way_lanes, half[2 * to + 1], half[2 * from + 1] + way);
        } else {
            half[2 * to] = half[2 * from] + way;
            half[2 * to + 1] = half[2 * from + 1] + way;
        }
    }
}

// Visits set bits from the last position to the first; leaving a position may
// set further bits before it.
#define CLIMB(side, n_words, bits, leave, rows)                                \
    for (size_t word = (n_words); word-- > 0;)                                 \
        for (uint64_t left = (bits)[word]; left != 0;) {                       \
            uint32_t bit = 63 - (uint32_t)__builtin_clzll(left);               \
            leave(side, (uint32_t)(word * 64) + bit, bits, rows);              \
            left = (bits)[word] & (((uint64_t)1 << bit) - 1);                  \
        }

KERNEL void sweep_climb_kernel(const struct hierarchy_side *side,
                               size_t n_words, uint64_t *bits,
                               struct sweep_row *rows){
    CLIMB(side, n_words, bits, leave_row, (lanes *)rows)}

KERNEL void sweep_climb_ways_kernel(const struct hierarchy_side *side,
                                    size_t n_words, uint64_t *bits,
                                    struct sweep_way_row *rows){
    CLIMB(side, n_words, bits, leave_way_row, (way_lanes *)rows)}

// A unit's functions: the kernels, compiled for it.
#define UNIT_FUNCTIONS(unit, attributes)                                       \
    attributes static void unit##_rows(const struct sweep_plan *plan,          \
                                       struct sweep_row *rows)                 \
    {                                                                          \
        sweep_rows_kernel(plan, rows);                                         \
    }                                                                          \
    attributes static void unit##_way_rows(const struct sweep_plan *plan,      \
                                           struct sweep_way_row *rows)         \
    {                                                                          \
        sweep_way_rows_kernel(plan, rows);                                     \
    }                                                                          \
    attributes static void unit##_climb(const struct hierarchy_side *side,     \
                                        size_t n_words, uint64_t *bits,        \
                                        struct sweep_row *rows)                \
    {                                                                          \
        sweep_climb_kernel(side, n_words, bits, rows);                         \
    }                                                                          \
    attributes static void unit##_climb_ways(                                  \
        const struct hierarchy_side *side, size_t n_words, uint64_t *bits,     \
        struct sweep_way_row *rows)                                            \
    {                                                                          \
        sweep_climb_ways_kernel(side, n_words, bits, rows);                    \
    }                                                                          \
    static const struct sweep_unit UNIT_##unit = {                             \
        unit##_rows, unit##_way_rows, unit##_climb, unit##_climb_ways}

UNIT_FUNCTIONS(plain, );
#ifdef __x86_64__
UNIT_FUNCTIONS(avx2, __attribute__((target("avx2"))));
UNIT_FUNCTIONS(avx512, __attribute__((target("avx512f"))));
#endif

size_t sweep_unit_count(void)
{
#ifdef __x86_64__
    if (__builtin_cpu_supports("avx512f"))
        return 3;
    if (__builtin_cpu_supports("avx2"))
        return 2;
#endif
    return 1;
}

const struct sweep_unit *sweep_unit_at(size_t i)
{
#ifdef __x86_64__
    if (i > 0)
        return i == 2 ? &UNIT_avx512 : &UNIT_avx2;
#endif
    (void)i;
    return &UNIT_plain;
}

static const struct sweep_unit *widest(void)
{
    return sweep_unit_at(sweep_unit_count() - 1);
}

void sweep_rows(const struct sweep_plan *plan, struct sweep_row *rows)
{
    widest()->rows(plan, rows);
}

void sweep_way_rows(const struct sweep_plan *plan, struct sweep_way_row *rows)
{
    widest()->way_rows(plan, rows);
}

void sweep_climb(const struct hierarchy_side *side, size_t n_words,
                 uint64_t *bits, struct sweep_row *rows)
{
    widest()->climb(side, n_words, bits, rows);
}

void sweep_climb_ways(const struct hierarchy_side *side, size_t n_words,
                      uint64_t *bits, struct sweep_way_row *rows)
{
    widest()->climb_ways(side, n_words, bits, rows);
}
