// Every file of tests/cases/admission is a test of its own; and a mistake in
// one is told by file and line.

#include "case_text.h"
#include "check.h"
#include "round_case.h"

static void check_refused(const char *text, const char *sentence)
{
    struct error err = {.text = ""};
    CHECK(round_case_text_run("town.case", text, &err) != STATUS_OK);
    CHECK_TEXT(err.text, sentence);
}

#define TOWN                                                                   \
    "school A: seats 1\nschool B: seats 1\n"                                   \
    "pupil an: A 100 m, B 300 m\npupil bo: A 200 m, B 100 m\n"                 \
    "wishes bo: A\n"

static void a_wrong_answer_is_told_by_file_and_line(void **state)
{
    check_refused(TOWN "expect stable: an A, bo A",
                  "town.case:6: bo goes to B, not A");
    check_refused(TOWN "expect nearest-first: an nowhere",
                  "town.case:6: an goes to A, not nowhere");
    check_refused(TOWN "envy stable: bo", "town.case:6: bo has no envy");
}

static void a_line_that_means_nothing_is_told_by_file_and_line(void **state)
{
    check_refused("\n# a comment\nscool A: seats 1",
                  "town.case:3: \"scool\" begins no line of a case");
    check_refused("school A: seats -1",
                  "town.case:1: seats are a number, or NUMBER for PROGRAMME");
    check_refused("school A: seats 1\npupil an: C 100 m",
                  "town.case:2: there is no school C");
    check_refused("school A: seats 1\npupil an: A 100",
                  "town.case:2: \"100\" is not a way such as 250 m");
    check_refused(TOWN "lives chi: 1", "town.case:6: there is no pupil chi");
    check_refused("group lives_in_town",
                  "town.case:1: there is no group lives_in_town");
    check_refused(TOWN "expect by-lot: an A",
                  "town.case:6: there is no method by-lot");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_wrong_answer_is_told_by_file_and_line),
        TEST(a_line_that_means_nothing_is_told_by_file_and_line),
    };
    return RUN_TESTS(tests) + case_folder_run("admission", 20, round_case_run);
}
