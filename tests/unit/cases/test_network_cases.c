// Every file of tests/cases/network is a test of its own; and a mistake in one
// is told by file and line.

#include "case_file.h"
#include "case_text.h"
#include "check.h"

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
    return RUN_TESTS(tests) + case_folder_run("network", 20, case_file_run);
}
