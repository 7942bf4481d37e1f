// A statement is prepared for one answer: what is asked differs from request to
// request, and preparing takes microseconds.

#include "store/store_ask.h"

#include <stdlib.h>
#include <string.h>

#include "store/connection.h"

#define MOST_COLUMNS 64

static int bind(sqlite3_stmt *statement, int parameter,
                const struct store_value *value)
{
    switch (value->kind) {
    case STORE_VALUE_NULL:
        break;
    case STORE_VALUE_INT:
        return sqlite3_bind_int64(statement, parameter, value->integer);
    case STORE_VALUE_REAL:
        return sqlite3_bind_double(statement, parameter, value->real);
    case STORE_VALUE_TEXT:
        return sqlite3_bind_text64(statement, parameter, value->text,
                                   value->n_text, SQLITE_STATIC, SQLITE_UTF8);
    case STORE_VALUE_BYTES:
        return sqlite3_bind_blob64(statement, parameter, value->text,
                                   value->n_text, SQLITE_STATIC);
    }
    return sqlite3_bind_null(statement, parameter);
}

static struct store_value column_value(sqlite3_stmt *row, int column)
{
    struct store_value value = {.kind = STORE_VALUE_NULL};
    switch (sqlite3_column_type(row, column)) {
    case SQLITE_INTEGER:
        value.kind = STORE_VALUE_INT;
        value.integer = sqlite3_column_int64(row, column);
        value.real = (double)value.integer;
        break;
    case SQLITE_FLOAT:
        value.kind = STORE_VALUE_REAL;
        value.real = sqlite3_column_double(row, column);
        break;
    case SQLITE_TEXT:
        value.kind = STORE_VALUE_TEXT;
        value.text = (const char *)sqlite3_column_text(row, column);
        value.n_text = (size_t)sqlite3_column_bytes(row, column);
        break;
    case SQLITE_BLOB:
        value.kind = STORE_VALUE_BYTES;
        value.text = sqlite3_column_blob(row, column);
        value.n_text = (size_t)sqlite3_column_bytes(row, column);
        break;
    default:
        break;
    }
    return value;
}

static enum status take_rows(struct store *store, sqlite3_stmt *row,
                             store_answer_fn *take, void *into,
                             struct error *err)
{
    struct store_value columns[MOST_COLUMNS];
    int n = sqlite3_column_count(row);
    if (n > MOST_COLUMNS)
        return error_set(err, STATUS_BAD_INPUT, "a query for %d columns", n);
    int step;
    while ((step = sqlite3_step(row)) == SQLITE_ROW) {
        for (int i = 0; i < n; i++)
            columns[i] = column_value(row, i);
        enum status status = take(columns, (size_t)n, into, err);
        if (status != STATUS_OK)
            return status;
    }
    return step == SQLITE_DONE ? STATUS_OK
                               : connection_fail(store, "answer a query", err);
}

enum status store_ask(struct store *store, const char *sql,
                      const struct store_value *values, size_t n_values,
                      store_answer_fn *take, void *into, struct error *err)
{
    sqlite3_stmt *statement = NULL;
    char *own = connection_with_srid(sql, store->srid);
    int done = sqlite3_prepare_v2(store->db, own, -1, &statement, NULL);
    free(own);
    for (size_t i = 0; i < n_values && done == SQLITE_OK; i++)
        done = bind(statement, (int)i + 1, &values[i]);
    enum status status = done == SQLITE_OK
                             ? take_rows(store, statement, take, into, err)
                             : connection_fail(store, "prepare a query", err);
    sqlite3_finalize(statement);
    return status;
}

// SQLite takes functions as `void *` only through a struct that holds them.
struct known_function {
    store_text_fn *function;
};

static void call_function(sqlite3_context *context, int n_arguments,
                          sqlite3_value **arguments)
{
    (void)n_arguments;
    const struct known_function *known = sqlite3_user_data(context);
    const unsigned char *text = sqlite3_value_text(arguments[0]);
    if (text == NULL) {
        sqlite3_result_null(context);
        return;
    }
    struct arena *arena = arena_new();
    sqlite3_result_text(context, known->function(arena, (const char *)text), -1,
                        SQLITE_TRANSIENT);
    arena_free(arena);
}

enum status store_know_function(struct store *store, const char *name,
                                store_text_fn *function, struct error *err)
{
    struct known_function *known = malloc(sizeof *known);
    if (known == NULL)
        abort();
    known->function = function;
    // SQLite frees `known` also when it refuses.
    if (sqlite3_create_function_v2(
            store->db, name, 1, SQLITE_UTF8 | SQLITE_DETERMINISTIC, known,
            call_function, NULL, NULL, free) != SQLITE_OK)
        return connection_fail(store, "take a function", err);
    return STATUS_OK;
}
