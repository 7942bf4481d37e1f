// A prepared statement and the bytes of the geometry being bound. SQLite
// copies what is bound, so that the caller's texts need not outlive the call.
// A binding that fails (a parameter the SQL does not have) is remembered and
// told by insert_row, so that the binding functions have nothing to return.

#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "city/pupil.h"
#include "store/connection.h"
#include "store/wkb.h"

struct insert {
    struct store *store;
    sqlite3_stmt *statement;
    struct text_buffer wkb;
    bool failed;
};

enum status store_insert(struct store *store, const char *sql,
                         struct insert **insert, struct error *err)
{
    struct insert *made = calloc(1, sizeof *made);
    if (made == NULL)
        abort();
    made->store = store;
    char *own = connection_with_srid(sql, store->srid);
    int prepared = sqlite3_prepare_v2(store->db, own, -1, &made->statement, 0);
    free(own);
    if (prepared != SQLITE_OK) {
        free(made);
        return connection_fail(store, sql, err);
    }
    *insert = made;
    return STATUS_OK;
}

static void note(struct insert *insert, int bound)
{
    if (bound != SQLITE_OK)
        insert->failed = true;
}

void insert_text(struct insert *insert, int parameter, const char *text)
{
    note(insert, sqlite3_bind_text(insert->statement, parameter, text, -1,
                                   SQLITE_TRANSIENT));
}

void insert_int(struct insert *insert, int parameter, int64_t value)
{
    note(insert, sqlite3_bind_int64(insert->statement, parameter, value));
}

void insert_real(struct insert *insert, int parameter, double value)
{
    note(insert, sqlite3_bind_double(insert->statement, parameter, value));
}

void insert_null(struct insert *insert, int parameter)
{
    note(insert, sqlite3_bind_null(insert->statement, parameter));
}

void insert_number(struct insert *insert, int parameter, int64_t number)
{
    if (number == NUMBER_UNKNOWN)
        insert_null(insert, parameter);
    else
        insert_int(insert, parameter, number);
}

static void bind_wkb(struct insert *insert, int parameter)
{
    note(insert,
         sqlite3_bind_blob64(insert->statement, parameter, insert->wkb.bytes,
                             insert->wkb.length, SQLITE_TRANSIENT));
    insert->wkb.length = 0;
}

void insert_point(struct insert *insert, int parameter, struct point_m at)
{
    wkb_encode_point(&insert->wkb, at);
    bind_wkb(insert, parameter);
}

void insert_line(struct insert *insert, int parameter, struct line line)
{
    wkb_encode_line(&insert->wkb, line);
    bind_wkb(insert, parameter);
}

void insert_area(struct insert *insert, int parameter, const struct area *area)
{
    if (area_is_empty(area)) {
        insert_null(insert, parameter);
        return;
    }
    wkb_encode_area(&insert->wkb, area);
    bind_wkb(insert, parameter);
}

enum status insert_row(struct insert *insert, struct error *err)
{
    int step = insert->failed ? SQLITE_MISUSE : sqlite3_step(insert->statement);
    enum status status = STATUS_OK;
    if (insert->failed)
        status = error_set(err, STATUS_IO, "%s: cannot bind the values of %s",
                           insert->store->path, sqlite3_sql(insert->statement));
    else if (step != SQLITE_DONE && step != SQLITE_ROW)
        status =
            connection_fail(insert->store, sqlite3_sql(insert->statement), err);
    insert->failed = false;
    sqlite3_reset(insert->statement);
    sqlite3_clear_bindings(insert->statement);
    return status;
}

void insert_end(struct insert *insert)
{
    if (insert == NULL)
        return;
    sqlite3_finalize(insert->statement);
    text_buffer_free(&insert->wkb);
    free(insert);
}

enum status insert_rows(struct store *store, const char *sql,
                        bind_row_fn *bind_row, const void *items, size_t n,
                        struct error *err)
{
    struct insert *insert = NULL;
    enum status status = store_insert(store, sql, &insert, err);
    for (size_t i = 0; i < n && status == STATUS_OK; i++) {
        bind_row(insert, items, i);
        status = insert_row(insert, err);
    }
    insert_end(insert);
    return status;
}
