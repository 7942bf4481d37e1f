// Imports that are only tried, and imports of who looks after one ward of two.
//
//     106.70        106.71        106.72
//     10.79 +-------------+-------------+
//           |  1          |  2          |
//     10.78 +-------------+-------------+

#include <stdlib.h>
#include <string.h>

#include "check.h"
#include "import/import_table.h"
#include "scratch.h"
#include "store/store_city.h"
#include "store/store_pupils.h"

static struct error err;

#define MUST(call)                                                             \
    do {                                                                       \
        if ((call) != STATUS_OK)                                               \
            fail_msg("%s", err.text);                                          \
    } while (0)

struct city {
    struct scratch *scratch;
    struct arena *arena;
    const char *path;
    struct store *store;
    struct crs *crs;
    struct report report;
};

#define SQUARE(id, west, east)                                                 \
    "{\"type\":\"Feature\",\"properties\":{\"id\":\"" id "\",\"name\":\"P" id  \
    "\"},\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[[[" west          \
    ",10.78],[" east ",10.78],[" east ",10.79],[" west ",10.79],[" west        \
    ",10.78]]]}}"

static enum status import(struct city *city, const char *what, const char *name,
                          const char *text, struct import_options options)
{
    city->report.progress = NULL;
    const char *file = city->report.file;
    city->report = report_new(city->arena);
    city->report.file = file;
    return import_table(city->store, city->path, city->crs, what,
                        scratch_file(city->scratch, name, text), &options,
                        &city->report, &err);
}

#define OF_ALL ((struct import_options){0})
static const char *const FIRST[] = {"1"};
#define OF_FIRST ((struct import_options){.ward_ids = FIRST, .n_wards = 1})

static int set_up(void **state)
{
    struct city *city = calloc(1, sizeof *city);
    struct city_info info = {.name = "Thử", .crs = "EPSG:9210"};
    *state = city;
    city->scratch = scratch_new();
    city->arena = arena_new();
    city->path = scratch_path(city->scratch, "town.sqlite");
    MUST(store_create(city->path, &info, &err));
    MUST(store_open(city->path, STORE_WRITE, &city->store, &err));
    MUST(crs_open("EPSG:9210", &city->crs, &err));
    struct school school = {
        .id = "w1",
        .name = "Lê Lợi",
        .levels = LEVEL_BIT(LEVEL_PRIMARY),
        .source = "osm",
        .point = crs_to_city(city->crs, (struct lonlat){106.705, 10.785})};
    MUST(store_begin(city->store, &err));
    MUST(store_write_schools(city->store, &school, 1, &err));
    MUST(store_commit(city->store, &err));
    MUST(import(
        city, "wards", "w.geojson",
        "{\"type\":\"FeatureCollection\",\"features\":[" SQUARE(
            "1", "106.70", "106.71") "," SQUARE("2", "106.71", "106.72") "]}",
        OF_ALL));
    return 0;
}

static int tear_down(void **state)
{
    struct city *city = *state;
    store_close(city->store);
    crs_close(city->crs);
    arena_free(city->arena);
    scratch_free(city->scratch);
    free(city);
    return 0;
}

static size_t count_pupils(struct city *city)
{
    struct store *children;
    struct pupil_list pupils;
    MUST(store_open_private(city->path, &children, &err));
    MUST(store_read_pupils(children, city->arena, &pupils, &err));
    store_close(children);
    return pupils.count;
}

static void rows_of_other_wards_are_refused_by_row(void **state)
{
    struct city *city = *state;
    CHECK_INT(import(city, "pupils", "p.csv",
                     "id,lon,lat,grade,year,ward\n"
                     "a,106.705,10.785,1,2026,\n"
                     "b,106.715,10.785,1,2026,\n"
                     "c,106.705,10.785,1,2026,2\n"
                     "d,106.7203,10.785,1,2026,\n",
                     OF_FIRST),
              STATUS_BAD_INPUT);
    CHECK_INT(city->report.n_refusals, 3);
    CHECK_TEXT(city->report.refusals[0].sentence,
               "p.csv, row 3, ward: lives in \"2\", which is not one of your "
               "wards");
    CHECK_INT(city->report.refusals[1].row, 4);
    CHECK_TEXT(city->report.refusals[1].field, "ward");
    CHECK_TEXT(city->report.refusals[2].sentence,
               "p.csv, row 5, ward: lives in no known ward, which is not one "
               "of your wards");
    CHECK_INT(count_pupils(city), 0);
    MUST(import(city, "pupils", "p.csv",
                "id,lon,lat,grade,year\na,106.705,10.785,1,2026\n", OF_FIRST));
    CHECK_INT(count_pupils(city), 1);
}

static void a_pupil_is_not_taken_over_from_another_ward(void **state)
{
    struct city *city = *state;
    MUST(import(city, "pupils", "p.csv",
                "id,lon,lat,grade,year\n"
                "a,106.705,10.785,1,2026\nb,106.715,10.785,1,2026\n",
                OF_ALL));
    CHECK_INT(import(city, "pupils", "p.csv",
                     "id,lon,lat,grade,year\n"
                     "a,106.706,10.785,1,2026\nb,106.705,10.785,1,2026\n",
                     OF_FIRST),
              STATUS_BAD_INPUT);
    CHECK_TEXT(err.text, "p.csv, row 3, id: this pupil is known from a ward "
                         "that is not one of yours");
}

static void wishes_are_for_pupils_of_ones_own_wards(void **state)
{
    struct city *city = *state;
    MUST(import(city, "pupils", "p.csv",
                "id,lon,lat,grade,year\n"
                "a,106.705,10.785,10,2026\nb,106.715,10.785,10,2026\n",
                OF_ALL));
    CHECK_INT(import(city, "wishes", "n.csv",
                     "pupil_id,rank,school_id\na,1,w1\nb,1,w1\n", OF_FIRST),
              STATUS_BAD_INPUT);
    CHECK_TEXT(err.text, "n.csv, row 3, pupil_id: there is no pupil \"b\"");
    MUST(import(city, "wishes", "n.csv", "pupil_id,rank,school_id\na,1,w1\n",
                OF_FIRST));
}

static void what_is_tried_leaves_no_trace(void **state)
{
    struct city *city = *state;
    struct import_preview preview = {0};
    struct import_options tried = {.is_dry_run = true, .preview = &preview};
    char before[33], after[33];
    static const char WARDS[] = "SELECT id, name, geom FROM ward ORDER BY id";
    MUST(store_checksum(city->store, WARDS, before, &err));
    MUST(import(city, "wards", "w.geojson",
                "{\"type\":\"FeatureCollection\",\"features\":[" SQUARE(
                    "9", "106.70", "106.72") "]}",
                tried));
    MUST(store_checksum(city->store, WARDS, after, &err));
    CHECK_TEXT(before, after);
    MUST(import(city, "pupils", "p.csv",
                "id,lon,lat,grade,year\na,106.705,10.785,1,2026\n", tried));
    CHECK_INT(count_pupils(city), 0);
    CHECK_INT(report_total(&city->report, "pupils", "kept", NULL), 1);
}

static void a_try_shows_how_a_file_was_understood(void **state)
{
    struct city *city = *state;
    struct import_preview preview = {0};
    struct import_options tried = {.is_dry_run = true, .preview = &preview};
    CHECK_INT(import(city, "pupils", "p.csv",
                     "Mã định danh,kinh độ,vĩ độ,lớp,năm học,Họ tên,x9\n"
                     "a,106.705,10.785,1,2026,Lan,\n"
                     "b,106.705,10.785,13,2026,Minh,7\n",
                     tried),
              STATUS_BAD_INPUT);
    CHECK_INT(preview.n_columns, 7);
    CHECK_TEXT(preview.columns[0], "Mã định danh");
    CHECK_TEXT(preview.fields[0].name, "id");
    CHECK_TEXT(preview.fields[0].column, "Mã định danh");
    CHECK(preview.fields[0].is_needed);
    CHECK_INT(preview.n_rows, 2);
    CHECK_INT(preview.rows[1].number, 3);
    CHECK_TEXT(preview.rows[1].texts[5], "Minh");
    CHECK(preview.rows[0].texts[6] == NULL);
    CHECK_INT(city->report.n_refusals, 1);
    CHECK_TEXT(city->report.refusals[0].field, "grade");
}

static void columns_are_shown_also_where_one_is_missing(void **state)
{
    struct city *city = *state;
    struct import_preview preview = {0};
    struct import_options tried = {.is_dry_run = true, .preview = &preview};
    CHECK_INT(
        import(city, "pupils", "p.csv", "id,lat,lop\na,10.785,1\n", tried),
        STATUS_BAD_INPUT);
    CHECK(strstr(err.text, "no column for lon") != NULL);
    CHECK_INT(preview.n_columns, 3);
    CHECK(preview.fields[1].column == NULL);
    CHECK_TEXT(preview.fields[2].column, "lat");
    CHECK_TEXT(preview.fields[3].column, "lop");
    CHECK_INT(preview.n_rows, 1);
}

static void a_file_is_called_what_people_call_it(void **state)
{
    struct city *city = *state;
    city->report.file = "Học sinh.csv";
    CHECK_INT(import(city, "pupils", "upload.csv",
                     "id,lon,lat,grade,year\na,106.705,10.785,13,2026\n",
                     OF_ALL),
              STATUS_BAD_INPUT);
    CHECK_TEXT(err.text, "Học sinh.csv, row 2, grade: \"13\" is not a whole "
                         "number from 0 to 12");
    CHECK_INT(import(city, "pupils", "upload.csv", "", OF_ALL),
              STATUS_BAD_INPUT);
    CHECK(strncmp(err.text, "Học sinh.csv", 12) == 0);
}

#define CITY_TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CITY_TEST(rows_of_other_wards_are_refused_by_row),
        CITY_TEST(a_pupil_is_not_taken_over_from_another_ward),
        CITY_TEST(wishes_are_for_pupils_of_ones_own_wards),
        CITY_TEST(what_is_tried_leaves_no_trace),
        CITY_TEST(a_try_shows_how_a_file_was_understood),
        CITY_TEST(columns_are_shown_also_where_one_is_missing),
        CITY_TEST(a_file_is_called_what_people_call_it),
    };
    return RUN_TESTS(tests);
}
