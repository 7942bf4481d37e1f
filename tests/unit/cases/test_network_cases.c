// Every file of tests/cases/network is a test of its own; and a mistake in one
// is told by file and line.

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "case_file.h"
#include "check.h"

static void the_case_holds(void **state)
{
    struct error err;
    if (case_file_run(*state, &err) != STATUS_OK)
        fail_msg("%s", err.text);
}

static int is_case(const struct dirent *entry)
{
    const char *dot = strrchr(entry->d_name, '.');
    return dot != NULL && strcmp(dot, ".case") == 0;
}

static int run_cases(const char *folder)
{
    struct dirent **files;
    int n = scandir(folder, &files, is_case, alphasort);
    if (n < 20) {
        fprintf(stderr, "%s has %d cases; there are 20 or more\n", folder, n);
        return 1;
    }
    struct arena *arena = arena_new();
    struct CMUnitTest *tests = arena_array(arena, struct CMUnitTest, (size_t)n);
    for (int i = 0; i < n; i++) {
        char *name = arena_text(arena, files[i]->d_name);
        tests[i] = (struct CMUnitTest){
            .name = name,
            .test_func = the_case_holds,
            .initial_state = arena_format(arena, "%s/%s", folder, name)};
        free(files[i]);
    }
    free(files);
    int n_failed =
        _cmocka_run_group_tests("cases", tests, (size_t)n, NULL, NULL);
    arena_free(arena);
    return n_failed;
}

static void check_refused(const char *text, const char *sentence)
{
    struct error err = {.text = ""};
    CHECK(case_text_run("town.case", text, &err) != STATUS_OK);
    CHECK_TEXT(err.text, sentence);
}

#define STREET                                                                 \
    "at A 0 0\nat B 100 0\nstreet Lê Lợi: A B, residential\n"               \
    "home h: 10 0\nschool An Hòa: gate 60 0\n"

static void a_wrong_answer_is_told_by_file_and_line(void **state)
{
    check_refused(STREET "expect h > An Hòa: 51 m",
                  "town.case:6: h > An Hòa: 50.00 m, not 51 m");
    check_refused(STREET "expect h > An Hòa: no way",
                  "town.case:6: h > An Hòa: 50.00 m, not no way");
    check_refused(STREET "nearest h: An Hòa 50.01 m",
                  "town.case:6: next is An Hòa 50.00 m, not An Hòa");
    check_refused(STREET "route h > An Hòa: Hai Bà Trưng 50 m",
                  "town.case:6: the way is Lê Lợi 50.00 m");
}

static void a_line_that_means_nothing_is_told_by_file_and_line(void **state)
{
    check_refused("\n# a comment\nstret A B",
                  "town.case:3: \"stret\" begins no "
                  "line of a case");
    check_refused("street Lê Lợi: A B, residential",
                  "town.case:1: there is no junction A");
    check_refused("at A 0", "town.case:1: junction A is not at two numbers of "
                            "metres");
    check_refused("at A 0 0 bariere=wall",
                  "town.case:1: \"bariere\" is no tag here");
    check_refused(STREET "turn no_left_turn: Lê Lợi > B > Nguyễn Huệ",
                  "town.case:6: there is no street or junction Nguyễn Huệ");
    check_refused(STREET "expect h > Bình Minh: 50 m",
                  "town.case:6: there is no school Bình Minh");
    check_refused(STREET "expect h > An Hòa: 50",
                  "town.case:6: \"50\" is not a distance such as 250 m");
    check_refused(STREET "profile tank",
                  "town.case:6: there is no profile tank");
    check_refused(STREET "nearest h: An Hòa 50 m\nhome g: 1 1",
                  "town.case:7: the town is drawn before it is asked");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_wrong_answer_is_told_by_file_and_line),
        TEST(a_line_that_means_nothing_is_told_by_file_and_line),
    };
    const char *source = getenv("HOCGAN_SOURCE");
    char folder[4096];
    snprintf(folder, sizeof folder, "%s/tests/cases/network",
             source == NULL ? "." : source);
    return RUN_TESTS(tests) + run_cases(folder);
}
