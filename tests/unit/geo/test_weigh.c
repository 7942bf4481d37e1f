#include <stdbool.h>
#include <string.h>

#include "base/random.h"
#include "check.h"
#include "geo/chain.h"
#include "geo/label_point.h"
#include "geo/weigh.h"

// The witness for weights is the recursion of Douglas and Peucker itself, run
// for one tolerance.

static void mark_kept(const struct point_m *points, size_t first, size_t last,
                      double tolerance, bool *kept)
{
    double most = -1;
    size_t split = first;
    for (size_t i = first + 1; i < last; i++) {
        double share =
            point_share_along(points[i], points[first], points[last]);
        double d = point_distance_m(
            points[i], point_between(points[first], points[last], share));
        if (d > most) {
            most = d;
            split = i;
        }
    }
    kept[first] = kept[last] = true;
    if (split == first || most < tolerance)
        return;
    mark_kept(points, first, split, tolerance, kept);
    mark_kept(points, split, last, tolerance, kept);
}

static void weights_give_the_simplified_line_for_any_tolerance(void **state)
{
    struct random random = random_from(3);
    struct arena *arena = arena_new();
    for (int round = 0; round < 300; round++) {
        struct point_m points[40];
        double weights[40];
        size_t n = 2 + random_below(&random, 38);
        for (size_t i = 0; i < n; i++)
            points[i] = (struct point_m){random_below(&random, 100),
                                         random_below(&random, 100)};
        line_weigh(arena, (struct line){points, n}, weights);
        for (double tolerance = 1; tolerance < 100; tolerance *= 1.7) {
            bool kept[40] = {0};
            mark_kept(points, 0, n - 1, tolerance, kept);
            for (size_t i = 0; i < n; i++)
                CHECK_INT(weights[i] >= tolerance, kept[i]);
        }
        arena_reset(arena);
    }
    arena_free(arena);
}

// Two zones left and right of a crooked border, and a third above both.
//
//    (0,20)──────────────(20,20)
//      │        third       │
//    (0,10)───(10,10)────(20,10)
//      │  left   ⟩  right    │
//    (0,0)────(10,0)─────(20,0)
static void a_shared_border_weighs_the_same_from_both_sides(void **state)
{
    struct arena *arena = arena_new();
    struct point_m left[] = {{0, 0},  {10, 0},  {12, 3}, {9, 5},
                             {11, 7}, {10, 10}, {0, 10}, {0, 0}};
    struct point_m right[] = {{9, 5},   {12, 3},  {10, 0}, {20, 0},
                              {20, 10}, {10, 10}, {11, 7}, {9, 5}};
    struct point_m third[] = {{0, 10},  {10, 10}, {20, 10},
                              {20, 20}, {0, 20},  {0, 10}};
    struct ring rings[] = {{left, 8}, {right, 8}, {third, 6}};
    double w_left[8], w_right[8], w_third[6];
    double *weights[] = {w_left, w_right, w_third};
    rings_weigh(arena, rings, 3, weights);
    for (size_t i = 0; i < 8; i++)
        for (size_t j = 0; j < 8; j++)
            if (memcmp(&left[i], &right[j], sizeof left[i]) == 0)
                CHECK_NEAR(w_left[i], w_right[j], 0);
    CHECK(w_left[1] == WEIGHT_ALWAYS);  // where the border begins
    CHECK(w_left[5] == WEIGHT_ALWAYS);  // where three meet
    CHECK(w_third[1] == WEIGHT_ALWAYS); // though straight in the third
    CHECK(w_left[2] < WEIGHT_ALWAYS && w_left[2] > 0);
    arena_free(arena);
}

// An island: the hole of the sea and the island's own ring, begun elsewhere
// and run the other way.
static void an_island_weighs_the_same_as_the_hole_it_fills(void **state)
{
    struct random random = random_from(4);
    for (int round = 0; round < 100; round++) {
        struct arena *arena = arena_new();
        struct point_m island[31], hole[31];
        size_t n = 30;
        size_t shift = random_below(&random, 30);
        for (size_t i = 0; i < n; i++) {
            double r = 50 + 20 * random_unit(&random);
            double turn = 6.28318530717958648 * (double)i / (double)n;
            island[i] = (struct point_m){r * cos(turn), r * sin(turn)};
        }
        island[n] = island[0];
        for (size_t i = 0; i <= n; i++)
            hole[i] = island[(shift + n - i) % n];
        struct ring rings[] = {{island, n + 1}, {hole, n + 1}};
        double w_island[31], w_hole[31];
        double *weights[] = {w_island, w_hole};
        rings_weigh(arena, rings, 2, weights);
        for (size_t i = 0; i <= n; i++)
            CHECK_NEAR(w_hole[i], w_island[(shift + n - i) % n], 0);
        arena_free(arena);
    }
}

static void pieces_of_a_street_become_one_line(void **state)
{
    struct arena *arena = arena_new();
    struct point_m a[] = {{0, 0}, {1, 0}};
    struct point_m b[] = {{1, 0}, {2, 0}, {3, 1}};
    struct point_m c[] = {{3, 1}, {4, 1}};
    struct point_m side[] = {{3, 1}, {3, 5}}; // leaves where c does
    struct point_m loop_1[] = {{9, 9}, {9, 8}};
    struct point_m loop_2[] = {{9, 8}, {8, 8}, {9, 9}};
    struct line lines[] = {{c, 2},    {b, 3},      {a, 2},
                           {side, 2}, {loop_1, 2}, {loop_2, 3}};
    struct line_list chains = {0};
    lines_chain(arena, lines, 6, &chains);
    CHECK_INT(chains.count, 4);
    CHECK_INT(chains.items[1].count, 4); // a and b
    CHECK_NEAR(chains.items[1].points[3].y_m, 1, 0);
    CHECK_INT(chains.items[3].count, 4); // the loop
    CHECK_NEAR(chains.items[3].points[3].x_m, 9, 0);
    arena_free(arena);
}

static void a_name_stands_inside_a_horseshoe(void **state)
{
    struct arena *arena = arena_new();
    struct point_m bend[] = {{0, 0},   {100, 0}, {100, 80}, {80, 80},
                             {80, 30}, {20, 30}, {20, 80},  {0, 80}};
    struct area area = area_of_ring(arena, bend, 8);
    struct point_m at = area_label_point(&area);
    CHECK(area_has_point(&area, at));
    CHECK(at.y_m > 10 && at.y_m < 20); // in the middle of the thick part
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(weights_give_the_simplified_line_for_any_tolerance),
        TEST(a_shared_border_weighs_the_same_from_both_sides),
        TEST(an_island_weighs_the_same_as_the_hole_it_fills),
        TEST(pieces_of_a_street_become_one_line),
        TEST(a_name_stands_inside_a_horseshoe),
    };
    return RUN_TESTS(tests);
}
