#include "ogc/ogc_view.h"

#include "check.h"

// A system whose numbers are the city's own, so that what is worked out here
// can be seen at once; counted in degrees where that matters.
static struct ogc_view plain_view(bool is_north_first, bool is_in_degrees)
{
    return (struct ogc_view){.is_north_first = is_north_first,
                             .is_in_degrees = is_in_degrees,
                             .reach = {100, 0, 110, 20}};
}

static double surface(const struct ogc_view *view, struct ogc_box box)
{
    struct arena *arena = arena_new();
    struct area area = ogc_view_area_of_box(view, arena, box);
    double m2 = area_m2(&area);
    arena_free(arena);
    return m2;
}

static void axes_stand_as_the_authority_says(void **state)
{
    double axes[2];
    struct ogc_view north = plain_view(true, false);
    ogc_view_place(&north, (struct point_m){106, 10}, axes);
    CHECK(axes[0] == 10 && axes[1] == 106);
    struct point_m at;
    CHECK(ogc_view_point(&north, (struct point_m){10, 106}, &at));
    CHECK(at.x_m == 106 && at.y_m == 10);
    CHECK(!ogc_view_point(&north, (struct point_m){106, 10}, &at));
}

static void a_box_is_cut_to_what_the_city_can_reach(void **state)
{
    struct ogc_view view = plain_view(false, true);
    CHECK_NEAR(surface(&view, (struct ogc_box){{105, 5}, {107, 6}}), 2, 1e-9);
    CHECK_NEAR(surface(&view, (struct ogc_box){{-180, -90}, {180, 90}}), 200,
               1e-9);
    CHECK_NEAR(surface(&view, (struct ogc_box){{0, 0}, {50, 20}}), 0, 0);
    CHECK(surface(&view, (struct ogc_box){{105, 5}, {105, 5}}) > 0);
}

static void a_box_may_pass_the_180th_meridian(void **state)
{
    struct ogc_view view = plain_view(false, true);
    CHECK_NEAR(surface(&view, (struct ogc_box){{108, 0}, {-170, 20}}), 40,
               1e-9);
    CHECK_NEAR(surface(&view, (struct ogc_box){{108, 0}, {102, 20}}), 80, 1e-9);
    CHECK_NEAR(surface(&view, (struct ogc_box){{170, 0}, {-170, 20}}), 0, 0);
}

static void lines_keep_their_pieces_within_reach(void **state)
{
    struct arena *arena = arena_new();
    struct ogc_view view = plain_view(false, false);
    struct point_m points[] = {{90, 5}, {105, 5}, {120, 5}, {120, 6}, {105, 6}};
    struct line_list pieces = {0};
    ogc_view_line(&view, arena, (struct line){points, 5}, &pieces);
    CHECK_INT(pieces.count, 2);
    CHECK(pieces.items[0].points[0].x_m == 100);
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(axes_stand_as_the_authority_says),
        TEST(a_box_is_cut_to_what_the_city_can_reach),
        TEST(a_box_may_pass_the_180th_meridian),
        TEST(lines_keep_their_pieces_within_reach),
    };
    return RUN_TESTS(tests);
}
