#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "check.h"
#include "format/rules_file.h"
#include "scratch.h"

// All faults, a line each.
struct faults {
    char text[8000];
    size_t count;
};

static void take_fault(void *report, const char *sentence)
{
    struct faults *faults = report;
    size_t n = strlen(faults->text);
    snprintf(faults->text + n, sizeof faults->text - n, "%s\n", sentence);
    faults->count++;
}

static const char *parse(const char *yaml, struct faults *faults)
{
    struct arena *arena = arena_new();
    struct rules_file file;
    struct error err = {0};
    *faults = (struct faults){0};
    enum status status = rules_file_parse("r.yaml", yaml, strlen(yaml), arena,
                                          take_fault, faults, &file, &err);
    CHECK_INT(status, faults->count == 0 ? STATUS_OK : STATUS_BAD_INPUT);
    arena_free(arena);
    return faults->text;
}

#define HEAD                                                                   \
    "name: Lớp 6\n"                                                          \
    "version: 1\n"                                                             \
    "level: lower_secondary\n"                                                 \
    "grade: 6\n"
#define MEASURE                                                                \
    "measure: {profile: walk}\n"                                               \
    "cap: 7 km\n"                                                              \
    "seats: {from: table}\n"
#define GROUPS "groups: [{name: Tất cả, any_of: everyone}]\n"
#define TAIL "siblings_together: yes\n"

static struct rules_file read_usual(struct arena *arena, int grade)
{
    struct rules_file file;
    struct error err;
    if (rules_file_usual(grade, arena, &file, &err) != STATUS_OK)
        fail_msg("%s", err.text);
    CHECK_INT(file.rules.grade, grade);
    CHECK_INT(strlen(file.rules.checksum), 32);
    return file;
}

static void the_usual_rules_of_each_grade_are_what_the_city_says(void **state)
{
    struct arena *arena = arena_new();
    struct admission_rules first = read_usual(arena, 1).rules;
    CHECK_INT(first.cap_cm, 400000);
    CHECK_INT(first.class_cap, 35);
    CHECK_INT(first.groups.count, 4);
    CHECK_TEXT(first.groups.groups[0].name, "Cư trú trong phường");
    CHECK_INT(first.groups.groups[0].conditions, 1u << GROUP_LIVES_IN_WARD);
    CHECK_INT(first.groups.groups[1].conditions,
              1u << GROUP_PREVIOUS_SCHOOL_IN_WARD);
    CHECK_INT(first.groups.groups[2].conditions,
              1u << GROUP_PARENT_WORKS_IN_WARD);
    CHECK_INT(first.groups.groups[3].conditions, 1u << GROUP_EVERYONE);
    CHECK(first.keeps_siblings && first.n_wishes == 0 && !first.uses_scores);
    struct admission_rules sixth = read_usual(arena, 6).rules;
    CHECK_INT(sixth.level, LEVEL_LOWER_SECONDARY);
    CHECK_INT(sixth.cap_cm, 700000);
    CHECK_INT(sixth.class_cap, 45);
    struct rules_file tenth = read_usual(arena, 10);
    CHECK_INT(tenth.rules.n_wishes, 3);
    CHECK(tenth.rules.wishes_only && tenth.rules.uses_scores);
    CHECK_INT(tenth.rules.cap_cm, 0);
    CHECK(strncmp(tenth.text, "# Quy tắc tuyển sinh lớp 10", 20) == 0);
    arena_free(arena);
}

static void other_grades_have_no_usual_rules(void **state)
{
    struct arena *arena = arena_new();
    struct rules_file file;
    struct error err;
    CHECK_INT(rules_file_usual(2, arena, &file, &err), STATUS_NOT_FOUND);
    arena_free(arena);
}

static void everything_the_rules_hold_can_be_written(void **state)
{
    static const char YAML[] =
        "name: Thử\n"
        "version: 2026-2\n"
        "level: upper_secondary\n"
        "grade: 10\n"
        "measure: {profile: motorbike, weight: time}\n"
        "cap: 12.5 min\n"
        "seats: {from: classes, class_cap: 45}\n"
        "groups:\n"
        "  - {name: Anh chị, any_of: [sibling_at_school, lives_in_ward]}\n"
        "  - {name: Khác, any_of: everyone}\n"
        "siblings_together: no\n"
        "wishes: {number: 3, only: yes}\n"
        "scores: true\n"
        "reserved:\n"
        "  - {programme: integrated, school: 0123, seats: 70}\n"
        "  - {programme: arts, school: \"A 1\", seats: 0}\n"
        "exceptions:\n"
        "  - wards: [00123, \"26734\"]\n"
        "    cap: none\n"
        "  - wards: [x]\n"
        "    class_cap: 50\n"
        "    groups: [{name: Hết, any_of: [everyone]}]\n";
    struct arena *arena = arena_new();
    struct rules_file file;
    struct error err = {0};
    enum status status = rules_file_parse("r.yaml", YAML, strlen(YAML), arena,
                                          NULL, NULL, &file, &err);
    CHECK_TEXT(err.text, "");
    CHECK_INT(status, STATUS_OK);
    struct admission_rules *rules = &file.rules;
    CHECK_TEXT(rules->version, "2026-2");
    CHECK_TEXT(rules->profile, "motorbike");
    CHECK_INT(rules->weight, BY_TIME);
    CHECK_INT(rules->cap_cm, 750000);
    CHECK_INT(rules->seats_source, SEATS_FROM_CLASSES);
    CHECK_INT(rules->groups.groups[0].conditions,
              1u << GROUP_SIBLING_AT_SCHOOL | 1u << GROUP_LIVES_IN_WARD);
    CHECK(!rules->keeps_siblings && rules->wishes_only && rules->uses_scores);
    CHECK_INT(rules->n_wishes, 3);
    CHECK_INT(rules->reserved.count, 2);
    CHECK_TEXT(rules->reserved.items[0].school_id, "0123");
    CHECK_INT(rules->reserved.items[0].seats, 70);
    CHECK_TEXT(rules->reserved.items[1].school_id, "A 1");
    CHECK_INT(rules->wards.count, 2);
    CHECK_TEXT(rules->wards.items[0].ward_ids[0], "00123");
    CHECK(rules->wards.items[0].has_cap && !rules->wards.items[0].has_groups);
    CHECK_INT(rules_cap_in(rules, "26734"), 0);
    CHECK_INT(rules_class_cap_in(rules, "x"), 50);
    CHECK_TEXT(rules_groups_in(rules, "x")->groups[0].name, "Hết");
    CHECK_TEXT(file.text, YAML);
    arena_free(arena);
}

static void caps_are_read_exactly_in_their_units(void **state)
{
    static const struct {
        const char *text;
        uint32_t cm; // 0: refused
    } CAPS[] = {
        {"4 km", 400000},
        {"4km", 400000},
        {"0.29 km", 29000},
        {"1.00001 km", 100001},
        {"800 m", 80000},
        {"800.07 m", 80007},
        {"1000 km", 100000000},
        {"1000.1 km", 0},
        {"1.000001 km", 0},
        {"4", 0},
        {"4 miles", 0},
        {"-4 km", 0},
        {"0 km", 0},
        {".5 km", 0},
        {"5. km", 0},
        {"1.2.3 km", 0},
        {"9999999999 m", 0},
        {"km", 0},
    };
    for (size_t i = 0; i < sizeof CAPS / sizeof *CAPS; i++) {
        struct arena *arena = arena_new();
        struct rules_file file;
        struct error err = {0};
        const char *yaml =
            arena_format(arena,
                         HEAD "measure: {profile: walk}\ncap: %s\n"
                              "seats: {from: table}\n" GROUPS TAIL,
                         CAPS[i].text);
        enum status status = rules_file_parse("r.yaml", yaml, strlen(yaml),
                                              arena, NULL, NULL, &file, &err);
        CHECK_INT(status, CAPS[i].cm == 0 ? STATUS_BAD_INPUT : STATUS_OK);
        if (CAPS[i].cm != 0)
            CHECK_INT(file.rules.cap_cm, CAPS[i].cm);
        else
            CHECK(strncmp(err.text, "r.yaml, line 6: \"cap\" must be", 29) ==
                  0);
        arena_free(arena);
    }
}

static void every_fault_is_told_in_order_of_lines(void **state)
{
    static const char YAML[] =
        "nmae: Lớp 6\n"
        "version: 1\n"
        "level: lower_secundary\n"
        "grade: six\n"
        "measure: {profile: walk, weight: disance}\n"
        "cap: 7\n"
        "seats: {from: table, clas_cap: 45}\n"
        "groups:\n"
        "  - name: A\n"
        "    any_of: [lives_in_wards]\n"
        "  - {name: B, any_of: [parent_works_in_ward]}\n"
        "  - {name: C, any_of: [parent_works_in_ward, teacher]}\n"
        "  - {name: D, any_of: everyone}\n"
        "siblings_together: maybe\n"
        "reserved:\n"
        "  - {programme: p, school: A, seats: -3}\n"
        "exceptions:\n"
        "  - {wards: [1, 2], cap: 1 km}\n"
        "  - {wards: [2], cap: 2 km}\n"
        "version: 2\n";
    struct faults faults;
    CHECK_TEXT(
        parse(YAML, &faults),
        "r.yaml: \"name\" is missing\n"
        "r.yaml, line 1: \"nmae\" is not a key of the file; is \"name\" "
        "meant?\n"
        "r.yaml, line 3: \"lower_secundary\" is not a word of \"level\"; is "
        "\"lower_secondary\" meant?\n"
        "r.yaml, line 4: \"grade\" must be a whole number, not \"six\"\n"
        "r.yaml, line 5: \"disance\" is not a word of \"measure.weight\"; is "
        "\"distance\" meant?\n"
        "r.yaml, line 6: \"cap\" must be a number with km, m or min after it "
        "(\"4 km\"), or none, not \"7\"\n"
        "r.yaml, line 7: \"clas_cap\" is not a key of \"seats\"; is "
        "\"class_cap\" meant?\n"
        "r.yaml, line 10: \"lives_in_wards\" is not a word of "
        "\"groups[0].any_of[0]\"; is \"lives_in_ward\" meant?\n"
        "r.yaml, line 12: \"teacher\" is not a word of "
        "\"groups[2].any_of[1]\", which knows: sibling_at_school lives_in_ward "
        "previous_school_in_ward parent_works_in_ward everyone\n"
        "r.yaml, line 14: \"siblings_together\" must be yes or no, not "
        "\"maybe\"\n"
        "r.yaml, line 16: -3 seats are reserved for \"p\" at school \"A\"; "
        "seats cannot be below zero\n"
        "r.yaml, line 19: ward \"2\" is named twice in the exceptions\n"
        "r.yaml, line 20: \"version\" stands here and in line 2\n");
}

static void the_error_has_the_first_fault_and_counts_the_others(void **state)
{
    struct arena *arena = arena_new();
    struct rules_file file;
    struct error err;
    static const char YAML[] = "grade: six\nlevel: third\n";
    CHECK_INT(rules_file_parse("r.yaml", YAML, strlen(YAML), arena, NULL, NULL,
                               &file, &err),
              STATUS_BAD_INPUT);
    CHECK_TEXT(err.text, "r.yaml: \"name\" is missing; and 8 more");
    arena_free(arena);
}

static void what_makes_no_sense_as_a_whole_is_told_by_line(void **state)
{
    struct faults faults;
    CHECK_TEXT(parse(HEAD MEASURE
                     "groups:\n"
                     "  - {name: A, any_of: lives_in_ward}\n"
                     "  - name: B\n"
                     "    any_of: [sibling_at_school, lives_in_ward]\n"
                     "  - {name: C, any_of: everyone}\n" TAIL,
                     &faults),
               "r.yaml, line 10: groups \"A\" and \"B\" overlap: both take "
               "lives_in_ward\n");
    CHECK_TEXT(
        parse("name: A\nversion: 1\nlevel: primary\ngrade: 6\n" MEASURE GROUPS
                  TAIL,
              &faults),
        "r.yaml, line 4: grade 6 does not enter level primary; children "
        "enter it by grade 1\n");
    CHECK_TEXT(parse(HEAD "measure: {profile: horse}\ncap: none\n"
                          "seats: {from: table}\n" GROUPS TAIL,
                     &faults),
               "r.yaml, line 5: there is no profile \"horse\"; there are walk, "
               "bicycle, motorbike, car and walk_safe\n");
    CHECK_TEXT(parse(HEAD "measure: {profile: walk, weight: time}\ncap: 7 km\n"
                          "seats: {from: table}\n" GROUPS TAIL,
                     &faults),
               "r.yaml, line 6: \"cap\" must be in min, as the measure's "
               "weight is time\n");
}

static void bad_yaml_is_told_by_line(void **state)
{
    struct faults faults;
    CHECK_TEXT(parse(HEAD "groups: [a, b\nwishes: 3\n", &faults),
               "r.yaml, line 6: did not find expected ',' or ']' (while "
               "parsing a flow sequence, from line 5 on)\n");
    CHECK_TEXT(parse("", &faults), "r.yaml: there is nothing in it\n");
    CHECK_TEXT(parse("# nothing but a note\n", &faults),
               "r.yaml: there is nothing in it\n");
    CHECK_TEXT(parse("name: A\nversion: \"\xff\"\n", &faults),
               "r.yaml, line 2: the text is not UTF-8\n");
    CHECK_TEXT(parse(HEAD MEASURE GROUPS TAIL "---\nname: B\n", &faults),
               "r.yaml, line 10: a second document begins here\n");
    parse("[1, 2]\n", &faults);
    CHECK(strncmp(faults.text, "r.yaml, line 1: the file must be keys with",
                  38) == 0);
}

static void an_alias_is_refused(void **state)
{
    struct faults faults;
    CHECK_TEXT(parse(HEAD MEASURE "groups: [&g {name: A, any_of: everyone}]\n"
                                  "exceptions:\n"
                                  "  - {wards: [1], groups: [*g]}\n" TAIL,
                     &faults),
               "r.yaml, line 8: \"exceptions[0].groups[0]\" is an alias of "
               "what stands in line 8; write it out\n");
}

static void a_file_is_read_and_called_by_its_name(void **state)
{
    struct scratch *scratch = scratch_new();
    struct arena *arena = arena_new();
    struct rules_file file;
    struct error err;
    const char *good =
        scratch_file(scratch, "good.yaml", HEAD MEASURE GROUPS TAIL);
    const char *bad = scratch_file(scratch, "bad.yaml", "a: [\n");
    CHECK_INT(rules_file_read(good, arena, NULL, NULL, &file, &err), STATUS_OK);
    CHECK_TEXT(file.text, HEAD MEASURE GROUPS TAIL);
    CHECK_INT(rules_file_read(bad, arena, NULL, NULL, &file, &err),
              STATUS_BAD_INPUT);
    CHECK(strncmp(err.text, "bad.yaml, line ", 15) == 0);
    CHECK_INT(rules_file_read(scratch_path(scratch, "none.yaml"), arena, NULL,
                              NULL, &file, &err),
              STATUS_NOT_FOUND);
    arena_free(arena);
    scratch_free(scratch);
}

// `printf abc | b2sum -l 128`
static void the_checksum_is_that_of_the_bytes(void **state)
{
    char hex[33];
    rules_checksum("abc", 3, hex);
    CHECK_TEXT(hex, "cf4ab791c62b8d2b2109c90275287816");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(the_usual_rules_of_each_grade_are_what_the_city_says),
        TEST(other_grades_have_no_usual_rules),
        TEST(everything_the_rules_hold_can_be_written),
        TEST(caps_are_read_exactly_in_their_units),
        TEST(every_fault_is_told_in_order_of_lines),
        TEST(the_error_has_the_first_fault_and_counts_the_others),
        TEST(what_makes_no_sense_as_a_whole_is_told_by_line),
        TEST(bad_yaml_is_told_by_line),
        TEST(an_alias_is_refused),
        TEST(a_file_is_read_and_called_by_its_name),
        TEST(the_checksum_is_that_of_the_bytes),
    };
    return RUN_TESTS(tests);
}
