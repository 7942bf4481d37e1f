// YAML as JSON. (The whole contract is compared with another reader's in
// tests/http/contract.test.mjs.)

#include "check.h"

#include <string.h>

#include "format/yaml_json.h"

static void expect(const char *yaml, const char *json)
{
    struct text_buffer out = {0};
    struct error err;
    CHECK(yaml_json_write(yaml, strlen(yaml), &out, &err) == STATUS_OK);
    CHECK_TEXT(out.bytes, json);
    text_buffer_free(&out);
}

static void expect_refused(const char *yaml, const char *sentence)
{
    struct text_buffer out = {0};
    struct error err;
    CHECK(yaml_json_write(yaml, strlen(yaml), &out, &err) == STATUS_BAD_INPUT);
    CHECK_TEXT(err.text, sentence);
    text_buffer_free(&out);
}

static void mappings_and_lists_keep_their_order(void **state)
{
    expect("b: [1, {c: d}]\na:\n  - x\n  - []\n  - {}\n",
           "{\"b\":[1,{\"c\":\"d\"}],\"a\":[\"x\",[],{}]}");
}

static void plain_words_that_json_has_are_its_own(void **state)
{
    expect("[null, ~, true, false, 12, -3, 0.25, 1e3, yes, 3.0.3]",
           "[null,null,true,false,12,-3,0.25,1000,\"yes\",\"3.0.3\"]");
    expect("a:\n", "{\"a\":null}");
}

static void quoted_and_folded_words_are_texts(void **state)
{
    expect("['12', \"true\", '', \"Học \\\"Gần\\\"\"]",
           "[\"12\",\"true\",\"\",\"Học \\\"Gần\\\"\"]");
    expect("a: |\n  two\n  lines\n", "{\"a\":\"two\\nlines\\n\"}");
}

static void a_key_is_a_text_whatever_it_looks_like(void **state)
{
    expect("200: {null: 1}\n", "{\"200\":{\"null\":1}}");
}

static void what_json_cannot_have_is_refused_by_line(void **state)
{
    expect_refused("a: &x 1\nb: *x\n", "line 2: it has an alias");
    expect_refused("? [a]\n: 1\n", "line 1: a key is not a plain text");
    expect_refused("a: [1\nb: 2\n", "line 2: did not find expected ',' or ']'");
    expect_refused("", "line 1: it is empty");
}

static void nesting_has_an_end(void **state)
{
    char deep[2 * YAML_JSON_DEEPEST + 8];
    memset(deep, '[', YAML_JSON_DEEPEST);
    memset(deep + YAML_JSON_DEEPEST, ']', YAML_JSON_DEEPEST);
    deep[2 * (size_t)YAML_JSON_DEEPEST] = '\0';
    expect(deep, deep);
    memset(deep, '[', sizeof deep - 1);
    deep[sizeof deep - 1] = '\0';
    expect_refused(deep, "line 1: it is nested too deep");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(mappings_and_lists_keep_their_order),
        TEST(plain_words_that_json_has_are_its_own),
        TEST(quoted_and_folded_words_are_texts),
        TEST(a_key_is_a_text_whatever_it_looks_like),
        TEST(what_json_cannot_have_is_refused_by_line),
        TEST(nesting_has_an_end),
    };
    return RUN_TESTS(tests);
}
