#include "check.h"
#include "format/geojson.h"

static struct arena *arena;
static struct feature_table table;
static struct error err;

static enum status parse(const char *text)
{
    table = (struct feature_table){.file = "a.geojson"};
    return geojson_parse(text, strlen(text), arena, &table, &err);
}

#define FEATURE(geometry)                                                      \
    "{\"type\":\"FeatureCollection\",\"features\":[{\"type\":\"Feature\","     \
    "\"properties\":{\"id\":7,\"name\":\"Xã A\",\"pop\":1.5,\"no\":null},"    \
    "\"geometry\":" geometry "}]}"

static void check_refused(const char *text, const char *sentence)
{
    CHECK_INT(parse(text), STATUS_BAD_INPUT);
    CHECK_TEXT(err.text, sentence);
}

static void polygons_keep_their_holes(void **state)
{
    // Both rings run clockwise, and the second is left open.
    CHECK_INT(parse(FEATURE(
                  "{\"type\":\"Polygon\",\"coordinates\":["
                  "[[106,10],[106,11],[107,11],[107,10],[106,10]],"
                  "[[106.2,10.2],[106.2,10.4],[106.4,10.4],[106.4,10.2]]]}")),
              STATUS_OK);
    const struct feature *feature = &table.features.items[0];
    CHECK_INT(feature->shape, SHAPE_AREA);
    CHECK_INT(feature->area.polygons[0].n_rings, 2);
    CHECK_NEAR(area_m2(&feature->area), 0.96, 1e-9);
    CHECK(ring_signed_m2(feature->area.polygons[0].rings[0]) > 0);
    CHECK(ring_signed_m2(feature->area.polygons[0].rings[1]) < 0);
    CHECK_TEXT(table.crs, "EPSG:4326");
}

static void properties_become_columns(void **state)
{
    CHECK_INT(parse(FEATURE("{\"type\":\"Point\",\"coordinates\":[106,10,5]}")),
              STATUS_OK);
    CHECK_INT(table.n_columns, 4);
    const char **texts = table.features.items[0].texts;
    CHECK_TEXT(table.columns[1], "name");
    CHECK_TEXT(texts[0], "7");
    CHECK_TEXT(texts[1], "Xã A");
    CHECK_TEXT(texts[2], "1.5");
    CHECK(texts[3] == NULL);
    CHECK_NEAR(table.features.items[0].point.y_m, 10, 0);
}

static void multipolygons_and_lines_are_read(void **state)
{
    CHECK_INT(parse(FEATURE("{\"type\":\"MultiPolygon\",\"coordinates\":["
                            "[[[0,0],[1,0],[1,1],[0,0]]],"
                            "[[[5,5],[6,5],[6,6],[5,5]]]]}")),
              STATUS_OK);
    CHECK_INT(table.features.items[0].area.n_polygons, 2);
    CHECK_INT(parse(FEATURE(
                  "{\"type\":\"LineString\",\"coordinates\":[[0,0],[1,0]]}")),
              STATUS_OK);
    CHECK_INT(table.features.items[0].line.count, 2);
}

static void the_crs_of_the_older_standard_is_understood(void **state)
{
#define IN_CRS(name)                                                           \
    "{\"type\":\"FeatureCollection\",\"crs\":{\"type\":\"name\","              \
    "\"properties\":{\"name\":\"" name "\"}},\"features\":[{\"type\":"         \
    "\"Feature\",\"properties\":{},\"geometry\":{\"type\":\"Point\","          \
    "\"coordinates\":[685000,1190000]}}]}"
    CHECK_INT(parse(IN_CRS("urn:ogc:def:crs:EPSG::32648")), STATUS_OK);
    CHECK_TEXT(table.crs, "EPSG:32648");
    CHECK_INT(parse(IN_CRS("EPSG:32648")), STATUS_OK);
    CHECK_TEXT(table.crs, "EPSG:32648");
    CHECK_INT(parse(IN_CRS("urn:ogc:def:crs:OGC:1.3:CRS84")), STATUS_BAD_INPUT);
    check_refused(IN_CRS("nowhere"), "a.geojson: its \"crs\" does not name a "
                                     "coordinate system");
}

static void bad_files_are_refused_in_a_sentence(void **state)
{
    check_refused("", "a.geojson is empty");
    check_refused("{}", "a.geojson is JSON, but not a GeoJSON feature "
                        "collection");
    check_refused(FEATURE("{\"type\":\"Point\",\"coordinates\":[10.7,106.7]}"),
                  "a.geojson, feature 1: the position 10.7, 106.7 has "
                  "longitude and latitude swapped");
    check_refused(
        FEATURE("{\"type\":\"Polygon\",\"coordinates\":[[[0,0],[1,1]]]"
                "}"),
        "a.geojson, feature 1: a ring has fewer than four positions");
    check_refused(FEATURE("{\"type\":\"Curve\",\"coordinates\":[]}"),
                  "a.geojson, feature 1: its geometry is a Curve, which is not "
                  "read");
    check_refused(FEATURE("{\"type\":\"Point\",\"coordinates\":[\"a\",1]}"),
                  "a.geojson, feature 1: a position is not two numbers");
    CHECK_INT(parse("{\"type\":\"FeatureCollection\",\n\"features\":["),
              STATUS_BAD_INPUT);
    CHECK(strncmp(err.text, "a.geojson, line 2: ", 19) == 0);
    CHECK_INT(parse("{\"type\":\"\xC3\x28\"}"), STATUS_BAD_INPUT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(polygons_keep_their_holes),
        TEST(properties_become_columns),
        TEST(multipolygons_and_lines_are_read),
        TEST(the_crs_of_the_older_standard_is_understood),
        TEST(bad_files_are_refused_in_a_sentence),
    };
    arena = arena_new();
    int failed = RUN_TESTS(tests);
    arena_free(arena);
    return failed;
}
