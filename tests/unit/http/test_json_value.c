#include <stdio.h>
#include <string.h>

#include "base/random.h"
#include "base/text.h"
#include "check.h"
#include "http/json_value.h"

static struct arena *arena;

static int make_arena(void **state)
{
    arena = arena_new();
    return 0;
}

static int drop_arena(void **state)
{
    arena_free(arena);
    return 0;
}

static const struct json_value *value_of(const char *text)
{
    const struct json_value *value;
    struct error err;
    if (json_read(arena, text, strlen(text), &value, &err) != STATUS_OK)
        fail_msg("%s: %s", text, err.text);
    return value;
}

static const char *refusal(const char *text, size_t n)
{
    const struct json_value *value;
    struct error *err = arena_array(arena, struct error, 1);
    CHECK_INT(json_read(arena, text, n, &value, err), STATUS_BAD_INPUT);
    return err->text;
}

static void every_kind_is_read(void **state)
{
    const struct json_value *object =
        value_of("{\"a\":[null,true,false,-3,2.5,\"đ\\n\",[],{}]}");
    CHECK_INT(object->kind, JSON_KIND_OBJECT);
    const struct json_value *list = json_find(object, "a");
    CHECK_INT(list->n_values, 8);
    CHECK_INT(list->values[0].kind, JSON_KIND_NULL);
    CHECK(list->values[1].truth && !list->values[2].truth);
    CHECK(list->values[3].is_integer && list->values[3].integer == -3);
    CHECK(!list->values[4].is_integer);
    CHECK_NEAR(list->values[4].number, 2.5, 0);
    CHECK_TEXT(list->values[5].text, "đ\n");
    CHECK_INT(list->values[6].kind, JSON_KIND_ARRAY);
    CHECK_INT(list->values[7].kind, JSON_KIND_OBJECT);
}

static void a_whole_number_may_be_written_with_a_point(void **state)
{
    CHECK(value_of("12.0")->is_integer);
    CHECK_INT(value_of("12.0")->integer, 12);
    CHECK(value_of("9223372036854775807")->integer == INT64_MAX);
    CHECK(!value_of("1e300")->is_integer);
}

static void what_is_no_json_is_refused_where_it_breaks(void **state)
{
    const char *broken[] = {"",           "{",
                            "{\"a\":}",   "[1,]",
                            "{\"a\":1}x", "\"\\u0000\"",
                            "\"\xff\"",   "nul",
                            "1e400",      "99999999999999999999"};
    for (size_t i = 0; i < sizeof broken / sizeof *broken; i++)
        CHECK(strstr(refusal(broken[i], strlen(broken[i])),
                     "not JSON: line 1 column") != NULL);
    CHECK(strstr(refusal("{\n\"a\": ?}", 9), "line 2 column") != NULL);
    CHECK(strstr(refusal("{\"a\":1,\"a\":2}", 13), "duplicate") != NULL);
}

static void a_refusal_does_not_repeat_what_was_sent(void **state)
{
    const char *text = "{\"name\": \"Nguyễn\" secret}";
    CHECK(strstr(refusal(text, strlen(text)), "secret") == NULL);
}

static const char *nested(char open, char close, int depth)
{
    char *text = arena_array(arena, char, 2 * (size_t)depth + 1);
    for (int i = 0; i < depth; i++) {
        text[i] = open;
        text[2 * depth - 1 - i] = close;
    }
    return text;
}

static void it_nests_no_deeper_than_32(void **state)
{
    CHECK_INT(value_of(nested('[', ']', 32))->kind, JSON_KIND_ARRAY);
    CHECK(strstr(refusal(nested('[', ']', 33), 66), "deeper than 32") != NULL);
    CHECK(strstr(refusal(nested('[', ']', 200000), 400000), "column 33") !=
          NULL);
    // brackets in a text do not count
    CHECK_INT(value_of("\"[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[\\\"[[\"")->kind,
              JSON_KIND_TEXT);
}

// The witness: the numbers that were written.
static void numbers_come_back_as_they_were_written(void **state)
{
    struct random random = random_from(7);
    for (int round = 0; round < 2000; round++) {
        int64_t n = (int64_t)random_next(&random) >> random_below(&random, 63);
        char text[32];
        snprintf(text, sizeof text, "%lld", (long long)n);
        CHECK(value_of(text)->is_integer && value_of(text)->integer == n);
    }
}

static const char *complaint(enum status status, struct error *err)
{
    CHECK_INT(status, STATUS_BAD_INPUT);
    return err->text;
}

static void members_are_checked_and_named(void **state)
{
    const struct json_value *object = value_of(
        "{\"name\":\"abc\",\"year\":2026,\"at\":[106.7,10.8],\"no\":null,"
        "\"swapped\":[10.8,106.7],\"keeps\":true,\"list\":[\"a\",\"b\"]}");
    struct error err;
    const char *text = "stays";
    int64_t year = 1;
    bool keeps = false;
    struct lonlat at;
    CHECK_INT(json_may_text(object, "no", 9, &text, &err), STATUS_OK);
    CHECK_TEXT(text, "stays");
    CHECK_INT(json_need_text(object, "name", 3, &text, &err), STATUS_OK);
    CHECK_TEXT(text, "abc");
    CHECK_TEXT(complaint(json_need_text(object, "no", 9, &text, &err), &err),
               "no is needed");
    CHECK_TEXT(complaint(json_may_text(object, "name", 2, &text, &err), &err),
               "name is longer than 2 bytes");
    CHECK_TEXT(complaint(json_may_text(object, "year", 2, &text, &err), &err),
               "year must be a text");
    CHECK_INT(json_need_int(object, "year", 2020, 2030, &year, &err),
              STATUS_OK);
    CHECK_INT(year, 2026);
    CHECK_TEXT(complaint(json_may_int(object, "year", 1, 9, &year, &err), &err),
               "year must be a whole number from 1 to 9");
    CHECK_INT(json_may_bool(object, "keeps", &keeps, &err), STATUS_OK);
    CHECK(keeps);
    CHECK_INT(json_need_lonlat(object, "at", &at, &err), STATUS_OK);
    CHECK_NEAR(at.lat_deg, 10.8, 0);
    CHECK(
        strstr(complaint(json_need_lonlat(object, "swapped", &at, &err), &err),
               "swapped has longitude and latitude swapped") != NULL);
}

static void lists_of_texts_are_bounded(void **state)
{
    const struct json_value *object =
        value_of("{\"list\":[\"a\",\"b\"],\"odd\":[\"a\",1]}");
    struct error err;
    const char **texts = NULL;
    size_t n = 0;
    CHECK_INT(json_may_texts(arena, object, "list", 2, &texts, &n, &err),
              STATUS_OK);
    CHECK_INT(n, 2);
    CHECK_TEXT(texts[1], "b");
    CHECK_TEXT(
        complaint(json_may_texts(arena, object, "list", 1, &texts, &n, &err),
                  &err),
        "list must be a list of at most 1 texts");
    CHECK_TEXT(
        complaint(json_may_texts(arena, object, "odd", 9, &texts, &n, &err),
                  &err),
        "odd[1] must be a text");
}

static void a_body_must_be_an_object(void **state)
{
    struct request request = {.arena = arena};
    const struct json_value *value;
    struct error err;
    CHECK_TEXT(complaint(json_read_body(&request, &value, &err), &err),
               "a JSON object is needed as the body");
    request.body = "[1]";
    request.n_body = 3;
    CHECK_TEXT(complaint(json_read_body(&request, &value, &err), &err),
               "the body must be a JSON object");
    request.body = "{\"a\":1}";
    request.n_body = 7;
    CHECK_INT(json_read_body(&request, &value, &err), STATUS_OK);
    CHECK_INT(json_find(value, "a")->integer, 1);
    CHECK(json_find(value, "b") == NULL);
}

#define ARENA_TEST(name)                                                       \
    cmocka_unit_test_setup_teardown(name, make_arena, drop_arena)

int main(void)
{
    const struct CMUnitTest tests[] = {
        ARENA_TEST(every_kind_is_read),
        ARENA_TEST(a_whole_number_may_be_written_with_a_point),
        ARENA_TEST(what_is_no_json_is_refused_where_it_breaks),
        ARENA_TEST(a_refusal_does_not_repeat_what_was_sent),
        ARENA_TEST(it_nests_no_deeper_than_32),
        ARENA_TEST(numbers_come_back_as_they_were_written),
        ARENA_TEST(members_are_checked_and_named),
        ARENA_TEST(lists_of_texts_are_bounded),
        ARENA_TEST(a_body_must_be_an_object),
    };
    return RUN_TESTS(tests);
}
