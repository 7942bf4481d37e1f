// Rows by their key, nothing more: what a session may do and when it is over is
// decided in api/auth.

#include "store/store_sessions.h"

#include "base/text.h"
#include "store/connection.h"

static void bind_session(struct insert *row, const void *items, size_t i)
{
    const struct session *session = (const struct session *)items + i;
    insert_text(row, 1, session->hash);
    if (session->person != 0)
        insert_int(row, 2, session->person);
    insert_text(row, 3, session->pupil_id);
    insert_text(row, 4, session->csrf);
    insert_int(row, 5, session->made_at);
    insert_int(row, 6, session->seen_at);
    insert_int(row, 7, session->ends_at);
}

enum status store_add_session(struct store *private_store,
                              const struct session *session, struct error *err)
{
    return insert_rows(private_store,
                       "INSERT INTO session (hash, person, pupil_id, csrf,"
                       " made_at, seen_at, ends_at)"
                       " VALUES (?, ?, ?, ?, ?, ?, ?)",
                       bind_session, session, 1, err);
}

// A session and the name of its account.
struct found {
    struct session session;
    const char *name;
};

static void take_session(sqlite3_stmt *row, struct arena *arena, void *into)
{
    struct found *found = into;
    found->session = (struct session){
        .hash = store_text(row, 0, arena),
        .person = sqlite3_column_int64(row, 1),
        .pupil_id = store_text(row, 2, arena),
        .csrf = store_text(row, 3, arena),
        .made_at = sqlite3_column_int64(row, 4),
        .seen_at = sqlite3_column_int64(row, 5),
        .ends_at = sqlite3_column_int64(row, 6),
    };
    found->name = store_text(row, 7, arena);
}

enum status store_find_session(struct store *private_store, struct arena *arena,
                               const char *hash, struct session *session,
                               struct person *person, struct error *err)
{
    struct found found = {0};
    char *sql = sqlite3_mprintf(
        "SELECT hash, person, pupil_id, csrf, session.made_at, seen_at,"
        " ends_at, name FROM session LEFT JOIN person ON number = person"
        " WHERE hash = %Q",
        hash);
    enum status status =
        store_each(private_store, sql, take_session, arena, &found, err);
    sqlite3_free(sql);
    *person = (struct person){0};
    if (status != STATUS_OK)
        return status;
    if (found.session.hash == NULL ||
        (found.session.person != 0 && found.name == NULL))
        return error_set(err, STATUS_NOT_FOUND, "there is no such session");
    *session = found.session;
    return found.name == NULL ? STATUS_OK
                              : store_find_person(private_store, arena,
                                                  found.name, person, err);
}

// Runs SQL that sqlite3_mprintf made, and frees it.
static enum status run_made(struct store *store, char *sql, struct error *err)
{
    enum status status = store_run(store, sql, err);
    sqlite3_free(sql);
    return status;
}

enum status store_see_session(struct store *private_store, const char *hash,
                              int64_t seen_at, struct error *err)
{
    return run_made(
        private_store,
        sqlite3_mprintf("UPDATE session SET seen_at = %lld WHERE hash = %Q",
                        (long long)seen_at, hash),
        err);
}

enum status store_end_session(struct store *private_store, const char *hash,
                              struct error *err)
{
    return run_made(
        private_store,
        sqlite3_mprintf("DELETE FROM session WHERE hash = %Q", hash), err);
}

enum status store_end_sessions(struct store *private_store, int64_t person,
                               const char *but_hash, struct error *err)
{
    return run_made(private_store,
                    sqlite3_mprintf("DELETE FROM session WHERE person = %lld"
                                    " AND hash <> %Q",
                                    (long long)person,
                                    but_hash == NULL ? "" : but_hash),
                    err);
}

enum status store_forget_sessions(struct store *private_store, int64_t now,
                                  int64_t seen_before, struct error *err)
{
    enum status status =
        run_made(private_store,
                 sqlite3_mprintf("DELETE FROM session WHERE ends_at <= %lld"
                                 " OR seen_at < %lld",
                                 (long long)now, (long long)seen_before),
                 err);
    // A day without a guess, and the next is the first again.
    if (status == STATUS_OK)
        status = run_made(private_store,
                          sqlite3_mprintf("DELETE FROM sign_in_failure"
                                          " WHERE locked_until < %lld",
                                          (long long)(now - 86400)),
                          err);
    return status;
}

static void take_failure(sqlite3_stmt *row, struct arena *arena, void *into)
{
    (void)arena;
    *(struct sign_in_failure *)into = (struct sign_in_failure){
        .failures = sqlite3_column_int64(row, 0),
        .locked_until = sqlite3_column_int64(row, 1),
    };
}

enum status store_read_failure(struct store *private_store, const char *key,
                               struct sign_in_failure *failure,
                               struct error *err)
{
    *failure = (struct sign_in_failure){0};
    char *sql = sqlite3_mprintf("SELECT failures, locked_until"
                                " FROM sign_in_failure WHERE key = %Q",
                                key);
    enum status status =
        store_each(private_store, sql, take_failure, NULL, failure, err);
    sqlite3_free(sql);
    return status;
}

enum status store_write_failure(struct store *private_store, const char *key,
                                const struct sign_in_failure *failure,
                                struct error *err)
{
    return run_made(private_store,
                    sqlite3_mprintf("INSERT OR REPLACE INTO sign_in_failure"
                                    " (key, failures, locked_until)"
                                    " VALUES (%Q, %lld, %lld)",
                                    key, (long long)failure->failures,
                                    (long long)failure->locked_until),
                    err);
}

enum status store_clear_failure(struct store *private_store, const char *key,
                                struct error *err)
{
    return run_made(
        private_store,
        sqlite3_mprintf("DELETE FROM sign_in_failure WHERE key = %Q", key),
        err);
}
