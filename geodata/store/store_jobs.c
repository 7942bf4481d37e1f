// A job is a row that is written anew at each change. The table is short: what
// has ended is dropped once JOBS_KEPT newer ones are there, result and all.

#include "store/store_jobs.h"

#include <string.h>

#include "store/connection.h"

static const char *const STATES[] = {"waiting", "running",   "done",
                                     "failed",  "cancelled", "broken"};
#define N_STATES (sizeof STATES / sizeof *STATES)

const char *job_state_name(enum job_state state)
{
    return STATES[state];
}

static enum job_state find_state(const char *name)
{
    for (size_t i = 0; i < N_STATES; i++)
        if (strcmp(name, STATES[i]) == 0)
            return (enum job_state)i;
    return JOB_BROKEN; // the schema lets no other in
}

static void bind_job(struct insert *row, const void *items, size_t i)
{
    const struct job *job = (const struct job *)items + i;
    insert_text(row, 1, job->id);
    insert_text(row, 2, job->kind);
    insert_text(row, 3, job->options);
    insert_text(row, 4, job->who);
    insert_int(row, 5, job->person);
    insert_text(row, 6, job_state_name(job->state));
    insert_int(row, 7, job->per_mille);
    insert_text(row, 8, job->step);
    insert_text(row, 9, job->made_at);
    insert_text(row, 10, job->begun_at);
    insert_text(row, 11, job->ended_at);
    insert_text(row, 12, job->log);
    insert_text(row, 13, job->result);
    insert_text(row, 14, job->error);
}

static enum status drop_old(struct store *store, struct error *err)
{
    char sql[240];
    sqlite3_snprintf(sizeof sql, sql,
                     "DELETE FROM job WHERE state NOT IN ('waiting', 'running')"
                     " AND number NOT IN (SELECT number FROM job"
                     " ORDER BY number DESC LIMIT %d)",
                     JOBS_KEPT);
    return store_run(store, sql, err);
}

enum status store_add_job(struct store *private_store, const struct job *job,
                          int64_t *number, struct error *err)
{
    enum status status = insert_rows(
        private_store,
        "INSERT INTO job (id, kind, options, who, person, state, per_mille,"
        " step, made_at, begun_at, ended_at, log, result, error)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        bind_job, job, 1, err);
    if (status == STATUS_OK)
        status = connection_number(private_store, "SELECT max(number) FROM job",
                                   0, number, err);
    if (status == STATUS_OK)
        status = drop_old(private_store, err);
    return status;
}

enum status store_update_job(struct store *private_store, const struct job *job,
                             struct error *err)
{
    return insert_rows(
        private_store,
        "UPDATE job SET kind = ?2, options = ?3, who = ?4, person = ?5,"
        " state = ?6, per_mille = ?7, step = ?8, made_at = ?9, begun_at = ?10,"
        " ended_at = ?11, log = ?12, result = ?13, error = ?14 WHERE id = ?1",
        bind_job, job, 1, err);
}

static struct job take_job(sqlite3_stmt *row, struct arena *arena)
{
    return (struct job){
        .number = sqlite3_column_int64(row, 0),
        .id = store_text(row, 1, arena),
        .kind = store_text(row, 2, arena),
        .options = store_text(row, 3, arena),
        .who = store_text(row, 4, arena),
        .person = sqlite3_column_int64(row, 5),
        .state = find_state((const char *)sqlite3_column_text(row, 6)),
        .per_mille = sqlite3_column_int64(row, 7),
        .step = store_text(row, 8, arena),
        .made_at = store_text(row, 9, arena),
        .begun_at = store_text(row, 10, arena),
        .ended_at = store_text(row, 11, arena),
        .log = store_text(row, 12, arena),
        .result = store_text(row, 13, arena),
        .error = store_text(row, 14, arena),
    };
}

static void take_one(sqlite3_stmt *row, struct arena *arena, void *into)
{
    *(struct job *)into = take_job(row, arena);
}

static void take_listed(sqlite3_stmt *row, struct arena *arena, void *list)
{
    *job_list_add(list, arena) = take_job(row, arena);
}

#define JOB_COLUMNS                                                            \
    "number, id, kind, options, who, person, state, per_mille, step, made_at," \
    " begun_at, ended_at"

enum status store_read_job(struct store *private_store, struct arena *arena,
                           const char *id, struct job *job, struct error *err)
{
    char *sql = sqlite3_mprintf("SELECT " JOB_COLUMNS ", log, result, error"
                                " FROM job WHERE id = %Q",
                                id);
    *job = (struct job){0};
    enum status status =
        store_each(private_store, sql, take_one, arena, job, err);
    sqlite3_free(sql);
    if (status == STATUS_OK && job->id == NULL)
        status =
            error_set(err, STATUS_NOT_FOUND, "there is no job \"%.40s\"", id);
    return status;
}

static enum status list_jobs(struct store *store, struct arena *arena,
                             char *where, size_t limit, struct job_list *jobs,
                             struct error *err)
{
    char *sql = sqlite3_mprintf("SELECT " JOB_COLUMNS ", NULL, NULL, error"
                                " FROM job WHERE %s ORDER BY number DESC"
                                " LIMIT %lld",
                                where, (long long)limit);
    *jobs = (struct job_list){0};
    enum status status = store_each(store, sql, take_listed, arena, jobs, err);
    sqlite3_free(sql);
    sqlite3_free(where);
    return status;
}

enum status store_list_jobs(struct store *private_store, struct arena *arena,
                            int64_t person, size_t limit, struct job_list *jobs,
                            struct error *err)
{
    return list_jobs(private_store, arena,
                     sqlite3_mprintf("kind <> 'preview' AND"
                                     " (%lld = 0 OR person = %lld)",
                                     (long long)person, (long long)person),
                     limit, jobs, err);
}

enum status store_find_jobs_of(struct store *private_store, struct arena *arena,
                               const char *kind, const char *options,
                               int64_t person, struct job_list *jobs,
                               struct error *err)
{
    return list_jobs(private_store, arena,
                     sqlite3_mprintf("kind = %Q AND options = %Q"
                                     " AND person = %lld",
                                     kind, options, (long long)person),
                     JOBS_KEPT, jobs, err);
}

enum status store_break_jobs(struct store *private_store, struct error *err)
{
    return store_run(private_store,
                     "UPDATE job SET state = 'broken', error = 'the server was"
                     " ended while it waited or ran; nothing was changed'"
                     " WHERE state IN ('waiting', 'running')",
                     err);
}

enum status store_forget_previews(struct store *private_store,
                                  const char *upload, struct error *err)
{
    char *sql = sqlite3_mprintf("DELETE FROM job WHERE kind = 'preview' AND"
                                " state NOT IN ('waiting', 'running')"
                                " AND instr(options, %Q) > 0",
                                upload);
    enum status status = store_run(private_store, sql, err);
    sqlite3_free(sql);
    return status;
}
