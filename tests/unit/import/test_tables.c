#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/text.h"
#include "check.h"
#include "import/import_table.h"
#include "scratch.h"
#include "store/store_city.h"
#include "store/store_numbers.h"
#include "store/store_pupils.h"

// A city of two wards side by side near the middle of Ho Chi Minh City, with
// two schools on its map, one of them in grounds.
//
//     106.70        106.71        106.72
//     10.79 +-------------+-------------+
//           |  Phường 1   |  Phường 2   |
//           |   Lê Lợi    |     n2      |
//     10.78 +-------------+-------------+
struct city {
    struct scratch *scratch;
    struct arena *arena;
    const char *path;
    struct store *store;
    struct crs *crs;
    struct report report;
};

static struct error err;

#define MUST(call)                                                             \
    do {                                                                       \
        if ((call) != STATUS_OK)                                               \
            fail_msg("%s", err.text);                                          \
    } while (0)

#define SQUARE(id, name, west, east)                                           \
    "{\"type\":\"Feature\",\"properties\":{\"id\":\"" id "\",\"name\":\"" name \
    "\",\"Pop_2019\":1000},\"geometry\":{\"type\":\"Polygon\",\"coordinates\"" \
    ":[[[" west ",10.78],[" east ",10.78],[" east ",10.79],[" west ",10.79],"  \
    "[" west ",10.78]]]}}"
#define COLLECTION(features)                                                   \
    "{\"type\":\"FeatureCollection\",\"features\":[" features "]}"
#define TWO_WARDS                                                              \
    COLLECTION(SQUARE("1", "Phường 1", "106.70", "106.71") "," SQUARE(         \
        "2", "Phường 2", "106.71", "106.72"))

static enum status import_as(struct city *city, const char *what,
                             const char *name, const char *text,
                             const struct import_options *options)
{
    city->report = report_new(city->arena);
    return import_table(city->store, city->path, city->crs, what,
                        scratch_file(city->scratch, name, text), options,
                        &city->report, &err);
}

static enum status import(struct city *city, const char *what, const char *name,
                          const char *text)
{
    struct import_options usual = {0};
    return import_as(city, what, name, text, &usual);
}

static struct point_m at(struct city *city, double lon_deg, double lat_deg)
{
    return crs_to_city(city->crs, (struct lonlat){lon_deg, lat_deg});
}

static void put_schools_on_the_map(struct city *city)
{
    struct point_m middle = at(city, 106.705, 10.785);
    struct point_m corners[] = {{middle.x_m - 40, middle.y_m - 40},
                                {middle.x_m + 40, middle.y_m - 40},
                                {middle.x_m + 40, middle.y_m + 40},
                                {middle.x_m - 40, middle.y_m + 40}};
    struct school schools[] = {
        {.id = "n2",
         .name = "THCS Trần Phú",
         .levels = LEVEL_BIT(LEVEL_LOWER_SECONDARY),
         .point = at(city, 106.715, 10.785),
         .source = "osm"},
        {.id = "w1",
         .name = "Trường Tiểu học Lê Lợi",
         .levels = LEVEL_BIT(LEVEL_PRIMARY),
         .point = middle,
         .grounds = area_of_ring(city->arena, corners, 4),
         .gates = corners,
         .n_gates = 1,
         .address = "1 Lê Lợi",
         .source = "osm"},
    };
    MUST(store_begin(city->store, &err));
    MUST(store_write_schools(city->store, schools, 2, &err));
    MUST(store_commit(city->store, &err));
}

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
    put_schools_on_the_map(city);
    MUST(import(city, "wards", "wards.geojson", TWO_WARDS));
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

// The import says exactly this, and the city's bytes are what they were.
static void check_refused(struct city *city, const char *what, const char *name,
                          const char *text, const char *sentence)
{
    char before[33], after[33];
    MUST(store_file_checksum(city->path, before, &err));
    CHECK_INT(import(city, what, name, text), STATUS_BAD_INPUT);
    CHECK_TEXT(err.text, sentence);
    MUST(store_file_checksum(city->path, after, &err));
    CHECK_TEXT(before, after);
}

static void wards_bring_their_people(void **state)
{
    struct city *city = *state;
    struct field_map map = {"population", "Pop_2019"};
    struct import_options options = {.maps = &map, .n_maps = 1};
    struct ward_list wards;
    MUST(import_as(city, "wards", "w.geojson", TWO_WARDS, &options));
    MUST(store_read_wards(city->store, city->arena, &wards, &err));
    CHECK_INT(wards.count, 2);
    CHECK_TEXT(wards.items[0].name, "Phường 1");
    // A square of 0.01° here is 1,093.5 m by 1,106.2 m on the ellipsoid.
    CHECK_NEAR(area_m2(&wards.items[0].area), 1093.5 * 1106.2, 1500);
    CHECK_INT(number(city->store, "SELECT sum(people) FROM population"
                                  " WHERE year = 2019 AND age IS NULL"),
              2000);
    CHECK_INT(report_total(&city->report, "people", "kept", NULL), 2000);
    CHECK_INT(number(city->store, "SELECT count(*) FROM import_log"), 2);
}

static void crossed_outlines_are_repaired_and_told(void **state)
{
    struct city *city = *state;
    const char *bow = COLLECTION(
        "{\"type\":\"Feature\",\"properties\":{\"id\":\"1\",\"name\":\"A\"},"
        "\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[[[106.70,10.78],"
        "[106.71,10.79],[106.71,10.78],[106.70,10.79],[106.70,10.78]]]}}");
    MUST(import(city, "wards", "w.geojson", bow));
    CHECK_INT(report_total(&city->report, "wards", "note", "outline repaired"),
              1);
    CHECK_INT(number(city->store, "SELECT ST_IsValid(geom) FROM ward"), 1);
}

static void units_find_their_ward(void **state)
{
    struct city *city = *state;
    MUST(
        import(city, "units", "u.geojson",
               COLLECTION(SQUARE("u1", "KP 1", "106.700", "106.705") "," SQUARE(
                   "u2", "KP 2", "106.712", "106.715"))));
    CHECK_INT(number(city->store, "SELECT ward_id FROM unit WHERE id = 'u2'"),
              2);
    check_refused(city, "units", "u.geojson",
                  COLLECTION("{\"type\":\"Feature\",\"properties\":{\"id\":1,"
                             "\"name\":\"A\"},\"geometry\":null}"),
                  "u.geojson, feature 1: it has no area");
}

#define UNIT_WITH(id, pupils)                                                  \
    "{\"type\":\"Feature\",\"properties\":{\"id\":\"" id                       \
    "\",\"Học sinh\":" pupils "},\"geometry\":{\"type\":\"Polygon\","          \
    "\"coordinates\":[[[106.70,10.78],[106.71,10.78],[106.71,10.79],"          \
    "[106.70,10.78]]]}}"

static void units_bring_their_entrants(void **state)
{
    struct city *city = *state;
    const char *two =
        COLLECTION(UNIT_WITH("u1", "31") "," UNIT_WITH("u2", "0"));
    struct import_options first_grade = {
        .year = 2026, .has_grade = true, .grade = 1};
    MUST(import_as(city, "units", "u.geojson", two, &first_grade));
    CHECK_INT(number(city->store, "SELECT entrants FROM unit_entrants"
                                  " WHERE unit_id = 'u1' AND year = 2026"
                                  "   AND grade = 1 AND source = 'file'"),
              31);
    CHECK_INT(number(city->store, "SELECT count(*) FROM unit_entrants"), 2);

    CHECK_INT(report_total(&city->report, "entrants", "kept", NULL), 2);

    // Without a year and grade they are left, and those of units that are no
    // longer there go.
    MUST(import(city, "units", "u.geojson", COLLECTION(UNIT_WITH("u2", "9"))));
    CHECK_INT(report_total(&city->report, "units", "note",
                           "entrants left: --year and --grade say of what"),
              1);
    CHECK_INT(number(city->store, "SELECT count(*) FROM unit_entrants"), 1);
    CHECK_INT(import_as(city, "units", "u.geojson",
                        COLLECTION(UNIT_WITH("u1", "-3")), &first_grade),
              STATUS_BAD_INPUT);
    CHECK_TEXT(err.text,
               "u.geojson, feature 1, entrants (column \"Học sinh\"): "
               "\"-3\" is not a whole number from 0 to 1000000");
    CHECK_INT(number(city->store, "SELECT count(*) FROM unit_entrants"), 1);
}

static void a_listed_school_meets_the_one_on_the_map(void **state)
{
    struct city *city = *state;
    struct school_list schools;
    MUST(import(city, "schools", "schools.csv",
                "Mã trường;Tên trường;Cấp học;lon;lat;Loại hình\n"
                "790101;TH Lê Lợi;TH;106.7055;10.7855;Công lập\n"
                "790102;Mầm non Hoa Mai;;106.701;10.781;\n"));
    CHECK_INT(report_total(&city->report, "schools", "merged", NULL), 1);
    CHECK_INT(report_total(&city->report, "schools", "kept", NULL), 1);
    MUST(store_read_schools(city->store, city->arena, &schools, &err));
    CHECK_INT(schools.count, 3);
    struct school *met = &schools.items[0];
    CHECK_TEXT(met->id, "790101");
    CHECK_TEXT(met->name, "TH Lê Lợi");
    CHECK_TEXT(met->kind, "public");
    CHECK_TEXT(met->address, "1 Lê Lợi");
    CHECK_TEXT(met->source, "schools.csv");
    CHECK_INT(met->n_gates, 1);
    CHECK(area_has_point(&met->grounds, met->point));
    CHECK_INT(schools.items[1].levels, LEVEL_BIT(LEVEL_PRESCHOOL));
    CHECK_TEXT(schools.items[2].id, "n2");
}

static void a_far_or_other_school_of_the_same_name_is_another(void **state)
{
    struct city *city = *state;
    MUST(import(city, "schools", "schools.csv",
                "id,name,level,lon,lat\n"
                "a,Tiểu học Lê Lợi,primary,106.712,10.785\n"
                "b,THCS Lê Lợi,lower_secondary,106.705,10.785\n"));
    CHECK_INT(number(city->store, "SELECT count(*) FROM school"), 4);
    CHECK_INT(report_total(&city->report, "schools", "merged", NULL), 0);
}

static void importing_schools_again_changes_nothing_more(void **state)
{
    struct city *city = *state;
    static const char FILE_TEXT[] =
        "id,name,level,lon,lat,gate_lon,gate_lat\n"
        "790101,TH Lê Lợi,primary,106.705,10.785,106.7051,10.7852\n";
    char once[33], twice[33];
    static const char ALL[] =
        "SELECT s.id, s.name, s.geom, g.geom, gate.geom FROM school s"
        " LEFT JOIN school_grounds g ON g.school_id = s.id"
        " LEFT JOIN gate ON gate.school_id = s.id ORDER BY s.id";
    MUST(import(city, "schools", "schools.csv", FILE_TEXT));
    MUST(store_checksum(city->store, ALL, once, &err));
    MUST(import(city, "schools", "schools.csv", FILE_TEXT));
    MUST(store_checksum(city->store, ALL, twice, &err));
    CHECK_TEXT(once, twice);
    CHECK_INT(number(city->store, "SELECT count(*) FROM school"), 2);
}

static void capacity_and_seats_are_taken_apart(void **state)
{
    struct city *city = *state;
    MUST(import(city, "capacity", "c.csv",
                "school_id,year,grade,seats,rooms,class_cap,sessions,area_m2\n"
                "w1,2026,1,140,20,35,1,5000.5\n"
                "w1,2026,2,150,20,35,1,5000.5\n"
                "n2,2026-2027,,180,,,,\n"));
    CHECK_INT(number(city->store, "SELECT count(*) FROM capacity"), 1);
    CHECK_INT(number(city->store, "SELECT rooms FROM capacity"), 20);
    CHECK_INT(number(city->store, "SELECT seats FROM seats WHERE"
                                  " school_id = 'n2' AND grade = 6"
                                  " AND year = 2026"),
              180);
    // Rows of the same key are replaced, others left.
    MUST(import(city, "capacity", "c.csv",
                "school_id,year,grade,seats\nw1,2026,1,160\n"));
    CHECK_INT(number(city->store, "SELECT sum(seats) FROM seats"), 490);
    CHECK_INT(number(city->store, "SELECT rooms FROM capacity"), 20);
}

static void enrolment_of_unknown_schools_is_kept_and_told(void **state)
{
    struct city *city = *state;
    MUST(import(city, "enrolment", "e.csv",
                "school_id,year,grade,pupils\nw1,2024,1,130\nw1,2025,1,131\n"
                "gone,2024,6,77\ngone,2025,6,70\n"));
    CHECK_INT(number(city->store, "SELECT sum(pupils) FROM enrolment"), 408);
    CHECK_INT(report_total(&city->report, "enrolment", "note", NULL), 1);
}

static void population_by_age_or_of_all_ages(void **state)
{
    struct city *city = *state;
    MUST(import(city, "population", "p.csv",
                "ward_id,year,age,people\n1,2024,,12000\n1,2024,6,210\n"
                "2,2024,6,190\n"));
    CHECK_INT(number(city->store, "SELECT sum(people) FROM population"
                                  " WHERE age = 6"),
              400);
    MUST(import(city, "population", "p.csv",
                "ward_id,year,age,people\n1,2024,,12001\n"));
    CHECK_INT(number(city->store, "SELECT count(*) FROM population"), 3);
}

static void pupils_go_into_the_private_file_only(void **state)
{
    struct city *city = *state;
    struct store *private_store = NULL;
    struct pupil_list pupils;
    char before[33], after[33];
    MUST(store_file_checksum(city->path, before, &err));
    MUST(import(city, "pupils", "p.csv",
                "id,name,lon,lat,grade,year,birth_year\n"
                "079,Nguyễn An,106.715,10.785,1,2026,2020\n"
                "080,,106.701,10.785,6,2026,\n"));
    MUST(store_file_checksum(city->path, after, &err));
    CHECK_TEXT(before, after);
    MUST(store_open_private(city->path, &private_store, &err));
    MUST(store_read_pupils(private_store, city->arena, &pupils, &err));
    store_close(private_store);
    CHECK_INT(pupils.count, 2);
    CHECK_TEXT(pupils.items[0].ward_id, "2");
    CHECK_NEAR(pupils.items[0].home.x_m, at(city, 106.715, 10.785).x_m, 1e-6);
}

static void columns_can_be_named(void **state)
{
    struct city *city = *state;
    struct field_map maps[] = {{"school_id", "A"}, {"pupils", "c c"}};
    struct import_options options = {.maps = maps, .n_maps = 2, .year = 2025};
    MUST(import_as(city, "enrolment", "e.csv", "A,grade,C_C\nw1,1,9\n",
                   &options));
    CHECK_INT(number(city->store, "SELECT pupils FROM enrolment"
                                  " WHERE year = 2025"),
              9);
    maps[1].column = "D";
    CHECK_INT(
        import_as(city, "enrolment", "e.csv", "A,grade,C\nw1,1,9\n", &options),
        STATUS_BAD_INPUT);
    CHECK_TEXT(err.text, "e.csv has no column \"D\"; it has A, grade, C");
    maps[1].field = "children";
    CHECK_INT(
        import_as(city, "enrolment", "e.csv", "A,grade,C\nw1,1,9\n", &options),
        STATUS_BAD_INPUT);
    CHECK_TEXT(err.text, "enrolment have no field \"children\"; they have "
                         "school_id, year, grade, pupils");
}

static void projected_positions_are_brought_in(void **state)
{
    struct city *city = *state;
    struct import_options options = {.crs = "EPSG:9210"};
    MUST(import_as(city, "schools", "s.csv",
                   "id,name,level,x,y\na,A,primary,603696.97,1192284.86\n",
                   &options));
    CHECK_INT(number(city->store, "SELECT round(ST_X(geom)) FROM school"
                                  " WHERE id = 'a'"),
              603697);
}

static void bad_rows_are_refused_and_nothing_changes(void **state)
{
    static const struct {
        const char *what, *name, *text, *sentence;
    } CASES[] = {
        {"capacity", "c.csv", "year,seats\n2026,1\n",
         "c.csv has no column for school_id; it has year, seats (say which "
         "with --map school_id=COLUMN)"},
        {"capacity", "c.csv", "school_id,year\n",
         "c.csv is empty: it has no row"},
        {"capacity", "c.csv", "", "c.csv is empty"},
        {"capacity", "c.csv", "school_id,year,rooms\nw1,2026\n",
         "c.csv: row 2 has 2 fields, the header has 3"},
        {"capacity", "c.csv", "school_id,year,rooms\nw9,2026,3\n",
         "c.csv, row 2, school_id: there is no school \"w9\""},
        {"capacity", "c.csv", "school_id,year,rooms\nw1,2026,-3\n",
         "c.csv, row 2, rooms: \"-3\" is not a whole number from 0 to 10000"},
        {"capacity", "c.csv", "school_id,year,rooms\nw1,2026,many\n",
         "c.csv, row 2, rooms: \"many\" is not a whole number from 0 to 10000"},
        {"capacity", "c.csv", "ma_truong,nam,chi_tieu,lop\nw1,2026,9,13\n",
         "c.csv, row 2, grade (column \"lop\"): \"13\" is not a whole number "
         "from 0 to 12"},
        {"capacity", "c.csv",
         "school_id,year,grade,seats\nw1,2026,1,9\n"
         "n2,2026,6,9\nw1,2026,1,10\n",
         "c.csv: rows 2 and 4 are both \"w1, 2026, grade 1\""},
        {"capacity", "c.csv", "school_id,year,rooms\nw1,2026,9\nw1,2026,10\n",
         "c.csv: rows 2 and 3 tell different rooms, class caps, sessions or "
         "areas of \"w1, 2026\""},
        {"capacity", "c.csv", "school_id,rooms\nw1,9\n",
         "c.csv, row 2, year: there is no year; --year gives one for all rows"},
        {"schools", "s.csv",
         "id,name,level,lon,lat\na,A,primary,10.785,106.705\n",
         "s.csv, row 2: the position 10.785, 106.705 has longitude and "
         "latitude swapped"},
        {"schools", "s.csv",
         "id,name,level,lon,lat\na,A,primary,105.85,21.03\n",
         "s.csv, row 2: the position 105.85, 21.03 lies 1137 km outside the "
         "city"},
        {"schools", "s.csv", "id,name,level,lon,lat\na,A,primary,east,10.7\n",
         "s.csv, row 2, lon: \"east\" is not a number"},
        {"schools", "s.csv", "id,name,level,lon,lat\na,A,college,106.7,10.78\n",
         "s.csv, row 2, level: \"college\" is not a level; the levels are "
         "preschool, primary, lower_secondary, upper_secondary"},
        {"schools", "s.csv",
         "id,name,level,lon,lat\na,A,primary,106.7,10.78\n"
         "a,B,primary,106.7,10.78\n",
         "s.csv: rows 2 and 3 are both \"a\""},
        {"schools", "s.csv", "id,name,level,lon,lat\na,,primary,106.7,10.78\n",
         "s.csv, row 2, name: is empty"},
        {"schools", "s.csv",
         "id,name,level,lon,lat\na,L\xEA,primary,106.7,10\n",
         "s.csv, row 2, column \"name\": the text is not UTF-8; give the "
         "file's encoding, as in --encoding tcvn3"},
        {"population", "p.csv", "ward_id,year,people\n3,2024,5\n",
         "p.csv, row 2, ward_id: there is no ward \"3\""},
        {"population", "p.csv", "ward_id,year,people\n1,24,5\n",
         "p.csv, row 2, year: \"24\" is not a year"},
        {"enrolment", "e.csv", "school_id,year,grade,pupils\nw1,2024,1,-1\n",
         "e.csv, row 2, pupils: \"-1\" is not a whole number from 0 to "
         "100000"},
        {"pupils", "p.csv", "id,lon,lat,grade,year\n1,10.7,106.7,1,2026\n",
         "p.csv, row 2: the position 10.7, 106.7 has longitude and latitude "
         "swapped"},
        {"pupils", "p.csv",
         "id,lon,lat,grade,year,sibling_of\na,106.7,10.785,1,2026,a\n",
         "p.csv, row 2, sibling_of: a pupil is not its own brother or sister"},
        {"pupils", "p.csv",
         "id,lon,lat,grade,year,diem\na,106.7,10.785,10,2026,8.7505\n",
         "p.csv, row 2, score (column \"diem\"): \"8.7505\" is not a number "
         "from 0 to 1000 with at most three decimals"},
        {"pupils", "p.csv",
         "id,lon,lat,grade,year\na,106.7,10.785,1,2026\n"
         "b,106.7,10.785,1,2026\na,106.7,10.785,1,2026\n",
         "p.csv: rows 2 and 4 are both \"a\""},
        {"wishes", "n.csv", "pupil_id,rank,school_id\nhs9,1,w1\n",
         "n.csv, row 2, pupil_id: there is no pupil \"hs9\""},
        {"wishes", "n.csv", "pupil_id,rank,school_id\nhs1,1,w9\n",
         "n.csv, row 2, school_id: there is no school \"w9\""},
        {"wishes", "n.csv", "pupil_id,rank,school_id\nhs1,0,w1\n",
         "n.csv, row 2, rank: \"0\" is not a whole number from 1 to 20"},
        {"wishes", "n.csv", "pupil_id,rank,school_id\nhs1,1,w1\nhs1,1,n2\n",
         "n.csv, row 3, rank: row 2 has wish 1 of that pupil already"},
        {"wishes", "n.csv", "pupil_id,rank,school_id\nhs1,1,w1\nhs1,2,w1\n",
         "n.csv, row 3, school_id: that pupil wishes for \"w1\" in row 2 "
         "already"},
        {"wishes", "n.csv", "pupil_id,rank,school_id\nhs1,1,w9\nhs7,1,w1\n",
         "n.csv, row 2, school_id: there is no school \"w9\"; and 1 more"},
        {"wards", "w.csv", "id,name\n1,A\n",
         "w.csv has no outlines: wards come as a shapefile or GeoJSON"},
        {"wards", "w.geojson",
         COLLECTION(SQUARE("1", "A", "106.70",
                           "106.71") "," SQUARE("1", "B", "106.71", "106.72")),
         "w.geojson: features 1 and 2 are both \"1\""},
        {"wards", "w.dbf", "", "w.dbf is a part of a shapefile: name the .shp"},
        {"trees", "t.csv", "id\n1\n",
         "\"trees\" is nothing that can be imported"},
    };
    MUST(import(*state, "pupils", "p.csv",
                "id,lon,lat,grade,year\nhs1,106.7,10.785,10,2026\n"));
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++)
        check_refused(*state, CASES[i].what, CASES[i].name, CASES[i].text,
                      CASES[i].sentence);
}

static void every_bad_row_is_told_up_to_twenty(void **state)
{
    struct city *city = *state;
    struct text_buffer rows = {0};
    text_add_string(&rows, "id,lon,lat,grade,year\n");
    for (int i = 0; i < 25; i++)
        text_add_format(&rows, "p%d,106.705,10.785,%d,2026\n", i,
                        i == 3 ? 1 : 13);
    CHECK_INT(import(city, "pupils", "p.csv", rows.bytes), STATUS_BAD_INPUT);
    CHECK_INT(city->report.n_refusals, 24);
    CHECK_TEXT(
        city->report.refusals[0].sentence,
        "p.csv, row 2, grade: \"13\" is not a whole number from 0 to 12");
    CHECK(strncmp(city->report.refusals[3].sentence, "p.csv, row 6,", 13) == 0);
    CHECK(strstr(err.text, "from 0 to 12; and 23 more") != NULL);
    char *told = NULL;
    size_t n = 0;
    FILE *out = open_memstream(&told, &n);
    report_print_refusals(&city->report, out);
    fclose(out);
    CHECK(strstr(told, "row 22, grade") != NULL);
    CHECK(strstr(told, "row 23, grade") == NULL);
    CHECK(strstr(told, "  … and 4 more\n24 refused; nothing was changed\n") !=
          NULL);
    free(told);
    text_buffer_free(&rows);
}

static void wishes_and_what_placing_asks_go_into_the_private_file(void **state)
{
    struct city *city = *state;
    struct store *children = NULL;
    struct pupil_list pupils;
    struct wish_list wishes;
    MUST(import(city, "pupils", "p.csv",
                "Mã định danh,lon,lat,grade,year,sibling_of,sibling_school,"
                "work_ward,programme,Điểm\n"
                "a,106.705,10.785,10,2026,b,n2,2,integrated,41.75\n"
                "b,106.705,10.785,10,2026,a,away,77,,\n"));
    CHECK_INT(report_total(&city->report, "pupils", "note", NULL), 2);
    MUST(import(city, "wishes", "n.csv",
                "mã định danh,nguyện vọng,mã trường\na,2,w1\na,1,n2\n"));
    MUST(store_open_private(city->path, &children, &err));
    MUST(store_read_pupils(children, city->arena, &pupils, &err));
    MUST(store_read_wishes(children, city->arena, &wishes, &err));
    store_close(children);
    CHECK_INT(pupils.items[0].score_milli, 41750);
    CHECK_TEXT(pupils.items[0].programme, "integrated");
    CHECK_TEXT(pupils.items[0].work_ward_id, "2");
    CHECK_TEXT(pupils.items[0].sibling_school, "n2");
    CHECK(pupils.items[1].score_milli == NUMBER_UNKNOWN);
    CHECK_INT(wishes.count, 2);
    CHECK_TEXT(wishes.items[0].school_id, "n2");
    CHECK_INT(wishes.items[1].rank, 2);
    CHECK_INT(number(city->store, "SELECT count(*) FROM import_log"
                                  " WHERE what IN ('pupils', 'wishes')"),
              0);
}

static void a_swap_that_stays_on_the_globe_is_seen_too(void **state)
{
    // Porto Alegre: 51.2 W, 30.0 S is a place either way round.
    struct city *city = *state;
    struct city_info info = {.name = "Porto Alegre", .crs = "EPSG:31982"};
    store_close(city->store);
    crs_close(city->crs);
    city->path = scratch_path(city->scratch, "poa.sqlite");
    MUST(store_create(city->path, &info, &err));
    MUST(store_open(city->path, STORE_WRITE, &city->store, &err));
    MUST(crs_open("EPSG:31982", &city->crs, &err));
    MUST(import(city, "schools", "s.csv",
                "id,name,level,lon,lat\na,A,primary,-51.2,-30.03\n"));
    check_refused(city, "schools", "s.csv",
                  "id,name,level,lon,lat\nb,B,primary,-30.03,-51.2\n",
                  "s.csv, row 2: the position -30.03, -51.2 has longitude and "
                  "latitude swapped");
}

static void an_import_that_is_killed_leaves_the_city_as_it_was(void **state)
{
    struct city *city = *state;
    char before[33], after[33];
    static const char ALL[] = "SELECT id, name, district, geom FROM ward"
                              " ORDER BY id";
    MUST(store_checksum(city->store, ALL, before, &err));
    store_close(city->store);
    pid_t child = fork();
    if (child == 0) {
        struct store *store = NULL;
        store_open(city->path, STORE_WRITE, &store, &err);
        store_run(store, "PRAGMA cache_spill = 1; PRAGMA cache_size = 3", &err);
        store_begin(store, &err);
        struct ward none = {.id = "x", .name = "x"};
        store_write_wards(store, "file", &none, 1, &err);
        kill(getpid(), SIGKILL);
    }
    int how;
    waitpid(child, &how, 0);
    CHECK(WIFSIGNALED(how));
    MUST(store_open(city->path, STORE_READ, &city->store, &err));
    MUST(store_checksum(city->store, ALL, after, &err));
    CHECK_TEXT(before, after);
}

static void the_real_city_has_8993082_people(void **state)
{
    struct city *city = *state;
    const char *data = getenv("HOCGAN_DATA");
    struct field_map map = {"population", "Pop_2019"};
    struct import_options options = {.maps = &map, .n_maps = 1};
    char path[4096];
    snprintf(path, sizeof path, "%s/hcmc/wards-2019.shp",
             data == NULL ? "." : data);
    if (access(path, R_OK) != 0) {
        print_message("skipped: no %s\n", path);
        skip();
    }
    city->report = report_new(city->arena);
    MUST(import_table(city->store, city->path, city->crs, "wards", path,
                      &options, &city->report, &err));
    CHECK_INT(number(city->store, "SELECT count(*) FROM ward"), 322);
    CHECK_INT(number(city->store, "SELECT sum(people) FROM population"
                                  " WHERE year = 2019"),
              8993082);
    CHECK_INT(number(city->store, "SELECT count(*) FROM ward"
                                  " WHERE NOT ST_IsValid(geom)"),
              0);
}

#define CITY_TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CITY_TEST(wards_bring_their_people),
        CITY_TEST(crossed_outlines_are_repaired_and_told),
        CITY_TEST(units_find_their_ward),
        CITY_TEST(units_bring_their_entrants),
        CITY_TEST(a_listed_school_meets_the_one_on_the_map),
        CITY_TEST(a_far_or_other_school_of_the_same_name_is_another),
        CITY_TEST(importing_schools_again_changes_nothing_more),
        CITY_TEST(capacity_and_seats_are_taken_apart),
        CITY_TEST(enrolment_of_unknown_schools_is_kept_and_told),
        CITY_TEST(population_by_age_or_of_all_ages),
        CITY_TEST(pupils_go_into_the_private_file_only),
        CITY_TEST(every_bad_row_is_told_up_to_twenty),
        CITY_TEST(wishes_and_what_placing_asks_go_into_the_private_file),
        CITY_TEST(columns_can_be_named),
        CITY_TEST(projected_positions_are_brought_in),
        CITY_TEST(bad_rows_are_refused_and_nothing_changes),
        CITY_TEST(a_swap_that_stays_on_the_globe_is_seen_too),
        CITY_TEST(an_import_that_is_killed_leaves_the_city_as_it_was),
        CITY_TEST(the_real_city_has_8993082_people),
    };
    return RUN_TESTS(tests);
}
