#include <stdbool.h>

#include "base/random.h"
#include "check.h"
#include "zone/triangulation.h"

// Distinct points, some of them in rows and on common circles.
static size_t scatter(struct random *random, struct grid_point *points,
                      size_t n, uint32_t width_cm)
{
    size_t count = 0;
    while (count < n) {
        struct grid_point p = {
            (int32_t)random_below(random, width_cm) - (int32_t)width_cm / 2,
            (int32_t)random_below(random, width_cm) - (int32_t)width_cm / 2};
        bool is_new = true;
        for (size_t i = 0; i < count; i++)
            is_new = is_new &&
                     (points[i].x_cm != p.x_cm || points[i].y_cm != p.y_cm);
        if (is_new)
            points[count++] = p;
    }
    return count;
}

static double twice_surface(const struct triangulation *t, size_t at)
{
    struct grid_point a = t->points[t->triangles[at].corner[0]];
    struct grid_point b = t->points[t->triangles[at].corner[1]];
    struct grid_point c = t->points[t->triangles[at].corner[2]];
    return ((double)b.x_cm - a.x_cm) * ((double)c.y_cm - a.y_cm) -
           ((double)b.y_cm - a.y_cm) * ((double)c.x_cm - a.x_cm);
}

static void check_edges_match(const struct triangulation *t)
{
    for (uint32_t at = 0; at < t->n_triangles; at++)
        for (unsigned k = 0; k < 3; k++) {
            uint32_t beyond = t->triangles[at].across[k];
            if (beyond == NO_TRIANGLE)
                continue;
            const struct triangle *b = &t->triangles[beyond];
            unsigned back = b->across[0] == at ? 0 : b->across[1] == at ? 1 : 2;
            CHECK_INT(b->across[back], at);
            CHECK_INT(b->corner[(back + 1) % 3],
                      t->triangles[at].corner[(k + 2) % 3]);
            CHECK_INT(b->corner[(back + 2) % 3],
                      t->triangles[at].corner[(k + 1) % 3]);
        }
}

// The witness: the distance from each circle's centre to every point.
static void check_circles_are_empty(const struct triangulation *t)
{
    for (uint32_t at = 0; at < t->n_triangles; at++) {
        double x_cm, y_cm;
        triangle_centre(t, at, &x_cm, &y_cm);
        struct grid_point a = t->points[t->triangles[at].corner[0]];
        double radius = hypot(a.x_cm - x_cm, a.y_cm - y_cm);
        for (size_t i = 0; i < t->n_points; i++) {
            double away =
                hypot(t->points[i].x_cm - x_cm, t->points[i].y_cm - y_cm);
            CHECK(away >= radius * (1 - 1e-9) - 1e-6);
        }
    }
}

static void check_is_delaunay(uint64_t seed, size_t n, uint32_t width_cm)
{
    struct arena *arena = arena_new();
    struct random random = random_from(seed);
    struct grid_point *points = arena_array(arena, struct grid_point, n);
    size_t count = scatter(&random, points, n, width_cm);
    struct triangulation t = triangulation_build(arena, points, count);
    CHECK_INT(t.n_triangles, 2 * n + 2);
    for (size_t at = 0; at < t.n_triangles; at++)
        CHECK(twice_surface(&t, at) > 0);
    check_edges_match(&t);
    check_circles_are_empty(&t);
    arena_free(arena);
}

static void no_point_lies_in_the_circle_of_a_triangle(void **state)
{
    for (uint64_t seed = 0; seed < 20; seed++)
        check_is_delaunay(seed, 300, 1000000);
}

static void points_in_rows_and_on_circles_are_no_trouble(void **state)
{
    for (uint64_t seed = 0; seed < 100; seed++)
        check_is_delaunay(seed, 60, 9);
    check_is_delaunay(1, 400, 20); // every place of a 20 by 20 grid
}

static void points_may_lie_as_far_out_as_allowed(void **state)
{
    for (uint64_t seed = 0; seed < 20; seed++)
        check_is_delaunay(seed, 50, 2 * TRIANGULATION_FARTHEST_CM);
}

static void one_point_is_joined_to_the_far_corners(void **state)
{
    check_is_delaunay(1, 1, 10);
    check_is_delaunay(1, 2, 10);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(no_point_lies_in_the_circle_of_a_triangle),
        TEST(points_in_rows_and_on_circles_are_no_trouble),
        TEST(points_may_lie_as_far_out_as_allowed),
        TEST(one_point_is_joined_to_the_far_corners),
    };
    return RUN_TESTS(tests);
}
