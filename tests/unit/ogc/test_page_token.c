#include "ogc/page_token.h"

#include <string.h>

#include "check.h"

static struct store_value text(const char *text)
{
    return (struct store_value){
        .kind = STORE_VALUE_TEXT, .text = text, .n_text = strlen(text)};
}

static const struct ogc_collection *collection(const char *name)
{
    const struct ogc_collection *found;
    struct error err;
    CHECK(ogc_collection_find(name, &found, &err) == STATUS_OK);
    return found;
}

static void a_token_gives_the_keys_back_whatever_is_in_them(void **state)
{
    struct arena *arena = arena_new();
    const struct store_value keys[] = {
        text("12:3:x"), {.kind = STORE_VALUE_INT, .integer = -7}};
    const struct ogc_collection *gates = collection("gates");
    const char *token = page_token_format(arena, gates, keys);
    struct sql_text sql = {.arena = arena};
    struct error err;
    CHECK_INT(strspn(token, "0123456789abcdef"), strlen(token));
    CHECK(page_token_write(token, gates, &sql, &err) == STATUS_OK);
    CHECK_TEXT(sql.text.bytes, " AND (t.school_id, t.number) > (?, ?)");
    CHECK_TEXT(sql.values.items[0].text, "12:3:x");
    CHECK_INT(sql.values.items[1].integer, -7);
    sql_text_free(&sql);
    arena_free(arena);
}

static void a_token_that_is_none_is_refused(void **state)
{
    static const char *const WRONG[] = {
        "x",
        "3",
        "3a",
        "313a",
        "393939393a78",
        "313a78",       // "1:x": one key only
        "313a78313a79", // "1:x1:y": the second is no number
        "313a78313a3100",
        "313a78313a31ff",
        "313a78313a31313a31"};
    struct arena *arena = arena_new();
    for (size_t i = 0; i < sizeof WRONG / sizeof *WRONG; i++) {
        struct sql_text sql = {.arena = arena};
        struct error err;
        CHECK_INT(page_token_write(WRONG[i], collection("gates"), &sql, &err),
                  STATUS_BAD_INPUT);
        CHECK_TEXT(err.text,
                   "token is not one that a page of gates ended with");
        sql_text_free(&sql);
    }
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_token_gives_the_keys_back_whatever_is_in_them),
        TEST(a_token_that_is_none_is_refused),
    };
    return RUN_TESTS(tests);
}
