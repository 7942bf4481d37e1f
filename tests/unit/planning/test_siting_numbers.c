// The pupils of a level shared out among units, and seats from rooms, worked
// out by hand.

#include "check.h"
#include "planning/siting_case.h"

// Two schools: one grows from 100 pupils to 150, one stays at 300. Three units
// with 10, 30 and 20 entrants; the first two belong to the growing school.
struct city {
    struct arena *arena;
    struct panel_school schools[2];
    struct room_supply supply[2];
    struct forecast_case planning;
    struct forecast forecast;
    struct room_need needs[2 * N_LEVELS];
    struct room_table rooms;
    struct planning_unit units[3];
    uint32_t entrants[3];
    struct siting_spot spots[3];
    uint32_t spot_of_unit[3];
    struct siting_case siting;
};

static void build_panel(struct city *city)
{
    const struct panel_row rows[] = {{0, 2025, 1, 60}, {0, 2025, 2, 40},
                                     {0, 2025, 6, 77}, {1, 2025, 1, 300},
                                     {0, 2024, 1, 55}, {1, 2024, 1, 290}};
    struct error err;
    city->schools[0] = (struct panel_school){"A", PANEL_NOBODY};
    city->schools[1] = (struct panel_school){"B", PANEL_NOBODY};
    CHECK(enrolment_panel_build(city->arena, city->schools, 2, 0, rows,
                                sizeof rows / sizeof *rows,
                                &city->planning.panel, &err) == STATUS_OK);
}

static void set_need(struct city *city, size_t school, float pupils,
                     int32_t rooms)
{
    city->needs[school * N_LEVELS + LEVEL_PRIMARY] = (struct room_need){
        .pupils = {.median = pupils}, .n_schools = 1, .rooms = rooms};
}

static struct city *city_new(void)
{
    struct arena *arena = arena_new();
    struct city *city = arena_array(arena, struct city, 1);
    city->arena = arena;
    build_panel(city);
    city->supply[0] = (struct room_supply){
        .levels = LEVEL_BIT(LEVEL_PRIMARY), .rooms = 3, .classes_per_room = 2};
    city->supply[1] = (struct room_supply){.levels = LEVEL_BIT(LEVEL_PRIMARY),
                                           .rooms = 10,
                                           .class_cap = 30,
                                           .classes_per_room = 1};
    city->planning.supply = city->supply;
    city->forecast = (struct forecast){.origin = 2025, .n_years = 1};
    city->rooms = (struct room_table){.first_year = 2026,
                                      .n_years = 1,
                                      .n_schools = 2,
                                      .schools = city->needs};
    set_need(city, 0, 150, 3);
    set_need(city, 1, 300, 10);
    city->entrants[0] = 10;
    city->entrants[1] = 30;
    city->entrants[2] = 20;
    city->spot_of_unit[2] = 1;
    city->spots[0] = (struct siting_spot){.id = "A", .school = 0};
    city->spots[1] = (struct siting_spot){.id = "B", .school = 1};
    city->spots[2] = (struct siting_spot){.id = "field",
                                          .is_site = true,
                                          .school = PANEL_NOBODY,
                                          .most_rooms = 20};
    city->siting = (struct siting_case){.arena = arena,
                                        .planning = &city->planning,
                                        .forecast = &city->forecast,
                                        .rooms = &city->rooms,
                                        .question = {.level = LEVEL_PRIMARY},
                                        .spots = city->spots,
                                        .n_spots = 3,
                                        .n_schools = 2,
                                        .spot_of_unit = city->spot_of_unit,
                                        .n_demands = 3};
    city->siting.units.units.items = city->units;
    city->siting.units.units.count = 3;
    city->siting.units.problem.entrants = city->entrants;
    return city;
}

static void pupils_live_where_entrants_do_times_growth(void **state)
{
    struct city *city = city_new();
    struct siting_problem problem =
        siting_case_problem(&city->siting, city->arena, 2026);
    // Weights 10 × 1.5, 30 × 1.5, 20 × 1 of 450 pupils: 84.375, 253.125, 112.5.
    CHECK_INT(problem.demands[0].pupils, 84);
    CHECK_INT(problem.demands[1].pupils, 253);
    CHECK_INT(problem.demands[2].pupils, 113);
    CHECK_NEAR(siting_case_pupils_now(&city->siting, 0), 100, 0);
    CHECK_NEAR(siting_case_growth(&city->siting, 1, 2026), 1.5, 1e-9);
    CHECK_NEAR(siting_case_growth(&city->siting, 2, 2026), 1, 1e-9);
    arena_free(city->arena);
}

static void a_unit_of_no_school_grows_with_all(void **state)
{
    struct city *city = city_new();
    city->spot_of_unit[0] = SITING_NO_SPOT;
    CHECK_NEAR(siting_case_growth(&city->siting, 0, 2026), 450.0 / 400, 1e-9);
    arena_free(city->arena);
}

static void seats_are_rooms_times_classes_times_pupils(void **state)
{
    struct city *city = city_new();
    struct siting_problem problem =
        siting_case_problem(&city->siting, city->arena, 2026);
    CHECK_INT(problem.places[0].seats, 3 * 2 * 35);
    CHECK_INT(problem.places[1].seats, 10 * 30);
    CHECK_INT(problem.places[2].seats, 0);
    CHECK_INT(problem.places[2].most_rooms, 20);
    CHECK_INT(problem.places[2].seats_per_room, 35);
    CHECK(problem.places[0].is_open && !problem.places[2].is_open);
    arena_free(city->arena);
}

static void two_sessions_need_a_room_for_every_class(void **state)
{
    struct city *city = city_new();
    city->siting.question.two_sessions = true;
    struct siting_problem problem =
        siting_case_problem(&city->siting, city->arena, 2026);
    CHECK_INT(problem.places[0].seats, 3 * 35);
    CHECK_INT(problem.places[1].seats, 10 * 30);
    arena_free(city->arena);
}

static void a_school_of_unknown_rooms_holds_those_it_has(void **state)
{
    struct city *city = city_new();
    set_need(city, 0, 150, -1);
    struct siting_problem problem =
        siting_case_problem(&city->siting, city->arena, 2026);
    CHECK_INT(problem.places[0].seats, 150);
    arena_free(city->arena);
}

static void homes_asked_about_come_on_top(void **state)
{
    struct city *city = city_new();
    const struct siting_homes homes = {.pupils = 40};
    city->siting.question.homes = &homes;
    city->siting.question.n_homes = 1;
    city->siting.n_demands = 4;
    struct siting_problem problem =
        siting_case_problem(&city->siting, city->arena, 2026);
    CHECK_INT(problem.demands[3].pupils, 40);
    CHECK_INT(problem.demands[0].pupils + problem.demands[1].pupils +
                  problem.demands[2].pupils,
              450);
    arena_free(city->arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(pupils_live_where_entrants_do_times_growth),
        TEST(a_unit_of_no_school_grows_with_all),
        TEST(seats_are_rooms_times_classes_times_pupils),
        TEST(two_sessions_need_a_room_for_every_class),
        TEST(a_school_of_unknown_rooms_holds_those_it_has),
        TEST(homes_asked_about_come_on_top),
    };
    return RUN_TESTS(tests);
}
