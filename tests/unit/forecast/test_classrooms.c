// Rooms against pupils: small schools worked out by hand, random cities against
// plain sums, and laws that hold whatever the numbers.

#include "base/random.h"
#include "check.h"
#include "forecast/classrooms.h"
#include "forecast/range_sum.h"
#include "forecast/school_rooms.h"

#include <string.h>

// A range 10 % to either side at 50 %, 20 % at 80 %, 30 % at 95 %.
static struct forecast_range range_around(double median, double width)
{
    return (struct forecast_range){.median = (float)median,
                                   .low50 = (float)(median * (1 - width)),
                                   .high50 = (float)(median * (1 + width)),
                                   .low80 = (float)(median * (1 - 2 * width)),
                                   .high80 = (float)(median * (1 + 2 * width)),
                                   .low95 = (float)(median * (1 - 3 * width)),
                                   .high95 = (float)(median * (1 + 3 * width))};
}

// A city whose forecast is given ---------------------------------------------

struct town {
    struct arena *arena;
    struct panel_school *schools;
    struct enrolment_panel panel;
    struct forecast forecast;
    struct room_supply *supply;
};

static struct town town_new(size_t n_schools, size_t n_wards, size_t n_years)
{
    struct town town = {.arena = arena_new()};
    struct arena *arena = town.arena;
    town.schools = arena_array(arena, struct panel_school, n_schools);
    town.supply = arena_array(arena, struct room_supply, n_schools);
    town.panel = (struct enrolment_panel){
        .schools = town.schools, .n_schools = n_schools, .n_wards = n_wards};
    town.forecast = (struct forecast){
        .origin = 2025,
        .n_years = n_years,
        .n_schools = n_schools,
        .n_wards = n_wards,
        .cells = arena_array(arena, struct forecast_range,
                             n_schools * PANEL_GRADES * n_years),
        .schools =
            arena_array(arena, struct forecast_range, n_schools * n_years),
        .wards =
            arena_array(arena, struct forecast_range, (n_wards + 1) * n_years),
        .city = arena_array(arena, struct forecast_range, n_years)};
    for (size_t c = 0; c < n_schools * PANEL_GRADES * n_years; c++)
        town.forecast.cells[c].median = -1;
    return town;
}

static struct forecast_range *cell(const struct town *town, size_t school,
                                   int grade, size_t y)
{
    return &town->forecast.cells[(school * PANEL_GRADES + (size_t)grade) *
                                     town->forecast.n_years +
                                 y];
}

// Sums with ranges narrowed to a half at schools, a third in wards and a
// quarter in the city.
static void add_up(struct town *town)
{
    struct forecast *f = &town->forecast;
    for (size_t y = 0; y < f->n_years; y++) {
        double city = 0;
        for (size_t w = 0; w <= f->n_wards; w++) {
            double ward = 0;
            for (size_t s = 0; s < f->n_schools; s++) {
                uint32_t of = town->schools[s].ward;
                if ((of < f->n_wards ? of : f->n_wards) != w)
                    continue;
                double school = 0;
                for (int g = 0; g < PANEL_GRADES; g++)
                    school += fmax(0, (double)cell(town, s, g, y)->median);
                f->schools[s * f->n_years + y] = range_around(school, 0.05);
                ward += school;
            }
            f->wards[w * f->n_years + y] = range_around(ward, 0.033);
            city += ward;
        }
        f->city[y] = range_around(city, 0.025);
    }
}

static struct room_table table_of(struct town *town, const int64_t *people)
{
    add_up(town);
    return room_table_build(town->arena, &town->forecast, town->supply,
                            &town->panel, people);
}

// One school of one ward and year.
static struct town school_with(int grade, double pupils)
{
    struct town town = town_new(1, 1, 1);
    *cell(&town, 0, grade, 0) = range_around(pupils, 0.1);
    town.supply[0] =
        (struct room_supply){.levels = LEVEL_BIT(level_of_grade(grade)),
                             .rooms = 4,
                             .classes_per_room = 1,
                             .area_m2 = -1};
    return town;
}

static struct room_need need_of(struct town *town, enum level level)
{
    struct room_table table = table_of(town, NULL);
    return *room_table_school(&table, 0, level, 2026);
}

// Classes by hand -------------------------------------------------------------

static void the_36th_pupil_opens_a_second_class(void **state)
{
    CHECK_INT(classes_of((double[]){35}, 1, 35, 1), 1);
    CHECK_INT(classes_of((double[]){36}, 1, 35, 1), 2);
    CHECK_INT(classes_of((double[]){35.4}, 1, 35, 1), 1);
    CHECK_INT(classes_of((double[]){35.5}, 1, 35, 1), 2);
    CHECK_INT(classes_of((double[]){0}, 1, 35, 1), 0);
    CHECK_INT(classes_of((double[]){0.4}, 1, 35, 1), 0);
    CHECK_INT(classes_of((double[]){1}, 1, 35, 1), 1);
}

static void classes_are_counted_grade_by_grade(void **state)
{
    // 5 × 40 pupils are 200, which 6 classes of 35 would hold; but no class
    // has two grades.
    const double grades[] = {40, 40, 40, 40, 40};
    CHECK_INT(classes_of(grades, 5, 35, 1), 10);
    CHECK_INT(classes_of(grades, 5, 45, 1), 5);
}

static void a_primary_school_holds_35_a_class_and_a_secondary_45(void **state)
{
    struct town primary = school_with(1, 140);
    struct town secondary = school_with(6, 140);
    CHECK_INT(need_of(&primary, LEVEL_PRIMARY).rooms_needed, 4);
    CHECK_INT(need_of(&secondary, LEVEL_LOWER_SECONDARY).rooms_needed, 4);
    primary.supply[0].class_cap = 45;
    CHECK_INT(need_of(&primary, LEVEL_PRIMARY).rooms_needed, 4);
    primary.supply[0].class_cap = 30;
    CHECK_INT(need_of(&primary, LEVEL_PRIMARY).rooms_needed, 5);
    CHECK_INT(need_of(&primary, LEVEL_PRIMARY).shortage, 1);
    arena_free(primary.arena);
    arena_free(secondary.arena);
}

static void a_cap_is_that_of_the_lowest_level(void **state)
{
    struct room_supply both = {.levels = LEVEL_BIT(LEVEL_PRIMARY) |
                                         LEVEL_BIT(LEVEL_LOWER_SECONDARY),
                               .class_cap = 35};
    CHECK_INT(room_supply_class_cap(&both, LEVEL_PRIMARY), 35);
    CHECK_INT(room_supply_class_cap(&both, LEVEL_LOWER_SECONDARY), 45);
    both.class_cap = 28;
    CHECK_INT(room_supply_class_cap(&both, LEVEL_LOWER_SECONDARY), 36);
    both.class_cap = 0;
    CHECK_INT(room_supply_class_cap(&both, LEVEL_LOWER_SECONDARY), 45);
}

static void two_classes_share_a_room_where_they_must(void **state)
{
    struct town town = school_with(1, 7 * 35);
    town.supply[0].classes_per_room = 2;
    struct room_need need = need_of(&town, LEVEL_PRIMARY);
    CHECK_INT(need.classes, 7);
    CHECK_INT(need.rooms_needed, 4);
    CHECK_INT(need.shortage, 0);
    CHECK_INT(need.surplus, 0);
    CHECK_INT(need.missing_for_two_sessions, 3);
    CHECK_INT(need.n_two_sessions, 0);
    CHECK_NEAR(need.class_size, 245.0 / 8, 1e-9);
    arena_free(town.arena);
}

static void surplus_is_no_shortage(void **state)
{
    struct town town = school_with(1, 70);
    struct room_need need = need_of(&town, LEVEL_PRIMARY);
    CHECK_INT(need.rooms_needed, 2);
    CHECK_INT(need.shortage, 0);
    CHECK_INT(need.surplus, 2);
    CHECK_INT(need.n_two_sessions, 1);
    CHECK(need.overflow_chance < 0.001);
    arena_free(town.arena);
}

static void crowded_classes_and_small_sites_are_counted(void **state)
{
    struct town town = school_with(1, 160);
    town.supply[0].area_m2 = 1599;
    struct room_need need = need_of(&town, LEVEL_PRIMARY);
    CHECK_NEAR(need.class_size, 40, 1e-9);
    CHECK_INT(need.n_large, 1);
    CHECK_NEAR(need.m2_per_pupil, 1599.0 / 160, 1e-9);
    CHECK_INT(need.n_small, 1);
    town.supply[0].area_m2 = 1600;
    CHECK_INT(need_of(&town, LEVEL_PRIMARY).n_small, 0);
    CHECK_NEAR(site_area_m2_of(LEVEL_PRESCHOOL), 12, 0);
    arena_free(town.arena);
}

// What is not known -----------------------------------------------------------

static void rooms_that_are_not_known_are_not_none(void **state)
{
    struct town town = school_with(1, 140);
    town.supply[0].rooms = -1;
    struct room_table table = table_of(&town, NULL);
    const struct room_need *need =
        room_table_school(&table, 0, LEVEL_PRIMARY, 2026);
    const struct room_need *city = room_table_city(&table, LEVEL_PRIMARY, 2026);
    CHECK_INT(need->shortage, 0);
    CHECK_INT(need->n_unknown, 1);
    CHECK_INT(need->rooms, -1);
    CHECK_NEAR(need->overflow_chance, -1, 0);
    CHECK_NEAR(need->class_size, -1, 0);
    CHECK_INT(city->n_unknown, 1);
    CHECK_INT(city->needed_unknown, 4);
    CHECK_NEAR(city->overflow_chance, -1, 0);
    CHECK_NEAR(room_need_two_sessions_share(city), -1, 0);
    CHECK_INT(room_table_rank(town.arena, &table, 2026, 0).count, 0);
    arena_free(town.arena);
}

static void a_level_the_school_does_not_teach_is_no_school(void **state)
{
    struct town town = school_with(1, 140);
    struct room_need need = need_of(&town, LEVEL_UPPER_SECONDARY);
    CHECK_INT(need.n_schools, 0);
    CHECK_INT(need.n_unknown, 0);
    CHECK_INT(need.rooms, 0);
    arena_free(town.arena);
}

static void a_closed_school_has_all_its_rooms_to_spare(void **state)
{
    struct town town = school_with(6, 0);
    town.forecast.cells[6].median = -1;
    struct room_need need = need_of(&town, LEVEL_LOWER_SECONDARY);
    CHECK_INT(need.rooms_needed, 0);
    CHECK_INT(need.surplus, 4);
    CHECK_NEAR((double)need.pupils.median, 0, 0);
    CHECK_NEAR(need.overflow_chance, 0, 0);
    arena_free(town.arena);
}

// Levels that share rooms -----------------------------------------------------

static void a_shared_room_counts_once_where_it_is_needed_most(void **state)
{
    struct town town = school_with(1, 6 * 35);
    *cell(&town, 0, 6, 0) = range_around(3 * 45, 0.1);
    town.supply[0].levels =
        LEVEL_BIT(LEVEL_PRIMARY) | LEVEL_BIT(LEVEL_LOWER_SECONDARY);
    town.supply[0].rooms = 9;
    CHECK_INT(need_of(&town, LEVEL_PRIMARY).rooms, 6);
    CHECK_INT(need_of(&town, LEVEL_LOWER_SECONDARY).rooms, 3);
    town.supply[0].rooms = 6;
    CHECK_INT(need_of(&town, LEVEL_PRIMARY).rooms, 4);
    CHECK_INT(need_of(&town, LEVEL_LOWER_SECONDARY).rooms, 2);
    // One room for both: six classes need it more than three.
    town.supply[0].rooms = 1;
    CHECK_INT(need_of(&town, LEVEL_PRIMARY).rooms, 1);
    CHECK_INT(need_of(&town, LEVEL_LOWER_SECONDARY).rooms, 0);
    arena_free(town.arena);
}

// Room by room, from nothing.
static void split_slowly(int32_t rooms, const int64_t classes[N_LEVELS],
                         int32_t split[N_LEVELS])
{
    memset(split, 0, N_LEVELS * sizeof *split);
    for (; rooms > 0; rooms--) {
        int best = -1;
        for (int l = N_LEVELS - 1; l >= 0; l--)
            if (classes[l] > 0 &&
                (best < 0 || classes[l] * (split[best] + 1) >
                                 classes[best] * (split[l] + 1)))
                best = l;
        split[best]++;
    }
}

static void rooms_are_split_as_if_given_one_by_one(void **state)
{
    struct random random = random_from(5);
    for (int round = 0; round < 20000; round++) {
        int64_t classes[N_LEVELS];
        int64_t sum = 0;
        int32_t fast[N_LEVELS];
        int32_t slow[N_LEVELS];
        for (int l = 0; l < N_LEVELS; l++)
            sum += classes[l] =
                random_below(&random, 3) == 0 ? 0 : random_below(&random, 30);
        if (sum == 0)
            continue;
        int32_t rooms = (int32_t)random_below(&random, 80);
        rooms_split(rooms, classes, 0, fast);
        split_slowly(rooms, classes, slow);
        for (int l = 0; l < N_LEVELS; l++) {
            CHECK_INT(fast[l], slow[l]);
            // Enough for all is enough for each.
            CHECK(rooms < sum || fast[l] >= classes[l]);
        }
    }
}

static void unused_rooms_count_at_the_highest_level(void **state)
{
    int32_t split[N_LEVELS];
    rooms_split(7, (int64_t[N_LEVELS]){0},
                LEVEL_BIT(LEVEL_PRIMARY) | LEVEL_BIT(LEVEL_LOWER_SECONDARY),
                split);
    CHECK_INT(split[LEVEL_LOWER_SECONDARY], 7);
    CHECK_INT(split[LEVEL_PRIMARY], 0);
}

// Chances ---------------------------------------------------------------------

static void chances_join_the_quantiles_by_lines(void **state)
{
    struct forecast_range r = {.low95 = 70,
                               .low80 = 80,
                               .low50 = 90,
                               .median = 100,
                               .high50 = 120,
                               .high80 = 140,
                               .high95 = 170};
    CHECK_NEAR(forecast_range_chance_above(&r, 100), 0.5, 1e-12);
    CHECK_NEAR(forecast_range_chance_above(&r, 110), 0.375, 1e-12);
    CHECK_NEAR(forecast_range_chance_above(&r, 120), 0.25, 1e-12);
    CHECK_NEAR(forecast_range_chance_above(&r, 140), 0.1, 1e-12);
    CHECK_NEAR(forecast_range_chance_above(&r, 170), 0.025, 1e-12);
    CHECK_NEAR(forecast_range_chance_above(&r, 175), 0.0125, 1e-12);
    CHECK_NEAR(forecast_range_chance_above(&r, 180), 0, 1e-12);
    CHECK_NEAR(forecast_range_chance_above(&r, 75), 0.9375, 1e-12);
    CHECK_NEAR(forecast_range_chance_above(&r, 0), 1, 1e-12);
    struct forecast_range sure = {20, 20, 20, 20, 20, 20, 20};
    CHECK_NEAR(forecast_range_chance_above(&sure, 19), 1, 0);
    CHECK_NEAR(forecast_range_chance_above(&sure, 20), 0.5, 0);
    CHECK_NEAR(forecast_range_chance_above(&sure, 21), 0, 0);
}

static struct forecast_range any_range(struct random *random)
{
    double q[7];
    q[0] = random_below(random, 200);
    for (int i = 1; i < 7; i++)
        q[i] = q[i - 1] + random_below(random, 4) * random_unit(random) * 30;
    return (struct forecast_range){.low95 = (float)q[0],
                                   .low80 = (float)q[1],
                                   .low50 = (float)q[2],
                                   .median = (float)q[3],
                                   .high50 = (float)q[4],
                                   .high80 = (float)q[5],
                                   .high95 = (float)q[6]};
}

static void chances_never_grow_with_the_places(void **state)
{
    struct random random = random_from(6);
    for (int round = 0; round < 2000; round++) {
        struct forecast_range r = any_range(&random);
        double last = 1;
        for (double places = 0; places < 900; places += 3.5) {
            double chance = forecast_range_chance_above(&r, places);
            CHECK(chance >= 0 && chance <= last);
            last = chance;
        }
        CHECK_NEAR(last, 0, 0);
    }
}

// The plain way: let all grades grow until there is a class too many.
static void places_are_those_a_slow_search_finds(void **state)
{
    struct random random = random_from(7);
    for (int round = 0; round < 3000; round++) {
        double grades[5];
        double sum = 0;
        for (int g = 0; g < 5; g++)
            sum += grades[g] =
                random_below(&random, 4) == 0 ? 0 : 150 * random_unit(&random);
        int64_t n_classes = random_below(&random, 60);
        if (sum <= 0)
            continue;
        double places = places_of(grades, 5, 35, n_classes);
        CHECK(classes_of(grades, 5, 35, places * (1 - 1e-9) / sum) <=
              n_classes);
        CHECK(classes_of(grades, 5, 35, places * (1 + 1e-9) / sum) > n_classes);
    }
}

static void
a_school_is_short_just_when_overflow_is_likelier_than_not(void **state)
{
    struct random random = random_from(8);
    for (int round = 0; round < 2000; round++) {
        struct town town = school_with(1, 10);
        for (int g = 1; g <= 5; g++)
            *cell(&town, 0, g, 0) =
                range_around(20 + 200 * random_unit(&random), 0.1);
        town.supply[0].rooms = (int32_t)random_below(&random, 40);
        town.supply[0].classes_per_room = 1 + (int32_t)random_below(&random, 2);
        struct room_need need = need_of(&town, LEVEL_PRIMARY);
        double chance = need.overflow_chance;
        CHECK(need.shortage > 0 ? chance > 0.5 - 1e-4 : chance < 0.5 + 1e-4);
        arena_free(town.arena);
    }
}

// Laws of sums ----------------------------------------------------------------

static struct town any_town(struct random *random)
{
    size_t n_schools = 1 + random_below(random, 12);
    size_t n_wards = random_below(random, 4);
    struct town town = town_new(n_schools, n_wards, 3);
    for (size_t s = 0; s < n_schools; s++) {
        uint32_t ward = random_below(random, (uint32_t)n_wards + 1);
        town.schools[s].ward = ward < n_wards ? ward : PANEL_NOBODY;
        for (int g = 0; g < PANEL_GRADES; g++)
            for (size_t y = 0; y < 3 && random_below(random, 2) == 0; y++)
                *cell(&town, s, g, y) =
                    range_around(150 * random_unit(random), 0.1);
        town.supply[s] = (struct room_supply){
            .levels = (level_set)(1 + random_below(random, 15)),
            .rooms = (int32_t)random_below(random, 40) - 5,
            .class_cap = random_below(random, 2) == 0 ? 0 : 40,
            .classes_per_room = 1 + (int32_t)random_below(random, 2),
            .area_m2 = 9000 * random_unit(random) - 1000};
    }
    return town;
}

static void check_range(const struct forecast_range *r)
{
    CHECK(r->low95 >= 0 && r->low95 <= r->low80 && r->low80 <= r->low50);
    CHECK(r->low50 <= r->median && r->median <= r->high50);
    CHECK(r->high50 <= r->high80 && r->high80 <= r->high95);
}

static int32_t rooms_at(const struct room_need *need)
{
    return need->rooms < 0 ? 0 : need->rooms;
}

static void check_need(const struct room_need *n)
{
    check_range(&n->pupils);
    CHECK_INT(n->rooms_needed + n->surplus,
              rooms_at(n) + n->shortage + n->needed_unknown);
    CHECK((n->rooms < 0) == (n->n_schools > 0 && n->n_schools == n->n_unknown));
    CHECK(n->rooms_low80 >= 0 && n->rooms_low80 <= n->rooms_needed);
    CHECK(n->rooms_high80 >= n->rooms_needed);
    CHECK(n->overflow_chance <= 1 &&
          (n->overflow_chance >= 0 || n->n_schools == n->n_unknown));
    CHECK(n->n_two_sessions + n->n_unknown <= n->n_schools);
    CHECK(n->missing_for_two_sessions >= n->shortage);
}

static void schools_wards_and_city_add_up(void **state)
{
    struct random random = random_from(9);
    for (int round = 0; round < 400; round++) {
        struct town town = any_town(&random);
        struct room_table t = table_of(&town, NULL);
        for (int l = 0; l < N_LEVELS; l++)
            for (int32_t year = 2026; year <= 2028; year++) {
                enum level level = (enum level)l;
                struct room_need of_schools = {0};
                struct room_need of_wards = {0};
                for (uint32_t s = 0; s < t.n_schools; s++) {
                    const struct room_need *n =
                        room_table_school(&t, s, level, year);
                    check_need(n);
                    of_schools.shortage += n->shortage;
                    of_schools.rooms += rooms_at(n);
                    of_schools.pupils.median += n->pupils.median;
                }
                for (uint32_t w = 0; w <= t.n_wards; w++) {
                    const struct room_need *n =
                        room_table_ward(&t, w, level, year);
                    check_need(n);
                    of_wards.shortage += n->shortage;
                    of_wards.rooms += rooms_at(n);
                    of_wards.pupils.median += n->pupils.median;
                }
                const struct room_need *city = room_table_city(&t, level, year);
                check_need(city);
                CHECK_INT(city->shortage, of_schools.shortage);
                CHECK_INT(city->shortage, of_wards.shortage);
                CHECK_INT(rooms_at(city), of_schools.rooms);
                CHECK_INT(rooms_at(city), of_wards.rooms);
                CHECK_NEAR((double)city->pupils.median,
                           (double)of_schools.pupils.median, 0.01);
                CHECK_NEAR((double)city->pupils.median,
                           (double)of_wards.pupils.median, 0.01);
            }
        arena_free(town.arena);
    }
}

static void every_room_counts_once(void **state)
{
    struct random random = random_from(10);
    for (int round = 0; round < 400; round++) {
        struct town town = any_town(&random);
        struct room_table t = table_of(&town, NULL);
        for (uint32_t s = 0; s < t.n_schools; s++) {
            int32_t rooms = 0;
            for (int l = 0; l < N_LEVELS; l++)
                rooms +=
                    rooms_at(room_table_school(&t, s, (enum level)l, 2027));
            CHECK_INT(rooms,
                      town.supply[s].rooms < 0 ? 0 : town.supply[s].rooms);
        }
        arena_free(town.arena);
    }
}

static void more_pupils_never_need_fewer_rooms(void **state)
{
    struct random random = random_from(11);
    for (int round = 0; round < 400; round++) {
        struct town town = any_town(&random);
        struct room_table before = table_of(&town, NULL);
        size_t school = random_below(&random, (uint32_t)before.n_schools);
        int grade = (int)random_below(&random, PANEL_GRADES);
        struct forecast_range *grown = cell(&town, school, grade, 0);
        *grown = range_around(
            fmax(0, (double)grown->median) + 80 * random_unit(&random), 0.1);
        struct room_table after = table_of(&town, NULL);
        for (int l = 0; l < N_LEVELS; l++) {
            const struct room_need *a = room_table_school(
                &before, (uint32_t)school, (enum level)l, 2026);
            const struct room_need *b = room_table_school(
                &after, (uint32_t)school, (enum level)l, 2026);
            CHECK(b->rooms_needed >= a->rooms_needed);
            CHECK(b->classes >= a->classes);
        }
        arena_free(town.arena);
    }
}

static void rooms_are_set_against_people_of_school_age(void **state)
{
    struct town town = school_with(1, 140);
    struct room_table t = table_of(&town, (int64_t[]){160});
    CHECK_NEAR(t.rooms_per_10000[0], 250, 1e-9);
    CHECK_NEAR(t.rooms_per_10000[1], 250, 1e-9);
    CHECK_NEAR(table_of(&town, NULL).rooms_per_10000[1], -1, 0);
    arena_free(town.arena);
}

static void those_most_likely_to_overflow_come_first(void **state)
{
    struct random random = random_from(12);
    struct town town = any_town(&random);
    struct room_table t = table_of(&town, NULL);
    struct room_risk_list risks = room_table_rank(town.arena, &t, 2028, 0);
    for (size_t i = 1; i < risks.count; i++)
        CHECK(risks.items[i - 1].need->overflow_chance >=
              risks.items[i].need->overflow_chance);
    for (size_t i = 0; i < risks.count; i++)
        for (int32_t year = 2026; year <= 2028; year++)
            CHECK(room_table_school(&t, risks.items[i].school,
                                    risks.items[i].level, year)
                      ->overflow_chance <=
                  risks.items[i].need->overflow_chance);
    arena_free(town.arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(the_36th_pupil_opens_a_second_class),
        TEST(classes_are_counted_grade_by_grade),
        TEST(a_primary_school_holds_35_a_class_and_a_secondary_45),
        TEST(a_cap_is_that_of_the_lowest_level),
        TEST(two_classes_share_a_room_where_they_must),
        TEST(surplus_is_no_shortage),
        TEST(crowded_classes_and_small_sites_are_counted),
        TEST(rooms_that_are_not_known_are_not_none),
        TEST(a_level_the_school_does_not_teach_is_no_school),
        TEST(a_closed_school_has_all_its_rooms_to_spare),
        TEST(a_shared_room_counts_once_where_it_is_needed_most),
        TEST(rooms_are_split_as_if_given_one_by_one),
        TEST(unused_rooms_count_at_the_highest_level),
        TEST(chances_join_the_quantiles_by_lines),
        TEST(chances_never_grow_with_the_places),
        TEST(places_are_those_a_slow_search_finds),
        TEST(a_school_is_short_just_when_overflow_is_likelier_than_not),
        TEST(schools_wards_and_city_add_up),
        TEST(every_room_counts_once),
        TEST(more_pupils_never_need_fewer_rooms),
        TEST(rooms_are_set_against_people_of_school_age),
        TEST(those_most_likely_to_overflow_come_first),
    };
    return RUN_TESTS(tests);
}
