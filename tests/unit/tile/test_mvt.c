#include <string.h>

#include "check.h"
#include "tile/mvt.h"

// The witness is the specification: the command integers of its section 4.3.5
// and bytes put together by hand.

static void check_commands(const struct mvt_geometry *geometry,
                           const uint32_t *expected, size_t n)
{
    CHECK_INT(geometry->commands.count, n);
    for (size_t i = 0; i < n; i++)
        CHECK_INT(geometry->commands.items[i], expected[i]);
}

#define CHECK_COMMANDS(geometry, ...)                                          \
    do {                                                                       \
        const uint32_t expected_commands[] = {__VA_ARGS__};                    \
        check_commands((geometry), expected_commands,                          \
                       sizeof expected_commands / sizeof(uint32_t));           \
    } while (0)

static void points_are_drawn_as_the_specification_shows(void **state)
{
    struct arena *arena = arena_new();
    struct mvt_geometry one = {0};
    mvt_draw_point(&one, arena, (struct tile_point){25, 17});
    CHECK_COMMANDS(&one, 9, 50, 34);

    struct mvt_geometry two = {0};
    mvt_draw_point(&two, arena, (struct tile_point){5, 7});
    mvt_draw_point(&two, arena, (struct tile_point){3, 2});
    CHECK_COMMANDS(&two, 17, 10, 14, 3, 9);
    arena_free(arena);
}

static void lines_are_drawn_as_the_specification_shows(void **state)
{
    struct arena *arena = arena_new();
    struct mvt_geometry geometry = {0};
    struct tile_point first[] = {{2, 2}, {2, 10}, {10, 10}};
    struct tile_point second[] = {{1, 1}, {3, 5}};
    mvt_draw_line(&geometry, arena, first, 3);
    mvt_draw_line(&geometry, arena, second, 2);
    CHECK_COMMANDS(&geometry, 9, 4, 4, 18, 0, 16, 16, 0, 9, 17, 17, 10, 4, 8);
    arena_free(arena);
}

static void polygons_are_drawn_as_the_specification_shows(void **state)
{
    struct arena *arena = arena_new();
    struct mvt_geometry triangle = {0};
    struct tile_point corners[] = {{3, 6}, {8, 12}, {20, 34}, {3, 6}};
    CHECK(mvt_draw_ring(&triangle, arena, corners, 4, false));
    CHECK_COMMANDS(&triangle, 9, 6, 12, 18, 10, 12, 24, 44, 15);

    struct mvt_geometry both = {0};
    struct tile_point square[] = {{0, 0}, {10, 0}, {10, 10}, {0, 10}};
    struct tile_point outer[] = {{11, 11}, {20, 11}, {20, 20}, {11, 20}};
    struct tile_point hole[] = {{13, 13}, {13, 17}, {17, 17}, {17, 13}};
    CHECK(mvt_draw_ring(&both, arena, square, 4, false));
    CHECK(mvt_draw_ring(&both, arena, outer, 4, false));
    CHECK(mvt_draw_ring(&both, arena, hole, 4, true));
    CHECK_COMMANDS(&both, 9, 0, 0, 26, 20, 0, 0, 20, 19, 0, 15, 9, 22, 2, 26,
                   18, 0, 0, 18, 17, 0, 15, 9, 4, 13, 26, 0, 8, 8, 0, 0, 7, 15);
    arena_free(arena);
}

static void a_ring_the_wrong_way_is_turned_around(void **state)
{
    struct arena *arena = arena_new();
    struct mvt_geometry geometry = {0};
    struct tile_point backwards[] = {{0, 10}, {10, 10}, {10, 0}, {0, 0}};
    CHECK(mvt_draw_ring(&geometry, arena, backwards, 4, false));
    CHECK_COMMANDS(&geometry, 9, 0, 0, 26, 20, 0, 0, 20, 19, 0, 15);
    arena_free(arena);
}

static void a_ring_without_surface_is_dropped(void **state)
{
    struct arena *arena = arena_new();
    struct mvt_geometry geometry = {0};
    struct tile_point there_and_back[] = {{0, 0}, {5, 0}, {9, 0}, {5, 0}};
    struct tile_point one_place[] = {{3, 3}, {3, 3}, {3, 3}};
    struct tile_point eight[] = {{0, 0}, {4, 4}, {4, 0}, {0, 4}};
    CHECK(!mvt_draw_ring(&geometry, arena, there_and_back, 4, false));
    CHECK(!mvt_draw_ring(&geometry, arena, one_place, 3, false));
    CHECK(!mvt_draw_ring(&geometry, arena, eight, 4, false));
    CHECK(!mvt_draw_ring(&geometry, arena, eight, 0, false));
    CHECK(mvt_is_empty(&geometry));

    // A square with a spike at its seam and one at a corner keeps the square.
    struct tile_point spiky[] = {{-5, 0}, {0, 0}, {4, 0}, {9, 0},
                                 {4, 0},  {4, 4}, {0, 4}, {0, 0}};
    CHECK(mvt_draw_ring(&geometry, arena, spiky, 8, false));
    CHECK_COMMANDS(&geometry, 9, 0, 0, 26, 8, 0, 0, 8, 7, 0, 15);
    arena_free(arena);
}

static void a_straight_line_is_its_two_ends(void **state)
{
    struct arena *arena = arena_new();
    struct mvt_geometry geometry = {0};
    struct tile_point straight[] = {{0, 0}, {0, 0}, {2, 1}, {4, 2}, {8, 4}};
    mvt_draw_line(&geometry, arena, straight, 5);
    CHECK_COMMANDS(&geometry, 9, 0, 0, 10, 16, 8);

    struct mvt_geometry turning = {0};
    struct tile_point back[] = {{0, 0}, {4, 0}, {2, 0}};
    mvt_draw_line(&turning, arena, back, 3);
    CHECK_COMMANDS(&turning, 9, 0, 0, 18, 8, 0, 3, 0);

    struct mvt_geometry nothing = {0};
    struct tile_point dot[] = {{1, 1}, {1, 1}};
    mvt_draw_line(&nothing, arena, dot, 2);
    CHECK(mvt_is_empty(&nothing));
    arena_free(arena);
}

static void a_layer_is_these_bytes(void **state)
{
    struct arena *arena = arena_new();
    struct mvt_layer *layer = mvt_layer_new(arena, "ab");
    for (int32_t i = 1; i <= 2; i++) {
        struct mvt_geometry at = {0};
        mvt_draw_point(&at, arena, (struct tile_point){i, 0});
        mvt_add_feature(layer, MVT_POINT, &at);
        mvt_tag_text(layer, "k", "v");
        mvt_tag_text(layer, "none", NULL);
        if (i == 2) {
            mvt_tag_int(layer, "n", -3);
            mvt_tag_bool(layer, "b", true);
        }
    }
    static const char expected[] = {
        0x1A, 61,                                     // tile: layer of 61 bytes
        0x78, 2,                                      // version 2
        0x0A, 2,          'a',  'b',                  // name
        0x12, 11,                                     // feature of 11 bytes
        0x12, 2,          0,    0,                    // tags: k = v
        0x18, 1,                                      // a point
        0x22, 3,          9,    2,    0,              // at 1, 0
        0x12, 15,                                     // feature
        0x12, 6,          0,    0,    1,   1,   2, 2, // k = v, n = -3, b = true
        0x18, 1,          0x22, 3,    9,   4,   0,    // a point at 2, 0
        0x1A, 1,          'k',  0x1A, 1,   'n',       // keys
        0x1A, 1,          'b',                        //
        0x22, 3,          0x0A, 1,    'v',            // values: text
        0x22, 2,          0x30, 5,                    // sint -3
        0x22, 2,          0x38, 1,                    // bool
        0x28, (char)0x80, 0x20,                       // extent 4096
    };
    struct text_buffer tile = {0};
    mvt_layer_write(layer, &tile);
    CHECK_INT(tile.length, sizeof expected);
    assert_memory_equal(tile.bytes, expected, sizeof expected);
    mvt_layer_write(mvt_layer_new(arena, "empty"), &tile);
    CHECK_INT(tile.length, sizeof expected);
    text_buffer_free(&tile);
    arena_free(arena);
}

static void many_texts_are_each_kept_once(void **state)
{
    struct arena *arena = arena_new();
    struct mvt_layer *layer = mvt_layer_new(arena, "l");
    struct mvt_geometry at = {0};
    mvt_draw_point(&at, arena, (struct tile_point){0, 0});
    for (int i = 0; i < 3000; i++) {
        mvt_add_feature(layer, MVT_POINT, &at);
        mvt_tag_text(layer, "k", arena_format(arena, "text-%04d", i % 1000));
    }
    struct text_buffer tile = {0};
    mvt_layer_write(layer, &tile);
    size_t seen = 0;
    for (size_t i = 0; i + 5 <= tile.length; i++)
        seen += memcmp(tile.bytes + i, "text-", 5) == 0;
    CHECK_INT(seen, 1000);
    text_buffer_free(&tile);
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(points_are_drawn_as_the_specification_shows),
        TEST(lines_are_drawn_as_the_specification_shows),
        TEST(polygons_are_drawn_as_the_specification_shows),
        TEST(a_ring_the_wrong_way_is_turned_around),
        TEST(a_ring_without_surface_is_dropped),
        TEST(a_straight_line_is_its_two_ends),
        TEST(a_layer_is_these_bytes),
        TEST(many_texts_are_each_kept_once),
    };
    return RUN_TESTS(tests);
}
