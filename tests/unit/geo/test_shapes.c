#include "check.h"
#include "geo/area.h"
#include "geo/ground.h"
#include "geo/lonlat.h"
#include "geo/tile.h"

static void a_ring_is_closed_and_turned_counter_clockwise(void **state)
{
    struct arena *arena = arena_new();
    struct point_m clockwise[] = {{0, 0}, {0, 10}, {20, 10}, {20, 0}};
    struct area area = area_of_ring(arena, clockwise, 4);
    CHECK_INT(area.polygons[0].rings[0].count, 5);
    CHECK_NEAR(ring_signed_m2(area.polygons[0].rings[0]), 200, 0);
    CHECK(area_has_point(&area, (struct point_m){5, 5}));
    CHECK(!area_has_point(&area, (struct point_m){5, 15}));
    arena_free(arena);
}

static void ground_length_takes_the_stretch_off(void **state)
{
    struct ground tm3 = {500000, 0.9999, 6.36e6};
    struct point_m a = {500000, 0};
    struct point_m b = {500000, 9999};
    CHECK_INT(ground_distance_cm(tm3, a, b), 1000000);
    // 100 km from the meridian the plane is stretched by 0.01236 % more.
    struct point_m c = {600000, 0};
    struct point_m d = {600000, 9999};
    CHECK_INT(ground_distance_cm(tm3, c, d), 999876);
    CHECK_INT(ground_distance_cm(GROUND_FLAT, c, d), 999900);
}

static void the_world_is_one_tile(void **state)
{
    struct mercator m = mercator_from_lonlat((struct lonlat){0, 0});
    CHECK_NEAR(m.x, 0.5, 1e-12);
    CHECK_NEAR(m.y, 0.5, 1e-12);
    struct lonlat city = {106.7, 10.78};
    struct lonlat back = mercator_to_lonlat(mercator_from_lonlat(city));
    CHECK_NEAR(back.lon_deg, city.lon_deg, 1e-12);
    CHECK_NEAR(back.lat_deg, city.lat_deg, 1e-12);
    CHECK(tile_is_valid((struct tile){1, 1, 1}));
    CHECK(!tile_is_valid((struct tile){1, 2, 0}));
}

static void a_swapped_position_is_named_as_such(void **state)
{
    struct lonlat at;
    CHECK(lonlat_parse("106.7,10.78", &at) == NULL);
    CHECK_NEAR(at.lat_deg, 10.78, 0);
    CHECK_TEXT(lonlat_parse("10.78,106.7", &at),
               "has longitude and latitude swapped");
    CHECK(lonlat_parse("106.7", &at) != NULL);
    CHECK(lonlat_parse("nan,1", &at) != NULL);
    CHECK(lonlat_parse("200,1", &at) != NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_ring_is_closed_and_turned_counter_clockwise),
        TEST(ground_length_takes_the_stretch_off),
        TEST(the_world_is_one_tile),
        TEST(a_swapped_position_is_named_as_such),
    };
    return RUN_TESTS(tests);
}
