#include <stdio.h>
#include <string.h>

#include "base/random.h"
#include "check.h"
#include "scratch.h"
#include "store/connection.h"
#include "store/store_forecasts.h"
#include "store/store_housing.h"
#include "store/store_indicators.h"
#include "store/store_sites.h"

static struct error err;

#define MUST(call)                                                             \
    do {                                                                       \
        if ((call) != STATUS_OK)                                               \
            fail_msg("%s", err.text);                                          \
    } while (0)

static const struct city_info TOWN = {.name = "Thị trấn Thử",
                                      .crs = "EPSG:9210"};

struct town {
    struct scratch *scratch;
    struct arena *arena;
    struct store *store;
};

static int open_town(void **state)
{
    static struct town town;
    town.scratch = scratch_new();
    town.arena = arena_new();
    const char *path = scratch_path(town.scratch, "town.sqlite");
    MUST(store_create(path, &TOWN, &err));
    MUST(store_open(path, STORE_WRITE, &town.store, &err));
    *state = &town;
    return 0;
}

static int close_town(void **state)
{
    struct town *town = *state;
    store_close(town->store);
    arena_free(town->arena);
    scratch_free(town->scratch);
    return 0;
}

static int64_t number(struct store *store, const char *sql)
{
    int64_t found = -1;
    MUST(connection_number(store, sql, -1, &found, &err));
    return found;
}

static void
a_city_of_the_fifth_version_gets_the_tables_of_planning(void **state)
{
    struct scratch *scratch = scratch_new();
    struct store *store = NULL;
    const char *path = scratch_path(scratch, "old.sqlite");
    MUST(store_create(path, &TOWN, &err));
    MUST(store_open(path, STORE_WRITE, &store, &err));
    // Back to what the fifth version had.
    static const char *const BACK[] = {
        "ALTER TABLE plan DROP COLUMN edits",
        "ALTER TABLE ward DROP COLUMN name_in_file",
        "ALTER TABLE ward DROP COLUMN district_in_file",
        "SELECT DropTable(NULL, 'boundary_part', 1)",
        "SELECT DropTable(NULL, 'added_street', 1)",
        "SELECT DropTable(NULL, 'added_gate', 1)",
        "SELECT DropTable(NULL, 'housing', 1)",
        "SELECT DropTable(NULL, 'site', 1)",
        "DROP TABLE indicator",
        "DROP TABLE indicator_value",
        "DROP TABLE forecast_run",
        "DROP TABLE forecast_value",
        "DROP TABLE forecast_rooms",
        "DROP TABLE forecast_room_rate",
        "DROP TABLE site_plan",
        "DROP TABLE site_plan_choice",
        "INSERT INTO enrolment VALUES ('a', 2024, 1, 35)",
        "PRAGMA user_version = 5"};
    for (size_t i = 0; i < sizeof BACK / sizeof *BACK; i++)
        MUST(store_run(store, BACK[i], &err));
    store_close(store);

    CHECK_INT(store_open(path, STORE_READ, &store, &err), STATUS_STATE);
    MUST(store_open(path, STORE_WRITE, &store, &err));
    CHECK_INT(number(store, "PRAGMA user_version"),
              schema_newest(SCHEMA_TEXTS, "city"));
    CHECK_INT(number(store, "SELECT count(*) FROM forecast_value"), 0);
    CHECK_INT(number(store, "SELECT pupils FROM enrolment"), 35);
    struct housing home = {{600000, 1190000}, 200, 2027, 0.35};
    MUST(store_begin(store, &err));
    MUST(store_write_housing(store, &home, 1, &err));
    MUST(store_commit(store, &err));
    store_close(store);
    scratch_free(scratch);
}

static void housing_and_sites_come_back_and_are_replaced_as_one(void **state)
{
    struct town *town = *state;
    struct housing homes[] = {{{600000.25, 1190000.5}, 200, 2027, 0.35},
                              {{601000, 1191000}, 0, 2026, 0}};
    struct site sites[] = {
        {"s2", "Khu đất Ao Sen", {600500, 1190500}, 8000.5, 30, 45.5},
        {"s1", NULL, {600600, 1190500}, -1, 12, -1}};
    MUST(store_begin(town->store, &err));
    MUST(store_write_housing(town->store, homes, 2, &err));
    MUST(store_write_housing(town->store, homes, 2, &err));
    MUST(store_write_sites(town->store, sites, 2, &err));
    MUST(store_commit(town->store, &err));

    struct housing_list read;
    MUST(store_read_housing(town->store, town->arena, &read, &err));
    CHECK_INT(read.count, 2);
    CHECK_INT(read.items[0].homes, 200);
    CHECK_INT(read.items[0].year, 2027);
    CHECK_NEAR(read.items[0].at.x_m, 600000.25, 0);
    CHECK_NEAR(read.items[0].pupils_per_home, 0.35, 0);

    struct site_list places;
    MUST(store_read_sites(town->store, town->arena, &places, &err));
    CHECK_INT(places.count, 2);
    CHECK_TEXT(places.items[0].id, "s1");
    CHECK(places.items[0].name == NULL);
    CHECK(places.items[0].area_m2 < 0 && places.items[0].cost < 0);
    CHECK_TEXT(places.items[1].name, "Khu đất Ao Sen");
    CHECK_NEAR(places.items[1].area_m2, 8000.5, 0);
    CHECK_NEAR(places.items[1].cost, 45.5, 0);
    CHECK_INT(places.items[1].max_rooms, 30);
}

static void indicators_come_back_with_values_of_each_kind(void **state)
{
    struct town *town = *state;
    struct indicator kinds[] = {
        {"fibre", "Cáp quang", "Fibre", "% schools", false, true, 100, 2030},
        {"class_size", "Sĩ số", "Class size", "pupils", true, false, 0, 0}};
    struct indicator_value_row rows[] = {{"fibre", 2025, "A", NULL, 1},
                                         {"fibre", 2025, NULL, "w", 62.5},
                                         {"fibre", 2025, NULL, NULL, 70},
                                         {"fibre", 2025, "A", NULL, 0}};
    MUST(store_write_indicators(town->store, kinds, 2, &err));
    MUST(store_write_indicator_values(town->store, rows, 4, &err));

    struct indicator_list read;
    struct indicator_value_row_list values;
    MUST(store_read_indicators(town->store, town->arena, &read, &err));
    CHECK_INT(read.count, 2);
    CHECK_TEXT(read.items[0].code, "class_size");
    CHECK(read.items[0].is_lower_better && !read.items[0].has_target);
    CHECK_TEXT(read.items[1].name_vi, "Cáp quang");
    CHECK_NEAR(read.items[1].target, 100, 0);
    CHECK_INT(read.items[1].target_year, 2030);
    MUST(store_read_indicator_values(town->store, town->arena, &values, &err));
    CHECK_INT(values.count, 3);
    CHECK(values.items[0].school_id == NULL && values.items[0].ward_id == NULL);
    CHECK_TEXT(values.items[1].ward_id, "w");
    CHECK_TEXT(values.items[2].school_id, "A");
    CHECK_NEAR(values.items[2].value, 0, 0);
}

static struct forecast_range range_at_random(struct random *random)
{
    float low = (float)random_below(random, 1000) / 8;
    return (struct forecast_range){low + 3, low + 2, low + 4, low + 1,
                                   low + 5, low,     low + 6};
}

static struct forecast_value_list values_of(struct arena *arena,
                                            size_t n_schools)
{
    struct random random = random_from(n_schools);
    struct forecast_value_list values = {0};
    for (size_t s = 0; s < n_schools; s++)
        for (int grade = 0; grade < 13; grade++)
            for (int year = 2026; year < 2036; year++)
                *forecast_value_list_add(&values, arena) =
                    (struct forecast_value){
                        .subject = FORECAST_SCHOOL,
                        .id = arena_format(arena, "S%05zu", s),
                        .grade = grade,
                        .year = year,
                        .pupils = range_at_random(&random)};
    return values;
}

static void write_forecast(struct town *town,
                           const struct forecast_record *record)
{
    MUST(store_begin(town->store, &err));
    MUST(store_write_forecast(town->store, record, &err));
    MUST(store_commit(town->store, &err));
}

static void two_thousand_schools_come_back_as_they_were(void **state)
{
    struct town *town = *state;
    struct forecast_record read;
    struct forecast_record record = {
        .entry = {.id = "f1",
                  .made_at = "2026-03-01T00:00:00Z",
                  .origin = 2025,
                  .n_years = 10,
                  .method = "hocgan",
                  .version = "0.1",
                  .made_from = "enrolment 3f"},
        .values = values_of(town->arena, 2000)};
    write_forecast(town, &record);
    struct forecast_question all = {0};
    MUST(store_read_forecast(town->store, town->arena, &all, &read, &err));
    CHECK_TEXT(read.entry.id, "f1");
    CHECK_TEXT(read.entry.made_from, "enrolment 3f");
    CHECK_INT(read.entry.origin, 2025);
    CHECK_INT(read.values.count, 260000);
    for (size_t i = 0; i < read.values.count; i++) {
        CHECK_TEXT(read.values.items[i].id, record.values.items[i].id);
        CHECK(memcmp(&read.values.items[i].pupils,
                     &record.values.items[i].pupils,
                     sizeof(struct forecast_range)) == 0);
    }
    struct forecast_question one = {.id = "f1",
                                    .of_one = true,
                                    .subject = FORECAST_SCHOOL,
                                    .subject_id = "S01234"};
    MUST(store_read_forecast(town->store, town->arena, &one, &read, &err));
    CHECK_INT(read.values.count, 130);
    CHECK_TEXT(read.values.items[129].id, "S01234");
    CHECK_INT(read.values.items[129].grade, 12);
    CHECK_INT(read.values.items[129].year, 2035);
}

static void rooms_keep_what_is_not_known(void **state)
{
    struct town *town = *state;
    struct forecast_rooms rooms[] = {{FORECAST_SCHOOL,
                                      "A",
                                      LEVEL_PRIMARY,
                                      2026,
                                      {{350, 340, 360, 330, 370, 320, 380},
                                       1,
                                       2,
                                       10,
                                       11,
                                       12,
                                       9,
                                       13,
                                       8,
                                       14,
                                       15,
                                       16,
                                       17,
                                       18,
                                       340,
                                       0.875,
                                       1.5,
                                       43.75,
                                       19,
                                       9.5,
                                       20,
                                       21}},
                                     {FORECAST_WARD,
                                      NULL,
                                      LEVEL_UPPER_SECONDARY,
                                      2026,
                                      {.rooms = -1,
                                       .places = -1,
                                       .overflow_chance = -1,
                                       .class_size = -1,
                                       .m2_per_pupil = -1}}};
    struct forecast_room_rate rates[] = {{NULL, 2026, 277.5},
                                         {"P1", 2026, 301}};
    struct forecast_record record = {
        .entry = {"f1", "2026-03-01T00:00:00Z", 2025, 1, "hocgan", "0.1", "x"},
        .rooms = {rooms, 2, 2},
        .rates = {rates, 2, 2}};
    write_forecast(town, &record);
    struct forecast_record read;
    struct forecast_question all = {.id = "f1"};
    MUST(store_read_forecast(town->store, town->arena, &all, &read, &err));
    CHECK_INT(read.rooms.count, 2);
    CHECK_INT(read.rooms.items[0].level, LEVEL_PRIMARY);
    const struct room_need *need = &read.rooms.items[0].need;
    CHECK_NEAR((double)need->pupils.high95, 380, 0);
    CHECK_INT(need->n_schools, 1);
    CHECK_INT(need->rooms, 8);
    CHECK_INT(need->shortage, 15);
    CHECK_INT(need->surplus, 16);
    CHECK_NEAR(need->overflow_chance, 0.875, 0);
    CHECK_INT(need->n_large, 19);
    CHECK_NEAR(need->m2_per_pupil, 9.5, 0);
    CHECK_INT(need->n_area_known, 21);
    CHECK(read.rooms.items[1].id == NULL);
    CHECK_INT(read.rooms.items[1].subject, FORECAST_WARD);
    CHECK_INT(read.rooms.items[1].level, LEVEL_UPPER_SECONDARY);
    CHECK_INT(read.rooms.items[1].need.rooms, -1);
    CHECK_NEAR(read.rooms.items[1].need.overflow_chance, -1, 0);
    CHECK_INT(number(town->store, "SELECT count(*) FROM forecast_rooms"
                                  " WHERE rooms IS NULL AND shortage = 0"),
              1);
    CHECK_INT(number(town->store, "SELECT n_two_sessions FROM forecast_rooms"
                                  " WHERE missing_for_two_sessions = 17"),
              18);
    CHECK_INT(read.rates.count, 2);
    CHECK(read.rates.items[0].ward_id == NULL);
    CHECK_NEAR(read.rates.items[0].rooms_per_10000, 277.5, 0);
    struct forecast_question ward = {
        .of_one = true, .subject = FORECAST_WARD, .subject_id = "P1"};
    MUST(store_read_forecast(town->store, town->arena, &ward, &read, &err));
    CHECK_INT(read.rooms.count, 0);
    CHECK_INT(read.rates.count, 1);
    CHECK_TEXT(read.rates.items[0].ward_id, "P1");
}

static void
the_newest_forecasts_are_kept_and_one_of_the_same_id_once(void **state)
{
    struct town *town = *state;
    static const char *const IDS[] = {"a", "b", "c", "c", "d", "e", "b"};
    struct forecast_record record = {
        .entry = {NULL, "2026-03-01T00:00:00Z", 2025, 10, "hocgan", "0.1", "x"},
        .values = values_of(town->arena, 2)};
    for (size_t i = 0; i < sizeof IDS / sizeof *IDS; i++) {
        record.entry.id = IDS[i];
        write_forecast(town, &record);
    }
    struct forecast_entry_list entries;
    MUST(store_read_forecasts(town->store, town->arena, &entries, &err));
    CHECK(entries.count <= FORECASTS_KEPT);
    CHECK_TEXT(entries.items[0].id, "b");
    CHECK_TEXT(entries.items[1].id, "e");
    CHECK_INT(number(town->store, "SELECT count(*) FROM forecast_value"),
              260 * (int64_t)entries.count);
    struct forecast_record read;
    struct forecast_question gone = {.id = "a"};
    CHECK_INT(store_read_forecast(town->store, town->arena, &gone, &read, &err),
              STATUS_NOT_FOUND);
    CHECK_TEXT(err.text, "there is no forecast \"a\"");
}

static void a_city_without_a_forecast_says_so(void **state)
{
    struct town *town = *state;
    struct forecast_record read;
    struct forecast_question newest = {0};
    CHECK_INT(
        store_read_forecast(town->store, town->arena, &newest, &read, &err),
        STATUS_NOT_FOUND);
    CHECK(strstr(err.text, "has no forecast yet") != NULL);
}

static void plans_of_sites_come_back_with_their_choices(void **state)
{
    struct town *town = *state;
    struct site_plan_choice choices[] = {{true, "s2", 30, 900, 123456},
                                         {false, "M001", 4, 140, 0}};
    struct site_plan plan = {.id = "p1",
                             .made_at = "2026-03-01T00:00:00Z",
                             .level = LEVEL_LOWER_SECONDARY,
                             .year = 2030,
                             .n_new = 1,
                             .n_rooms = 4,
                             .cap_cm = 700000,
                             .forecast_id = "f1",
                             .made_from = "x",
                             .before = {1000, 700, 200, 100, 5000000, 0},
                             .after = {1000, 960, 40, 0, 4000000, 45.5},
                             .bound_outside = 35,
                             .gap = 0.125,
                             .choices = {choices, 2, 2}};
    struct site_plan_list plans;
    MUST(store_begin(town->store, &err));
    MUST(store_write_site_plan(town->store, &plan, &err));
    MUST(store_write_site_plan(town->store, &plan, &err));
    plan.id = "p2";
    plan.made_at = "2026-04-01T00:00:00Z";
    plan.choices.count = 0;
    MUST(store_write_site_plan(town->store, &plan, &err));
    MUST(store_commit(town->store, &err));
    MUST(store_read_site_plans(town->store, town->arena, &plans, &err));
    CHECK_INT(plans.count, 2);
    CHECK_TEXT(plans.items[0].id, "p2");
    CHECK_INT(plans.items[0].choices.count, 0);
    const struct site_plan *read = &plans.items[1];
    CHECK_INT(read->level, LEVEL_LOWER_SECONDARY);
    CHECK_INT(read->before.over_cap, 200);
    CHECK_INT(read->after.seated, 960);
    CHECK_INT(read->after.way_cm, 4000000);
    CHECK_NEAR(read->after.cost, 45.5, 0);
    CHECK_NEAR(read->gap, 0.125, 0);
    CHECK_INT(read->choices.count, 2);
    CHECK_TEXT(read->choices.items[0].place_id, "s2");
    CHECK(read->choices.items[0].is_site);
    CHECK_INT(read->choices.items[1].rooms, 4);
}

#define TOWN_TEST(name)                                                        \
    cmocka_unit_test_setup_teardown(name, open_town, close_town)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_city_of_the_fifth_version_gets_the_tables_of_planning),
        TOWN_TEST(housing_and_sites_come_back_and_are_replaced_as_one),
        TOWN_TEST(indicators_come_back_with_values_of_each_kind),
        TOWN_TEST(two_thousand_schools_come_back_as_they_were),
        TOWN_TEST(rooms_keep_what_is_not_known),
        TOWN_TEST(the_newest_forecasts_are_kept_and_one_of_the_same_id_once),
        TOWN_TEST(a_city_without_a_forecast_says_so),
        TOWN_TEST(plans_of_sites_come_back_with_their_choices),
    };
    return RUN_TESTS(tests);
}
