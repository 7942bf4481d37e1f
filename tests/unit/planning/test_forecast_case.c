#include <stdio.h>
#include <string.h>

#include "base/random.h"
#include "check.h"
#include "planning/forecast_case.h"
#include "planning/forecast_keep.h"
#include "planning/people_of_ward.h"
#include "scratch.h"
#include "store/store_city.h"
#include "store/store_housing.h"
#include "store/store_numbers.h"

static struct error err;

#define MUST(call)                                                             \
    do {                                                                       \
        if ((call) != STATUS_OK)                                               \
            fail_msg("%s", err.text);                                          \
    } while (0)

// Two wards side by side; two primary schools and a lower secondary one on the
// map, and Z, which only enrolment knows.
//
//     0          1000         2000 m
//     +-----------+-----------+ 1000
//     |  P1       |  P2       |
//     |   A    C  |     B     |
//     +-----------+-----------+ 0
#define EAST 600000.0
#define NORTH 1190000.0

struct town {
    struct scratch *scratch;
    struct arena *arena;
    struct store *store;
    struct forecast_case *planning;
};

static struct point_m at(double x_m, double y_m)
{
    return (struct point_m){EAST + x_m, NORTH + y_m};
}

static struct area square(struct arena *arena, double west_m, double east_m)
{
    struct point_m corners[] = {at(west_m, 0), at(east_m, 0), at(east_m, 1000),
                                at(west_m, 1000)};
    return area_of_ring(arena, corners, 4);
}

static int open_town(void **state)
{
    static struct town town;
    static const struct city_info INFO = {.name = "Thị trấn Thử",
                                          .crs = "EPSG:9210"};
    town = (struct town){.scratch = scratch_new(), .arena = arena_new()};
    const char *path = scratch_path(town.scratch, "town.sqlite");
    MUST(store_create(path, &INFO, &err));
    MUST(store_open(path, STORE_WRITE, &town.store, &err));
    *state = &town;
    return 0;
}

static int close_town(void **state)
{
    struct town *town = *state;
    forecast_case_close(town->planning);
    store_close(town->store);
    arena_free(town->arena);
    scratch_free(town->scratch);
    return 0;
}

static void draw_map(struct town *town)
{
    struct school schools[] = {{.id = "A",
                                .name = "Tiểu học Lê Lợi",
                                .levels = LEVEL_BIT(LEVEL_PRIMARY),
                                .point = at(400, 500)},
                               {.id = "B",
                                .name = "Tiểu học Trần Phú",
                                .levels = LEVEL_BIT(LEVEL_PRIMARY),
                                .point = at(1500, 500)},
                               {.id = "C",
                                .name = "",
                                .levels = LEVEL_BIT(LEVEL_LOWER_SECONDARY),
                                .point = at(900, 500)},
                               {.id = "D",
                                .name = "Tiểu học Tư thục",
                                .levels = LEVEL_BIT(LEVEL_PRIMARY),
                                .kind = "private",
                                .point = at(1100, 500)}};
    struct ward wards[] = {
        {.id = "P1", .name = "Phường 1", .area = square(town->arena, 0, 1000)},
        {.id = "P2",
         .name = "Phường 2",
         .area = square(town->arena, 1000, 2000)}};
    MUST(store_write_schools(town->store, schools, 4, &err));
    MUST(store_write_wards(town->store, "file", wards, 2, &err));
}

static const struct enrolment ENROLMENT[] = {
    {"Z", 2023, 1, 60},  {"Z", 2024, 2, 58}, {"A", 2023, 1, 100},
    {"A", 2024, 1, 110}, {"A", 2024, 2, 98}, {"C", 2024, 6, 200},
    {"B", 2024, 1, 90},  {"B", 2024, 0, 0},
};

static void fill(struct town *town)
{
    MUST(store_begin(town->store, &err));
    draw_map(town);
    MUST(store_write_enrolment(town->store, ENROLMENT,
                               sizeof ENROLMENT / sizeof *ENROLMENT, &err));
    MUST(store_commit(town->store, &err));
}

static void open_case(struct town *town)
{
    forecast_case_close(town->planning);
    town->planning = NULL;
    MUST(forecast_case_open(town->store, &town->planning, &err));
}

static uint32_t school(struct town *town, const char *id)
{
    uint32_t found = 0;
    MUST(forecast_case_find(town->planning, id, &found, &err));
    return found;
}

static void schools_of_the_map_and_of_enrolment_are_there_once(void **state)
{
    struct town *town = *state;
    fill(town);
    open_case(town);
    const struct forecast_case *planning = town->planning;
    CHECK_INT(planning->n_schools, 5);
    CHECK_TEXT(planning->schools[0].id, "A");
    CHECK_TEXT(planning->schools[0].name, "Tiểu học Lê Lợi");
    CHECK_TEXT(planning->schools[2].name, "C");
    CHECK_TEXT(planning->schools[4].id, "Z");
    CHECK(planning->schools[4].place == NULL);
    CHECK_INT(planning->panel.schools[school(town, "A")].ward, 0);
    CHECK_INT(planning->panel.schools[school(town, "B")].ward, 1);
    CHECK_INT(planning->panel.schools[school(town, "Z")].ward, PANEL_NOBODY);
    CHECK_INT(planning->panel.n_wards, 2);
    uint32_t found;
    CHECK_INT(forecast_case_find(planning, "Q", &found, &err),
              STATUS_NOT_FOUND);
    CHECK_TEXT(err.text, "there is no school \"Q\"");
    CHECK_INT(forecast_case_find_ward(planning, "P3", &found, &err),
              STATUS_NOT_FOUND);
}

static void the_panel_is_the_enrolment(void **state)
{
    struct town *town = *state;
    fill(town);
    open_case(town);
    const struct enrolment_panel *panel = town->planning->inputs.panel;
    CHECK_INT(panel->first_year, 2023);
    CHECK_INT(panel->n_years, 2);
    for (size_t i = 0; i < sizeof ENROLMENT / sizeof *ENROLMENT; i++)
        CHECK_INT(panel_at(panel, school(town, ENROLMENT[i].school_id),
                           (int32_t)ENROLMENT[i].grade,
                           (int32_t)ENROLMENT[i].year),
                  ENROLMENT[i].pupils);
    CHECK_INT(panel_at(panel, school(town, "D"), 1, 2024), PANEL_ABSENT);
}

static void a_city_needs_no_map_but_some_enrolment(void **state)
{
    struct town *town = *state;
    CHECK_INT(forecast_case_open(town->store, &town->planning, &err),
              STATUS_STATE);
    CHECK(strstr(err.text, "has no enrolment yet") != NULL);
    MUST(store_write_enrolment(town->store, ENROLMENT, 2, &err));
    open_case(town);
    CHECK_INT(town->planning->n_schools, 1);
    CHECK_INT(town->planning->wards.count, 0);
    CHECK_INT(town->planning->supply[0].levels, LEVEL_BIT(LEVEL_PRIMARY));
    CHECK_INT(town->planning->supply[0].rooms, -1);
    CHECK(forecast_case_people(town->planning, town->arena, 2025, 3) == NULL);
}

static void rooms_are_the_newest_known_of_each_thing(void **state)
{
    struct town *town = *state;
    struct capacity rows[] = {{"A", 2022, 20, 35, 1, 5000},
                              {"A", 2024, 24, NUMBER_UNKNOWN, 2, -1},
                              {"B", 2023, NUMBER_UNKNOWN, 40, 1, -1},
                              {"Q", 2023, 5, 5, 1, 5}};
    fill(town);
    MUST(store_write_capacity(town->store, rows, 4, &err));
    open_case(town);
    const struct room_supply *a = &town->planning->supply[school(town, "A")];
    const struct room_supply *b = &town->planning->supply[school(town, "B")];
    CHECK_INT(a->rooms, 24);
    CHECK_INT(a->class_cap, 35);
    CHECK_INT(a->classes_per_room, 1);
    CHECK_NEAR(a->area_m2, 5000, 0);
    CHECK_INT(a->levels, LEVEL_BIT(LEVEL_PRIMARY));
    CHECK_INT(b->rooms, -1);
    CHECK_INT(b->class_cap, 40);
    CHECK_INT(b->classes_per_room, 2);
    CHECK(b->area_m2 < 0);
    CHECK_INT(town->planning->supply[school(town, "Z")].levels,
              LEVEL_BIT(LEVEL_PRIMARY));
}

static void people_by_age_of_wards_on_the_map_are_residents(void **state)
{
    struct town *town = *state;
    struct population rows[] = {{"P1", 2024, 5, 50},
                                {"P1", 2024, NUMBER_UNKNOWN, 9000},
                                {"P2", 2024, 6, 70},
                                {"P2", 2024, 30, 700},
                                {"P9", 2024, 6, 7}};
    fill(town);
    MUST(store_write_population(town->store, rows, 5, &err));
    open_case(town);
    const struct forecast_inputs *inputs = &town->planning->inputs;
    CHECK_INT(inputs->n_residents, 2);
    CHECK_INT(inputs->residents[0].ward, 0);
    CHECK_INT(inputs->residents[0].people, 50);
    CHECK_INT(inputs->residents[1].ward, 1);
    CHECK_INT(inputs->residents[1].age, 6);
}

static void people_who_were_not_counted_yet_are_grown_older(void **state)
{
    struct town *town = *state;
    struct population rows[40];
    size_t n = 0;
    for (int year = 2020; year <= 2022; year += 2)
        for (int age = 0; age < 20; age++)
            rows[n++] = (struct population){"P1", year, age,
                                            year == 2020 ? 1 : 100 + age};
    fill(town);
    MUST(store_write_population(town->store, rows, n, &err));
    open_case(town);
    const int64_t *people =
        forecast_case_people(town->planning, town->arena, 2019, 7);
    int64_t counted = 0, three_on = 0;
    for (int age = 3; age <= 18; age++) {
        counted += 100 + age;
        three_on += 100 + age - 3;
    }
    CHECK_INT(people[0], 16); // before the first count: as in the first
    CHECK_INT(people[1], 16);
    CHECK_INT(people[2], 16);
    CHECK_INT(people[3], counted);
    CHECK_INT(people[6], three_on);
    CHECK_INT(people[7 + 3], 0); // of P2 nobody is known
    // Five years on, those aged 3 and 4 are as many as the youngest counted.
    CHECK_INT(people_of_school_age(rows + 20, 20, 2027),
              three_on - 16 * 2 + 2 + 1);
}

static double housed(const struct forecast_case *planning, uint32_t of)
{
    double pupils = 0;
    for (size_t i = 0; i < planning->inputs.n_housing; i++)
        if (planning->inputs.housing[i].school == of)
            pupils += planning->inputs.housing[i].pupils;
    return pupils;
}

static void homes_belong_to_the_zone_or_else_to_the_nearest_school(void **state)
{
    struct town *town = *state;
    // Grades 1, 2 and 6 are taught: primary has two shares of three.
    struct housing homes[] = {{at(1200, 500), 300, 2026, 0.5}};
    fill(town);
    MUST(store_begin(town->store, &err));
    MUST(store_write_housing(town->store, homes, 1, &err));
    MUST(store_commit(town->store, &err));
    open_case(town);
    CHECK_NEAR(housed(town->planning, school(town, "B")), 100, 1e-9);
    CHECK_NEAR(housed(town->planning, school(town, "C")), 50, 1e-9);
    CHECK_INT(town->planning->inputs.n_housing, 2);
    CHECK_INT(town->planning->inputs.housing[0].year, 2026);

    struct zone zone = {"A", square(town->arena, 0, 2000)};
    struct plan plan = {.id = "zones",
                        .level = LEVEL_PRIMARY,
                        .method = "units",
                        .made_from = "a test",
                        .made_at = "2026-03-01T00:00:00Z",
                        .is_published = true,
                        .zones = {&zone, 1, 1}};
    MUST(store_begin(town->store, &err));
    MUST(store_write_plan(town->store, &plan, &err));
    MUST(store_commit(town->store, &err));
    open_case(town);
    CHECK_NEAR(housed(town->planning, school(town, "A")), 100, 1e-9);
    CHECK_NEAR(housed(town->planning, school(town, "B")), 0, 0);
    CHECK_NEAR(housed(town->planning, school(town, "C")), 50, 1e-9);
}

static void what_it_was_made_from_changes_with_the_data_only(void **state)
{
    struct town *town = *state;
    struct enrolment more = {"B", 2024, 2, 91};
    struct capacity rooms = {"A", 2024, 24, 35, 2, 5000};
    fill(town);
    open_case(town);
    const char *first = arena_text(town->arena, town->planning->made_from);
    open_case(town);
    CHECK_TEXT(town->planning->made_from, first);
    MUST(store_write_enrolment(town->store, &more, 1, &err));
    open_case(town);
    CHECK(strcmp(town->planning->made_from, first) != 0);
    const char *second = arena_text(town->arena, town->planning->made_from);
    MUST(store_write_capacity(town->store, &rooms, 1, &err));
    open_case(town);
    CHECK(strcmp(town->planning->made_from, second) != 0);
}

// A forecast ----------------------------------------------------------------

static void draw_ranges(struct random *random, struct forecast_range *ranges,
                        size_t n)
{
    for (size_t i = 0; i < n; i++) {
        float low = (float)random_below(random, 400) / 4;
        ranges[i] = (struct forecast_range){low + 3, low + 2, low + 4, low + 1,
                                            low + 5, low,     low + 6};
    }
}

static struct forecast draw_forecast(struct town *town, size_t n_years)
{
    struct random random = random_from(5);
    size_t n_schools = town->planning->n_schools;
    size_t n_wards = town->planning->wards.count;
    size_t sizes[] = {n_schools * PANEL_GRADES * n_years, n_schools * n_years,
                      (n_wards + 1) * n_years, n_years, PANEL_GRADES * n_years};
    struct forecast_range *parts[5];
    for (size_t i = 0; i < 5; i++) {
        parts[i] = arena_array(town->arena, struct forecast_range, sizes[i]);
        draw_ranges(&random, parts[i], sizes[i]);
    }
    for (size_t i = 0; i < sizes[0]; i += 3)
        parts[0][i] = (struct forecast_range){.median = -1};
    return (struct forecast){2024,     n_years,  n_schools, n_wards, parts[0],
                             parts[1], parts[2], parts[3],  parts[4]};
}

static void check_same(const struct forecast_range *a,
                       const struct forecast_range *b, size_t n)
{
    CHECK(memcmp(a, b, n * sizeof *a) == 0);
}

static const struct forecast_making MAKING = {"0.1", "2026-03-01T00:00:00Z",
                                              ""};

static void a_kept_forecast_is_the_same_put_back(void **state)
{
    struct town *town = *state;
    fill(town);
    open_case(town);
    struct forecast forecast = draw_forecast(town, 3), back;
    struct forecast_record record =
        forecast_keep_record(town->planning, &forecast, NULL, &MAKING);
    MUST(forecast_keep_write(town->store, &record, &err));
    open_case(town);
    MUST(forecast_keep_read(town->store, town->planning, NULL, &back, &err));
    CHECK_INT(back.origin, 2024);
    CHECK_INT(back.n_years, 3);
    check_same(back.cells, forecast.cells, 5 * PANEL_GRADES * 3);
    check_same(back.schools, forecast.schools, 5 * 3);
    check_same(back.wards, forecast.wards, 3 * 3);
    check_same(back.city, forecast.city, 3);
    check_same(back.city_grades, forecast.city_grades, PANEL_GRADES * 3);
}

static void a_kept_forecast_of_other_data_is_not_put_back(void **state)
{
    struct town *town = *state;
    struct enrolment more = {"B", 2024, 2, 91};
    fill(town);
    open_case(town);
    struct forecast forecast = draw_forecast(town, 2), back;
    struct forecast_record record =
        forecast_keep_record(town->planning, &forecast, NULL, &MAKING);
    CHECK_INT(
        forecast_keep_read(town->store, town->planning, NULL, &back, &err),
        STATUS_NOT_FOUND);
    MUST(forecast_keep_write(town->store, &record, &err));
    MUST(store_write_enrolment(town->store, &more, 1, &err));
    open_case(town);
    CHECK_INT(
        forecast_keep_read(town->store, town->planning, NULL, &back, &err),
        STATUS_STATE);
    CHECK(strstr(err.text, "the city has changed since") != NULL);
}

static void the_id_hangs_on_what_a_forecast_was_made_by(void **state)
{
    struct town *town = *state;
    fill(town);
    open_case(town);
    struct forecast forecast = draw_forecast(town, 2);
    struct forecast longer = draw_forecast(town, 3);
    struct forecast_making other = MAKING;
    other.options = "without housing";
    const char *id =
        forecast_keep_record(town->planning, &forecast, NULL, &MAKING).entry.id;
    CHECK_TEXT(
        forecast_keep_record(town->planning, &forecast, NULL, &MAKING).entry.id,
        id);
    CHECK(strcmp(forecast_keep_record(town->planning, &longer, NULL, &MAKING)
                     .entry.id,
                 id) != 0);
    CHECK(strcmp(forecast_keep_record(town->planning, &forecast, NULL, &other)
                     .entry.id,
                 id) != 0);
}

static void rooms_are_kept_by_school_ward_and_city(void **state)
{
    struct town *town = *state;
    struct capacity rooms = {"A", 2024, 4, 35, 2, 5000};
    struct population people[16];
    for (int i = 0; i < 16; i++)
        people[i] = (struct population){"P1", 2025, 3 + i, 100};
    fill(town);
    MUST(store_write_capacity(town->store, &rooms, 1, &err));
    MUST(store_write_population(town->store, people, 16, &err));
    open_case(town);
    struct forecast forecast = draw_forecast(town, 1);
    struct room_table table = room_table_build(
        town->arena, &forecast, town->planning->supply, &town->planning->panel,
        forecast_case_people(town->planning, town->arena, 2025, 1));
    struct forecast_record record =
        forecast_keep_record(town->planning, &forecast, &table, &MAKING);
    MUST(forecast_keep_write(town->store, &record, &err));

    struct forecast_question question = {
        .of_one = true, .subject = FORECAST_SCHOOL, .subject_id = "A"};
    struct forecast_record read;
    MUST(store_read_forecast(town->store, town->arena, &question, &read, &err));
    const struct room_need *need =
        room_table_school(&table, school(town, "A"), LEVEL_PRIMARY, 2025);
    size_t n_primary = 0;
    for (size_t i = 0; i < read.rooms.count; i++) {
        const struct forecast_rooms *kept = &read.rooms.items[i];
        if (kept->level != LEVEL_PRIMARY)
            continue;
        n_primary++;
        CHECK_INT(kept->year, 2025);
        CHECK_INT(kept->need.rooms, need->rooms);
        CHECK_INT(kept->need.shortage, need->shortage);
    }
    CHECK_INT(n_primary, 1);
    question = (struct forecast_question){
        .of_one = true, .subject = FORECAST_WARD, .subject_id = "P1"};
    MUST(store_read_forecast(town->store, town->arena, &question, &read, &err));
    CHECK_INT(read.rates.count, 1);
    CHECK_NEAR(read.rates.items[0].rooms_per_10000, 4.0 / 1600 * 10000, 1e-9);
}

#define TOWN_TEST(name)                                                        \
    cmocka_unit_test_setup_teardown(name, open_town, close_town)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TOWN_TEST(schools_of_the_map_and_of_enrolment_are_there_once),
        TOWN_TEST(the_panel_is_the_enrolment),
        TOWN_TEST(a_city_needs_no_map_but_some_enrolment),
        TOWN_TEST(rooms_are_the_newest_known_of_each_thing),
        TOWN_TEST(people_by_age_of_wards_on_the_map_are_residents),
        TOWN_TEST(people_who_were_not_counted_yet_are_grown_older),
        TOWN_TEST(homes_belong_to_the_zone_or_else_to_the_nearest_school),
        TOWN_TEST(what_it_was_made_from_changes_with_the_data_only),
        TOWN_TEST(a_kept_forecast_is_the_same_put_back),
        TOWN_TEST(a_kept_forecast_of_other_data_is_not_put_back),
        TOWN_TEST(the_id_hangs_on_what_a_forecast_was_made_by),
        TOWN_TEST(rooms_are_kept_by_school_ward_and_city),
    };
    return RUN_TESTS(tests);
}
