// Rounds built from a small city: two wards side by side, and what is wrong
// with them told completely.

#include "admission/round_build.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "check.h"

// Ward W1 is the square from (0, 0) to (10, 10), W2 the one to the right of it.
// Schools A and B are primary and public, in W1 and W2; P is private, L has no
// primary grade.
struct small_city {
    struct arena *arena;
    struct admission_rules rules;
    struct ward wards[2];
    struct school schools[4];
    struct round_facts facts;
    struct built_round built;
    char faults[4000];
    char notes[4000];
    struct error err;
};

static struct area square(struct arena *arena, double x_m)
{
    struct point_m corners[] = {
        {x_m, 0}, {x_m + 10, 0}, {x_m + 10, 10}, {x_m, 10}};
    return area_of_ring(arena, corners, 4);
}

static struct school school(const char *id, double x_m, const char *kind,
                            enum level level)
{
    return (struct school){.id = id,
                           .name = "",
                           .levels = LEVEL_BIT(level),
                           .point = {x_m, 5},
                           .kind = kind};
}

static struct small_city *city_new(void)
{
    struct small_city *c = calloc(1, sizeof *c);
    CHECK(c != NULL);
    c->arena = arena_new();
    c->rules = (struct admission_rules){
        .name = "small",
        .version = "1",
        .level = LEVEL_PRIMARY,
        .grade = 1,
        .profile = "walk",
        .cap_cm = 5000,
        .class_cap = 35,
        .groups = {{{"everyone", 1u << GROUP_EVERYONE}}, 1},
        .keeps_siblings = true};
    c->wards[0] =
        (struct ward){.id = "W2", .name = "", .area = square(c->arena, 10)};
    c->wards[1] =
        (struct ward){.id = "W1", .name = "", .area = square(c->arena, 0)};
    c->schools[0] = school("B", 15, "public", LEVEL_PRIMARY);
    c->schools[1] = school("L", 5, "public", LEVEL_LOWER_SECONDARY);
    c->schools[2] = school("A", 5, NULL, LEVEL_PRIMARY);
    c->schools[3] = school("P", 5, "private", LEVEL_PRIMARY);
    c->facts = (struct round_facts){.rules = &c->rules,
                                    .year = 2026,
                                    .schools = c->schools,
                                    .n_schools = 4,
                                    .wards = c->wards,
                                    .n_wards = 2};
    return c;
}

static void city_free(struct small_city *c)
{
    arena_free(c->arena);
    free(c);
}

static void add_line(char *lines, const char *sentence)
{
    size_t length = strlen(lines);
    snprintf(lines + length, 4000 - length, "%s\n", sentence);
}

static void take_fault(void *city, const char *sentence)
{
    add_line(((struct small_city *)city)->faults, sentence);
}

static void take_note(void *city, const char *sentence)
{
    add_line(((struct small_city *)city)->notes, sentence);
}

static enum status build(struct small_city *c)
{
    struct round_report report = {take_fault, take_note, c};
    return round_build(c->arena, &c->facts, &report, &c->built, &c->err);
}

static struct pupil pupil(const char *id, double x_m)
{
    return (struct pupil){.id = id,
                          .home = {x_m, 3},
                          .grade = 1,
                          .year = 2026,
                          .score_milli = NUMBER_UNKNOWN};
}

static void set_pupils(struct small_city *c, const struct pupil *pupils,
                       size_t n)
{
    c->facts.pupils = pupils;
    c->facts.n_pupils = n;
}

static const struct round_seats ENOUGH[] = {{"B", 30}, {"A", 20}, {"L", 40}};

static void set_enough_seats(struct small_city *c)
{
    c->facts.seats = ENOUGH;
    c->facts.n_seats = 3;
}

static void everything_is_in_order_of_its_id(void **state)
{
    struct small_city *c = city_new();
    struct pupil pupils[] = {pupil("p3", 15), pupil("p1", 5), pupil("q", 5),
                             pupil("r", 5)};
    pupils[1].ward_id = "W2";
    pupils[2].grade = 6;
    pupils[3].year = 2025;
    set_pupils(c, pupils, 4);
    set_enough_seats(c);
    CHECK_INT(build(c), STATUS_OK);
    const struct round *round = &c->built.round;
    CHECK_INT(round->n_applicants, 2);
    CHECK_TEXT(round->applicants[0].id, "p1");
    CHECK_TEXT(round->ward_ids[round->applicants[0].ward], "W2"); // as it says
    CHECK_TEXT(round->ward_ids[round->applicants[1].ward], "W2"); // on the map
    CHECK_INT(round->applicants[0].cap_cm, 5000);
    CHECK_NEAR(c->built.homes[1].x_m, 15, 0);
    CHECK_INT(round->n_schools, 2);
    CHECK_TEXT(round->schools[0].id, "A");
    CHECK_TEXT(round->ward_ids[round->schools[0].ward], "W1");
    CHECK_TEXT(c->built.schools[1].id, "B");
    CHECK_INT(round->n_pools, 2);
    CHECK_INT(round->pools[0].seats, 20);
    CHECK_INT(round->pools[1].seats, 30);
    CHECK_INT(round->n_families, 2);
    CHECK_TEXT(c->faults, "");
    CHECK_TEXT(c->notes, "");
    city_free(c);
}

static void those_who_name_each_other_are_a_family_also_by_a_third(void **state)
{
    struct small_city *c = city_new();
    struct pupil pupils[] = {pupil("d", 5), pupil("b", 5), pupil("c", 5),
                             pupil("a", 5), pupil("e", 5)};
    pupils[0].sibling_of = "b";
    pupils[4].sibling_of = "d";
    pupils[2].sibling_of = "grown up";
    set_pupils(c, pupils, 5);
    set_enough_seats(c);
    CHECK_INT(build(c), STATUS_OK);
    const struct round *round = &c->built.round;
    CHECK_INT(round->n_families, 3);
    CHECK_INT(round->families[1].n_members, 3);
    CHECK_TEXT(round->applicants[round->families[1].members[0]].id, "b");
    CHECK_TEXT(round->applicants[round->families[1].members[1]].id, "d");
    CHECK_TEXT(round->applicants[round->families[1].members[2]].id, "e");
    CHECK_INT(round->applicants[4].family, 1);
    CHECK_TEXT(c->notes, "pupils who name a brother or sister who is not in "
                         "the round: 1\n");

    c->rules.keeps_siblings = false;
    CHECK_INT(build(c), STATUS_OK);
    CHECK_INT(c->built.round.n_families, 5);
    city_free(c);
}

static void wishes_stand_in_order_of_rank(void **state)
{
    struct small_city *c = city_new();
    struct pupil pupils[] = {pupil("a", 5), pupil("b", 5), pupil("old", 5)};
    struct wish wishes[] = {{"b", 2, "A"}, {"b", 1, "B"}, {"old", 9, "X"}};
    pupils[2].grade = 6;
    c->rules.n_wishes = 3;
    c->facts.wishes = wishes;
    c->facts.n_wishes = 3;
    set_pupils(c, pupils, 3);
    set_enough_seats(c);
    CHECK_INT(build(c), STATUS_OK);
    const struct round *round = &c->built.round;
    CHECK_INT(round->applicants[0].n_wishes, 0);
    CHECK_INT(round->applicants[1].n_wishes, 2);
    CHECK_TEXT(round->schools[round->applicants[1].wishes[0]].id, "B");
    CHECK_TEXT(round->schools[round->applicants[1].wishes[1]].id, "A");
    city_free(c);
}

static void seats_kept_for_nobody_are_general_ones(void **state)
{
    struct small_city *c = city_new();
    struct pupil pupils[] = {pupil("a", 5), pupil("b", 5)};
    struct reserved_seats reserved[] = {{"music", "A", 5}, {"chess", "A", 2}};
    pupils[0].programme = "music";
    c->rules.reserved =
        (struct reserved_seats_list){.items = reserved, .count = 2};
    set_pupils(c, pupils, 2);
    set_enough_seats(c);
    CHECK_INT(build(c), STATUS_OK);
    const struct round *round = &c->built.round;
    CHECK_INT(round->n_pools, 3);
    CHECK_TEXT(round->programmes[round->pools[0].programme], "music");
    CHECK_INT(round->pools[0].seats, 1);
    CHECK_INT(round->pools[1].programme, ROUND_NONE);
    CHECK_INT(round->pools[1].seats, 19);
    CHECK_TEXT(c->notes, "no pupil is in programme chess\n");
    city_free(c);
}

static void seats_are_made_of_rooms_where_the_rules_count_classes(void **state)
{
    struct small_city *c = city_new();
    struct round_rooms rooms[] = {{"A", 24, 2}, {"B", 10, 1}};
    c->rules.seats_source = SEATS_FROM_CLASSES;
    c->facts.rooms = rooms;
    c->facts.n_rooms = 2;
    CHECK_INT(build(c), STATUS_OK);
    CHECK_INT(c->built.round.pools[0].seats, 4 * 35); // 24 rooms, 5 grades
    CHECK_INT(c->built.round.pools[1].seats, 4 * 35); // two classes a room
    city_free(c);
}

static void what_an_officer_should_know_is_noted(void **state)
{
    struct small_city *c = city_new();
    struct pupil pupils[] = {pupil("a", 5), pupil("b", 5)};
    struct round_seats seats[] = {{"A", 1}};
    pupils[1].ward_id = "W9";
    pupils[1].sibling_school = "P";
    set_pupils(c, pupils, 2);
    c->facts.seats = seats;
    c->facts.n_seats = 1;
    CHECK_INT(build(c), STATUS_OK);
    CHECK_TEXT(
        c->notes,
        "pupils who live in a ward the city does not have: 1\n"
        "pupils who have a brother or sister at a school that does not take "
        "part: 1\n"
        "schools whose seats are not given, so they take nobody: 1 of 2 "
        "(first B)\n"
        "there are 1 seats for 2 pupils: 1 are missing\n");
    city_free(c);
}

static void all_that_is_wrong_is_told_and_the_first_is_named(void **state)
{
    struct small_city *c = city_new();
    const char *const ward_ids[] = {"W9"};
    struct ward_rules wards[] = {{.ward_ids = ward_ids, .n_ward_ids = 1}};
    struct pupil pupils[] = {pupil("b", 5), pupil("a", 5), pupil("a", 5),
                             pupil("b", 5), pupil("b", 5)};
    struct wish wishes[] = {{"a", 1, "X"}, {"a", 1, "L"}, {"a", 3, "P"},
                            {"a", 4, "A"}, {"z", 1, "A"}, {"b", 1, "A"},
                            {"b", 1, "B"}, {"b", 2, "A"}};
    struct round_seats seats[] = {
        {"A", -1}, {"B", 3}, {"B", 3}, {"X", 1}, {"P", 5}};
    struct reserved_seats reserved[] = {
        {"music", "X", 1}, {"music", "L", 1}, {"music", "B", 4}};
    c->rules.wards = (struct ward_rules_list){.items = wards, .count = 1};
    c->rules.n_wishes = 3;
    c->rules.reserved =
        (struct reserved_seats_list){.items = reserved, .count = 3};
    c->facts.wishes = wishes;
    c->facts.n_wishes = 8;
    c->facts.seats = seats;
    c->facts.n_seats = 5;
    set_pupils(c, pupils, 5);
    CHECK_INT(build(c), STATUS_BAD_INPUT);
    CHECK_TEXT(
        c->faults,
        "the rules name ward W9, which the city does not have\n"
        "pupil a is there twice\n"
        "pupil b is there twice\n"
        "pupil a wishes for school X, which does not exist\n"
        "pupil a wishes for school L, which has no grade 1\n"
        "pupil a wishes for school P, which is not public\n"
        "pupil a has a wish of rank 4; the rules take 1 to 3\n"
        "there is a wish of pupil z, who is unknown\n"
        "pupil b has two wishes of rank 1\n"
        "pupil b wishes for school A twice\n"
        "school A has -1 seats\n"
        "the seats of school B are given twice\n"
        "there are seats for school X, which does not exist\n"
        "the rules keep seats for programme music at school X, which does not "
        "exist\n"
        "the rules keep seats for programme music at school L, which does not "
        "take part\n"
        "the rules keep 4 seats for programmes at school B, which has 3\n");
    CHECK_TEXT(c->err.text, "the rules name ward W9, which the city does not "
                            "have (and 15 more)");
    city_free(c);
}

static void a_city_with_nothing_makes_an_empty_round(void **state)
{
    struct small_city *c = city_new();
    c->facts.n_schools = 0;
    c->facts.n_wards = 0;
    CHECK_INT(build(c), STATUS_OK);
    CHECK_INT(c->built.round.n_applicants, 0);
    CHECK_INT(c->built.round.n_pools, 0);
    city_free(c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(everything_is_in_order_of_its_id),
        TEST(those_who_name_each_other_are_a_family_also_by_a_third),
        TEST(wishes_stand_in_order_of_rank),
        TEST(seats_kept_for_nobody_are_general_ones),
        TEST(seats_are_made_of_rooms_where_the_rules_count_classes),
        TEST(what_an_officer_should_know_is_noted),
        TEST(all_that_is_wrong_is_told_and_the_first_is_named),
        TEST(a_city_with_nothing_makes_an_empty_round),
    };
    return RUN_TESTS(tests);
}
