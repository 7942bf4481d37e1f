// What is written for people and programs.

#include <string.h>

#include "check.h"
#include "forecast/backtest_write.h"
#include "forecast/forecast_words.h"

static void a_back_test_is_a_list_of_rows_with_these_very_names(void **state)
{
    struct backtest_row rows[] = {{BACKTEST_CITY, -1, 2018, 1, BACKTEST_HOCGAN,
                                   1, 1.25, 1.5, -0.5, 0, 100, 100},
                                  {BACKTEST_CELL, 3, 2018, 2,
                                   BACKTEST_LAST_VALUE, 12, 8, 9, 0, -1, -1,
                                   -1}};
    struct backtest_row_list list = {.items = rows, .count = 2};
    struct text_buffer text = {0};
    backtest_json_write(&text, &list);
    CHECK_TEXT(text.bytes,
               "[{\"level\":\"city\",\"grade\":null,\"origin\":2018,"
               "\"horizon\":1,\"method\":\"hocgan\",\"n\":1,\"wape\":1.25,"
               "\"mape\":1.5,\"bias\":-0.5,\"cover50\":0,\"cover80\":100,"
               "\"cover95\":100},"
               "{\"level\":\"school_grade\",\"grade\":3,\"origin\":2018,"
               "\"horizon\":2,\"method\":\"last_value\",\"n\":12,\"wape\":8,"
               "\"mape\":9,\"bias\":0,\"cover50\":null,\"cover80\":null,"
               "\"cover95\":null}]");
    text_buffer_free(&text);
}

static void a_back_test_says_that_nothing_was_tuned_on_it(void **state)
{
    struct backtest_row_list none = {0};
    struct text_buffer text = {0};
    backtest_text_write(&text, &none, LANGUAGE_ENGLISH);
    CHECK(strstr(text.bytes, "Nothing is tuned on a year that is tested"));
    text_buffer_free(&text);
    backtest_text_write(&text, &none, LANGUAGE_VIETNAMESE);
    CHECK(strstr(text.bytes, "Không có gì được chỉnh"));
    text_buffer_free(&text);
}

static void a_finding_is_a_sentence_about_schools_by_name(void **state)
{
    struct text_buffer text = {0};
    struct panel_finding merged = {PANEL_MERGED, 0, 1, -1, 2024};
    finding_write(&text, &merged, "North", "South", LANGUAGE_ENGLISH);
    CHECK_TEXT(text.bytes, "North grew in 2024–25 by about what South had when "
                           "it closed: taken as merged");
    text_buffer_free(&text);
    struct panel_finding gap = {PANEL_GAP, 0, PANEL_NOBODY, 3, 2099};
    finding_write(&text, &gap, "Bắc", NULL, LANGUAGE_VIETNAMESE);
    CHECK_TEXT(text.bytes, "Bắc thiếu số liệu lớp 3 năm 2099–00");
    text_buffer_free(&text);
}

static void every_kind_of_finding_has_words_in_both_languages(void **state)
{
    for (int kind = PANEL_NEW; kind <= PANEL_NO_HISTORY; kind++)
        for (int grade = -1; grade <= 1; grade += 2)
            for (int l = 0; l < N_LANGUAGES; l++) {
                struct text_buffer text = {0};
                struct panel_finding finding = {(enum panel_finding_kind)kind,
                                                0, PANEL_NOBODY, grade, 2024};
                finding_write(&text, &finding, "North", NULL, (enum language)l);
                CHECK(strstr(text.bytes, "North") != NULL);
                CHECK(strchr(text.bytes, '{') == NULL);
                text_buffer_free(&text);
            }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_back_test_is_a_list_of_rows_with_these_very_names),
        TEST(a_back_test_says_that_nothing_was_tuned_on_it),
        TEST(a_finding_is_a_sentence_about_schools_by_name),
        TEST(every_kind_of_finding_has_words_in_both_languages),
    };
    return RUN_TESTS(tests);
}
