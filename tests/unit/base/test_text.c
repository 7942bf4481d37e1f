#include <stdio.h>
#include <string.h>

#include "base/error.h"
#include "base/json_writer.h"
#include "base/text.h"
#include "check.h"

static bool is_utf8(const char *text)
{
    return text_is_utf8(text, strlen(text), NULL);
}

static void utf8_is_told_from_other_bytes(void **state)
{
    CHECK(is_utf8("Đặng Thị Ngọc, 🏫"));
    CHECK(!is_utf8("Tr\xFC\xF4ng"));
    CHECK(!is_utf8("\xC0\xAF"));         // overlong
    CHECK(!is_utf8("\xED\xA0\x80"));     // surrogate
    CHECK(!is_utf8("\xF4\x90\x80\x80")); // beyond U+10FFFF
    CHECK(!is_utf8("a\xE1\xBA"));        // cut
    size_t bad_at = 0;
    CHECK(!text_is_utf8("abc\xFF", 4, &bad_at));
    CHECK_INT(bad_at, 3);
}

static void only_plain_decimal_numbers_are_numbers(void **state)
{
    double value = 7;
    CHECK(text_parse_double("-12.5e1", &value));
    CHECK_NEAR(value, -125, 0);
    const char *wrong[] = {"",    " 1",   "1 ",  "nan",
                           "inf", "0x10", "1,5", "1e999"};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        CHECK(!text_parse_double(wrong[i], &value));
    CHECK_NEAR(value, -125, 0);

    int64_t whole = 7;
    CHECK(text_parse_int64("-42", &whole));
    CHECK_INT(whole, -42);
    CHECK(!text_parse_int64("4.2", &whole));
    CHECK(!text_parse_int64("99999999999999999999", &whole));
}

static void a_word_is_found_whole_in_a_list(void **state)
{
    CHECK(text_is_one_of("steps", "path steps footway"));
    CHECK(!text_is_one_of("step", "path steps footway"));
    CHECK(!text_is_one_of(NULL, "path"));
    CHECK(!text_is_one_of("", "path"));
}

static void json_is_escaped_and_exact(void **state)
{
    struct text_buffer body = {0};
    struct json_writer json = json_into(&body);
    json_begin_object(&json);
    json_key(&json, "tên");
    json_text(&json, "a\"b\\c\nd\x01");
    json_key(&json, "m");
    json_begin_array(&json);
    json_metres(&json, 41237);
    json_metres(&json, 100);
    json_metres(&json, 5);
    json_number(&json, -0.5, 3);
    json_number(&json, 1e-9, 3);
    json_number(&json, -12.3456, 2);
    json_nothing(&json);
    json_bool(&json, true);
    json_end_array(&json);
    json_key(&json, "at");
    json_position(&json, 106.7, 10.78);
    json_end_object(&json);
    CHECK_TEXT(body.bytes,
               "{\"tên\":\"a\\\"b\\\\c\\nd\\u0001\",\"m\":[412.37,1,"
               "0.05,-0.5,0,-12.35,null,true],\"at\":[106.7,"
               "10.78]}");
    text_buffer_free(&body);
}

static void a_long_error_is_cut_at_a_whole_character(void **state)
{
    char name[600];
    for (size_t i = 0; i + 3 < sizeof name; i += 3)
        memcpy(name + i, "ệ", 4);
    struct error err;
    CHECK_INT(error_set(&err, STATUS_IO, "a%s", name), STATUS_IO);
    CHECK(is_utf8(err.text));
    CHECK(strlen(err.text) > sizeof err.text - 5);
    error_set(&err, STATUS_BAD_INPUT, "no name");
    CHECK_INT(error_prefix(&err, "x.csv, row %d: ", 7), STATUS_BAD_INPUT);
    CHECK_TEXT(err.text, "x.csv, row 7: no name");
}

// A receipt must be recomputed from the very position it was given for.
static void a_position_as_given_is_read_back_exactly(void **state)
{
    double given[] = {106.7,         9.9579,
                      -0.1,          0,
                      106.123456789, 1e-7,
                      180,           1. / 3,
                      -73.98,        106.70290123456789,
                      5e-324,        0x1.fffffffffffffp+6};
    for (size_t i = 0; i < sizeof given / sizeof *given; i++) {
        struct text_buffer body = {0};
        struct json_writer json = json_into(&body);
        double lon;
        double lat;
        json_position_as_given(&json, given[i], -given[i]);
        CHECK_INT(sscanf(body.bytes, "[%lf,%lf]", &lon, &lat), 2);
        CHECK_NEAR(lon, given[i], 0);
        CHECK_NEAR(lat, -given[i], 0);
        text_buffer_free(&body);
    }
    struct text_buffer body = {0};
    struct json_writer json = json_into(&body);
    json_position_as_given(&json, 106.7029, 10.123456789);
    CHECK_TEXT(body.bytes, "[106.7029,10.123456789]");
    text_buffer_free(&body);
}

static void a_decimal_becomes_a_whole_number_of_small_parts(void **state)
{
    uint64_t value = 7;
    CHECK(text_parse_scaled("3.5", 1000, &value));
    CHECK_INT(value, 3500);
    CHECK(text_parse_scaled("999999999.99", 100, &value));
    CHECK_INT(value, 99999999999);
    CHECK(text_parse_scaled("2.5", 60000, &value));
    CHECK_INT(value, 150000);
    static const char *const BAD[] = {"",     ".5",  "5.",   "-1",        "+1",
                                      "1e3",  "1,5", "1.23", " 1",        "1 ",
                                      "1..2", "0x1", "1.2a", "1234567890"};
    for (size_t i = 0; i < sizeof BAD / sizeof *BAD; i++)
        CHECK(!text_parse_scaled(BAD[i], 10, &value));
    CHECK_INT(value, 150000);
}

static const char *similar_to(const char *text, const char *list)
{
    static char word[50];
    size_t length = 0;
    const char *found = text_find_similar(text, list, &length);
    snprintf(word, sizeof word, "%.*s", (int)length, found ? found : "");
    return word;
}

static void a_mistyped_word_finds_the_one_that_was_meant(void **state)
{
    CHECK_TEXT(similar_to("primry", "preschool primary"), "primary");
    CHECK_TEXT(similar_to("primary", "preschool primary"), "primary");
    CHECK_TEXT(similar_to("preschools", "preschool primary"), "preschool");
    CHECK_TEXT(similar_to("abcde", "abcxy abcdx"), "abcdx");
    CHECK_TEXT(similar_to("nmae", "grade name"), "name");
    CHECK_TEXT(similar_to("third", "preschool primary"), "");
    CHECK_TEXT(similar_to("m", "km"), ""); // half of it is not a slip
    CHECK_TEXT(similar_to("", "km primary"), "");
    CHECK_TEXT(similar_to("primary", ""), "");
    char longer[200] = {0};
    memset(longer, 'a', sizeof longer - 1);
    CHECK_TEXT(similar_to(longer, "a"), "");
    CHECK_TEXT(similar_to("a", longer), "");
}

static void a_part_of_an_address_is_encoded_but_for_unreserved_signs(void **s)
{
    (void)s;
    struct arena *arena = arena_new();
    CHECK_TEXT(text_url_part(arena, ""), "");
    CHECK_TEXT(text_url_part(arena, "w193-_.~Z"), "w193-_.~Z");
    CHECK_TEXT(text_url_part(arena, "a b/c:d%?#&="),
               "a%20b%2Fc%3Ad%25%3F%23%26%3D");
    CHECK_TEXT(text_url_part(arena, "Đỗ"), "%C4%90%E1%BB%97");
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_part_of_an_address_is_encoded_but_for_unreserved_signs),
        TEST(utf8_is_told_from_other_bytes),
        TEST(only_plain_decimal_numbers_are_numbers),
        TEST(a_word_is_found_whole_in_a_list),
        TEST(json_is_escaped_and_exact),
        TEST(a_position_as_given_is_read_back_exactly),
        TEST(a_long_error_is_cut_at_a_whole_character),
        TEST(a_mistyped_word_finds_the_one_that_was_meant),
        TEST(a_decimal_becomes_a_whole_number_of_small_parts),
    };
    return RUN_TESTS(tests);
}
