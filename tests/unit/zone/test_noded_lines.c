#include "zone/noded_lines.h"

#include <stdlib.h>
#include <string.h>

#include "base/random.h"
#include "check.h"
#include "zone/zone_outline.h"

static struct error err;

#define MUST(call)                                                             \
    do {                                                                       \
        if ((call) != STATUS_OK)                                               \
            fail_msg("%s", err.text);                                          \
    } while (0)

static void add_line(struct lines *lines, struct arena *arena, double x1,
                     double y1, double x2, double y2)
{
    struct point_m ends[] = {{x1, y1}, {x2, y2}};
    lines->items[lines->count++] =
        (struct line){arena_copy(arena, ends, sizeof ends), 2};
}

// A town of streets cut at their junctions (the corners of a grid, moved about)
// and a few that cross them without.
static struct lines random_lines(struct arena *arena, struct random *random)
{
    enum { ROWS = 12 };
    struct point_m at[ROWS][ROWS];
    struct lines lines = {arena_array(arena, struct line, 400), 0};
    for (int y = 0; y < ROWS; y++)
        for (int x = 0; x < ROWS; x++)
            at[y][x] =
                (struct point_m){2e6 + 100 * (x + 0.8 * random_unit(random)),
                                 100 * (y + 0.8 * random_unit(random))};
    for (int y = 0; y < ROWS; y++)
        for (int x = 0; x < ROWS; x++) {
            if (x + 1 < ROWS)
                add_line(&lines, arena, at[y][x].x_m, at[y][x].y_m,
                         at[y][x + 1].x_m, at[y][x + 1].y_m);
            if (y + 1 < ROWS)
                add_line(&lines, arena, at[y][x].x_m, at[y][x].y_m,
                         at[y + 1][x].x_m, at[y + 1][x].y_m);
        }
    for (size_t n = random_below(random, 6); n > 0; n--)
        add_line(&lines, arena, 2e6 + 1200 * random_unit(random),
                 1200 * random_unit(random), 2e6 + 1200 * random_unit(random),
                 1200 * random_unit(random));
    return lines;
}

static int by_size(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

// The sizes of the faces between lines, the smallest first.
static double *face_sizes(struct arena *arena, struct lines noded, size_t *n)
{
    struct shaper *shaper = shaper_new();
    struct area *faces;
    MUST(shape_polygonize(shaper, arena, noded, &faces, n, &err));
    double *sizes = arena_array(arena, double, *n);
    for (size_t f = 0; f < *n; f++)
        sizes[f] = area_m2(&faces[f]);
    if (*n > 0)
        qsort(sizes, *n, sizeof *sizes, by_size);
    shaper_free(shaper);
    return sizes;
}

// GEOS, given all lines, is the witness.
static void faces_are_those_between_lines_that_were_noded_all(void **state)
{
    for (uint64_t seed = 1; seed <= 100; seed++) {
        struct arena *arena = arena_new();
        struct shaper *shaper = shaper_new();
        struct random random = random_from(seed);
        struct lines lines = random_lines(arena, &random), ours, all;
        MUST(noded_lines_build(arena, lines, 1, &ours, &err));
        MUST(shape_node_lines(shaper, arena, lines, ZONE_GRID_M, &all, &err));
        size_t n_ours, n_all;
        double *sizes = face_sizes(arena, ours, &n_ours);
        double *expected = face_sizes(arena, all, &n_all);
        CHECK_INT(n_ours, n_all);
        for (size_t f = 0; f < n_all; f++)
            // Lines may be moved by a grid step.
            CHECK_NEAR(sizes[f], expected[f], 4);
        shaper_free(shaper);
        arena_free(arena);
    }
}

static void any_number_of_threads_gives_the_same(void **state)
{
    struct arena *arena = arena_new();
    struct random random = random_from(7);
    struct lines lines = random_lines(arena, &random), one, two;
    MUST(noded_lines_build(arena, lines, 1, &one, &err));
    MUST(noded_lines_build(arena, lines, 2, &two, &err));
    CHECK_INT(one.count, two.count);
    for (size_t i = 0; i < one.count; i++) {
        CHECK_INT(one.items[i].count, two.items[i].count);
        CHECK(memcmp(one.items[i].points, two.items[i].points,
                     one.items[i].count * sizeof(struct point_m)) == 0);
    }
    arena_free(arena);
}

// How many faces some lines have between them.
static size_t count_faces(struct arena *arena, struct lines lines)
{
    struct lines noded;
    size_t n;
    MUST(noded_lines_build(arena, lines, 1, &noded, &err));
    face_sizes(arena, noded, &n);
    return n;
}

// A square, and a line that ends on its side, beside it by less than the grid,
// or that runs along it.
static void lines_that_touch_crosswise_or_lengthwise_are_cut(void **state)
{
    static const double ENDS[][5] = {{100, 50, 150, 50, 1}, // ends on a side
                                     {0, 50, 100, 50, 2}, // divides the square
                                     {0.004, 50, 99.996, 50, 2},
                                     {50, -10, 50, 110, 2}, // crosses it
                                     {0, 0, 100, 0, 1},     // is a side
                                     {20, 0, 60, 0, 1},     // lies on one
                                     {0, 0, 100, 100, 2},   // a diagonal
                                     {200, 0, 300, 0, 1}};  // elsewhere
    for (size_t i = 0; i < sizeof ENDS / sizeof *ENDS; i++) {
        struct arena *arena = arena_new();
        struct lines lines = {arena_array(arena, struct line, 5), 0};
        add_line(&lines, arena, 0, 0, 100, 0);
        add_line(&lines, arena, 100, 0, 100, 100);
        add_line(&lines, arena, 100, 100, 0, 100);
        add_line(&lines, arena, 0, 100, 0, 0);
        add_line(&lines, arena, ENDS[i][0], ENDS[i][1], ENDS[i][2], ENDS[i][3]);
        CHECK_INT(count_faces(arena, lines), ENDS[i][4]);
        arena_free(arena);
    }
}

static void nothing_and_lines_beyond_reach_are_fine(void **state)
{
    struct arena *arena = arena_new();
    struct lines lines = {arena_array(arena, struct line, 3), 0};
    CHECK_INT(count_faces(arena, lines), 0);
    add_line(&lines, arena, 0, 0, 3e7, 0);
    add_line(&lines, arena, 3e7, 0, 0, 3e7);
    add_line(&lines, arena, 0, 3e7, 0, 0);
    CHECK_INT(count_faces(arena, lines), 1);
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(faces_are_those_between_lines_that_were_noded_all),
        TEST(any_number_of_threads_gives_the_same),
        TEST(lines_that_touch_crosswise_or_lengthwise_are_cut),
        TEST(nothing_and_lines_beyond_reach_are_fine),
    };
    return RUN_TESTS(tests);
}
