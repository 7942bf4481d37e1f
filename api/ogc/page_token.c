// The keys as "length:bytes" one after the other, in hexadecimal.

#include "ogc/page_token.h"

#include <string.h>

static const char *key_text(struct arena *arena, const struct store_value *key)
{
    return key->kind == STORE_VALUE_TEXT
               ? arena_text_n(arena, key->text, key->n_text)
               : arena_format(arena, "%lld", (long long)key->integer);
}

const char *page_token_format(struct arena *arena,
                              const struct ogc_collection *collection,
                              const struct store_value *keys)
{
    static const char HEX[] = "0123456789abcdef";
    const char *all = "";
    for (size_t i = 0; i < ogc_key_count(collection); i++) {
        const char *text = key_text(arena, &keys[i]);
        all = arena_format(arena, "%s%zu:%s", all, strlen(text), text);
    }
    char *token = arena_array(arena, char, 2 * strlen(all) + 1);
    for (size_t i = 0; all[i] != '\0'; i++) {
        token[2 * i] = HEX[(unsigned char)all[i] >> 4];
        token[2 * i + 1] = HEX[(unsigned char)all[i] & 15];
    }
    return token;
}

static int hex_digit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

// The bytes behind the digits; NULL if it is not hexadecimal, or no text.
static const char *from_hex(struct arena *arena, const char *token)
{
    size_t n = strlen(token);
    char *text = arena_array(arena, char, n / 2 + 1);
    for (size_t i = 0; i < n / 2; i++) {
        int high = hex_digit(token[2 * i]), low = hex_digit(token[2 * i + 1]);
        if (high < 0 || low < 0)
            return NULL;
        text[i] = (char)(16 * high + low);
    }
    return n % 2 == 0 && text_is_utf8(text, n / 2, NULL) ? text : NULL;
}

// Takes "length:bytes" off the front; NULL if that is not there.
static const char *take_key(struct arena *arena, const char **at)
{
    size_t n_digits = strspn(*at, "0123456789");
    if (n_digits == 0 || n_digits > 4 || (*at)[n_digits] != ':')
        return NULL;
    size_t n = 0;
    for (size_t i = 0; i < n_digits; i++)
        n = 10 * n + (size_t)((*at)[i] - '0');
    const char *key = *at + n_digits + 1;
    if (strnlen(key, n) < n)
        return NULL;
    *at = key + n;
    return arena_text_n(arena, key, n);
}

static bool add_key(struct sql_text *sql, const struct ogc_key *key,
                    const char **at)
{
    int64_t number;
    const char *text = take_key(sql->arena, at);
    if (text == NULL)
        return false;
    if (key->is_text) {
        sql_value_text(sql, text);
        return true;
    }
    if (!text_parse_int64(text, &number))
        return false;
    sql_value_int(sql, number);
    return true;
}

enum status page_token_write(const char *token,
                             const struct ogc_collection *collection,
                             struct sql_text *sql, struct error *err)
{
    size_t n = ogc_key_count(collection);
    const char *at = from_hex(sql->arena, token);
    bool is_good = at != NULL;
    sql_add(sql, " AND (");
    for (size_t i = 0; i < n; i++) {
        sql_add(sql, i == 0 ? "" : ", ");
        sql_add(sql, collection->keys[i].sql);
    }
    sql_add(sql, ") > (");
    for (size_t i = 0; i < n && is_good; i++) {
        sql_add(sql, i == 0 ? "" : ", ");
        is_good = add_key(sql, &collection->keys[i], &at);
    }
    sql_add(sql, ")");
    if (is_good && *at == '\0')
        return STATUS_OK;
    return error_set(err, STATUS_BAD_INPUT,
                     "token is not one that a page of %s ended with",
                     collection->name);
}
