// What officers are told to look at, and what they are not bothered with.

#include "admission/signals.h"

#include <stdio.h>
#include <string.h>

#include "base/random.h"
#include "check.h"

#define MOST 40

struct village {
    char names[MOST][8];
    struct pupil pupils[MOST];
    struct signal_home homes[MOST];
};

// Pupils far from each other, with nothing odd about any of them.
static void settle(struct village *v)
{
    memset(v, 0, sizeof *v);
    for (uint32_t i = 0; i < MOST; i++) {
        snprintf(v->names[i], sizeof v->names[i], "Em %u", i);
        v->pupils[i] = (struct pupil){.id = v->names[i],
                                      .name = v->names[i],
                                      .home = {10.0 * i, 0},
                                      .grade = 1,
                                      .year = 2026,
                                      .birth_year = 2020,
                                      .address = "1 Lê Lợi",
                                      .ward_id = "26734"};
        v->homes[i] = (struct signal_home){.pupil = &v->pupils[i],
                                           .family = i,
                                           .address = ADDRESS_FOUND,
                                           .address_point = {10.0 * i, 100},
                                           .pin_ward = "26734",
                                           .has_street = true};
    }
}

static struct signal_list find(struct arena *arena, struct village *v)
{
    struct signal_options options = {0};
    return signals_find(arena, v->homes, MOST, &options);
}

static void an_ordinary_village_gives_no_signal(void **state)
{
    struct arena *arena = arena_new();
    struct village v;
    settle(&v);
    CHECK_INT(find(arena, &v).count, 0);
    arena_free(arena);
}

static void five_families_at_one_point_are_a_signal_and_four_are_not(void **s)
{
    struct arena *arena = arena_new();
    struct village v;
    settle(&v);
    for (uint32_t i = 10; i < 15; i++)
        v.pupils[i].home = v.pupils[10].home;
    v.homes[14].family = v.homes[13].family; // five pupils of four families
    CHECK_INT(find(arena, &v).count, 0);
    v.homes[14].family = 14;
    struct signal_list found = find(arena, &v);
    CHECK_INT(found.count, 1);
    CHECK(found.items[0].kind == SIGNAL_MANY_AT_POINT);
    CHECK_INT(found.items[0].n_pupils, 5);
    CHECK_INT(found.items[0].n_families, 5);
    CHECK_INT(found.items[0].pupils[0], 10);
    CHECK_INT(found.items[0].pupils[4], 14);
    struct text_buffer text = {0};
    signal_text_write(&text, &found.items[0], v.homes, LANGUAGE_ENGLISH);
    CHECK_TEXT(text.bytes,
               "5 pupils of 5 families are at one point of the map; it may be "
               "a block of flats, or a pin in the wrong place.");
    text_buffer_free(&text);
    arena_free(arena);
}

static void a_pin_far_from_its_address_is_a_signal(void **state)
{
    struct arena *arena = arena_new();
    struct village v;
    settle(&v);
    v.homes[3].address_point.y_m = 300; // just not farther than 300 m
    v.homes[4].address_point.y_m = 1300.4;
    v.homes[5].address = ADDRESS_NOT_FOUND;
    v.homes[6].address = ADDRESS_NOT_ASKED;
    struct signal_list found = find(arena, &v);
    CHECK_INT(found.count, 2);
    CHECK(found.items[0].kind == SIGNAL_FAR_FROM_ADDRESS);
    CHECK_INT(found.items[0].pupils[0], 4);
    CHECK_INT(found.items[0].distance_m, 1300);
    CHECK(found.items[1].kind == SIGNAL_ADDRESS_UNKNOWN);
    CHECK_INT(found.items[1].pupils[0], 5);
    struct text_buffer text = {0};
    signal_text_write(&text, &found.items[0], v.homes, LANGUAGE_VIETNAMESE);
    CHECK(strstr(text.bytes, "cách địa chỉ đã khai 1.300 m") != NULL);
    text_buffer_free(&text);
    arena_free(arena);
}

static void another_ward_and_no_street_are_signals_where_known(void **state)
{
    struct arena *arena = arena_new();
    struct village v;
    settle(&v);
    v.homes[1].pin_ward = "26737";
    v.homes[2].pin_ward = NULL;
    v.pupils[3].ward_id = NULL;
    v.homes[4].has_street = false;
    struct signal_list found = find(arena, &v);
    CHECK_INT(found.count, 2);
    CHECK(found.items[0].kind == SIGNAL_OTHER_WARD);
    CHECK_INT(found.items[0].pupils[0], 1);
    CHECK(found.items[1].kind == SIGNAL_NO_STREET);
    CHECK_INT(found.items[1].pupils[0], 4);
    arena_free(arena);
}

static void the_same_child_twice_is_a_signal_but_tone_marks_differ(void **state)
{
    struct arena *arena = arena_new();
    struct village v;
    settle(&v);
    v.pupils[7].name = "Nguyễn  thị MAI";
    v.pupils[9].name = "Nguyễn Thị Mai";
    v.pupils[11].name = "Nguyễn Thị Mài";
    v.homes[9].family = 7; // entered twice by one family too
    struct signal_list found = find(arena, &v);
    CHECK_INT(found.count, 1);
    CHECK(found.items[0].kind == SIGNAL_SAME_CHILD);
    CHECK_INT(found.items[0].n_pupils, 2);
    CHECK_INT(found.items[0].pupils[0], 7);
    CHECK_INT(found.items[0].pupils[1], 9);
    struct text_buffer text = {0};
    signal_text_write(&text, &found.items[0], v.homes, LANGUAGE_ENGLISH);
    CHECK_TEXT(text.bytes, "2 entries have the same name, birth year, grade "
                           "and ward; they may be different children.");
    v.homes[9].pin_ward = "another";
    v.pupils[9].ward_id = "another";
    CHECK_INT(find(arena, &v).count, 0);
    text_buffer_free(&text);
    arena_free(arena);
}

// Every pair is compared: whoever shares a point with five families in all.
static void points_are_gathered_as_comparing_every_pair_does(void **state)
{
    for (uint64_t seed = 0; seed < 500; seed++) {
        struct arena *arena = arena_new();
        struct random random = random_from(seed);
        struct village v;
        settle(&v);
        for (uint32_t i = 0; i < MOST; i++) {
            v.pupils[i].home.x_m = 0.5 * random_below(&random, 8);
            v.homes[i].address = ADDRESS_NOT_ASKED;
            v.homes[i].family = random_below(&random, 25);
        }
        bool is_named[MOST] = {false};
        struct signal_list found = find(arena, &v);
        for (size_t s = 0; s < found.count; s++)
            for (size_t i = 0; i < found.items[s].n_pupils; i++)
                is_named[found.items[s].pupils[i]] = true;
        for (uint32_t i = 0; i < MOST; i++) {
            bool has[25] = {false};
            uint32_t n_families = 0;
            for (uint32_t j = 0; j < MOST; j++) {
                if (v.pupils[j].home.x_m != v.pupils[i].home.x_m)
                    continue;
                n_families += !has[v.homes[j].family];
                has[v.homes[j].family] = true;
            }
            CHECK(is_named[i] == (n_families >= 5));
        }
        arena_free(arena);
    }
}

static void siblings_apart_an_odd_age_and_no_address_are_signals(void **state)
{
    struct arena *arena = arena_new();
    struct village v;
    settle(&v);
    v.homes[2].sibling = &v.pupils[32]; // 300 m away, which is just not far
    v.homes[3].sibling = &v.pupils[34];
    v.pupils[5].birth_year = 2021;
    v.pupils[6].birth_year = NUMBER_UNKNOWN;
    v.pupils[7].address = NULL;
    v.homes[8].is_outside = true;
    v.homes[8].pin_ward = NULL;
    struct signal_list found = find(arena, &v);
    CHECK_INT(found.count, 4);
    CHECK(found.items[0].kind == SIGNAL_NO_ADDRESS);
    CHECK(found.items[1].kind == SIGNAL_OUTSIDE);
    CHECK(found.items[2].kind == SIGNAL_SIBLINGS_APART);
    CHECK_INT(found.items[2].distance_m, 310);
    CHECK(found.items[3].kind == SIGNAL_AGE);
    struct text_buffer text = {0};
    signal_text_write(&text, &found.items[3], v.homes, LANGUAGE_VIETNAMESE);
    CHECK_TEXT(text.bytes,
               "Em 5 tuổi vào lớp 1; có thể ghi nhầm năm sinh hoặc lớp.");
    text_buffer_free(&text);
    arena_free(arena);
}

static void pupils_of_different_years_are_not_held_against_each_other(void **s)
{
    struct arena *arena = arena_new();
    struct village v;
    settle(&v);
    for (uint32_t i = 10; i < 15; i++)
        v.pupils[i].home = v.pupils[10].home;
    v.pupils[14].year = 2025;
    v.pupils[14].birth_year = 2019;
    CHECK_INT(find(arena, &v).count, 0);
    arena_free(arena);
}

// The facts of the one signal there is; "" if there is none.
static const char *only_facts(struct arena *arena, struct village *v)
{
    struct signal_list found = find(arena, v);
    return found.count == 1 ? found.items[0].facts : "";
}

static void
facts_change_with_what_a_signal_was_seen_by_and_nothing_else(void **state)
{
    struct arena *arena = arena_new();
    struct village v;
    settle(&v);
    for (uint32_t i = 10; i < 15; i++)
        v.pupils[i].home = v.pupils[10].home;
    const char *five = only_facts(arena, &v);
    CHECK_INT(strlen(five), SIGNAL_FACTS_SIZE - 1);
    v.pupils[12].address = "2 Lê Lợi";
    v.pupils[20].home.x_m = 5000;
    v.homes[20].address_point.x_m = 5000;
    CHECK_TEXT(only_facts(arena, &v), five);
    v.pupils[20].home = v.pupils[10].home;
    v.homes[20].address_point = v.homes[10].address_point;
    CHECK(strcmp(only_facts(arena, &v), five) != 0); // one more
    settle(&v);
    v.pupils[1].birth_year = 2019;
    const char *age = only_facts(arena, &v);
    v.pupils[1].home.x_m += 1;
    CHECK_TEXT(only_facts(arena, &v), age); // another home, the same age
    v.pupils[1].birth_year = 2018;
    CHECK(strcmp(only_facts(arena, &v), age) != 0);
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(an_ordinary_village_gives_no_signal),
        TEST(five_families_at_one_point_are_a_signal_and_four_are_not),
        TEST(a_pin_far_from_its_address_is_a_signal),
        TEST(another_ward_and_no_street_are_signals_where_known),
        TEST(the_same_child_twice_is_a_signal_but_tone_marks_differ),
        TEST(siblings_apart_an_odd_age_and_no_address_are_signals),
        TEST(pupils_of_different_years_are_not_held_against_each_other),
        TEST(facts_change_with_what_a_signal_was_seen_by_and_nothing_else),
        TEST(points_are_gathered_as_comparing_every_pair_does),
    };
    return RUN_TESTS(tests);
}
