// Counts that are withheld, held to brute force: every small table there is,
// and someone who knows the method and sees what is told of one. Whatever
// tables would have been told alike, a withheld count must differ between them.

#include "check.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/random.h"
#include "city/suppression.h"

#define MOST 16
#define SEEDS 24
#define LEAST 3 // a small least, so that there are tables on both sides of it

// A tree of counts, wholes first; each place (what has no parts) gets its
// children from a table.
struct shape {
    const char *name;
    size_t n;
    uint32_t whole[MOST];
    uint32_t most; // children altogether
};

#define NO COUNT_NO_WHOLE
static const struct shape SHAPES[] = {
    {"two schools", 3, {NO, 0, 0}, 16},
    {"three schools", 4, {NO, 0, 0, 0}, 14},
    {"four schools", 5, {NO, 0, 0, 0, 0}, 12},
    {"a ward in a city", 4, {NO, 0, 1, 1}, 16},
    {"two wards of one school", 5, {NO, 0, 0, 1, 2}, 16},
    {"two wards, of one and two", 6, {NO, 0, 0, 1, 2, 2}, 14},
    {"two wards of two", 7, {NO, 0, 0, 1, 1, 2, 2}, 12},
    {"two wards of two, one with grades", 9, {NO, 0, 0, 1, 1, 2, 2, 3, 3}, 10},
    {"three wards, of two, one and one", 8, {NO, 0, 0, 0, 1, 1, 2, 3}, 12},
};

// One table: its counts, and what is told of it as a text.
struct table {
    uint32_t counts[MOST];
    char told[64];
};

static bool is_place(const struct shape *shape, size_t i)
{
    for (size_t j = 0; j < shape->n; j++)
        if (shape->whole[j] == i)
            return false;
    return true;
}

// Fills the places from the digits of `number` and adds up; false when there
// are no more tables.
static bool draw_up(const struct shape *shape, uint32_t number,
                    struct told_count *counts)
{
    for (size_t i = 0; i < shape->n; i++) {
        counts[i] = (struct told_count){.whole = shape->whole[i]};
        if (is_place(shape, i)) {
            counts[i].count = number % (shape->most + 1);
            number /= shape->most + 1;
        }
    }
    for (size_t i = shape->n; i-- > 1;)
        counts[counts[i].whole].count += counts[i].count;
    return number == 0;
}

static void tell(const struct shape *shape, const struct told_count *counts,
                 struct table *table)
{
    size_t at = 0;
    for (size_t i = 0; i < shape->n; i++) {
        table->counts[i] = counts[i].count;
        at +=
            (size_t)snprintf(table->told + at, sizeof table->told - at,
                             counts[i].is_told ? "%u " : "? ", counts[i].count);
    }
}

static int by_told(const void *a, const void *b)
{
    return strcmp(((const struct table *)a)->told,
                  ((const struct table *)b)->told);
}

// Of tables told alike: a count that is small in one of them has another small
// value in another, so that not even who hears that it is small can tell it.
static void check_alike(const struct shape *shape, const struct table *tables,
                        size_t n)
{
    for (size_t i = 0; i < shape->n; i++) {
        unsigned small = 0; // a bit a value
        for (size_t t = 0; t < n; t++)
            if (tables[t].counts[i] < LEAST)
                small |= 1u << tables[t].counts[i];
        if (small != 0 && (small & (small - 1)) == 0)
            fail_msg("%s: count %zu can only be one wherever \"%s\" is told",
                     shape->name, i, tables[0].told);
    }
}

// All tables of at most so many children, by every seed. Every table that could
// be told as one of these is among them: the city's children are told, or few.
static size_t all_tables(const struct shape *shape, struct table **tables)
{
    struct told_count counts[MOST];
    struct arena *arena = arena_new();
    size_t n = 0;
    size_t room = 1024;
    *tables = malloc(room * sizeof **tables);
    for (uint32_t number = 0; draw_up(shape, number, counts); number++) {
        if (counts[0].count > shape->most)
            continue;
        if (n + SEEDS > room)
            *tables = realloc(*tables, (room *= 2) * sizeof **tables);
        for (uint64_t seed = 0; seed < SEEDS; seed++) {
            arena_reset(arena);
            suppression_decide(arena, counts, shape->n, LEAST, seed);
            tell(shape, counts, &(*tables)[n++]);
        }
    }
    arena_free(arena);
    return n;
}

static void nobody_who_knows_the_method_can_solve_a_withheld_count(void **state)
{
    for (size_t s = 0; s < sizeof SHAPES / sizeof *SHAPES; s++) {
        struct table *tables;
        size_t n = all_tables(&SHAPES[s], &tables);
        qsort(tables, n, sizeof *tables, by_told);
        for (size_t from = 0, to; from < n; from = to) {
            for (to = from; to < n && by_told(&tables[from], &tables[to]) == 0;)
                to++;
            check_alike(&SHAPES[s], tables + from, to - from);
        }
        free(tables);
    }
}

// What is withheld of a told whole, by the definition: over places that no told
// part holds.
static void check_sums(const struct told_count *counts, size_t n)
{
    for (uint32_t w = 0; w < n; w++) {
        uint32_t hidden = 0;
        size_t n_hidden = 0;
        for (uint32_t i = w + 1; i < n && counts[w].is_told; i++) {
            bool has_parts = false;
            for (uint32_t j = i + 1; j < n; j++)
                has_parts |= counts[j].whole == i;
            uint32_t up = i;
            while (up != NO && up != w && !counts[up].is_told)
                up = counts[up].whole;
            if (up == w && !has_parts) {
                hidden += counts[i].count;
                n_hidden++;
            }
        }
        CHECK(n_hidden != 1);
        CHECK(n_hidden == 0 || hidden >= COUNT_LEAST_TOLD);
    }
}

static void what_can_be_had_by_subtraction_is_never_few_children(void **state)
{
    for (uint64_t round = 0; round < 20000; round++) {
        struct arena *arena = arena_new();
        struct random random = random_from(round + 1);
        struct told_count counts[40] = {{.whole = NO}};
        uint32_t n = 2 + random_below(&random, 38);
        for (uint32_t i = 1; i < n; i++)
            counts[i].whole = random_below(&random, i);
        for (size_t i = n; i-- > 0;) {
            bool has_parts = false;
            for (size_t j = i + 1; j < n; j++)
                has_parts |= counts[j].whole == i;
            if (!has_parts)
                counts[i].count = random_below(&random, 12);
            if (i > 0)
                counts[counts[i].whole].count += counts[i].count;
        }
        suppression_decide(arena, counts, n, COUNT_LEAST_TOLD, round);
        check_sums(counts, n);
        for (size_t i = 0; i < n; i++)
            CHECK(counts[i].count >= COUNT_LEAST_TOLD || !counts[i].is_told);
        arena_free(arena);
    }
}

static void large_counts_are_all_told(void **state)
{
    struct arena *arena = arena_new();
    struct told_count counts[] = {{NO, 60, false}, {0, 25, false},
                                  {0, 35, false},  {1, 5, false},
                                  {1, 20, false},  {2, 35, false}};
    suppression_decide(arena, counts, 6, COUNT_LEAST_TOLD, 1);
    for (size_t i = 0; i < 6; i++)
        CHECK(counts[i].is_told);
    arena_free(arena);
}

static void another_goes_with_a_single_small_one(void **state)
{
    struct arena *arena = arena_new();
    size_t with_second = 0;
    for (uint64_t seed = 0; seed < 100; seed++) {
        struct told_count counts[] = {
            {NO, 58, false}, {0, 3, false}, {0, 30, false}, {0, 25, false}};
        suppression_decide(arena, counts, 4, COUNT_LEAST_TOLD, seed);
        CHECK(counts[0].is_told && !counts[1].is_told);
        CHECK(counts[2].is_told != counts[3].is_told);
        with_second += counts[3].is_told;
    }
    CHECK(with_second > 25 && with_second < 75);
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(nobody_who_knows_the_method_can_solve_a_withheld_count),
        TEST(what_can_be_had_by_subtraction_is_never_few_children),
        TEST(large_counts_are_all_told),
        TEST(another_goes_with_a_single_small_one),
    };
    return RUN_TESTS(tests);
}
