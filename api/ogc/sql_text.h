#ifndef OGC_SQL_TEXT_H
#define OGC_SQL_TEXT_H

#include "base/text.h"
#include "store/store_ask.h"

/// A query put together from parts of our own and values of a client's, which
/// stand in it as "?" and are bound in order. Values live in the arena; the
/// text ends with `sql_text_free`.
struct sql_text {
    struct arena *arena;
    struct text_buffer text;
    struct store_value_list values;
};

void sql_text_free(struct sql_text *sql);

/// Our own words: never a client's.
void sql_add(struct sql_text *sql, const char *words);

/// A "?" and its value. Texts and bytes must live as long as the arena.
void sql_value_text(struct sql_text *sql, const char *text);
void sql_value_int(struct sql_text *sql, int64_t value);
void sql_value_real(struct sql_text *sql, double value);
void sql_value_bytes(struct sql_text *sql, const char *bytes, size_t n);

/// Another query's words with its values, in their order.
void sql_join(struct sql_text *sql, const struct sql_text *other);

enum status sql_ask(const struct sql_text *sql, struct store *store,
                    store_answer_fn *take, void *into, struct error *err);

#endif
