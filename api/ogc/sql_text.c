#include "ogc/sql_text.h"

#include <string.h>

void sql_text_free(struct sql_text *sql)
{
    text_buffer_free(&sql->text);
}

void sql_add(struct sql_text *sql, const char *words)
{
    text_add_string(&sql->text, words);
}

static void add_value(struct sql_text *sql, struct store_value value)
{
    sql_add(sql, "?");
    *store_value_list_add(&sql->values, sql->arena) = value;
}

void sql_value_text(struct sql_text *sql, const char *text)
{
    add_value(sql, (struct store_value){.kind = STORE_VALUE_TEXT,
                                        .text = text,
                                        .n_text = strlen(text)});
}

void sql_value_int(struct sql_text *sql, int64_t value)
{
    add_value(sql,
              (struct store_value){.kind = STORE_VALUE_INT, .integer = value});
}

void sql_value_real(struct sql_text *sql, double value)
{
    add_value(sql,
              (struct store_value){.kind = STORE_VALUE_REAL, .real = value});
}

void sql_value_bytes(struct sql_text *sql, const char *bytes, size_t n)
{
    add_value(sql, (struct store_value){
                       .kind = STORE_VALUE_BYTES, .text = bytes, .n_text = n});
}

void sql_join(struct sql_text *sql, const struct sql_text *other)
{
    if (other->text.length > 0)
        sql_add(sql, other->text.bytes);
    for (size_t i = 0; i < other->values.count; i++)
        *store_value_list_add(&sql->values, sql->arena) =
            other->values.items[i];
}

enum status sql_ask(const struct sql_text *sql, struct store *store,
                    store_answer_fn *take, void *into, struct error *err)
{
    return store_ask(store, sql->text.bytes, sql->values.items,
                     sql->values.count, take, into, err);
}
