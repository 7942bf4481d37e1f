// One connection and a lock around it: jobs change a few times a minute. The
// private file's lock is the running job's while that writes pupils; so what
// can be left out (progress) does not wait for it, and what cannot, tries
// again.

#include "job/job_book.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/text.h"
#include "store/store_audit.h"

#define TRIES 6 // each waits as long as the store waits for other writers

struct job_book {
    pthread_mutex_t lock;
    struct store *store;
    pthread_mutex_t reading;
    struct store *reader;
};

enum status job_book_open(const char *city_path, struct job_book **book,
                          struct error *err)
{
    struct store *store = NULL;
    struct store *reader = NULL;
    enum status status = store_open_private(city_path, &store, err);
    if (status == STATUS_OK)
        status = store_break_jobs(store, err);
    if (status == STATUS_OK)
        status = store_open_private(city_path, &reader, err);
    if (status != STATUS_OK) {
        store_close(store);
        return status;
    }
    struct job_book *opened = calloc(1, sizeof *opened);
    if (opened == NULL)
        abort();
    pthread_mutex_init(&opened->lock, NULL);
    pthread_mutex_init(&opened->reading, NULL);
    opened->store = store;
    opened->reader = reader;
    *book = opened;
    return STATUS_OK;
}

void job_book_close(struct job_book *book)
{
    struct error ignored;
    (void)store_break_jobs(book->store, &ignored); // or when it is next opened
    store_close(book->store);
    store_close(book->reader);
    pthread_mutex_destroy(&book->lock);
    pthread_mutex_destroy(&book->reading);
    free(book);
}

static enum status append(struct job_book *book, const struct job *job,
                          const char *actor, const char *action,
                          const char *detail, struct error *err)
{
    struct audit_entry entry = {
        .who = actor, .action = action, .subject = job->id, .detail = detail};
    return actor == NULL ? STATUS_OK
                         : store_append_audit(book->store, &entry, err);
}

static enum status append_start(struct job_book *book, const struct job *job,
                                const char *actor, struct error *err)
{
    struct text_buffer detail = {0};
    text_add_format(&detail, "{\"kind\":\"%s\",\"options\":%s}", job->kind,
                    job->options);
    enum status status =
        append(book, job, actor, "job.start", detail.bytes, err);
    text_buffer_free(&detail);
    return status;
}

static enum status append_end(struct job_book *book, const struct job *job,
                              const char *actor, struct error *err)
{
    char detail[64];
    snprintf(detail, sizeof detail, "{\"state\":\"%s\"}",
             job_state_name(job->state));
    return append(book, job, actor, "job.end", detail, err);
}

static enum status settle(struct job_book *book, enum status status,
                          struct error *err)
{
    if (status == STATUS_OK)
        return store_commit(book->store, err);
    store_rollback(book->store);
    return status;
}

enum status job_book_add(struct job_book *book, struct job *job,
                         const char *actor, struct error *err)
{
    pthread_mutex_lock(&book->lock);
    enum status status = store_begin(book->store, err);
    if (status == STATUS_OK)
        status = store_add_job(book->store, job, &job->number, err);
    if (status == STATUS_OK)
        status = append_start(book, job, actor, err);
    status = settle(book, status, err);
    pthread_mutex_unlock(&book->lock);
    return status;
}

void job_book_tell(struct job_book *book, const struct job *job)
{
    struct error ignored; // it is known to who asks, and written at its end
    pthread_mutex_lock(&book->lock);
    store_wait(book->store, 0);
    (void)store_update_job(book->store, job, &ignored);
    store_wait(book->store, STORE_USUAL_WAIT_MS);
    pthread_mutex_unlock(&book->lock);
}

static enum status try_to_end(struct job_book *book, const struct job *job,
                              const char *actor, struct error *err)
{
    pthread_mutex_lock(&book->lock);
    enum status status = store_begin(book->store, err);
    if (status == STATUS_OK)
        status = store_update_job(book->store, job, err);
    if (status == STATUS_OK)
        status = append_end(book, job, actor, err);
    status = settle(book, status, err);
    pthread_mutex_unlock(&book->lock);
    return status;
}

void job_book_end(struct job_book *book, const struct job *job,
                  const char *actor)
{
    struct error err;
    for (int i = 0; i < TRIES; i++)
        if (try_to_end(book, job, actor, &err) == STATUS_OK)
            return;
    fprintf(stderr, "hocgan: what became of job %s is not kept: %s\n", job->id,
            err.text);
}

enum status job_book_read(struct job_book *book, struct arena *arena,
                          const char *id, struct job *job, struct error *err)
{
    pthread_mutex_lock(&book->reading);
    enum status status = store_read_job(book->reader, arena, id, job, err);
    pthread_mutex_unlock(&book->reading);
    return status;
}

enum status job_book_list(struct job_book *book, struct arena *arena,
                          int64_t person, size_t limit, struct job_list *jobs,
                          struct error *err)
{
    pthread_mutex_lock(&book->reading);
    enum status status =
        store_list_jobs(book->reader, arena, person, limit, jobs, err);
    pthread_mutex_unlock(&book->reading);
    return status;
}

enum status job_book_find(struct job_book *book, struct arena *arena,
                          const char *kind, const char *options, int64_t person,
                          struct job_list *jobs, struct error *err)
{
    pthread_mutex_lock(&book->reading);
    enum status status = store_find_jobs_of(book->reader, arena, kind, options,
                                            person, jobs, err);
    pthread_mutex_unlock(&book->reading);
    return status;
}

void job_book_forget_previews(struct job_book *book, const char *upload)
{
    struct error ignored; // they go with the oldest jobs in any case
    pthread_mutex_lock(&book->lock);
    (void)store_forget_previews(book->store, upload, &ignored);
    pthread_mutex_unlock(&book->lock);
}
