#include <geodesic.h>
#include <stdio.h>
#include <string.h>

#include "base/random.h"
#include "check.h"
#include "crs/crs.h"

#define PINNED_X_M 603697.7625
#define PINNED_Y_M 1192284.9097

static struct crs *opened(const char *name)
{
    struct crs *crs = NULL;
    struct error err;
    if (crs_open(name, &crs, &err) != STATUS_OK)
        fail_msg("%s", err.text);
    return crs;
}

static struct crs_bridge *bridged(const char *from, struct crs *to)
{
    struct crs_bridge *bridge = NULL;
    struct error err;
    if (crs_bridge_open(from, to, &bridge, &err) != STATUS_OK)
        fail_msg("%s", err.text);
    return bridge;
}

// Witness: the formulas of EPSG:6960 and of the projection (Krüger's series)
// worked out by hand, without PROJ. Without the pin PROJ takes the
// first of two operations of equal accuracy, EPSG:5194 (an oil company's in
// the Mekong delta), which puts the same point at 603696.965, 1192284.864,
// 0.8 m to the west: that is how we know the pin holds.
static void the_pinned_operation_shifts_the_datum(void **state)
{
    struct crs *crs = opened("EPSG:9210");
    struct point_m at = crs_to_city(crs, (struct lonlat){106.70, 10.78});
    CHECK_NEAR(at.x_m, PINNED_X_M, 0.001);
    CHECK_NEAR(at.y_m, PINNED_Y_M, 0.001);
    CHECK_NEAR(hypot(at.x_m - 603696.965, at.y_m - 1192284.864), 0.8, 0.01);
    // Back again, but for the height the shift gives and the map drops.
    struct lonlat back = crs_to_lonlat(crs, at);
    CHECK_NEAR(back.lon_deg, 106.70, 2e-9);
    CHECK_NEAR(back.lat_deg, 10.78, 2e-9);
    crs_close(crs);
}

static void every_vn2000_zone_means_the_same_place(void **state)
{
    const char *zones[] = {"EPSG:5899", "EPSG:3405", "EPSG:9205", "EPSG:4756"};
    struct crs *city = opened("EPSG:9210");
    struct lonlat home = {106.70, 10.78};
    struct point_m at = crs_to_city(city, home);
    for (size_t i = 0; i < 3; i++) {
        struct crs *zone = opened(zones[i]);
        struct point_m there = crs_to_city(zone, home);
        struct crs_bridge *bridge = bridged(zones[i], city);
        CHECK(!crs_bridge_is_geographic(bridge));
        struct point_m here;
        struct error err;
        CHECK(crs_bridge_to_city(bridge, there.x_m, there.y_m, &here, &err) ==
              STATUS_OK);
        CHECK_NEAR(here.x_m, at.x_m, 2e-4);
        CHECK_NEAR(here.y_m, at.y_m, 2e-4);
        crs_bridge_close(bridge);
        crs_close(zone);
    }
    struct crs_bridge *degrees = bridged(zones[3], city);
    CHECK(crs_bridge_is_geographic(degrees));
    struct point_m unshifted;
    struct error err;
    CHECK(crs_bridge_to_city(degrees, 106.70, 10.78, &unshifted, &err) ==
          STATUS_OK);
    CHECK_NEAR(unshifted.x_m, 603893.48, 0.005);
    CHECK_NEAR(unshifted.y_m, 1192172.85, 0.005);
    crs_bridge_close(degrees);
    crs_close(city);
}

static void another_city_uses_its_utm_zone(void **state)
{
    struct crs *crs = opened("EPSG:32722");
    struct lonlat centre = {-51.2300, -30.0331};
    struct point_m at = crs_to_city(crs, centre);
    CHECK(at.x_m > 470e3 && at.x_m < 485e3);
    CHECK(at.y_m > 6670e3 && at.y_m < 6685e3);
    struct lonlat back = crs_to_lonlat(crs, at);
    CHECK_NEAR(back.lon_deg, centre.lon_deg, 1e-9);
    CHECK_NEAR(back.lat_deg, centre.lat_deg, 1e-9);
    crs_close(crs);
}

// Independent witness: Karney's geodesics, between positions of the city's
// own datum in degrees, which `degrees` brings into the plane.
static void check_lengths(const char *name, const char *degrees,
                          struct lonlat corner, double size_deg,
                          double tolerance_mm_km)
{
    struct geod_geodesic earth;
    geod_init(&earth, 6378137, 1 / 298.257223563);
    struct crs *crs = opened(name);
    struct crs_bridge *bridge = bridged(degrees, crs);
    struct lonlat middle = {corner.lon_deg + size_deg / 2,
                            corner.lat_deg + size_deg / 2};
    struct ground ground = crs_ground(crs, crs_to_city(crs, middle));
    struct random random = random_from(6960);
    for (int i = 0; i < 20000; i++) {
        double lon = corner.lon_deg + size_deg * random_unit(&random);
        double lat = corner.lat_deg + size_deg * random_unit(&random);
        double lon2 = lon + 0.01 * (random_unit(&random) - 0.5);
        double lat2 = lat + 0.01 * (random_unit(&random) - 0.5);
        double geodesic_m;
        geod_inverse(&earth, lat, lon, lat2, lon2, &geodesic_m, NULL, NULL);
        struct point_m a, b;
        struct error err;
        CHECK(crs_bridge_to_city(bridge, lon, lat, &a, &err) == STATUS_OK);
        CHECK(crs_bridge_to_city(bridge, lon2, lat2, &b, &err) == STATUS_OK);
        CHECK_NEAR(ground_distance_m(ground, a, b), geodesic_m,
                   1e-6 * tolerance_mm_km * geodesic_m + 1e-6);
    }
    crs_bridge_close(bridge);
    crs_close(crs);
}

static void ground_lengths_agree_with_geodesics(void **state)
{
    struct lonlat hcmc = {106.3, 10.4};
    check_lengths("EPSG:32648", "EPSG:4326", hcmc, 0.8, 0.5);
    check_lengths("EPSG:32722", "EPSG:4326", (struct lonlat){-51.4, -30.2}, 0.4,
                  0.5);
    check_lengths("EPSG:9210", "EPSG:4756", hcmc, 0.8, 0.5);
}

// VN-2000's ellipsoid is as large as that of WGS 84 but lies elsewhere, some
// metres higher under the city, so lengths on the two differ by less than a
// millionth.
static void vn2000_lengths_are_close_to_those_of_wgs84(void **state)
{
    check_lengths("EPSG:9210", "EPSG:4326", (struct lonlat){106.3, 10.4}, 0.8,
                  1.0);
}

static void what_is_no_city_system_is_refused(void **state)
{
    const char *wrong[] = {
        "EPSG:4326",  "EPSG:3857", "EPSG:999999", "EPSG:",     "9210",
        "EPSG:2193x", "",          "EPSG:2027x",  "EPSG:2053", "EPSG:2225"};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        struct crs *crs = NULL;
        struct error err = {0};
        CHECK_INT(crs_open(wrong[i], &crs, &err), STATUS_BAD_INPUT);
        CHECK(crs == NULL);
        CHECK(strstr(err.text, wrong[i]) != NULL);
    }
}

#define PRJ_UTM_48                                                             \
    "PROJCS[\"WGS_1984_UTM_Zone_48N\",GEOGCS[\"GCS_WGS_1984\",DATUM[\"D_WGS_"  \
    "1984\",SPHEROID[\"WGS_1984\",6378137.0,298.257223563]],PRIMEM["           \
    "\"Greenwich\",0.0],UNIT[\"Degree\",0.0174532925199433]],PROJECTION["      \
    "\"Transverse_Mercator\"],PARAMETER[\"False_Easting\",500000.0],"          \
    "PARAMETER[\"False_Northing\",0.0],PARAMETER[\"Central_Meridian\",105.0]," \
    "PARAMETER[\"Scale_Factor\",0.9996],PARAMETER[\"Latitude_Of_Origin\",0.0]" \
    ",UNIT[\"Meter\",1.0]]"

#define PRJ_VN2000                                                             \
    "PROJCS[\"VN_2000_TM_3\",GEOGCS[\"GCS_VN_2000\",DATUM[\"D_Vietnam_2000\"," \
    "SPHEROID[\"WGS_1984\",6378137.0,298.257223563]],PRIMEM[\"Greenwich\","    \
    "0.0],UNIT[\"Degree\",0.0174532925199433]],PROJECTION["                    \
    "\"Transverse_Mercator\"],PARAMETER[\"False_Easting\",500000.0],"          \
    "PARAMETER[\"False_Northing\",0.0],PARAMETER[\"Central_Meridian\",105.75"  \
    "],PARAMETER[\"Scale_Factor\",0.9999],PARAMETER[\"Latitude_Of_Origin\","   \
    "0.0],UNIT[\"Meter\",1.0]]"

static void a_prj_text_is_a_system_too(void **state)
{
    struct crs *city = opened("EPSG:9210");
    struct crs *utm = opened("EPSG:32648");
    struct lonlat home = {106.70, 10.78};
    struct point_m at = crs_to_city(city, home);
    struct point_m in_utm = crs_to_city(utm, home);
    struct point_m here;
    struct error err;

    struct crs_bridge *bridge = bridged(PRJ_UTM_48, city);
    CHECK(crs_bridge_to_city(bridge, in_utm.x_m, in_utm.y_m, &here, &err) ==
          STATUS_OK);
    CHECK_NEAR(here.x_m, at.x_m, 2e-4);
    CHECK_NEAR(here.y_m, at.y_m, 2e-4);
    crs_bridge_close(bridge);

    bridge = bridged(PRJ_VN2000, city);
    CHECK(crs_bridge_to_city(bridge, at.x_m, at.y_m, &here, &err) == STATUS_OK);
    CHECK_NEAR(here.x_m, at.x_m, 2e-4);
    CHECK_NEAR(here.y_m, at.y_m, 2e-4);
    crs_bridge_close(bridge);
    crs_close(utm);
    crs_close(city);
}

static void degrees_come_longitude_first_and_are_checked(void **state)
{
    struct crs *city = opened("EPSG:9210");
    struct crs_bridge *bridge = bridged("EPSG:4326", city);
    CHECK(crs_bridge_is_geographic(bridge));
    struct point_m at;
    struct error err;
    CHECK(crs_bridge_to_city(bridge, 106.70, 10.78, &at, &err) == STATUS_OK);
    CHECK_NEAR(at.x_m, PINNED_X_M, 0.001);
    CHECK_INT(crs_bridge_to_city(bridge, 10.78, 106.70, &at, &err),
              STATUS_BAD_INPUT);
    CHECK(strstr(err.text, "swapped") != NULL);
    CHECK_INT(crs_bridge_to_city(bridge, (double)NAN, 10, &at, &err),
              STATUS_BAD_INPUT);
    crs_bridge_close(bridge);

    bridge = bridged("EPSG:32648", city);
    CHECK_INT(crs_bridge_to_city(bridge, 1e300, 0, &at, &err),
              STATUS_BAD_INPUT);
    CHECK_INT(crs_bridge_to_city(bridge, (double)INFINITY, 0, &at, &err),
              STATUS_BAD_INPUT);
    // One bad position does not spoil the next.
    CHECK(crs_bridge_to_city(bridge, 685000, 1192000, &at, &err) == STATUS_OK);
    crs_bridge_close(bridge);

    struct crs_bridge *none = NULL;
    CHECK_INT(crs_bridge_open("PROJCS[\"broken", city, &none, &err),
              STATUS_BAD_INPUT);
    CHECK(none == NULL);
    crs_close(city);
}

static void a_place_goes_out_as_it_came_in(void **state)
{
    static const char *const SYSTEMS[] = {"OGC:CRS84", "EPSG:4326",
                                          "EPSG:3857", "EPSG:5899",
                                          "EPSG:3405", "EPSG:9210"};
    struct crs *city = opened("EPSG:9210");
    CHECK(crs_is_vn2000(city));
    for (size_t i = 0; i < sizeof SYSTEMS / sizeof *SYSTEMS; i++) {
        struct crs_bridge *bridge = bridged(SYSTEMS[i], city);
        struct point_m home = {603696.97, 1192284.86}, back;
        struct error err;
        double x, y;
        crs_bridge_from_city(bridge, home, &x, &y);
        CHECK(crs_bridge_to_city(bridge, x, y, &back, &err) == STATUS_OK);
        CHECK_NEAR(back.x_m, home.x_m, 5e-4);
        CHECK_NEAR(back.y_m, home.y_m, 5e-4);
        CHECK_INT(crs_bridge_is_north_first(bridge), i == 1);
        if (i < 2) {
            CHECK_NEAR(x, 106.70, 1e-5);
            CHECK_NEAR(y, 10.78, 1e-5);
        }
        crs_bridge_close(bridge);
    }
    crs_close(city);
    struct crs *utm = opened("EPSG:32648");
    CHECK(!crs_is_vn2000(utm));
    crs_close(utm);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(the_pinned_operation_shifts_the_datum),
        TEST(every_vn2000_zone_means_the_same_place),
        TEST(another_city_uses_its_utm_zone),
        TEST(ground_lengths_agree_with_geodesics),
        TEST(vn2000_lengths_are_close_to_those_of_wgs84),
        TEST(what_is_no_city_system_is_refused),
        TEST(a_prj_text_is_a_system_too),
        TEST(degrees_come_longitude_first_and_are_checked),
        TEST(a_place_goes_out_as_it_came_in),
    };
    return RUN_TESTS(tests);
}
