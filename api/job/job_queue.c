// One thread takes the orders in turn, runs each in a process and writes down
// what became of it. What is asked for is in the private file from the moment
// it is ordered; what runs and waits is in memory too, since only there is how
// far it is by now.
//
//     job_queue_add -> waiting -> running -> done, failed
//                         |          |
//                         +----------+--> cancelled; broken when we end
//
// `lock` guards the line and what is heard of the running job, and is held for
// moments, never while something is written.

#include "job/job_queue.h"

#include <poll.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include "job/job_attend.h"
#include "job/job_book.h"
#include "job/upload.h"
#include "store/clock.h"

#define SWEEPS_EVERY_MS 600000 // uploads, while none runs

struct job_queue {
    struct job_queue_options options;
    struct arena *arena;
    struct job_book *book;
    pthread_t thread;
    int wake;
    pthread_mutex_t lock;
    struct job_entry *waiting;
    struct job_entry *running;
    bool is_closing;
};

static void wake(struct job_queue *queue)
{
    uint64_t one = 1;
    if (write(queue->wake, &one, sizeof one) < 0)
        return; // it is awake already
}

static bool is_closing(struct job_queue *queue)
{
    pthread_mutex_lock(&queue->lock);
    bool is = queue->is_closing;
    pthread_mutex_unlock(&queue->lock);
    return is;
}

static void begin(struct job_queue *queue, struct job_entry *entry)
{
    pthread_mutex_lock(&queue->lock);
    entry->job.state = JOB_RUNNING;
    entry->job.begun_at = utc_now(entry->arena);
    pthread_mutex_unlock(&queue->lock);
}

static void run_job(struct job_queue *queue, struct job_entry *entry)
{
    begin(queue, entry);
    job_book_tell(queue->book, &entry->job);
    job_attend(&(struct job_attendance){.entry = entry,
                                        .program = queue->options.program,
                                        .book = queue->book,
                                        .wake = queue->wake,
                                        .lock = &queue->lock,
                                        .is_closing = &queue->is_closing});
    entry->job.ended_at = utc_now(entry->arena);
    if (entry->actor != NULL && queue->options.ended != NULL)
        queue->options.ended(queue->options.context);
    job_book_end(queue->book, &entry->job, entry->actor);
    if (entry->upload == NULL || entry->job.state != JOB_DONE)
        return;
    upload_remove(queue->options.spool, entry->upload);
    job_book_forget_previews(queue->book, entry->upload);
}

// The next job, which is then the running one; NULL when none waits.
static struct job_entry *take_next(struct job_queue *queue)
{
    pthread_mutex_lock(&queue->lock);
    struct job_entry *next = queue->is_closing ? NULL : queue->waiting;
    if (next != NULL)
        queue->waiting = next->next;
    queue->running = next;
    pthread_mutex_unlock(&queue->lock);
    return next;
}

static void put_away(struct job_queue *queue, struct job_entry *entry)
{
    pthread_mutex_lock(&queue->lock);
    queue->running = NULL;
    pthread_mutex_unlock(&queue->lock);
    job_entry_free(entry);
}

static void forget_swept(const char *upload, void *context)
{
    struct job_queue *queue = context;
    job_book_forget_previews(queue->book, upload);
}

static void sweep(struct job_queue *queue)
{
    if (queue->options.spool != NULL)
        uploads_sweep(queue->options.spool, unix_now_s(), forget_swept, queue);
}

static void rest(struct job_queue *queue)
{
    struct pollfd waking = {.fd = queue->wake, .events = POLLIN};
    uint64_t woken;
    if (poll(&waking, 1, SWEEPS_EVERY_MS) == 0)
        sweep(queue);
    else if (read(queue->wake, &woken, sizeof woken) < 0)
        return;
}

static void *work(void *context)
{
    struct job_queue *queue = context;
    sweep(queue);
    while (!is_closing(queue)) {
        struct job_entry *entry = take_next(queue);
        if (entry == NULL) {
            rest(queue);
            continue;
        }
        run_job(queue, entry);
        put_away(queue, entry);
    }
    return NULL;
}

enum status job_queue_open(const struct job_queue_options *options,
                           struct job_queue **queue, struct error *err)
{
    struct job_book *book;
    enum status status = job_book_open(options->city_path, &book, err);
    if (status != STATUS_OK)
        return status;
    struct arena *arena = arena_new();
    struct job_queue *opened = arena_array(arena, struct job_queue, 1);
    opened->arena = arena;
    opened->book = book;
    opened->options = *options;
    opened->options.program = arena_text(arena, options->program);
    opened->options.spool = job_copy_text(arena, options->spool);
    pthread_mutex_init(&opened->lock, NULL);
    opened->wake = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    if (opened->wake < 0 ||
        pthread_create(&opened->thread, NULL, work, opened) != 0)
        abort(); // only for want of memory or descriptors at the start
    *queue = opened;
    return STATUS_OK;
}

void job_queue_close(struct job_queue *queue)
{
    if (queue == NULL)
        return;
    pthread_mutex_lock(&queue->lock);
    queue->is_closing = true;
    pthread_mutex_unlock(&queue->lock);
    wake(queue);
    pthread_join(queue->thread, NULL);
    while (queue->waiting != NULL) {
        struct job_entry *entry = queue->waiting;
        queue->waiting = entry->next;
        job_entry_free(entry);
    }
    close(queue->wake);
    job_book_close(queue->book);
    pthread_mutex_destroy(&queue->lock);
    arena_free(queue->arena);
}

static void put_in_line(struct job_queue *queue, struct job_entry *entry)
{
    pthread_mutex_lock(&queue->lock);
    struct job_entry **last = &queue->waiting;
    while (*last != NULL)
        last = &(*last)->next;
    *last = entry;
    pthread_mutex_unlock(&queue->lock);
    wake(queue);
}

enum status job_queue_add(struct job_queue *queue, struct arena *arena,
                          const struct job_order *order, const char **id,
                          struct error *err)
{
    struct job_entry *entry = job_entry_new(order);
    enum status status =
        job_book_add(queue->book, &entry->job, entry->actor, err);
    if (status != STATUS_OK) {
        job_entry_free(entry);
        return status;
    }
    *id = arena_text(arena, entry->job.id);
    put_in_line(queue, entry);
    return STATUS_OK;
}

static const char *step_of(const struct job_run *run, struct arena *arena)
{
    return run->step[0] == '\0' ? NULL : arena_text(arena, run->step);
}

// What is heard of the running job is newer than what is written down.
static void add_progress(struct job_queue *queue, struct arena *arena,
                         struct job *job)
{
    pthread_mutex_lock(&queue->lock);
    const struct job_entry *running = queue->running;
    if (running != NULL && job->ended_at == NULL &&
        strcmp(running->job.id, job->id) == 0) {
        job->state = JOB_RUNNING;
        job->begun_at = job_copy_text(arena, running->job.begun_at);
        job->per_mille = running->run.per_mille;
        job->step = step_of(&running->run, arena);
        job->log = job_run_log(&running->run, arena);
    }
    pthread_mutex_unlock(&queue->lock);
}

enum status job_queue_read(struct job_queue *queue, struct arena *arena,
                           const char *id, struct job *job, struct error *err)
{
    enum status status = job_book_read(queue->book, arena, id, job, err);
    if (status == STATUS_OK)
        add_progress(queue, arena, job);
    return status;
}

enum status job_queue_list(struct job_queue *queue, struct arena *arena,
                           int64_t person, size_t limit, struct job_list *jobs,
                           struct error *err)
{
    enum status status =
        job_book_list(queue->book, arena, person, limit, jobs, err);
    for (size_t i = 0; status == STATUS_OK && i < jobs->count; i++) {
        add_progress(queue, arena, &jobs->items[i]);
        jobs->items[i].log = NULL;
    }
    return status;
}

enum status job_queue_find(struct job_queue *queue, struct arena *arena,
                           const char *kind, const char *options,
                           int64_t person, struct job *job, struct error *err)
{
    struct job_list jobs;
    enum status status =
        job_book_find(queue->book, arena, kind, options, person, &jobs, err);
    if (status != STATUS_OK)
        return status;
    if (jobs.count == 0)
        return error_set(err, STATUS_NOT_FOUND, "there is no such job");
    return job_queue_read(queue, arena, jobs.items[0].id, job, err);
}

void job_queue_forget_previews(struct job_queue *queue, const char *upload)
{
    job_book_forget_previews(queue->book, upload);
}

// Takes a waiting job out of the line; NULL if it does not wait.
static struct job_entry *take_out(struct job_queue *queue, const char *id)
{
    struct job_entry **at = &queue->waiting;
    while (*at != NULL && strcmp((*at)->job.id, id) != 0)
        at = &(*at)->next;
    struct job_entry *entry = *at;
    if (entry != NULL)
        *at = entry->next;
    return entry;
}

static bool tell_running(struct job_queue *queue, const char *id)
{
    struct job_entry *running = queue->running;
    if (running == NULL || strcmp(running->job.id, id) != 0)
        return false;
    running->is_cancelled = true;
    wake(queue);
    return true;
}

enum status job_queue_cancel(struct job_queue *queue, const char *id,
                             struct error *err)
{
    pthread_mutex_lock(&queue->lock);
    bool is_running = tell_running(queue, id);
    struct job_entry *waiting = is_running ? NULL : take_out(queue, id);
    pthread_mutex_unlock(&queue->lock);
    if (waiting != NULL) {
        waiting->job.state = JOB_CANCELLED;
        waiting->job.ended_at = utc_now(waiting->arena);
        job_book_end(queue->book, &waiting->job, waiting->actor);
        job_entry_free(waiting);
    }
    if (waiting == NULL && !is_running)
        return error_set(err, STATUS_STATE, "the job has ended already");
    return STATUS_OK;
}
