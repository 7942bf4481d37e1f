#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/random.h"
#include "check.h"
#include "scratch.h"
#include "store/connection.h"
#include "store/store_city.h"
#include "store/store_numbers.h"
#include "store/store_pupils.h"

static const struct city_info TOWN = {.name = "Thị trấn Thử",
                                      .crs = "EPSG:9210"};

// What the last call that failed said.
static struct error err;

#define MUST(call)                                                             \
    do {                                                                       \
        if ((call) != STATUS_OK)                                               \
            fail_msg("%s", err.text);                                          \
    } while (0)

static const char *new_town(struct scratch *scratch)
{
    const char *path = scratch_path(scratch, "town.sqlite");
    MUST(store_create(path, &TOWN, &err));
    return path;
}

static struct store *open_town(const char *path, enum store_mode mode)
{
    struct store *store = NULL;
    MUST(store_open(path, mode, &store, &err));
    return store;
}

static int64_t number(struct store *store, const char *sql)
{
    int64_t found = -1;
    MUST(connection_number(store, sql, -1, &found, &err));
    return found;
}

static struct area square(struct arena *arena, double x_m, double y_m)
{
    struct point_m corners[] = {
        {x_m, y_m}, {x_m + 100, y_m}, {x_m + 100, y_m + 100}, {x_m, y_m + 100}};
    return area_of_ring(arena, corners, 4);
}

static void a_city_says_what_it_is(void **state)
{
    struct scratch *scratch = scratch_new();
    struct arena *arena = arena_new();
    struct store *store = open_town(new_town(scratch), STORE_READ);
    struct city_info info;
    MUST(store_read_city(store, arena, &info, &err));
    CHECK_TEXT(info.name, "Thị trấn Thử");
    CHECK_TEXT(info.crs, "EPSG:9210");
    CHECK(!info.is_sample);
    CHECK(info.attribution == NULL);
    store_close(store);
    arena_free(arena);
    scratch_free(scratch);
}

static void a_city_is_not_made_twice_nor_without_a_known_system(void **state)
{
    struct scratch *scratch = scratch_new();
    const char *path = new_town(scratch);
    CHECK_INT(store_create(path, &TOWN, &err), STATUS_STATE);
    struct city_info nowhere = {.name = "X", .crs = "EPSG:9"};
    const char *other = scratch_path(scratch, "other.sqlite");
    CHECK_INT(store_create(other, &nowhere, &err), STATUS_BAD_INPUT);
    CHECK_TEXT(err.text, "EPSG:9 is not known");
    nowhere.crs = "VN-2000";
    CHECK_INT(store_create(other, &nowhere, &err), STATUS_BAD_INPUT);
    CHECK(access(other, F_OK) != 0);
    scratch_free(scratch);
}

static void what_is_not_a_city_is_refused(void **state)
{
    struct scratch *scratch = scratch_new();
    struct store *store = NULL;
    CHECK_INT(store_open(scratch_path(scratch, "none.sqlite"), STORE_READ,
                         &store, &err),
              STATUS_NOT_FOUND);
    const char *text =
        scratch_file(scratch, "text.sqlite",
                     "not a database at all, but a long enough "
                     "text to be read as a header of one ......"
                     "..........................................");
    CHECK_INT(store_open(text, STORE_READ, &store, &err), STATUS_BAD_INPUT);
    CHECK_INT(store_open(text, STORE_WRITE, &store, &err), STATUS_BAD_INPUT);
    const char *empty = scratch_file(scratch, "empty.sqlite", "");
    CHECK_INT(store_open(empty, STORE_WRITE, &store, &err), STATUS_BAD_INPUT);
    CHECK(store == NULL);
    scratch_free(scratch);
}

static void a_reader_cannot_write(void **state)
{
    struct scratch *scratch = scratch_new();
    struct store *store = open_town(new_town(scratch), STORE_READ);
    CHECK(store_run(store, "DELETE FROM city", &err) != STATUS_OK);
    CHECK_INT(number(store, "SELECT count(*) FROM city"), 1);
    store_close(store);
    scratch_free(scratch);
}

// Two streets that cross: a footway and a one-way street.
static struct street_set crossing(void)
{
    static struct point_m along[] = {{600000, 1190000}, {600100, 1190000}};
    static struct point_m across[] = {
        {600050, 1189900}, {600050, 1190000}, {600050, 1190100.25}};
    static struct junction junctions[] = {
        {.id = 5, .at = {600000, 1190000}, .tags = {.barrier = "gate"}},
        {.id = 6, .at = {600100, 1190000}, .tags = {.foot = "no"}},
    };
    static struct street streets[] = {
        {.id = 1,
         .way_id = 70,
         .from_junction = 5,
         .to_junction = 6,
         .tags = {.highway = "footway"},
         .line = {along, 2}},
        {.id = 2,
         .way_id = 71,
         .from_junction = 6,
         .to_junction = 5,
         .name = "Lê Lợi",
         .tags = {.highway = "primary",
                  .oneway = "yes",
                  .layer = "-1",
                  .sidewalk = "both"},
         .line = {across, 3}},
    };
    static const int64_t via[] = {70, 71};
    static struct turn_restriction turns[] = {
        {.kind = "no_left_turn",
         .from_way = 70,
         .via_junction = 5,
         .to_way = 71},
        {.kind = "no_u_turn",
         .except = "bicycle",
         .from_way = 70,
         .via_ways = via,
         .n_via_ways = 2,
         .to_way = 70},
    };
    return (struct street_set){
        {junctions, 2, 2}, {streets, 2, 2}, {turns, 2, 2}};
}

static void streets_come_back_as_they_went_in(void **state)
{
    struct scratch *scratch = scratch_new();
    struct arena *arena = arena_new();
    struct store *store = open_town(new_town(scratch), STORE_WRITE);
    struct street_set set = crossing();
    struct street_set back;
    for (int times = 0; times < 2; times++) { // writing replaces
        MUST(store_begin(store, &err));
        MUST(store_write_streets(store, &set, &err));
        MUST(store_commit(store, &err));
    }
    MUST(store_read_streets(store, arena, &back, &err));
    CHECK_INT(back.junctions.count, 2);
    CHECK_TEXT(back.junctions.items[0].tags.barrier, "gate");
    CHECK(back.junctions.items[0].tags.foot == NULL);
    CHECK_TEXT(back.junctions.items[1].tags.foot, "no");
    CHECK_NEAR(back.junctions.items[1].at.x_m, 600100, 0);
    CHECK_INT(back.streets.count, 2);
    CHECK(back.streets.items[0].name == NULL);
    struct street *street = &back.streets.items[1];
    CHECK_TEXT(street->name, "Lê Lợi");
    CHECK_INT(street->way_id, 71);
    CHECK_INT(street->from_junction, 6);
    CHECK_TEXT(street->tags.highway, "primary");
    CHECK_TEXT(street->tags.oneway, "yes");
    CHECK_TEXT(street->tags.layer, "-1");
    CHECK_TEXT(street->tags.sidewalk, "both");
    CHECK(street->tags.tunnel == NULL);
    CHECK_INT(street->line.count, 3);
    CHECK_NEAR(street->line.points[2].y_m, 1190100.25, 0);
    CHECK_INT(back.restrictions.count, 2);
    CHECK_INT(back.restrictions.items[0].n_via_ways, 0);
    CHECK_INT(back.restrictions.items[0].via_junction, 5);
    CHECK_INT(back.restrictions.items[1].n_via_ways, 2);
    CHECK_INT(back.restrictions.items[1].via_ways[1], 71);
    CHECK_TEXT(back.restrictions.items[1].except, "bicycle");
    store_close(store);
    arena_free(arena);
    scratch_free(scratch);
}

static void the_streets_checksum_knows_every_tag(void **state)
{
    struct scratch *scratch = scratch_new();
    struct store *store = open_town(new_town(scratch), STORE_WRITE);
    struct street_set set = crossing();
    char first[33], again[33], other[33];
    MUST(store_write_streets(store, &set, &err));
    MUST(store_streets_checksum(store, first, &err));
    MUST(store_write_streets(store, &set, &err));
    MUST(store_streets_checksum(store, again, &err));
    CHECK_TEXT(first, again);
    MUST(store_run(store, "UPDATE street SET tunnel = '' WHERE id = 1", &err));
    MUST(store_streets_checksum(store, other, &err));
    CHECK(strcmp(first, other) != 0);
    store_close(store);
    scratch_free(scratch);
}

// Nobody should have to read all streets to know that they are the same, nor
// miss that someone changed one with another program.
static void the_streets_checksum_is_kept_until_a_row_changes(void **state)
{
    static const char IS_KEPT[] =
        "SELECT count(*) FROM city WHERE streets_checksum IS NOT NULL";
    static const char *const CHANGES[] = {
        "UPDATE street SET name = 'Lê Lai' WHERE id = 1",
        "DELETE FROM street WHERE id = 1",
        "UPDATE junction SET barrier = 'gate'",
        "DELETE FROM junction WHERE id = 5",
        "INSERT INTO junction (id) VALUES (99)",
        "UPDATE turn_restriction SET to_way = 1",
        "DELETE FROM turn_restriction",
        "INSERT INTO turn_restriction (kind, from_way, via_junction, to_way)"
        " VALUES ('no_u_turn', 1, 2, 1)"};
    struct scratch *scratch = scratch_new();
    struct store *store = open_town(new_town(scratch), STORE_WRITE);
    struct street_set set = crossing();
    for (size_t i = 0; i < sizeof CHANGES / sizeof *CHANGES; i++) {
        char written[33], changed[33], back[33];
        MUST(store_write_streets(store, &set, &err));
        CHECK_INT(number(store, IS_KEPT), 1);
        MUST(store_streets_checksum(store, written, &err));
        MUST(store_run(store, CHANGES[i], &err));
        CHECK_INT(number(store, IS_KEPT), 0);
        MUST(store_streets_checksum(store, changed, &err));
        CHECK(strcmp(written, changed) != 0);
        MUST(store_write_streets(store, &set, &err));
        MUST(store_streets_checksum(store, back, &err));
        CHECK_TEXT(written, back);
        MUST(store_run(store, "UPDATE city SET streets_checksum = NULL", &err));
        MUST(store_streets_checksum(store, back, &err)); // worked out anew
        CHECK_TEXT(written, back);
    }
    store_close(store);
    scratch_free(scratch);
}

static void schools_keep_their_grounds_and_gates(void **state)
{
    struct scratch *scratch = scratch_new();
    struct arena *arena = arena_new();
    struct store *store = open_town(new_town(scratch), STORE_WRITE);
    struct point_m gates[] = {{3, 1}, {2, 1}};
    struct school schools[] = {
        {.id = "w9",
         .name = "TH–THCS Lê Lợi",
         .levels = LEVEL_BIT(LEVEL_PRIMARY) | LEVEL_BIT(LEVEL_LOWER_SECONDARY),
         .point = {5, 5},
         .grounds = square(arena, 0, 0),
         .gates = gates,
         .n_gates = 2,
         .kind = "public",
         .source = "osm"},
        {.id = "n1",
         .name = "",
         .levels = LEVEL_BIT(LEVEL_PRESCHOOL),
         .point = {7, 8},
         .source = "osm"},
    };
    struct school_list back;
    MUST(store_write_schools(store, schools, 2, &err));
    MUST(store_write_schools(store, schools, 2, &err));
    MUST(store_read_schools(store, arena, &back, &err));
    CHECK_INT(back.count, 2);
    CHECK_TEXT(back.items[0].id, "n1");
    CHECK_INT(back.items[0].n_gates, 0);
    CHECK(area_is_empty(&back.items[0].grounds));
    struct school *school = &back.items[1];
    CHECK_TEXT(school->name, "TH–THCS Lê Lợi");
    CHECK_INT(school->levels, schools[0].levels);
    CHECK_INT(school->n_gates, 2);
    CHECK_NEAR(school->gates[0].x_m, 3, 0);
    CHECK_NEAR(area_m2(&school->grounds), 10000, 1e-9);
    CHECK_TEXT(school->kind, "public");
    CHECK(school->address == NULL);
    store_close(store);
    arena_free(arena);
    scratch_free(scratch);
}

static void wards_of_a_file_stand_before_those_of_the_map(void **state)
{
    struct scratch *scratch = scratch_new();
    struct arena *arena = arena_new();
    struct store *store = open_town(new_town(scratch), STORE_WRITE);
    struct ward of_file[] = {{"26734", "Tân Định", "Quận 1", {0}}};
    struct ward of_map[] = {{"r1", "A", NULL, {0}}, {"r2", "B", NULL, {0}}};
    struct ward_list back;
    of_file[0].area = of_map[0].area = of_map[1].area = square(arena, 0, 0);
    MUST(store_write_wards(store, "osm", of_map, 2, &err));
    MUST(store_read_wards(store, arena, &back, &err));
    CHECK_INT(back.count, 2);
    MUST(store_write_wards(store, "file", of_file, 1, &err));
    MUST(store_write_wards(store, "osm", of_map, 2, &err));
    MUST(store_read_wards(store, arena, &back, &err));
    CHECK_INT(back.count, 1);
    CHECK_TEXT(back.items[0].district, "Quận 1");
    CHECK_INT(store_write_wards(store, "sky", of_map, 2, &err),
              STATUS_BAD_INPUT);
    store_close(store);
    arena_free(arena);
    scratch_free(scratch);
}

static void the_base_map_comes_back(void **state)
{
    struct scratch *scratch = scratch_new();
    struct arena *arena = arena_new();
    struct store *store = open_town(new_town(scratch), STORE_WRITE);
    struct point_m points[] = {{1, 2}, {3, 4}};
    struct base_area water = {"water", "river", "Sông Sài Gòn",
                              square(arena, 10, 10)};
    struct base_line rail = {"rail", "subway", NULL, {points, 2}};
    struct place market = {"landmark", "Chợ Bến Thành", {5, 6}};
    struct address house = {"1806/127/2/6", "Huỳnh Tấn Phát", {7, 8}};
    struct boundary ward = {42, 10, "Phường 5", square(arena, 0, 0)};
    struct boundary_part part = {43, 10, "Phường 6", {points, 2}};
    struct base_map map = {{&water, 1, 1}, {&rail, 1, 1}, {&market, 1, 1},
                           {&house, 1, 1}, {&ward, 1, 1}, {&part, 1, 1}};
    struct base_map back;
    MUST(store_write_base_map(store, &map, &err));
    MUST(store_read_base_map(store, arena, &back, &err));
    CHECK_TEXT(back.areas.items[0].name, "Sông Sài Gòn");
    CHECK_NEAR(area_m2(&back.areas.items[0].area), 10000, 1e-9);
    CHECK_TEXT(back.lines.items[0].class, "subway");
    CHECK_NEAR(back.lines.items[0].line.points[1].y_m, 4, 0);
    CHECK_TEXT(back.places.items[0].name, "Chợ Bến Thành");
    CHECK_TEXT(back.addresses.items[0].number, "1806/127/2/6");
    CHECK_INT(back.boundaries.items[0].relation_id, 42);
    CHECK_INT(back.boundaries.items[0].admin_level, 10);
    store_close(store);
    arena_free(arena);
    scratch_free(scratch);
}

static struct plan primary_plan(const char *id, struct zone *zones, size_t n)
{
    return (struct plan){.id = id,
                         .level = LEVEL_PRIMARY,
                         .method = "nearest",
                         .made_from = "network abc",
                         .made_at = "2026-01-01T00:00:00Z",
                         .is_published = true,
                         .zones = {zones, n, n}};
}

static void the_plan_published_last_is_in_force(void **state)
{
    struct scratch *scratch = scratch_new();
    struct arena *arena = arena_new();
    struct store *store = open_town(new_town(scratch), STORE_WRITE);
    struct zone zones[] = {{"w9", square(arena, 0, 0)},
                           {"n1", square(arena, 100, 0)}};
    struct plan first = primary_plan("aaa", zones, 2);
    struct plan second = primary_plan("bbb", zones, 1);
    struct plan draft = primary_plan("ccc", zones, 1);
    struct plan_list plans;
    draft.is_published = false;
    MUST(store_write_plan(store, &first, &err));
    MUST(store_write_plan(store, &second, &err));
    MUST(store_write_plan(store, &draft, &err));
    MUST(store_read_plans(store, arena, &plans, &err));
    CHECK_INT(plans.count, 1);
    CHECK_TEXT(plans.items[0].id, "bbb");
    CHECK_INT(plans.items[0].zones.count, 1);

    // Published again, the first is in force as it was, whatever comes with it.
    first.zones.count = 1;
    MUST(store_write_plan(store, &first, &err));
    MUST(store_read_plans(store, arena, &plans, &err));
    CHECK_INT(plans.count, 1);
    CHECK_TEXT(plans.items[0].id, "aaa");
    CHECK_INT(plans.items[0].zones.count, 2);
    CHECK_TEXT(plans.items[0].zones.items[0].school_id, "n1");
    store_close(store);
    arena_free(arena);
    scratch_free(scratch);
}

static void a_draft_may_change(void **state)
{
    struct scratch *scratch = scratch_new();
    struct arena *arena = arena_new();
    struct store *store = open_town(new_town(scratch), STORE_WRITE);
    struct zone zones[] = {{"w9", square(arena, 0, 0)},
                           {"n1", square(arena, 100, 0)}};
    struct plan plan = primary_plan("aaa", zones, 2);
    plan.is_published = false;
    MUST(store_write_plan(store, &plan, &err));
    plan.zones.count = 1;
    MUST(store_write_plan(store, &plan, &err));
    CHECK_INT(number(store, "SELECT count(*) FROM zone"), 1);
    store_close(store);
    arena_free(arena);
    scratch_free(scratch);
}

static void seats_of_the_newest_year_are_read(void **state)
{
    struct scratch *scratch = scratch_new();
    struct arena *arena = arena_new();
    struct store *store = open_town(new_town(scratch), STORE_WRITE);
    struct school_seats rows[] = {{"a", 2024, 1, 100},
                                  {"a", 2025, 1, 120},
                                  {"a", 2025, 2, 130},
                                  {"b", 2024, 6, 200}};
    struct school_seats_list back;
    MUST(store_write_seats(store, rows, 4, &err));
    MUST(store_read_seats(store, arena, &back, &err));
    CHECK_INT(back.count, 2);
    CHECK_INT(back.items[0].seats, 120);
    CHECK_INT(back.items[1].grade, 6);
    store_close(store);
    arena_free(arena);
    scratch_free(scratch);
}

static void children_are_in_a_file_only_the_owner_reads(void **state)
{
    struct scratch *scratch = scratch_new();
    struct arena *arena = arena_new();
    const char *path = new_town(scratch);
    struct store *private_store = NULL;
    struct stat file;
    struct pupil pupil = {.id = "p1",
                          .home = {600000, 1190000},
                          .grade = 1,
                          .year = 2026,
                          .birth_year = NUMBER_UNKNOWN};
    struct pupil_list back;
    MUST(store_open_private(path, &private_store, &err));
    MUST(store_write_pupils(private_store, &pupil, 1, &err));
    pupil.year = 2027;
    MUST(store_write_pupils(private_store, &pupil, 1, &err));
    store_close(private_store);
    MUST(store_open_private(path, &private_store, &err));
    MUST(store_read_pupils(private_store, arena, &back, &err));
    CHECK_INT(back.count, 1);
    CHECK_INT(back.items[0].year, 2027);
    CHECK(back.items[0].birth_year == NUMBER_UNKNOWN);
    CHECK_INT(number(private_store, "SELECT count(*) FROM idx_pupil_geom"), 1);
    store_close(private_store);
    CHECK_INT(stat(scratch_path(scratch, "town.private.sqlite"), &file), 0);
    CHECK_INT(file.st_mode & 0777, 0600);
    struct store *city = open_town(path, STORE_READ);
    CHECK_INT(number(city, "SELECT count(*) FROM sqlite_master"
                           " WHERE name = 'pupil'"),
              0);
    store_close(city);
    arena_free(arena);
    scratch_free(scratch);
}

static void an_older_city_is_brought_forward_whole_or_not_at_all(void **state)
{
    struct scratch *scratch = scratch_new();
    struct arena *arena = arena_new();
    struct store *store = open_town(new_town(scratch), STORE_WRITE);
    int newest = schema_newest(SCHEMA_TEXTS, "city");
    const char *next = arena_format(arena, "city_%03d", newest + 1);
    const char *after_next = arena_format(arena, "city_%03d", newest + 2);
    const struct schema_text torn[] = {
        {"city_001", "not run again"},
        {next, "CREATE TABLE bell (rings INTEGER);"
               "SELECT AddGeometryColumn('no_table', 'geom', SRID,"
               " 'POINT', 'XY');"},
        {NULL, NULL}};
    const struct schema_text whole[] = {
        {after_next, "INSERT INTO bell VALUES (SRID);"},
        {"private_002", "not of this family"},
        {next, "CREATE TABLE bell (rings INTEGER);"},
        {NULL, NULL}};
    CHECK(schema_migrate(store, torn, "city", &err) != STATUS_OK);
    CHECK_INT(number(store, "PRAGMA user_version"), newest);
    CHECK_INT(number(store, "SELECT count(*) FROM sqlite_master"
                            " WHERE name = 'bell'"),
              0);
    MUST(schema_migrate(store, whole, "city", &err));
    CHECK_INT(number(store, "PRAGMA user_version"), newest + 2);
    CHECK_INT(number(store, "SELECT rings FROM bell"), 9210);
    store_close(store);

    // This program knows no such versions.
    CHECK_INT(store_open(scratch_path(scratch, "town.sqlite"), STORE_WRITE,
                         &store, &err),
              STATUS_STATE);
    arena_free(arena);
    scratch_free(scratch);
}

static void an_older_city_is_not_read_as_it_is(void **state)
{
    struct scratch *scratch = scratch_new();
    const char *path = new_town(scratch);
    struct store *store = open_town(path, STORE_WRITE);
    MUST(store_run(store, "PRAGMA user_version = 0", &err));
    store_close(store);
    CHECK_INT(store_open(path, STORE_READ, &store, &err), STATUS_STATE);
    scratch_free(scratch);
}

// Takes the file back to what the second version made of it.
static void make_second_version(const char *path)
{
    struct store *store = open_town(path, STORE_WRITE);
    MUST(store_run(store,
                   "ALTER TABLE street DROP COLUMN cycleway;"
                   "ALTER TABLE street DROP COLUMN sidewalk;"
                   "UPDATE city SET streets_checksum = 'of fewer columns';"
                   "SELECT DropTable(NULL, 'added_street', 1);"
                   "SELECT DropTable(NULL, 'added_gate', 1);"
                   "SELECT DropTable(NULL, 'housing', 1);"
                   "SELECT DropTable(NULL, 'site', 1);"
                   "DROP TABLE indicator; DROP TABLE indicator_value;"
                   "DROP TABLE forecast_run; DROP TABLE forecast_value;"
                   "DROP TABLE forecast_rooms; DROP TABLE forecast_room_rate;"
                   "DROP TABLE site_plan; DROP TABLE site_plan_choice;"
                   "DROP TABLE draw;"
                   "ALTER TABLE ward DROP COLUMN name_in_file;"
                   "ALTER TABLE ward DROP COLUMN district_in_file;"
                   "SELECT DropTable(NULL, 'boundary_part', 1);"
                   "DROP TABLE cut_off;"
                   "DROP TABLE plan_unit; DROP TABLE plan_step;"
                   "DROP TABLE unit_entrants;"
                   "ALTER TABLE unit DROP COLUMN source;"
                   "ALTER TABLE plan DROP COLUMN grade;"
                   "ALTER TABLE plan DROP COLUMN year;"
                   "ALTER TABLE plan DROP COLUMN based_on;"
                   "ALTER TABLE plan DROP COLUMN options;"
                   "ALTER TABLE plan DROP COLUMN edits;"
                   "PRAGMA user_version = 2",
                   &err));
    store_close(store);
}

static void streets_of_an_older_version_come_along(void **state)
{
    struct scratch *scratch = scratch_new();
    const char *path = new_town(scratch);
    struct arena *arena = arena_new();
    struct street_set streets = crossing();
    struct store *store = open_town(path, STORE_WRITE);
    MUST(store_write_streets(store, &streets, &err));
    store_close(store);
    make_second_version(path);

    store = open_town(path, STORE_WRITE);
    CHECK_INT(number(store, "PRAGMA user_version"),
              schema_newest(SCHEMA_TEXTS, "city"));
    struct street_set read;
    char checksum[33];
    MUST(store_read_streets(store, arena, &read, &err));
    CHECK_INT(read.streets.count, streets.streets.count);
    CHECK_TEXT(read.streets.items[0].tags.highway,
               streets.streets.items[0].tags.highway);
    CHECK(read.streets.items[1].tags.sidewalk == NULL);
    MUST(store_streets_checksum(store, checksum, &err));
    CHECK_INT(strlen(checksum), 32);
    CHECK(strcmp(checksum, "of fewer columns") != 0);
    store_close(store);
    arena_free(arena);
    scratch_free(scratch);
}

static void write_many_places(struct store *store, const char *name, size_t n)
{
    struct arena *arena = arena_new();
    struct place *places = arena_array(arena, struct place, n);
    struct random random = random_from(7);
    for (size_t i = 0; i < n; i++)
        places[i] = (struct place){
            "quarter", name, {600000 + 10000 * random_unit(&random), 1190000}};
    struct base_map map = {.places = {places, n, n}};
    MUST(store_write_base_map(store, &map, &err));
    arena_free(arena);
}

// A child writes with a page cache so small that torn pages reach the file,
// and is killed before it commits.
static void leave_a_torn_file(const char *path)
{
    pid_t child = fork();
    if (child == 0) {
        struct store *store = open_town(path, STORE_WRITE);
        store_run(store, "PRAGMA cache_spill = 1; PRAGMA cache_size = 5", &err);
        store_begin(store, &err);
        write_many_places(store, "torn", 3000);
        kill(getpid(), SIGKILL);
    }
    int how;
    waitpid(child, &how, 0);
    CHECK(WIFSIGNALED(how));
}

static void check_is_whole(struct store *store)
{
    CHECK_INT(number(store, "SELECT count(*) FROM place"), 10);
    CHECK_INT(number(store, "SELECT count(*) FROM place WHERE name = 'old'"),
              10);
    CHECK_INT(number(store, "SELECT count(*) FROM idx_place_geom"), 10);
    CHECK_INT(number(store, "SELECT count(*) FROM pragma_integrity_check"
                            " WHERE integrity_check = 'ok'"),
              1);
}

static void a_city_opens_unchanged_after_a_crash(void **state)
{
    struct scratch *scratch = scratch_new();
    const char *path = new_town(scratch);
    struct store *store = open_town(path, STORE_WRITE);
    write_many_places(store, "old", 10);
    store_close(store);
    for (int mode = 0; mode < 2; mode++) {
        leave_a_torn_file(path);
        CHECK(access(scratch_path(scratch, "town.sqlite-journal"), F_OK) == 0);
        store = open_town(path, mode == 0 ? STORE_READ : STORE_WRITE);
        check_is_whole(store);
        store_close(store);
    }
    scratch_free(scratch);
}

static int64_t count_triggers(struct store *store)
{
    return number(store, "SELECT count(*) FROM sqlite_master"
                         " WHERE type = 'trigger'");
}

static void a_layer_written_in_bulk_is_as_guarded_as_before(void **state)
{
    struct scratch *scratch = scratch_new();
    struct store *store = open_town(new_town(scratch), STORE_WRITE);
    int64_t before = count_triggers(store);
    struct street_set set = crossing();
    MUST(store_write_streets(store, &set, &err));
    write_many_places(store, "new", 10);
    CHECK_INT(count_triggers(store), before);
    CHECK(store_run(store,
                    "UPDATE street SET geom = MakePoint(1, 2, 9210)"
                    " WHERE id = 1",
                    &err) != STATUS_OK);
    MUST(store_run(store, "DELETE FROM street WHERE id = 2", &err));
    CHECK_INT(number(store, "SELECT count(*) FROM idx_street_geom"), 1);
    store_close(store);
    scratch_free(scratch);
}

static void a_store_closed_within_a_transaction_is_unchanged(void **state)
{
    struct scratch *scratch = scratch_new();
    const char *path = new_town(scratch);
    struct store *store = open_town(path, STORE_WRITE);
    MUST(store_begin(store, &err));
    write_many_places(store, "new", 10);
    store_close(store);
    store = open_town(path, STORE_READ);
    CHECK_INT(number(store, "SELECT count(*) FROM place"), 0);
    store_close(store);
    scratch_free(scratch);
}

static void the_city_can_be_read_while_it_is_written(void **state)
{
    struct scratch *scratch = scratch_new();
    const char *path = new_town(scratch);
    struct store *writer = open_town(path, STORE_WRITE);
    MUST(store_begin(writer, &err));
    write_many_places(writer, "new", 20000);
    struct store *reader = open_town(path, STORE_READ);
    CHECK_INT(number(reader, "SELECT count(*) FROM place"), 0);
    store_close(reader);
    MUST(store_commit(writer, &err));
    store_close(writer);
    scratch_free(scratch);
}

// GDAL, which QGIS reads with, sees the layers, the system and the features.
static void another_program_reads_the_layers(void **state)
{
    if (system("command -v ogrinfo >/dev/null") != 0)
        skip();
    struct scratch *scratch = scratch_new();
    const char *path = new_town(scratch);
    struct store *store = open_town(path, STORE_WRITE);
    struct street_set set = crossing();
    MUST(store_write_streets(store, &set, &err));
    store_close(store);
    char command[500];
    char seen[4000];
    snprintf(command, sizeof command, "ogrinfo -ro -so '%s' street 2>&1", path);
    FILE *out = popen(command, "r");
    seen[fread(seen, 1, sizeof seen - 1, out)] = '\0';
    CHECK_INT(pclose(out), 0);
    CHECK(strstr(seen, "Geometry: Line String") != NULL);
    CHECK(strstr(seen, "Feature Count: 2") != NULL);
    CHECK(strstr(seen, "ID[\"EPSG\",9210]") != NULL);
    CHECK(strstr(seen, "Extent: (600000.000000, 1189900.000000)") != NULL);
    scratch_free(scratch);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_city_says_what_it_is),
        TEST(a_city_is_not_made_twice_nor_without_a_known_system),
        TEST(what_is_not_a_city_is_refused),
        TEST(a_reader_cannot_write),
        TEST(streets_come_back_as_they_went_in),
        TEST(the_streets_checksum_knows_every_tag),
        TEST(the_streets_checksum_is_kept_until_a_row_changes),
        TEST(schools_keep_their_grounds_and_gates),
        TEST(wards_of_a_file_stand_before_those_of_the_map),
        TEST(the_base_map_comes_back),
        TEST(the_plan_published_last_is_in_force),
        TEST(a_draft_may_change),
        TEST(seats_of_the_newest_year_are_read),
        TEST(children_are_in_a_file_only_the_owner_reads),
        TEST(an_older_city_is_brought_forward_whole_or_not_at_all),
        TEST(an_older_city_is_not_read_as_it_is),
        TEST(streets_of_an_older_version_come_along),
        TEST(a_city_opens_unchanged_after_a_crash),
        TEST(a_layer_written_in_bulk_is_as_guarded_as_before),
        TEST(a_store_closed_within_a_transaction_is_unchanged),
        TEST(the_city_can_be_read_while_it_is_written),
        TEST(another_program_reads_the_layers),
    };
    return RUN_TESTS(tests);
}
