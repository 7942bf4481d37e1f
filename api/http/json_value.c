// jansson reads the text (and refuses broken UTF-8, NUL, a key given twice,
// anything after the value); its tree is copied into the arena, so that it dies
// with the request and nobody has to count references. How deep it nests is
// looked at first, in the bytes, because both jansson and the copying go down
// by calling themselves: outside a string every bracket that opens counts.

#include "http/json_value.h"

#include <jansson.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "geo/lonlat.h"

#define DEEPEST 32
#define LARGEST_EXACT 9007199254740992.0 // whole numbers below are exact

static enum status refuse_depth(const char *text, const char *at,
                                struct error *err)
{
    int line = 1;
    const char *line_start = text;
    for (const char *c = text; c < at; c++)
        if (*c == '\n') {
            line++;
            line_start = c + 1;
        }
    return error_set(err, STATUS_BAD_INPUT,
                     "the JSON nests deeper than %d at line %d column %d",
                     DEEPEST, line, (int)(at - line_start) + 1);
}

static enum status check_depth(const char *text, size_t n, struct error *err)
{
    int depth = 0;
    bool is_in_string = false;
    for (size_t i = 0; i < n; i++) {
        char c = text[i];
        if (is_in_string && c == '\\')
            i++;
        else if (c == '"')
            is_in_string = !is_in_string;
        else if (!is_in_string && (c == '[' || c == '{'))
            depth++;
        else if (!is_in_string && (c == ']' || c == '}'))
            depth--;
        if (depth > DEEPEST)
            return refuse_depth(text, text + i, err);
    }
    return STATUS_OK;
}

// What jansson says may quote the text behind "near"; that is left out, as the
// sentence may be kept longer than what was sent.
static enum status refuse_json(json_error_t *where, struct error *err)
{
    char *quote = strstr(where->text, " near '");
    if (quote != NULL)
        *quote = '\0';
    for (char *at = where->text; *at != '\0'; at++)
        if ((unsigned char)*at < 0x20 || (unsigned char)*at >= 0x7F)
            *at = '?';
    return error_set(err, STATUS_BAD_INPUT,
                     "what was sent is not JSON: line %d column %d, %s",
                     where->line, where->column, where->text);
}

static void copy_value(struct arena *arena, json_t *from,
                       struct json_value *to);

static void copy_array(struct arena *arena, json_t *from, struct json_value *to)
{
    size_t n = json_array_size(from);
    struct json_value *values = arena_array(arena, struct json_value, n);
    for (size_t i = 0; i < n; i++)
        copy_value(arena, json_array_get(from, i), &values[i]);
    to->kind = JSON_KIND_ARRAY;
    to->values = values;
    to->n_values = n;
}

static void copy_object(struct arena *arena, json_t *from,
                        struct json_value *to)
{
    size_t n = json_object_size(from);
    const char **keys = arena_array(arena, const char *, n);
    struct json_value *values = arena_array(arena, struct json_value, n);
    const char *key;
    json_t *value;
    size_t i = 0;
    json_object_foreach(from, key, value)
    {
        keys[i] = arena_text(arena, key);
        copy_value(arena, value, &values[i]);
        i++;
    }
    to->kind = JSON_KIND_OBJECT;
    to->keys = keys;
    to->values = values;
    to->n_values = n;
}

// 12.0 is a whole number too, as JSON knows only one kind.
static void copy_number(json_t *from, struct json_value *to)
{
    to->kind = JSON_KIND_NUMBER;
    to->number = json_number_value(from);
    to->is_integer = json_is_integer(from);
    if (to->is_integer) {
        to->integer = json_integer_value(from);
    } else if (fabs(to->number) <= LARGEST_EXACT &&
               floor(to->number) == to->number) {
        to->is_integer = true;
        to->integer = (int64_t)to->number;
    }
}

static void copy_value(struct arena *arena, json_t *from, struct json_value *to)
{
    *to = (struct json_value){.kind = JSON_KIND_NULL};
    if (json_is_object(from)) {
        copy_object(arena, from, to);
    } else if (json_is_array(from)) {
        copy_array(arena, from, to);
    } else if (json_is_number(from)) {
        copy_number(from, to);
    } else if (json_is_boolean(from)) {
        to->kind = JSON_KIND_BOOL;
        to->truth = json_is_true(from);
    } else if (json_is_string(from)) {
        to->kind = JSON_KIND_TEXT;
        to->text = arena_text(arena, json_string_value(from));
    }
}

enum status json_read(struct arena *arena, const char *text, size_t n,
                      const struct json_value **value, struct error *err)
{
    enum status status = check_depth(text, n, err);
    if (status != STATUS_OK)
        return status;
    json_error_t where;
    json_t *tree =
        json_loadb(text, n, JSON_REJECT_DUPLICATES | JSON_DECODE_ANY, &where);
    if (tree == NULL)
        return refuse_json(&where, err);
    struct json_value *copy = arena_array(arena, struct json_value, 1);
    copy_value(arena, tree, copy);
    json_decref(tree);
    *value = copy;
    return STATUS_OK;
}

enum status json_read_body(const struct request *request,
                           const struct json_value **object, struct error *err)
{
    if (request->body == NULL || request->n_body == 0)
        return error_set(err, STATUS_BAD_INPUT,
                         "a JSON object is needed as the body");
    const struct json_value *value;
    enum status status =
        json_read(request->arena, request->body, request->n_body, &value, err);
    if (status != STATUS_OK)
        return status;
    if (value->kind != JSON_KIND_OBJECT)
        return error_set(err, STATUS_BAD_INPUT,
                         "the body must be a JSON object");
    *object = value;
    return STATUS_OK;
}

const struct json_value *json_find(const struct json_value *object,
                                   const char *key)
{
    for (size_t i = 0; object->kind == JSON_KIND_OBJECT && i < object->n_values;
         i++)
        if (strcmp(object->keys[i], key) == 0)
            return object->values[i].kind == JSON_KIND_NULL
                       ? NULL
                       : &object->values[i];
    return NULL;
}

// The member there must be.
static enum status need(const struct json_value *object, const char *key,
                        const struct json_value **member, struct error *err)
{
    *member = json_find(object, key);
    if (*member == NULL)
        return error_set(err, STATUS_BAD_INPUT, "%s is needed", key);
    return STATUS_OK;
}

enum status json_may_text(const struct json_value *object, const char *key,
                          size_t most_bytes, const char **value,
                          struct error *err)
{
    const struct json_value *member = json_find(object, key);
    if (member == NULL)
        return STATUS_OK;
    if (member->kind != JSON_KIND_TEXT)
        return error_set(err, STATUS_BAD_INPUT, "%s must be a text", key);
    if (strlen(member->text) > most_bytes)
        return error_set(err, STATUS_BAD_INPUT, "%s is longer than %zu bytes",
                         key, most_bytes);
    *value = member->text;
    return STATUS_OK;
}

enum status json_need_text(const struct json_value *object, const char *key,
                           size_t most_bytes, const char **value,
                           struct error *err)
{
    const struct json_value *member;
    enum status status = need(object, key, &member, err);
    if (status == STATUS_OK)
        status = json_may_text(object, key, most_bytes, value, err);
    return status;
}

enum status json_may_int(const struct json_value *object, const char *key,
                         int64_t least, int64_t most, int64_t *value,
                         struct error *err)
{
    const struct json_value *member = json_find(object, key);
    if (member == NULL)
        return STATUS_OK;
    if (member->kind != JSON_KIND_NUMBER || !member->is_integer ||
        member->integer < least || member->integer > most)
        return error_set(err, STATUS_BAD_INPUT,
                         "%s must be a whole number from %lld to %lld", key,
                         (long long)least, (long long)most);
    *value = member->integer;
    return STATUS_OK;
}

enum status json_need_int(const struct json_value *object, const char *key,
                          int64_t least, int64_t most, int64_t *value,
                          struct error *err)
{
    const struct json_value *member;
    enum status status = need(object, key, &member, err);
    if (status == STATUS_OK)
        status = json_may_int(object, key, least, most, value, err);
    return status;
}

enum status json_may_bool(const struct json_value *object, const char *key,
                          bool *value, struct error *err)
{
    const struct json_value *member = json_find(object, key);
    if (member == NULL)
        return STATUS_OK;
    if (member->kind != JSON_KIND_BOOL)
        return error_set(err, STATUS_BAD_INPUT, "%s must be true or false",
                         key);
    *value = member->truth;
    return STATUS_OK;
}

static enum status read_lonlat(const struct json_value *value, const char *name,
                               struct lonlat *at, struct error *err)
{
    if (value->kind != JSON_KIND_ARRAY || value->n_values != 2 ||
        value->values[0].kind != JSON_KIND_NUMBER ||
        value->values[1].kind != JSON_KIND_NUMBER)
        return error_set(err, STATUS_BAD_INPUT,
                         "%s must be [longitude, latitude]", name);
    struct lonlat given = {.lon_deg = value->values[0].number,
                           .lat_deg = value->values[1].number};
    const char *wrong = lonlat_check(given);
    if (wrong != NULL)
        return error_set(err, STATUS_BAD_INPUT, "%s %s", name, wrong);
    *at = given;
    return STATUS_OK;
}

enum status json_need_lonlat(const struct json_value *object, const char *key,
                             struct lonlat *at, struct error *err)
{
    const struct json_value *member;
    enum status status = need(object, key, &member, err);
    return status == STATUS_OK ? read_lonlat(member, key, at, err) : status;
}

enum status json_need_lonlats(struct arena *arena,
                              const struct json_value *object, const char *key,
                              size_t least, size_t most, struct lonlat **at,
                              size_t *n, struct error *err)
{
    const struct json_value *member;
    enum status status = need(object, key, &member, err);
    if (status != STATUS_OK)
        return status;
    if (member->kind != JSON_KIND_ARRAY || member->n_values < least ||
        member->n_values > most)
        return error_set(err, STATUS_BAD_INPUT,
                         "%s must be a list of %zu to %zu positions", key,
                         least, most);
    *n = member->n_values;
    *at = arena_array(arena, struct lonlat, *n);
    for (size_t i = 0; i < *n && status == STATUS_OK; i++)
        status =
            read_lonlat(&member->values[i],
                        arena_format(arena, "%s[%zu]", key, i), &(*at)[i], err);
    return status;
}

enum status json_may_texts(struct arena *arena, const struct json_value *object,
                           const char *key, size_t most, const char ***texts,
                           size_t *n_texts, struct error *err)
{
    const struct json_value *member = json_find(object, key);
    if (member == NULL)
        return STATUS_OK;
    if (member->kind != JSON_KIND_ARRAY || member->n_values > most)
        return error_set(err, STATUS_BAD_INPUT,
                         "%s must be a list of at most %zu texts", key, most);
    const char **list = arena_array(arena, const char *, member->n_values);
    for (size_t i = 0; i < member->n_values; i++) {
        if (member->values[i].kind != JSON_KIND_TEXT)
            return error_set(err, STATUS_BAD_INPUT, "%s[%zu] must be a text",
                             key, i);
        list[i] = member->values[i].text;
    }
    *texts = list;
    *n_texts = member->n_values;
    return STATUS_OK;
}

static void write_members(struct json_writer *json,
                          const struct json_value *value)
{
    for (size_t i = 0; i < value->n_values; i++) {
        if (value->kind == JSON_KIND_OBJECT)
            json_key(json, value->keys[i]);
        json_write_value(json, &value->values[i]);
    }
}

void json_write_value(struct json_writer *json, const struct json_value *value)
{
    switch (value->kind) {
    case JSON_KIND_NULL:
        json_nothing(json);
        return;
    case JSON_KIND_BOOL:
        json_bool(json, value->truth);
        return;
    case JSON_KIND_NUMBER:
        if (value->is_integer)
            json_int(json, value->integer);
        else
            json_number(json, value->number, 9);
        return;
    case JSON_KIND_TEXT:
        json_text(json, value->text);
        return;
    case JSON_KIND_ARRAY:
        json_begin_array(json);
        write_members(json, value);
        json_end_array(json);
        return;
    case JSON_KIND_OBJECT:
        json_begin_object(json);
        write_members(json, value);
        json_end_object(json);
        return;
    }
}
