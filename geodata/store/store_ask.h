#ifndef STORE_STORE_ASK_H
#define STORE_STORE_ASK_H

#include "base/list.h"
#include "store/store.h"

// Queries whose text is put together from parts, as a client's filter asks for.
// What a client gave is bound as a value and never part of the text.

enum store_value_kind {
    STORE_VALUE_NULL,
    STORE_VALUE_INT,
    STORE_VALUE_REAL,
    STORE_VALUE_TEXT,
    STORE_VALUE_BYTES,
};

/// What stands in a column, or for a parameter.
struct store_value {
    enum store_value_kind kind;
    int64_t integer;
    double real;
    const char *text; ///< with a NUL after it where it is a text
    size_t n_text;    ///< in bytes
};
LIST_DECLARE(store_value);

/// Called for each row; texts and bytes are gone when it returns. Another
/// status than STATUS_OK ends the query with it.
typedef enum status store_answer_fn(const struct store_value *columns,
                                    size_t n_columns, void *into,
                                    struct error *err);

/// Runs a query with its parameters ("?", in order) bound to `values`. The word
/// SRID in it stands for the city's own system.
enum status store_ask(struct store *store, const char *sql,
                      const struct store_value *values, size_t n_values,
                      store_answer_fn *take, void *into, struct error *err);

/// Makes a function of one text known to the store's queries. What it gives
/// lives in the arena.
typedef char *store_text_fn(struct arena *arena, const char *text);
enum status store_know_function(struct store *store, const char *name,
                                store_text_fn *function, struct error *err);

#endif
