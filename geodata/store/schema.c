// The schema is a row of numbered SQL texts, city_001, city_002, …; a file's
// PRAGMA user_version says how many of them it has had. Migrating is running
// those it lacks and setting the version, in one transaction: a crash between
// leaves the old version whole.
//
// SpatiaLite's functions do not fail but answer 0, so each statement of a
// schema that gives a row must give 1.

#include "store/connection.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"

static bool is_word(char c)
{
    return isalnum((unsigned char)c) || c == '_';
}

char *connection_with_srid(const char *sql, int srid)
{
    struct text_buffer text = {0};
    for (const char *at = sql; *at != '\0';) {
        bool starts = at == sql || !is_word(at[-1]);
        if (starts && strncmp(at, "SRID", 4) == 0 && !is_word(at[4])) {
            text_add_format(&text, "%d", srid);
            at += 4;
        } else {
            text_add(&text, at++, 1);
        }
    }
    text_add(&text, "", 0);
    return text.bytes;
}

// "city_001" is version 1 of the family "city"; 0 for another family.
static int version_of(const struct schema_text *text, const char *family)
{
    size_t length = strlen(family);
    if (strncmp(text->name, family, length) != 0 || text->name[length] != '_')
        return 0;
    return atoi(text->name + length + 1);
}

int schema_newest(const struct schema_text *texts, const char *family)
{
    int newest = 0;
    for (; texts->name != NULL; texts++)
        if (version_of(texts, family) > newest)
            newest = version_of(texts, family);
    return newest;
}

static enum status run_statement(struct store *store, sqlite3_stmt *statement,
                                 struct error *err)
{
    int step = sqlite3_step(statement);
    if (step == SQLITE_ROW && sqlite3_column_int(statement, 0) != 1)
        return error_set(err, STATUS_IO, "%s: SpatiaLite refused %s",
                         store->path, sqlite3_sql(statement));
    if (step != SQLITE_ROW && step != SQLITE_DONE)
        return connection_fail(store, sqlite3_sql(statement), err);
    return STATUS_OK;
}

static enum status run_statements(struct store *store, const char *sql,
                                  struct error *err)
{
    enum status status = STATUS_OK;
    while (status == STATUS_OK && *sql != '\0') {
        sqlite3_stmt *statement = NULL;
        const char *rest = sql;
        if (sqlite3_prepare_v2(store->db, sql, -1, &statement, &rest) !=
            SQLITE_OK)
            return connection_fail(store, "follow the schema", err);
        if (statement != NULL)
            status = run_statement(store, statement, err);
        sqlite3_finalize(statement);
        sql = rest;
    }
    return status;
}

static enum status run_version(struct store *store, const char *text,
                               int version, struct error *err)
{
    char *sql = connection_with_srid(text, store->srid);
    enum status status = run_statements(store, sql, err);
    free(sql);
    if (status != STATUS_OK)
        return status;
    char set_version[64];
    snprintf(set_version, sizeof set_version, "PRAGMA user_version = %d",
             version);
    return store_run(store, set_version, err);
}

enum status schema_apply(struct store *store, const struct schema_text *texts,
                         const char *family, int from_version,
                         struct error *err)
{
    int newest = schema_newest(texts, family);
    for (int next = from_version + 1; next <= newest; next++)
        for (const struct schema_text *text = texts; text->name; text++) {
            if (version_of(text, family) != next)
                continue;
            enum status status = run_version(store, text->sql, next, err);
            if (status != STATUS_OK)
                return status;
        }
    return STATUS_OK;
}

enum status schema_migrate(struct store *store, const struct schema_text *texts,
                           const char *family, struct error *err)
{
    int64_t version;
    enum status status = store_begin(store, err);
    if (status != STATUS_OK)
        return status;
    status = connection_number(store, "PRAGMA user_version", 0, &version, err);
    if (status == STATUS_OK)
        status = schema_apply(store, texts, family, (int)version, err);
    if (status == STATUS_OK)
        return store_commit(store, err);
    store_rollback(store);
    return status;
}
