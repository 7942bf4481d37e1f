#include <string.h>

#include "base/random.h"
#include "check.h"
#include "shape/linework.h"
#include "shape/shape.h"

static struct arena *arena;
static struct shaper *shaper;
static struct error err;

static int open_shaper(void **state)
{
    arena = arena_new();
    shaper = shaper_new();
    return 0;
}

static int close_shaper(void **state)
{
    shaper_free(shaper);
    arena_free(arena);
    return 0;
}

static struct area square(double x_m, double y_m, double side_m)
{
    struct point_m corners[] = {{x_m, y_m},
                                {x_m + side_m, y_m},
                                {x_m + side_m, y_m + side_m},
                                {x_m, y_m + side_m}};
    return area_of_ring(arena, corners, 4);
}

static void a_bow_tie_is_refused_with_its_place(void **state)
{
    struct point_m bow[] = {{0, 0}, {10, 10}, {10, 0}, {0, 10}};
    struct area tie = area_of_ring(arena, bow, 4);
    char reason[SHAPE_REASON_SIZE] = "";
    CHECK(!shape_is_valid(shaper, &tie, reason));
    CHECK_TEXT(reason, "Self-intersection[5 5]");

    struct area valid;
    CHECK_INT(shape_make_valid(shaper, arena, &tie, &valid, &err), STATUS_OK);
    CHECK_INT(valid.n_polygons, 2);
    CHECK_NEAR(area_m2(&valid), 50, 1e-9);
    CHECK(shape_is_valid(shaper, &valid, NULL));
}

static void a_valid_area_is_returned_as_it_was(void **state)
{
    struct area one = square(3, 4, 5), same;
    CHECK_INT(shape_make_valid(shaper, arena, &one, &same, &err), STATUS_OK);
    CHECK_INT(memcmp(same.polygons[0].rings[0].points,
                     one.polygons[0].rings[0].points,
                     5 * sizeof(struct point_m)),
              0);
}

static void an_open_ring_fails_in_one_sentence(void **state)
{
    struct point_m points[] = {{0, 0}, {1, 0}, {1, 1}, {0, 1}};
    struct ring ring = {points, 4};
    struct polygon polygon = {&ring, 1};
    struct area flat = {&polygon, 1}, out;
    char reason[SHAPE_REASON_SIZE] = "";
    CHECK(!shape_is_valid(shaper, &flat, reason));
    CHECK(reason[0] != '\0');
    CHECK_INT(shape_union(shaper, arena, &flat, 1, &out, &err),
              STATUS_BAD_INPUT);
    CHECK(strncmp(err.text, "cannot join the areas: ", 23) == 0);
}

static void overlapping_squares_join_and_intersect(void **state)
{
    struct area two[] = {square(0, 0, 10), square(5, 5, 10)};
    struct area joined, common, apart;
    CHECK_INT(shape_union(shaper, arena, two, 2, &joined, &err), STATUS_OK);
    CHECK_NEAR(area_m2(&joined), 175, 1e-9);
    CHECK(ring_signed_m2(joined.polygons[0].rings[0]) > 0);
    CHECK_INT(
        shape_intersection(shaper, arena, &two[0], &two[1], &common, &err),
        STATUS_OK);
    CHECK_NEAR(area_m2(&common), 25, 1e-9);
    struct area beside = square(10, 0, 5);
    CHECK_INT(shape_intersection(shaper, arena, &two[0], &beside, &apart, &err),
              STATUS_OK);
    CHECK(area_is_empty(&apart));
}

static void a_gap_below_the_grid_is_closed(void **state)
{
    struct area two[] = {square(0, 0, 10), square(10.003, 0, 10)};
    struct area plain, closed;
    CHECK_INT(shape_union(shaper, arena, two, 2, &plain, &err), STATUS_OK);
    CHECK_INT(plain.n_polygons, 2);
    CHECK_INT(shape_union_on_grid(shaper, arena, two, 2, 0.01, &closed, &err),
              STATUS_OK);
    CHECK_INT(closed.n_polygons, 1);
}

static void a_coverage_is_joined_without_losing_vertices(void **state)
{
    // The corner (5, 0) of the joined square lies on a straight border.
    struct area two[] = {square(0, 0, 5), square(5, 0, 5)}, joined;
    CHECK_INT(shape_union_of_coverage(shaper, arena, two, 2, &joined, &err),
              STATUS_OK);
    CHECK_INT(area_point_count(&joined), 7);
    CHECK_NEAR(area_m2(&joined), 50, 0);
}

static void a_buffer_grows_by_its_width(void **state)
{
    struct area one = square(0, 0, 10), grown;
    CHECK_INT(shape_buffer(shaper, arena, &one, 1, &grown, &err), STATUS_OK);
    CHECK_NEAR(area_m2(&grown), 100 + 40 + 3.14159, 0.03);
}

static void a_hull_holds_its_points_and_nothing_holds_a_line(void **state)
{
    struct random random = random_from(1);
    struct point_m points[40];
    for (int i = 0; i < 40; i++)
        points[i] = (struct point_m){100 * random_unit(&random),
                                     100 * random_unit(&random)};
    struct area hull, grown, none;
    CHECK_INT(shape_convex_hull(shaper, arena, points, 40, &hull, &err),
              STATUS_OK);
    CHECK_INT(shape_buffer(shaper, arena, &hull, 0.001, &grown, &err),
              STATUS_OK);
    for (int i = 0; i < 40; i++)
        CHECK(area_has_point(&grown, points[i]));
    struct point_m row[] = {{0, 0}, {1, 0}, {2, 0}};
    CHECK_INT(shape_convex_hull(shaper, arena, row, 3, &none, &err), STATUS_OK);
    CHECK(area_is_empty(&none));
    CHECK_INT(shape_convex_hull(shaper, arena, row, 1, &none, &err), STATUS_OK);
    CHECK(area_is_empty(&none));
}

static void a_point_inside_a_crescent_is_inside(void **state)
{
    struct point_m crescent[] = {{0, 0}, {10, 0}, {10, 10}, {0, 10},
                                 {0, 9}, {9, 9},  {9, 1},   {0, 1}};
    struct area area = area_of_ring(arena, crescent, 8), none = {0};
    struct point_m inside;
    CHECK_INT(shape_inside_point(shaper, &area, &inside, &err), STATUS_OK);
    CHECK(area_has_point(&area, inside));
    CHECK_INT(shape_inside_point(shaper, &none, &inside, &err),
              STATUS_BAD_INPUT);
}

// A lake with an island, mapped in four pieces of shore and one closed way.
static void pieces_of_shore_close_to_a_lake_with_an_island(void **state)
{
    struct point_m a[] = {{0, 0}, {10, 0}, {10, 10}};
    struct point_m b[] = {{0, 0}, {0, 10}, {10, 10}};
    struct point_m island[] = {{4, 4}, {6, 4}, {6, 6}, {4, 6}, {4, 4}};
    struct point_m pier[] = {{10, 10}, {12, 12}};
    struct line pieces[] = {{a, 3}, {island, 5}, {b, 3}, {pier, 2}};
    struct area lake;
    CHECK_INT(shape_area_of_lines(shaper, arena, (struct lines){pieces, 4},
                                  &lake, &err),
              STATUS_OK);
    CHECK_INT(lake.n_polygons, 1);
    CHECK_INT(lake.polygons[0].n_rings, 2);
    CHECK_NEAR(area_m2(&lake), 96, 1e-9);
}

static void a_cross_in_a_frame_makes_four_faces(void **state)
{
    struct point_m frame[] = {{0, 0}, {10, 0}, {10, 10}, {0, 10}, {0, 0}};
    struct point_m across[] = {{-1, 5}, {11, 5}}, up[] = {{5, -1}, {5, 11}};
    struct line lines[] = {{frame, 5}, {across, 2}, {up, 2}};
    struct lines noded;
    struct area *faces;
    size_t n_faces;
    CHECK_INT(shape_node_lines(shaper, arena, (struct lines){lines, 3}, 0.01,
                               &noded, &err),
              STATUS_OK);
    CHECK_INT(shape_polygonize(shaper, arena, noded, &faces, &n_faces, &err),
              STATUS_OK);
    CHECK_INT(n_faces, 4);
    for (size_t i = 0; i < n_faces; i++)
        CHECK_NEAR(area_m2(&faces[i]), 25, 1e-9);
}

static void simplified_lines_keep_order_ends_and_tolerance(void **state)
{
    struct point_m wavy[] = {{0, 0}, {10, 1}, {20, -1}, {30, 30}};
    struct point_m straight[] = {{0, 0}, {0, -50}};
    struct line lines[] = {{wavy, 4}, {straight, 2}};
    struct lines out;
    CHECK_INT(shape_simplify_together(shaper, arena, (struct lines){lines, 2},
                                      3, &out, &err),
              STATUS_OK);
    CHECK_INT(out.count, 2);
    CHECK_INT(out.items[0].count, 3);
    CHECK_NEAR(out.items[0].points[1].x_m, 20, 0);
    CHECK_NEAR(out.items[1].points[1].y_m, -50, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_bow_tie_is_refused_with_its_place),
        TEST(a_valid_area_is_returned_as_it_was),
        TEST(an_open_ring_fails_in_one_sentence),
        TEST(overlapping_squares_join_and_intersect),
        TEST(a_gap_below_the_grid_is_closed),
        TEST(a_coverage_is_joined_without_losing_vertices),
        TEST(a_buffer_grows_by_its_width),
        TEST(a_hull_holds_its_points_and_nothing_holds_a_line),
        TEST(a_point_inside_a_crescent_is_inside),
        TEST(pieces_of_shore_close_to_a_lake_with_an_island),
        TEST(a_cross_in_a_frame_makes_four_faces),
        TEST(simplified_lines_keep_order_ends_and_tolerance),
    };
    return cmocka_run_group_tests(tests, open_shaper, close_shaper);
}
