#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "check.h"
#include "import/import_table.h"
#include "import/sector_programme.h"
#include "scratch.h"
#include "store/store_city.h"
#include "store/store_housing.h"
#include "store/store_indicators.h"
#include "store/store_numbers.h"
#include "store/store_sites.h"

static struct error err;

#define MUST(call)                                                             \
    do {                                                                       \
        if ((call) != STATUS_OK)                                               \
            fail_msg("%s", err.text);                                          \
    } while (0)

// A city as `hocgan init` makes it, without a map.
struct city {
    struct scratch *scratch;
    struct arena *arena;
    const char *path;
    struct store *store;
    struct crs *crs;
    struct report report;
};

static int set_up(void **state)
{
    struct city *city = calloc(1, sizeof *city);
    struct city_info info = {.name = "Thử", .crs = "EPSG:9210"};
    city->scratch = scratch_new();
    city->arena = arena_new();
    city->path = scratch_path(city->scratch, "town.sqlite");
    MUST(store_create(city->path, &info, &err));
    MUST(store_open(city->path, STORE_WRITE, &city->store, &err));
    MUST(crs_open("EPSG:9210", &city->crs, &err));
    *state = city;
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

static enum status import(struct city *city, const char *what, const char *name,
                          const char *text)
{
    struct import_options usual = {0};
    city->report = report_new(city->arena);
    return import_table(city->store, city->path, city->crs, what,
                        scratch_file(city->scratch, name, text), &usual,
                        &city->report, &err);
}

static void refuse(struct city *city, const char *what, const char *text,
                   const char *sentence)
{
    CHECK_INT(import(city, what, "told.csv", text), STATUS_BAD_INPUT);
    CHECK_TEXT(err.text, sentence);
}

static void put_a_school_and_a_ward(struct city *city)
{
    struct point_m at =
        crs_to_city(city->crs, (struct lonlat){106.705, 10.785});
    struct point_m corners[] = {{at.x_m - 500, at.y_m - 500},
                                {at.x_m + 500, at.y_m - 500},
                                {at.x_m + 500, at.y_m + 500},
                                {at.x_m - 500, at.y_m + 500}};
    struct school school = {.id = "A",
                            .name = "Trường Tiểu học Lê Lợi",
                            .levels = LEVEL_BIT(LEVEL_PRIMARY),
                            .point = at};
    struct ward ward = {.id = "P1",
                        .name = "Phường 1",
                        .area = area_of_ring(city->arena, corners, 4)};
    MUST(store_begin(city->store, &err));
    MUST(store_write_schools(city->store, &school, 1, &err));
    MUST(store_write_wards(city->store, "file", &ward, 1, &err));
    MUST(store_commit(city->store, &err));
}

static void take_number(sqlite3_stmt *row, struct arena *arena, void *into)
{
    *(int64_t *)into = sqlite3_column_int64(row, 0);
}

static int64_t number(struct store *store, const char *sql)
{
    int64_t found = -1;
    MUST(store_each(store, sql, take_number, NULL, &found, &err));
    return found;
}

// Enrolment without a map ---------------------------------------------------

static void enrolment_comes_into_a_city_without_a_map(void **state)
{
    struct city *city = *state;
    MUST(import(city, "enrolment", "e.csv",
                "school_id,year,grade,pupils\n"
                "01M015,2013,0,22\n01M015,2013,1,25\n01M019,2013,0,30\n"));
    CHECK_INT(number(city->store, "SELECT sum(pupils) FROM enrolment"), 77);
    CHECK_INT(report_total(&city->report, "enrolment", "note", NULL), 2);
}

static void a_hundred_thousand_rows_come_in(void **state)
{
    struct city *city = *state;
    struct text_buffer text = {0};
    int64_t sum = 0;
    text_add_string(&text, "school_id,year,grade,pupils\n");
    for (int school = 0; school < 800; school++)
        for (int grade = 0; grade < 13; grade++)
            for (int year = 2013; year < 2023; year++) {
                int pupils = (school * 7 + grade * 3 + year) % 60;
                text_add_format(&text, "S%d,%d,%d,%d\n", school, year, grade,
                                pupils);
                sum += pupils;
            }
    MUST(import(city, "enrolment", "big.csv", text.bytes));
    text_buffer_free(&text);
    CHECK_INT(number(city->store, "SELECT count(*) FROM enrolment"), 104000);
    CHECK_INT(number(city->store, "SELECT sum(pupils) FROM enrolment"), sum);
    CHECK_INT(report_total(&city->report, "enrolment", "note", NULL), 800);
}

static void new_yorks_enrolment_comes_in(void **state)
{
    struct city *city = *state;
    struct import_options usual = {0};
    const char *folder = getenv("HOCGAN_DATA");
    const char *path =
        arena_format(city->arena, "%s/enrolment/%s",
                     folder == NULL ? "" : folder, "nyc-enrolment.csv");
    FILE *file = fopen(path, "rb");
    if (file == NULL) {
        print_message("HOCGAN_DATA has no enrolment: skipped\n");
        skip();
    }
    fclose(file);
    city->report = report_new(city->arena);
    MUST(import_table(city->store, city->path, city->crs, "enrolment", path,
                      &usual, &city->report, &err));
    CHECK_INT(number(city->store, "SELECT count(DISTINCT school_id)"
                                  "  FROM enrolment"),
              1902);
    CHECK_INT(report_total(&city->report, "enrolment", "note", NULL), 1902);
}

static void every_bad_row_of_enrolment_is_told_and_nothing_changes(void **state)
{
    struct city *city = *state;
    CHECK_INT(import(city, "enrolment", "e.csv",
                     "school_id,year,grade,pupils\n"
                     "A,2024,1,30\nA,2024,2,-1\nA,2024,13,5\nA,2024,1,31\n"
                     ",2024,3,1\nA,2024,4,100001\nA,2024,5,\n"),
              STATUS_BAD_INPUT);
    CHECK_TEXT(err.text, "e.csv, row 3, pupils: \"-1\" is not a whole number "
                         "from 0 to 100000; and 5 more");
    CHECK_INT(city->report.n_refusals, 6);
    CHECK_TEXT(city->report.refusals[2].sentence,
               "e.csv: rows 2 and 5 are both \"A, 2024, grade 1\"");
    CHECK_TEXT(city->report.refusals[5].sentence,
               "e.csv, row 8, pupils: is empty");
    CHECK_INT(number(city->store, "SELECT count(*) FROM enrolment"), 0);
}

static void every_bad_row_of_population_is_told(void **state)
{
    struct city *city = *state;
    put_a_school_and_a_ward(city);
    CHECK_INT(import(city, "population", "p.csv",
                     "ward_id,year,age,people\nP1,2024,5,-3\nP9,2024,5,3\n"
                     "P1,2024,5,3\n"),
              STATUS_BAD_INPUT);
    CHECK_TEXT(err.text, "p.csv, row 2, people: \"-3\" is not a whole number "
                         "from 0 to 1000000000; and 1 more");
    CHECK_TEXT(city->report.refusals[1].sentence,
               "p.csv, row 3, ward_id: there is no ward \"P9\"");
}

// Housing and sites ---------------------------------------------------------

static void housing_comes_in_and_the_next_file_replaces_it(void **state)
{
    struct city *city = *state;
    struct housing_list read;
    put_a_school_and_a_ward(city);
    MUST(import(city, "housing", "h.csv",
                "kinh_do,vi_do,so_can_ho,nam,pupils_per_home\n"
                "106.706,10.786,400,2027,0.4\n"
                "106.706,10.786,400,2027,0.4\n"));
    MUST(import(city, "housing", "h.csv",
                "lon,lat,homes,year,pupils_per_home\n"
                "106.706,10.786,250,2028,0.45\n"));
    MUST(store_read_housing(city->store, city->arena, &read, &err));
    CHECK_INT(read.count, 1);
    CHECK_INT(read.items[0].homes, 250);
    CHECK_NEAR(read.items[0].pupils_per_home, 0.45, 0);
    struct lonlat at = crs_to_lonlat(city->crs, read.items[0].at);
    CHECK_NEAR(at.lon_deg, 106.706, 1e-8);
    CHECK_NEAR(at.lat_deg, 10.786, 1e-8);
}

static void bad_housing_is_refused_by_row_and_field(void **state)
{
    struct city *city = *state;
    put_a_school_and_a_ward(city);
    refuse(city, "housing",
           "lon,lat,homes,year,pupils_per_home\n106.7,10.78,-1,2027,0.4\n",
           "told.csv, row 2, homes: \"-1\" is not a whole number from 0 to "
           "1000000");
    refuse(city, "housing",
           "lon,lat,homes,year,pupils_per_home\n10.78,106.7,1,2027,0.4\n",
           "told.csv, row 2: the position 10.78, 106.7 has longitude and "
           "latitude swapped");
    refuse(city, "housing",
           "lon,lat,homes,year,pupils_per_home\n106.7,10.78,1,2027,\n",
           "told.csv, row 2, pupils_per_home: is empty");
    refuse(city, "housing",
           "lon,lat,homes,year,pupils_per_home\n106.7,10.78,1,27,0.4\n",
           "told.csv, row 2, year: \"27\" is not a year");
    CHECK_INT(number(city->store, "SELECT count(*) FROM housing"), 0);
}

static void sites_come_in_with_or_without_an_id(void **state)
{
    struct city *city = *state;
    struct site_list read;
    put_a_school_and_a_ward(city);
    MUST(import(city, "sites", "s.csv",
                "id,ten,lon,lat,area_m2,max_rooms,cost\n"
                "KD1,Khu đất Ao Sen,106.706,10.786,8000,30,45.5\n"
                ",,106.707,10.786,,12,\n"));
    MUST(store_read_sites(city->store, city->arena, &read, &err));
    CHECK_INT(read.count, 2);
    CHECK_TEXT(read.items[0].id, "KD1");
    CHECK_TEXT(read.items[0].name, "Khu đất Ao Sen");
    CHECK_TEXT(read.items[1].id, "site-3");
    CHECK(read.items[1].cost < 0);
    refuse(city, "sites",
           "id,lon,lat,max_rooms\na,106.7,10.78,3\na,106.7,10.78,3\n",
           "told.csv: rows 2 and 3 are both \"a\"");
    refuse(city, "sites", "lon,lat,max_rooms\n106.7,10.78,0\n",
           "told.csv, row 2, max_rooms: \"0\" is not a whole number from 1 to "
           "1000");
    CHECK_INT(number(city->store, "SELECT count(*) FROM site"), 2);
}

// Indicators ----------------------------------------------------------------

static void the_sectors_programme_is_carried_along(void **state)
{
    struct city *city = *state;
    struct indicator_list programme;
    MUST(sector_programme_read(city->arena, &programme, &err));
    CHECK_INT(programme.count, 8);
    for (size_t i = 0; i < programme.count; i++) {
        CHECK(programme.items[i].has_target);
        CHECK(programme.items[i].name_vi[0] != '\0');
        CHECK(programme.items[i].name_en[0] != '\0');
    }
    CHECK_TEXT(programme.items[2].code, "staff_trained");
    CHECK_INT(programme.items[2].target_year, 2025);
    CHECK_TEXT(programme.items[7].code, "satisfaction");
    CHECK_NEAR(programme.items[7].target, 80, 0);
}

static void values_of_the_programme_need_no_definition(void **state)
{
    struct city *city = *state;
    struct indicator_list kinds;
    struct indicator_value_row_list values;
    put_a_school_and_a_ward(city);
    MUST(import(city, "indicators", "v.csv",
                "chi_tieu,nam,ma_truong,ma_phuong,gia_tri\n"
                "Trường có Internet cáp quang,2024,A,,1\n"
                "fibre_internet,2024,,P1,62.5\n"
                "satisfaction,2025,,,71\n"));
    MUST(store_read_indicators(city->store, city->arena, &kinds, &err));
    CHECK_INT(kinds.count, 2);
    CHECK_TEXT(kinds.items[0].name_en, "Schools with fibre Internet");
    MUST(store_read_indicator_values(city->store, city->arena, &values, &err));
    CHECK_INT(values.count, 3);
    CHECK_TEXT(values.items[0].ward_id, "P1");
    CHECK_TEXT(values.items[1].school_id, "A");
    CHECK_NEAR(values.items[2].value, 71, 0);
}

static void a_city_may_define_its_own_or_set_another_target(void **state)
{
    struct city *city = *state;
    struct indicator_list kinds;
    MUST(import(city, "indicators", "kinds.csv",
                "code,name_vi,name_en,unit,better,target,target_year\n"
                "class_size,Sĩ số,Class size,pupils,lower,35,2028\n"
                "satisfaction,,,,,90,2027\n"));
    MUST(import(city, "indicators", "v.csv",
                "code,year,value\nclass_size,2024,41\n"));
    MUST(store_read_indicators(city->store, city->arena, &kinds, &err));
    CHECK_INT(kinds.count, 2);
    CHECK(kinds.items[0].is_lower_better);
    CHECK_NEAR(kinds.items[0].target, 35, 0);
    CHECK_NEAR(kinds.items[1].target, 90, 0);
    CHECK_INT(kinds.items[1].target_year, 2027);
    CHECK_TEXT(kinds.items[1].name_en, "Parents and pupils who are satisfied");
}

static void bad_indicators_are_refused_by_row_and_field(void **state)
{
    struct city *city = *state;
    put_a_school_and_a_ward(city);
    refuse(city, "indicators", "code,year,value\nwhat,2024,1\n",
           "told.csv, row 2, code: there is no indicator \"what\", and the row "
           "does not name it (name_vi, name_en, unit)");
    refuse(city, "indicators", "code,name_vi,unit\nx,Một,\n",
           "told.csv, row 2, unit: is empty, and \"x\" is new");
    refuse(city, "indicators",
           "code,year,school,value\nfibre_internet,2024,A,2\n",
           "told.csv, row 2, value: 2 is not from 0 to 1");
    refuse(city, "indicators",
           "code,year,school,value\nfibre_internet,2024,A,0.5\n",
           "told.csv, row 2, value: 0.5 is neither 0 (the school does not have "
           "it) nor 1 (it has)");
    refuse(city, "indicators",
           "code,year,ward,value\nsatisfaction,2024,P1,101\n",
           "told.csv, row 2, value: 101 is not from 0 to 100");
    refuse(city, "indicators", "code,year,ward,value\nsatisfaction,2024,P7,1\n",
           "told.csv, row 2, ward: there is no ward \"P7\"");
    refuse(city, "indicators",
           "code,year,school_id,value\nsatisfaction,2024,Z,1\n",
           "told.csv, row 2, school (column \"school_id\"): there is no school "
           "\"Z\"");
    refuse(city, "indicators", "code,year,value\nsatisfaction,2024,\n",
           "told.csv, row 2, value: is empty");
    refuse(city, "indicators", "code,year,value\nsatisfaction,2024,nan\n",
           "told.csv, row 2, value: \"nan\" is not a number");
    refuse(city, "indicators",
           "code,name_vi,unit,target\nx,Một,%,50\nx,Một,%,60\n",
           "told.csv: rows 2 and 3 tell different names, units or targets of "
           "\"x\"");
    refuse(city, "indicators",
           "code,year,value\nsatisfaction,2024,1\nsatisfaction,2024,2\n",
           "told.csv: rows 2 and 3 are both \"satisfaction, 2024, in the "
           "city\"");
    CHECK_INT(number(city->store, "SELECT count(*) FROM indicator"), 0);
    CHECK_INT(number(city->store, "SELECT count(*) FROM indicator_value"), 0);
}

#define CITY_TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CITY_TEST(enrolment_comes_into_a_city_without_a_map),
        CITY_TEST(a_hundred_thousand_rows_come_in),
        CITY_TEST(new_yorks_enrolment_comes_in),
        CITY_TEST(every_bad_row_of_enrolment_is_told_and_nothing_changes),
        CITY_TEST(every_bad_row_of_population_is_told),
        CITY_TEST(housing_comes_in_and_the_next_file_replaces_it),
        CITY_TEST(bad_housing_is_refused_by_row_and_field),
        CITY_TEST(sites_come_in_with_or_without_an_id),
        CITY_TEST(the_sectors_programme_is_carried_along),
        CITY_TEST(values_of_the_programme_need_no_definition),
        CITY_TEST(a_city_may_define_its_own_or_set_another_target),
        CITY_TEST(bad_indicators_are_refused_by_row_and_field),
    };
    return RUN_TESTS(tests);
}
