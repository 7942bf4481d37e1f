// Any bytes as a body of JSON: read, walked to its leaves, and asked for
// members of every kind.

#include <string.h>

#include "base/arena.h"
#include "http/json_value.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

static size_t count_leaves(const struct json_value *value)
{
    size_t n = value->kind == JSON_KIND_TEXT ? strlen(value->text) : 1;
    for (size_t i = 0; i < value->n_values; i++)
        n += count_leaves(&value->values[i]);
    return n;
}

static void ask(struct arena *arena, const struct json_value *object)
{
    struct error err;
    struct lonlat at;
    const char *text = NULL;
    const char **texts = NULL;
    size_t n_texts = 0;
    int64_t whole = 0;
    bool truth = false;
    json_need_text(object, "name", 20, &text, &err);
    json_may_text(object, "note", 20, &text, &err);
    json_need_int(object, "year", 2000, 2100, &whole, &err);
    json_may_bool(object, "keeps", &truth, &err);
    json_need_lonlat(object, "at", &at, &err);
    json_may_texts(arena, object, "wards", 3, &texts, &n_texts, &err);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    struct arena *arena = arena_new();
    struct error err;
    const struct json_value *value;
    struct request request = {.arena = arena,
                              .body =
                                  arena_text_n(arena, (const char *)bytes, n),
                              .n_body = n};
    if (json_read(arena, (const char *)bytes, n, &value, &err) == STATUS_OK &&
        count_leaves(value) > 0)
        ask(arena, value);
    json_read_body(&request, &value, &err);
    arena_free(arena);
    return 0;
}
