// A store is an SQLite connection with SpatiaLite's functions and a cache of
// its own. What SQLite gives is enough for "a crash at any moment leaves a
// city that opens": the default rollback journal undoes a torn transaction
// when the file is next opened. A reader may not do that undoing, so a
// read-only open that meets a torn file has it opened once for writing first.
//
// A writer keeps its changed pages in memory until it commits (cache_spill
// off), so that readers are shut out for the length of the commit, not of the
// whole import.

#include "store/store.h"

#include <sodium.h>
#include <spatialite.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "city/pupil.h"
#include "store/connection.h"
#include "store/wkb.h"

enum status connection_fail(const struct store *store, const char *doing,
                            struct error *err)
{
    const char *why = sqlite3_errmsg(store->db);
    switch (sqlite3_errcode(store->db) & 0xff) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return error_set(err, STATUS_IO,
                         "%s is in use by another program that writes to it",
                         store->path);
    case SQLITE_NOTADB:
        return error_set(err, STATUS_BAD_INPUT, "%s is not a city file",
                         store->path);
    default:
        return error_set(err, STATUS_IO, "%s: cannot %s: %s", store->path,
                         doing, why);
    }
}

static char *copy_text(const char *text)
{
    char *copy = strdup(text);
    if (copy == NULL)
        abort();
    return copy;
}

enum status connection_open(const char *path, int flags, struct store **store,
                            struct error *err)
{
    struct store *opened = calloc(1, sizeof *opened);
    if (opened == NULL)
        abort();
    opened->path = copy_text(path);
    opened->spatialite = spatialite_alloc_connection();
    int opening =
        sqlite3_open_v2(path, &opened->db, flags | SQLITE_OPEN_NOMUTEX, NULL);
    if (opening != SQLITE_OK) {
        enum status status = error_set(err, STATUS_IO, "cannot open %s: %s",
                                       path, sqlite3_errmsg(opened->db));
        store_close(opened);
        return status;
    }
    sqlite3_busy_timeout(opened->db, STORE_USUAL_WAIT_MS);
    spatialite_init_ex(opened->db, opened->spatialite, 0);
    *store = opened;
    return STATUS_OK;
}

void store_close(struct store *store)
{
    if (store == NULL)
        return;
    sqlite3_close(store->db);
    if (store->spatialite != NULL)
        spatialite_cleanup_ex(store->spatialite);
    free(store->path);
    free(store);
}

const char *store_path(const struct store *store)
{
    return store->path;
}

bool store_is_immutable(const struct store *store)
{
    return store->is_immutable;
}

bool store_is_replaced(const struct store *store)
{
    int moved = 0;
    if (store->is_immutable)
        return !file_mark_is_same(store->mark, file_mark_at(store->path));
    sqlite3_file_control(store->db, "main", SQLITE_FCNTL_HAS_MOVED, &moved);
    return moved != 0;
}

enum status connection_number(struct store *store, const char *sql,
                              int64_t fallback, int64_t *number,
                              struct error *err)
{
    sqlite3_stmt *row = NULL;
    int step = sqlite3_prepare_v2(store->db, sql, -1, &row, NULL);
    if (step == SQLITE_OK)
        step = sqlite3_step(row);
    *number = step == SQLITE_ROW ? sqlite3_column_int64(row, 0) : fallback;
    enum status status = STATUS_OK;
    if (step != SQLITE_ROW && step != SQLITE_DONE)
        status = connection_fail(store, "read it", err);
    sqlite3_finalize(row);
    return status;
}

static enum status check_mark(struct store *store, int64_t mark,
                              struct error *err)
{
    int64_t found;
    enum status status =
        connection_number(store, "PRAGMA application_id", 0, &found, err);
    if (status != STATUS_OK)
        return status;
    if (found != mark)
        return error_set(err, STATUS_BAD_INPUT, "%s is not a city file",
                         store->path);
    int64_t srid;
    status = connection_number(
        store, "SELECT srid FROM geometry_columns LIMIT 1", 0, &srid, err);
    store->srid = (int)srid;
    return status;
}

static enum status check_version(struct store *store, const char *family,
                                 enum store_mode mode, struct error *err)
{
    int newest = schema_newest(SCHEMA_TEXTS, family);
    int64_t version;
    enum status status =
        connection_number(store, "PRAGMA user_version", 0, &version, err);
    if (status != STATUS_OK)
        return status;
    if (version > newest)
        return error_set(err, STATUS_STATE,
                         "%s has schema version %d, and this program knows "
                         "%d: use a newer hocgan",
                         store->path, (int)version, newest);
    if (version == newest)
        return STATUS_OK;
    if (mode != STORE_WRITE)
        return error_set(err, STATUS_STATE,
                         "%s has schema version %d, and this program reads "
                         "%d: `hocgan network` brings it up to date",
                         store->path, (int)version, newest);
    return schema_migrate(store, SCHEMA_TEXTS, family, err);
}

// Opens for writing and reads once, which makes SQLite undo what a crash left
// half written.
static void undo_torn_transaction(const char *path)
{
    struct store *store = NULL;
    struct error ignored;
    int64_t version;
    if (connection_open(path, SQLITE_OPEN_READWRITE, &store, &ignored) !=
        STATUS_OK)
        return;
    (void)connection_number(store, "PRAGMA user_version", 0, &version,
                            &ignored);
    store_close(store);
}

static bool has_torn_transaction(struct store *store)
{
    struct error ignored;
    int64_t version;
    return connection_number(store, "PRAGMA user_version", 0, &version,
                             &ignored) != STATUS_OK &&
           sqlite3_extended_errcode(store->db) == SQLITE_READONLY_ROLLBACK;
}

// "file:/srv/a%3Fb.sqlite?immutable=1": what means something in an address is
// written as a percent sign and its number.
static char *immutable_uri(const char *path)
{
    char *uri = malloc(3 * strlen(path) + 32);
    if (uri == NULL)
        abort();
    char *end = uri + sprintf(uri, "file:");
    for (; *path != '\0'; path++)
        if (strchr("?#%", *path) != NULL)
            end += sprintf(end, "%%%02X", (unsigned)(unsigned char)*path);
        else
            *end++ = *path;
    strcpy(end, "?immutable=1");
    return uri;
}

static enum status open_immutable(const char *path, struct store **store,
                                  struct error *err)
{
    struct file_mark mark = file_mark_at(path);
    char *uri = immutable_uri(path);
    enum status status = connection_open(
        uri, SQLITE_OPEN_READONLY | SQLITE_OPEN_URI, store, err);
    free(uri);
    if (status != STATUS_OK)
        return status;
    free((*store)->path);
    (*store)->path = copy_text(path);
    (*store)->is_immutable = true;
    (*store)->mark = mark;
    return STATUS_OK;
}

static enum status open_connection(const char *path, enum store_mode mode,
                                   struct store **store, struct error *err)
{
    if (mode == STORE_IMMUTABLE)
        return open_immutable(path, store, err);
    int flags =
        mode == STORE_READ ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE;
    enum status status = connection_open(path, flags, store, err);
    if (status != STATUS_OK || mode == STORE_WRITE)
        return status;
    if (!has_torn_transaction(*store))
        return STATUS_OK;
    store_close(*store);
    *store = NULL;
    undo_torn_transaction(path);
    return connection_open(path, flags, store, err);
}

static enum status open_checked(const char *path, enum store_mode mode,
                                int64_t mark, const char *family,
                                struct store **store, struct error *err)
{
    struct store *opened = NULL;
    enum status status = open_connection(path, mode, &opened, err);
    if (status == STATUS_OK)
        status = check_mark(opened, mark, err);
    if (status == STATUS_OK)
        status = check_version(opened, family, mode, err);
    // A reader may stand where it can write nowhere: it sorts in memory.
    if (status == STATUS_OK)
        status = store_run(opened,
                           mode == STORE_WRITE ? "PRAGMA cache_spill = 0"
                                               : "PRAGMA temp_store = memory",
                           err);
    if (status != STATUS_OK) {
        store_close(opened);
        return status;
    }
    *store = opened;
    return STATUS_OK;
}

enum status store_open(const char *path, enum store_mode mode,
                       struct store **store, struct error *err)
{
    if (access(path, F_OK) != 0)
        return error_set(err, STATUS_NOT_FOUND,
                         "there is no city file %s; `hocgan init` makes one",
                         path);
    return open_checked(path, mode, CITY_FILE_MARK, "city", store, err);
}

bool store_has_private(const char *city_path)
{
    char path[4096];
    store_private_path(city_path, path, sizeof path);
    return access(path, F_OK) == 0;
}

enum status store_open_private(const char *city_path, struct store **store,
                               struct error *err)
{
    char path[4096];
    store_private_path(city_path, path, sizeof path);
    struct store *city = NULL;
    enum status status = store_open(city_path, STORE_READ, &city, err);
    if (status != STATUS_OK)
        return status;
    int srid = city->srid;
    store_close(city);

    if (access(path, F_OK) != 0)
        status = connection_create_private(path, srid, err);
    else if (chmod(path, 0600) != 0) // whatever a copy made of it
        status = error_set(err, STATUS_IO, "cannot close %s to others", path);
    if (status == STATUS_OK)
        status = open_checked(path, STORE_WRITE, PRIVATE_FILE_MARK, "private",
                              store, err);
    if (status == STATUS_OK && (*store)->srid != srid) {
        status =
            error_set(err, STATUS_STATE, "%s is in EPSG:%d and %s in EPSG:%d",
                      path, (*store)->srid, city_path, srid);
        store_close(*store);
        *store = NULL;
    }
    return status;
}

void store_wait(struct store *store, int most_ms)
{
    sqlite3_busy_timeout(store->db, most_ms);
}

enum status store_run(struct store *store, const char *sql, struct error *err)
{
    if (sqlite3_exec(store->db, sql, NULL, NULL, NULL) != SQLITE_OK)
        return connection_fail(store, sql, err);
    return STATUS_OK;
}

enum status store_begin(struct store *store, struct error *err)
{
    // At once a writer, so that two imports meet here and not half way.
    return store_run(store, "BEGIN IMMEDIATE", err);
}

enum status store_begin_reading(struct store *store, struct error *err)
{
    return store_run(store, "BEGIN", err);
}

enum status store_commit(struct store *store, struct error *err)
{
    enum status status = store_run(store, "COMMIT", err);
    if (status != STATUS_OK)
        store_rollback(store);
    return status;
}

void store_rollback(struct store *store)
{
    if (!sqlite3_get_autocommit(store->db))
        sqlite3_exec(store->db, "ROLLBACK", NULL, NULL, NULL);
}

enum status store_each(struct store *store, const char *sql,
                       store_row_fn *take_row, struct arena *arena, void *into,
                       struct error *err)
{
    sqlite3_stmt *row = NULL;
    if (sqlite3_prepare_v2(store->db, sql, -1, &row, NULL) != SQLITE_OK)
        return connection_fail(store, sql, err);

    int step;
    while ((step = sqlite3_step(row)) == SQLITE_ROW)
        take_row(row, arena, into);

    enum status status = STATUS_OK;
    if (step != SQLITE_DONE)
        status = connection_fail(store, sql, err);
    sqlite3_finalize(row);
    return status;
}

const char *store_text(sqlite3_stmt *row, int column, struct arena *arena)
{
    const unsigned char *text = sqlite3_column_text(row, column);
    if (text == NULL)
        return NULL;
    return arena_text_n(arena, (const char *)text,
                        (size_t)sqlite3_column_bytes(row, column));
}

const char *store_optional_text(sqlite3_stmt *row, int column,
                                struct arena *arena)
{
    return sqlite3_column_bytes(row, column) == 0
               ? NULL
               : store_text(row, column, arena);
}

int64_t store_number(sqlite3_stmt *row, int column)
{
    return sqlite3_column_type(row, column) == SQLITE_NULL
               ? NUMBER_UNKNOWN
               : sqlite3_column_int64(row, column);
}

struct point_m store_point(sqlite3_stmt *row, int column)
{
    struct point_m at = {0, 0};
    const void *bytes = sqlite3_column_blob(row, column);
    wkb_decode_point(bytes, (size_t)sqlite3_column_bytes(row, column), &at);
    return at;
}

struct line store_line(sqlite3_stmt *row, int column, struct arena *arena)
{
    struct line line = {NULL, 0};
    const void *bytes = sqlite3_column_blob(row, column);
    size_t n = (size_t)sqlite3_column_bytes(row, column);
    if (!wkb_decode_line(bytes, n, arena, &line))
        return (struct line){NULL, 0};
    return line;
}

struct area store_area(sqlite3_stmt *row, int column, struct arena *arena)
{
    struct area area = {NULL, 0};
    const void *bytes = sqlite3_column_blob(row, column);
    size_t n = (size_t)sqlite3_column_bytes(row, column);
    if (!wkb_decode_area(bytes, n, arena, &area))
        return (struct area){NULL, 0};
    return area;
}

struct checksum {
    crypto_generichash_state state;
};

// Each value goes in with its type and length, so that no two different rows
// give the same bytes.
static void add_row(sqlite3_stmt *row, struct arena *arena, void *into)
{
    (void)arena;
    struct checksum *sum = into;
    for (int column = 0; column < sqlite3_column_count(row); column++) {
        int32_t type = sqlite3_column_type(row, column);
        const void *bytes = sqlite3_column_blob(row, column);
        int32_t n = sqlite3_column_bytes(row, column);
        int32_t head[2] = {type, n};
        crypto_generichash_update(&sum->state, (const unsigned char *)head,
                                  sizeof head);
        if (n > 0)
            crypto_generichash_update(&sum->state, bytes,
                                      (unsigned long long)n);
    }
}

enum status connection_checksum(struct store *store, const char *const *sqls,
                                size_t n_sqls, char hex[33], struct error *err)
{
    struct checksum sum;
    unsigned char bytes[16];
    enum status status = STATUS_OK;
    crypto_generichash_init(&sum.state, NULL, 0, sizeof bytes);
    for (size_t i = 0; i < n_sqls && status == STATUS_OK; i++)
        status = store_each(store, sqls[i], add_row, NULL, &sum, err);
    crypto_generichash_final(&sum.state, bytes, sizeof bytes);
    if (status == STATUS_OK)
        sodium_bin2hex(hex, 33, bytes, sizeof bytes);
    return status;
}

enum status store_checksum(struct store *store, const char *sql, char hex[33],
                           struct error *err)
{
    return connection_checksum(store, &sql, 1, hex, err);
}
