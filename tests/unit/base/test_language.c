// Reports speak Vietnamese and English.

#include "base/language.h"
#include "check.h"

static void vietnamese_and_english_group_digits_each_its_way(void **state)
{
    char text[METRES_TEXT_SIZE];
    metres_format(123456789, LANGUAGE_VIETNAMESE, text);
    CHECK_TEXT(text, "1.234.567,89 m");
    metres_format(123456789, LANGUAGE_ENGLISH, text);
    CHECK_TEXT(text, "1,234,567.89 m");
    metres_format(7, LANGUAGE_ENGLISH, text);
    CHECK_TEXT(text, "0.07 m");
    metres_format(UINT32_MAX, LANGUAGE_ENGLISH, text);
    CHECK_TEXT(text, "42,949,672.95 m");
}

static void whole_numbers_are_grouped_up_to_the_largest(void **state)
{
    char text[NUMBER_TEXT_SIZE];
    number_format(0, LANGUAGE_ENGLISH, text);
    CHECK_TEXT(text, "0");
    number_format(1000, LANGUAGE_VIETNAMESE, text);
    CHECK_TEXT(text, "1.000");
    number_format(UINT64_MAX, LANGUAGE_ENGLISH, text);
    CHECK_TEXT(text, "18,446,744,073,709,551,615");
}

static void decimals_are_rounded_and_never_minus_nothing(void **state)
{
    char text[DECIMAL_TEXT_SIZE];
    decimal_format(-1234.56, 1, LANGUAGE_VIETNAMESE, text);
    CHECK_TEXT(text, "-1.234,6");
    decimal_format(1234.5, 2, LANGUAGE_ENGLISH, text);
    CHECK_TEXT(text, "1,234.50");
    decimal_format(-0.04, 1, LANGUAGE_ENGLISH, text);
    CHECK_TEXT(text, "0.0");
    decimal_format(99.96, 1, LANGUAGE_ENGLISH, text);
    CHECK_TEXT(text, "100.0");
    decimal_format(7, 0, LANGUAGE_ENGLISH, text);
    CHECK_TEXT(text, "7");
    decimal_format(1e300, 0, LANGUAGE_ENGLISH, text);
    CHECK_TEXT(text, "1,000,000,000,000");
}

static void a_language_that_is_not_spoken_is_refused_by_name(void **state)
{
    enum language language;
    struct error err;
    CHECK(language_parse("--lang", "vi", &language, &err) == STATUS_OK);
    CHECK(language == LANGUAGE_VIETNAMESE);
    CHECK(language_parse("--lang", "en", &language, &err) == STATUS_OK);
    CHECK(language == LANGUAGE_ENGLISH);
    CHECK(language_parse("--lang", "fr", &language, &err) == STATUS_BAD_INPUT);
    CHECK_TEXT(err.text, "--lang must be vi or en, not \"fr\"");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(vietnamese_and_english_group_digits_each_its_way),
        TEST(whole_numbers_are_grouped_up_to_the_largest),
        TEST(decimals_are_rounded_and_never_minus_nothing),
        TEST(a_language_that_is_not_spoken_is_refused_by_name),
    };
    return RUN_TESTS(tests);
}
