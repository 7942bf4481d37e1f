#include <shapefil.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "check.h"
#include "format/shapefile.h"
#include "scratch.h"

static struct scratch *scratch;
static struct arena *arena;
static struct feature_table table;
static struct error err;

static enum status read_as(const char *name, enum encoding encoding)
{
    table = (struct feature_table){0};
    return shapefile_read(scratch_path(scratch, name), encoding, arena, &table,
                          &err);
}

// Two features written by shapelib: a square with a hole in which an island
// lies, and a plain square; the rings in an order that helps nobody.
static void write_squares(const char *name_of_first)
{
    // Hole, island, outer: the outer rings clockwise, the hole not.
    double x[] = {2, 8, 8, 2, 2, 4, 4, 6, 6, 4, 0, 0, 10, 10, 0};
    double y[] = {2, 2, 8, 8, 2, 4, 6, 6, 4, 4, 0, 10, 10, 0, 0};
    int parts[] = {0, 5, 10};
    int one_part[] = {0};
    const char *path = scratch_path(scratch, "w.shp");
    SHPHandle shapes = SHPCreate(path, SHPT_POLYGON);
    DBFHandle rows = DBFCreate(path);
    DBFAddField(rows, "Com_Name", FTString, 20, 0);
    DBFAddField(rows, "Pop_2019", FTDouble, 19, 11);
    SHPObject *ring =
        SHPCreateObject(SHPT_POLYGON, -1, 3, parts, NULL, 15, x, y, NULL, NULL);
    SHPWriteObject(shapes, -1, ring);
    SHPDestroyObject(ring);
    ring = SHPCreateObject(SHPT_POLYGON, -1, 1, one_part, NULL, 5, x + 10,
                           y + 10, NULL, NULL);
    SHPWriteObject(shapes, -1, ring);
    SHPDestroyObject(ring);
    DBFWriteStringAttribute(rows, 0, 0, name_of_first);
    DBFWriteDoubleAttribute(rows, 0, 1, 23258);
    DBFWriteStringAttribute(rows, 1, 0, "B");
    SHPClose(shapes);
    DBFClose(rows);
    scratch_file(scratch, "w.prj", "PROJCS[\"made up\"]");
}

static void cut(const char *name, long bytes)
{
    CHECK_INT(truncate(scratch_path(scratch, name), bytes), 0);
}

static void rings_become_areas_with_holes(void **state)
{
    write_squares("Tân Định");
    CHECK_INT(read_as("w.shp", ENCODING_UTF8), STATUS_OK);
    CHECK_INT(table.features.count, 2);
    const struct feature *first = &table.features.items[0];
    CHECK_INT(first->area.n_polygons, 2);
    CHECK_NEAR(area_m2(&first->area), 100 - 36 + 4, 1e-9);
    CHECK(area_has_point(&first->area, (struct point_m){1, 5}));
    CHECK(!area_has_point(&first->area, (struct point_m){3, 5}));
    CHECK(area_has_point(&first->area, (struct point_m){5, 5}));
    CHECK_NEAR(area_m2(&table.features.items[1].area), 100, 1e-9);
    CHECK_TEXT(first->texts[0], "Tân Định");
    CHECK_NEAR(strtod(first->texts[1], NULL), 23258, 0);
    CHECK(table.features.items[1].texts[1] == NULL);
    CHECK_TEXT(table.crs, "PROJCS[\"made up\"]");
}

static void missing_parts_are_named(void **state)
{
    static const char *const PARTS[] = {"w.shx", "w.dbf"};
    for (int i = 0; i < 2; i++) {
        char sentence[80];
        write_squares("A");
        unlink(scratch_path(scratch, PARTS[i]));
        CHECK_INT(read_as("w.shp", ENCODING_UTF8), STATUS_BAD_INPUT);
        snprintf(sentence, sizeof sentence,
                 "w.shp comes without %s, which has to be beside it", PARTS[i]);
        CHECK_TEXT(err.text, sentence);
    }
    write_squares("A");
    unlink(scratch_path(scratch, "w.prj"));
    CHECK_INT(read_as("w.shp", ENCODING_UTF8), STATUS_OK);
    CHECK(table.crs == NULL);
}

static void files_that_are_cut_short_are_refused(void **state)
{
    static const char *const PARTS[] = {"w.shp", "w.shx", "w.dbf"};
    for (int i = 0; i < 3; i++)
        for (long bytes = 0; bytes < 108; bytes += 9) {
            write_squares("A");
            cut(PARTS[i], bytes);
            CHECK_INT(read_as("w.shp", ENCODING_UTF8), STATUS_BAD_INPUT);
            CHECK(strncmp(err.text, PARTS[i], 5) == 0);
        }
}

static void names_in_old_encodings_are_read_or_refused(void **state)
{
    write_squares("Phu\xF9 L\xF4\xEFi");
    CHECK_INT(read_as("w.shp", ENCODING_VNI), STATUS_OK);
    CHECK_TEXT(table.features.items[0].texts[0], "Phú Lợi");
    CHECK_INT(read_as("w.shp", ENCODING_UTF8), STATUS_BAD_INPUT);
    CHECK_TEXT(err.text,
               "w.dbf, feature 1, column \"Com_Name\": the text is not UTF-8; "
               "give the file's encoding, as in --encoding tcvn3");
}

static void a_text_called_shp_is_refused(void **state)
{
    scratch_file(scratch, "t.shp", "hello");
    CHECK_INT(read_as("t.shp", ENCODING_UTF8), STATUS_BAD_INPUT);
    CHECK_TEXT(err.text, "t.shp is not a shapefile or is cut short");
    CHECK_INT(read_as("none.shp", ENCODING_UTF8), STATUS_NOT_FOUND);
}

static void the_city_has_322_wards(void **state)
{
    const char *data = getenv("HOCGAN_DATA");
    char path[4096];
    snprintf(path, sizeof path, "%s/hcmc/wards-2019.shp",
             data == NULL ? "." : data);
    if (access(path, R_OK) != 0) {
        print_message("skipped: no %s\n", path);
        skip();
    }
    table = (struct feature_table){0};
    CHECK_INT(shapefile_read(path, ENCODING_UTF8, arena, &table, &err),
              STATUS_OK);
    CHECK_INT(table.features.count, 322);
    CHECK_TEXT(table.columns[0], "Com_Name");
    CHECK_TEXT(table.features.items[0].texts[0], "Tan Dinh");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(rings_become_areas_with_holes),
        TEST(missing_parts_are_named),
        TEST(files_that_are_cut_short_are_refused),
        TEST(names_in_old_encodings_are_read_or_refused),
        TEST(a_text_called_shp_is_refused),
        TEST(the_city_has_322_wards),
    };
    scratch = scratch_new();
    arena = arena_new();
    int failed = RUN_TESTS(tests);
    arena_free(arena);
    scratch_free(scratch);
    return failed;
}
