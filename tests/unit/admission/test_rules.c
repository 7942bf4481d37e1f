#include <stdio.h>
#include <string.h>

#include "admission/rules.h"
#include "base/random.h"
#include "check.h"

#define BIT(condition) ((uint8_t)(1u << GROUP_##condition))

// Rules with nothing wrong: the pupil's ward first, then everyone.
static struct admission_rules good_rules(void)
{
    return (struct admission_rules){
        .name = "Lớp 1",
        .version = "1",
        .level = LEVEL_PRIMARY,
        .grade = 1,
        .profile = "walk",
        .cap_cm = 400000,
        .groups = {
            {{"Trong phường", BIT(LIVES_IN_WARD)}, {"Khác", BIT(EVERYONE)}},
            2}};
}

// All faults as lines "part: sentence".
struct faults {
    char text[4000];
    size_t count;
};

static void take_fault(void *report, const char *part, const char *sentence)
{
    struct faults *faults = report;
    size_t n = strlen(faults->text);
    snprintf(faults->text + n, sizeof faults->text - n, "%s: %s\n", part,
             sentence);
    faults->count++;
}

static const char *faults_of(const struct admission_rules *rules,
                             struct faults *faults)
{
    struct error err = {0};
    *faults = (struct faults){0};
    enum status status = admission_rules_check(rules, take_fault, faults, &err);
    CHECK_INT(status, faults->count == 0 ? STATUS_OK : STATUS_BAD_INPUT);
    CHECK_INT(err.text[0] == '\0', faults->count == 0);
    return faults->text;
}

static void conditions_have_names(void **state)
{
    enum group_condition condition;
    for (int i = 0; i < N_GROUP_CONDITIONS; i++) {
        CHECK(group_condition_parse(
            group_condition_name((enum group_condition)i), &condition));
        CHECK_INT(condition, i);
    }
    CHECK(!group_condition_parse("lives", &condition));
}

static void good_rules_have_no_fault(void **state)
{
    struct faults faults;
    struct admission_rules rules = good_rules();
    CHECK_TEXT(faults_of(&rules, &faults), "");
}

static void a_grade_that_does_not_enter_the_level_is_told(void **state)
{
    struct faults faults;
    struct admission_rules rules = good_rules();
    rules.grade = 2;
    CHECK_TEXT(faults_of(&rules, &faults),
               "grade: grade 2 does not enter level primary; children enter it "
               "by grade 1\n");
}

static void groups_that_overlap_are_told(void **state)
{
    struct faults faults;
    struct admission_rules rules = good_rules();
    rules.groups = (struct group_order){
        {{"A", BIT(LIVES_IN_WARD) | BIT(SIBLING_AT_SCHOOL)},
         {"B", BIT(PARENT_WORKS_IN_WARD)},
         {"C", BIT(SIBLING_AT_SCHOOL)},
         {"D", BIT(EVERYONE)}},
        4};
    CHECK_TEXT(faults_of(&rules, &faults),
               "groups[2]: groups \"A\" and \"C\" overlap: both take "
               "sibling_at_school\n");
}

static void nothing_may_stand_after_everyone(void **state)
{
    struct faults faults;
    struct admission_rules rules = good_rules();
    rules.groups = (struct group_order){
        {{"A", BIT(EVERYONE)}, {"B", BIT(LIVES_IN_WARD)}}, 2};
    CHECK_TEXT(faults_of(&rules, &faults),
               "groups[0]: group \"A\" is for everyone, so nobody is left for "
               "those after it\n"
               "groups: the last group, \"B\", is not for everyone, so some "
               "pupils are in none\n");
}

static void seats_below_zero_and_reserved_twice_are_told(void **state)
{
    struct faults faults;
    struct admission_rules rules = good_rules();
    struct reserved_seats reserved[] = {{"integrated", "A", 10},
                                        {"integrated", "B", -1},
                                        {"integrated", "A", 12},
                                        {"arts", "A", 0}};
    rules.reserved = (struct reserved_seats_list){reserved, 4, 4};
    CHECK_TEXT(
        faults_of(&rules, &faults),
        "reserved[1]: -1 seats are reserved for \"integrated\" at school "
        "\"B\"; seats cannot be below zero\n"
        "reserved[2]: seats for \"integrated\" at school \"A\" are "
        "reserved twice\n");
}

static void a_ward_in_two_exceptions_is_told(void **state)
{
    struct faults faults;
    struct admission_rules rules = good_rules();
    const char *first[] = {"1", "2"};
    const char *second[] = {"3", "2"};
    struct ward_rules wards[] = {
        {.ward_ids = first, .n_ward_ids = 2, .has_cap = true},
        {.ward_ids = second,
         .n_ward_ids = 2,
         .has_class_cap = true,
         .class_cap = 0}};
    rules.wards = (struct ward_rules_list){wards, 2, 2};
    CHECK_TEXT(faults_of(&rules, &faults),
               "exceptions[1].wards: ward \"2\" is named twice in the "
               "exceptions\n"
               "exceptions[1].class_cap: a class cap is from 1 to 100 pupils, "
               "not 0\n");
}

static void all_faults_are_told_and_the_first_counts_the_rest(void **state)
{
    struct error err;
    struct admission_rules rules = {.level = LEVEL_PRIMARY,
                                    .wishes_only = true,
                                    .seats_source = SEATS_FROM_CLASSES};
    CHECK_INT(admission_rules_check(&rules, NULL, NULL, &err),
              STATUS_BAD_INPUT);
    CHECK_TEXT(err.text, "the rules need a name; and 6 more");
}

static void a_ward_has_the_rules_of_its_exception(void **state)
{
    struct admission_rules rules = good_rules();
    const char *wards_far[] = {"7", "8"};
    const char *wards_full[] = {"9"};
    struct ward_rules wards[] = {{.ward_ids = wards_far,
                                  .n_ward_ids = 2,
                                  .has_cap = true,
                                  .cap_cm = 600000},
                                 {.ward_ids = wards_full,
                                  .n_ward_ids = 1,
                                  .has_groups = true,
                                  .has_class_cap = true,
                                  .class_cap = 50}};
    rules.class_cap = 35;
    rules.wards = (struct ward_rules_list){wards, 2, 2};
    CHECK_INT(rules_cap_in(&rules, "8"), 600000);
    CHECK_INT(rules_cap_in(&rules, "9"), 400000);
    CHECK_INT(rules_cap_in(&rules, NULL), 400000);
    CHECK(rules_groups_in(&rules, "9") == &wards[1].groups);
    CHECK(rules_groups_in(&rules, "7") == &rules.groups);
    CHECK_INT(rules_class_cap_in(&rules, "9"), 50);
    CHECK_INT(rules_class_cap_in(&rules, "1"), 35);
}

// The witness draws pupils: with conditions true at random, whoever is in a
// later group though an earlier one takes it too shows an overlap.
static void groups_overlap_if_and_only_if_a_condition_is_in_two(void **state)
{
    struct random random = random_from(11);
    for (int round = 0; round < 2000; round++) {
        struct admission_rules rules = good_rules();
        struct faults faults;
        uint32_t owner[GROUP_EVERYONE] = {0};
        rules.groups.count = 1 + random_below(&random, 4);
        bool overlap = false;
        bool empty = false;
        for (size_t g = 0; g < rules.groups.count; g++) {
            static const char *const NAMES[] = {"A", "B", "C", "D"};
            uint8_t conditions = (uint8_t)random_below(&random, 16);
            rules.groups.groups[g] =
                (struct priority_group){NAMES[g], conditions};
            empty |= conditions == 0;
            for (int c = 0; c < GROUP_EVERYONE; c++)
                overlap |= (conditions & 1u << c) != 0 && owner[c]++ > 0;
        }
        rules.groups.groups[rules.groups.count++] =
            (struct priority_group){"Z", BIT(EVERYONE)};
        faults_of(&rules, &faults);
        CHECK_INT(strstr(faults.text, "overlap") != NULL, overlap);
        CHECK_INT(strstr(faults.text, "nobody is in it") != NULL, empty);
        CHECK_INT(faults.count == 0, !overlap && !empty);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(conditions_have_names),
        TEST(good_rules_have_no_fault),
        TEST(a_grade_that_does_not_enter_the_level_is_told),
        TEST(groups_that_overlap_are_told),
        TEST(nothing_may_stand_after_everyone),
        TEST(seats_below_zero_and_reserved_twice_are_told),
        TEST(a_ward_in_two_exceptions_is_told),
        TEST(all_faults_are_told_and_the_first_counts_the_rest),
        TEST(a_ward_has_the_rules_of_its_exception),
        TEST(groups_overlap_if_and_only_if_a_condition_is_in_two),
    };
    return RUN_TESTS(tests);
}
