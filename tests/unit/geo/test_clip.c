#include <stdbool.h>

#include "base/random.h"
#include "check.h"
#include "geo/clip.h"

// The witness is sampling: a point is in the clipped shape exactly when it is
// in the shape and in the box.

static const struct box_m BOX = {10, 10, 30, 25};

static struct ring draw_ring(struct random *random, struct arena *arena)
{
    size_t n = 3 + random_below(random, 12);
    struct ring ring = {arena_array(arena, struct point_m, n + 1), n + 1};
    for (size_t i = 0; i < n; i++)
        ring.points[i] = (struct point_m){random_below(random, 45),
                                          random_below(random, 40)};
    ring.points[n] = ring.points[0];
    return ring;
}

static bool ring_has(struct ring ring, struct point_m p)
{
    if (ring.count == 0)
        return false;
    struct polygon polygon = {&ring, 1};
    struct area area = {&polygon, 1};
    return area_has_point(&area, p);
}

static double ring_distance(struct ring ring, struct point_m p)
{
    double least = 1e9;
    for (size_t i = 0; i + 1 < ring.count; i++) {
        struct point_m a = ring.points[i];
        struct point_m b = ring.points[i + 1];
        double share = point_share_along(p, a, b);
        least = fmin(least, point_distance_m(p, point_between(a, b, share)));
    }
    return least;
}

static void a_clipped_ring_covers_what_ring_and_box_cover(void **state)
{
    struct random random = random_from(7);
    for (int round = 0; round < 2000; round++) {
        struct arena *arena = arena_new();
        struct ring ring = draw_ring(&random, arena);
        struct ring clipped = clip_ring(arena, ring, BOX);
        for (size_t i = 0; i < clipped.count; i++)
            CHECK(box_has_point(BOX, clipped.points[i]));
        if (clipped.count > 0) {
            struct point_m last = clipped.points[clipped.count - 1];
            CHECK(last.x_m == clipped.points[0].x_m &&
                  last.y_m == clipped.points[0].y_m);
        }
        for (int ask = 0; ask < 60; ask++) {
            struct point_m p = {45 * random_unit(&random),
                                40 * random_unit(&random)};
            if (ring_distance(ring, p) < 1e-9)
                continue;
            CHECK_INT(ring_has(clipped, p),
                      ring_has(ring, p) && box_has_point(BOX, p));
        }
        arena_free(arena);
    }
}

static double length(struct line line)
{
    double sum = 0;
    for (size_t i = 0; i + 1 < line.count; i++)
        sum += point_distance_m(line.points[i], line.points[i + 1]);
    return sum;
}

// The length inside the box, by walking the line in small steps.
static double walked_inside(struct line line)
{
    const int steps = 2000;
    double sum = 0;
    for (size_t i = 0; i + 1 < line.count; i++) {
        struct point_m a = line.points[i];
        struct point_m b = line.points[i + 1];
        for (int s = 0; s < steps; s++)
            if (box_has_point(BOX, point_between(a, b, (s + 0.5) / steps)))
                sum += point_distance_m(a, b) / steps;
    }
    return sum;
}

static void a_clipped_line_is_as_long_as_its_way_through_the_box(void **state)
{
    struct random random = random_from(8);
    for (int round = 0; round < 500; round++) {
        struct arena *arena = arena_new();
        struct ring ring = draw_ring(&random, arena);
        struct line line = {ring.points, ring.count};
        struct line_list pieces = {0};
        clip_line(arena, line, BOX, &pieces);
        double sum = 0;
        for (size_t p = 0; p < pieces.count; p++) {
            sum += length(pieces.items[p]);
            for (size_t i = 0; i < pieces.items[p].count; i++) {
                struct point_m at = pieces.items[p].points[i];
                CHECK(box_has_point(box_grown(BOX, 1e-9), at));
                CHECK(ring_distance(ring, at) < 1e-9);
            }
        }
        // A segment that lies along the box's side may count or not.
        CHECK_NEAR(sum, walked_inside(line), 0.05 * (double)line.count);
        arena_free(arena);
    }
}

static void a_shared_edge_is_cut_at_the_same_point_from_both_sides(void **state)
{
    struct random random = random_from(9);
    for (int round = 0; round < 2000; round++) {
        struct arena *arena = arena_new();
        struct point_m a = {45 * random_unit(&random),
                            40 * random_unit(&random)};
        struct point_m b = {45 * random_unit(&random),
                            40 * random_unit(&random)};
        struct point_m left[] = {a, b, {50, 50}, a};
        struct point_m right[] = {b, a, {50, 50}, b};
        struct ring one = clip_ring(arena, (struct ring){left, 4}, BOX);
        struct ring other = clip_ring(arena, (struct ring){right, 4}, BOX);
        CHECK_INT(one.count, other.count);
        for (size_t i = 0; i < one.count; i++) {
            bool found = false;
            for (size_t j = 0; j < other.count; j++)
                found |= one.points[i].x_m == other.points[j].x_m &&
                         one.points[i].y_m == other.points[j].y_m;
            CHECK(found);
        }
        arena_free(arena);
    }
}

static void what_lies_within_stays_as_it_is(void **state)
{
    struct arena *arena = arena_new();
    struct point_m points[] = {{12, 12}, {20, 12}, {20, 20}, {12, 12}};
    struct ring ring = {points, 4};
    CHECK(clip_ring(arena, ring, BOX).points == points);
    struct point_m away[] = {{1, 1}, {2, 1}, {2, 2}, {1, 1}};
    CHECK_INT(clip_ring(arena, (struct ring){away, 4}, BOX).count, 0);

    struct line_list pieces = {0};
    struct point_m touching[] = {{5, 15}, {15, 5}};
    clip_line(arena, (struct line){touching, 2}, BOX, &pieces);
    CHECK_INT(pieces.count, 0);
    struct point_m twice[] = {{5, 15}, {15, 15}, {15, 5}, {20, 5}, {20, 50}};
    clip_line(arena, (struct line){twice, 5}, BOX, &pieces);
    CHECK_INT(pieces.count, 2);
    CHECK_INT(pieces.items[0].count, 3);
    CHECK_NEAR(pieces.items[1].points[1].y_m, 25, 0);
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_clipped_ring_covers_what_ring_and_box_cover),
        TEST(a_clipped_line_is_as_long_as_its_way_through_the_box),
        TEST(a_shared_edge_is_cut_at_the_same_point_from_both_sides),
        TEST(what_lies_within_stays_as_it_is),
    };
    return RUN_TESTS(tests);
}
