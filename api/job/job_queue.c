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
//
// A job that is told to end has either kept what it did or not. It says so on
// its progress line right after it has (per mille 1000), and is then done,
// whatever ended it.

#include "job/job_queue.h"

#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/wait.h>
#include <unistd.h>

#include "job/job_book.h"
#include "job/job_run.h"
#include "job/upload.h"
#include "store/clock.h"
#include "store/random_id.h"

#define PATIENCE_S 2.0          // between SIGTERM and SIGKILL
#define KEEPING_PATIENCE_S 20.0 // the same while it keeps what it did
#define CLOSING_PATIENCE_S 0.5  // the same when the server ends
#define CLOSING_KEEPING_PATIENCE_S 1.5
#define TELLS_EVERY_S 1.0      // the book, of progress
#define LOOKS_EVERY_MS 250     // at the clock, while a job runs
#define SWEEPS_EVERY_MS 600000 // uploads, while none runs

// A job that waits or runs.
struct entry {
    struct entry *next;
    struct arena *arena;
    struct job job;
    const char *const *arguments;
    const char *actor;
    const char *upload;
    struct job_run run;
    bool is_cancelled;
};

struct job_queue {
    struct job_queue_options options;
    struct arena *arena;
    struct job_book *book;
    pthread_t thread;
    int wake;
    pthread_mutex_t lock;
    struct entry *waiting;
    struct entry *running;
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

static bool is_cancelled(struct job_queue *queue, const struct entry *entry)
{
    pthread_mutex_lock(&queue->lock);
    bool is = entry->is_cancelled;
    pthread_mutex_unlock(&queue->lock);
    return is;
}

static void hear(struct job_queue *queue, struct entry *entry)
{
    pthread_mutex_lock(&queue->lock);
    job_run_hear(&entry->run);
    entry->job.per_mille = entry->run.per_mille;
    entry->job.step = entry->run.step[0] == '\0' ? NULL : entry->run.step;
    pthread_mutex_unlock(&queue->lock);
}

static double patience_s(const struct job_run *run, bool closing)
{
    if (job_run_is_keeping(run))
        return closing ? CLOSING_KEEPING_PATIENCE_S : KEEPING_PATIENCE_S;
    return closing ? CLOSING_PATIENCE_S : PATIENCE_S;
}

// The signals a job gets that has to end, each once.
struct ending {
    double told_at_s;
    bool is_told;
    bool is_killed;
};

static void end_if_told(struct job_queue *queue, struct entry *entry,
                        struct ending *ending)
{
    bool closing = is_closing(queue);
    if (!ending->is_told && (closing || is_cancelled(queue, entry))) {
        job_process_signal(&entry->run.process, SIGTERM);
        *ending = (struct ending){.told_at_s = seconds_now(), .is_told = true};
    } else if (ending->is_told && !ending->is_killed &&
               seconds_now() >
                   ending->told_at_s + patience_s(&entry->run, closing)) {
        job_process_signal(&entry->run.process, SIGKILL);
        ending->is_killed = true;
    }
}

// Until the process has ended; its status.
static int attend(struct job_queue *queue, struct entry *entry)
{
    struct ending ending = {0};
    double told_at_s = seconds_now();
    int64_t told = 0;
    while (!job_run_wait(&entry->run, queue->wake, LOOKS_EVERY_MS)) {
        hear(queue, entry);
        end_if_told(queue, entry, &ending);
        if (entry->job.per_mille == told ||
            seconds_now() < told_at_s + TELLS_EVERY_S)
            continue;
        job_book_tell(queue->book, &entry->job);
        told = entry->job.per_mille;
        told_at_s = seconds_now();
    }
    hear(queue, entry);
    return job_run_end(&entry->run);
}

static enum job_state judge(struct job_queue *queue, const struct entry *entry,
                            int status)
{
    if (job_run_has_kept(&entry->run))
        return JOB_DONE;
    if (WIFEXITED(status))
        return WEXITSTATUS(status) == EXIT_SUCCESS ? JOB_DONE : JOB_FAILED;
    if (is_cancelled(queue, entry))
        return JOB_CANCELLED;
    return is_closing(queue) ? JOB_BROKEN : JOB_FAILED;
}

static const char *sentence_of_failure(const struct entry *entry, int status)
{
    if (WIFSIGNALED(status))
        return arena_format(entry->arena,
                            "it was ended by signal %d (%s); nothing was "
                            "changed",
                            WTERMSIG(status), strsignal(WTERMSIG(status)));
    const char *said = job_run_sentence(&entry->run, entry->arena);
    return said != NULL ? said : "it failed without saying why";
}

static const char *sentence_of(const struct entry *entry, int status)
{
    if (entry->job.state == JOB_FAILED)
        return sentence_of_failure(entry, status);
    if (entry->job.state == JOB_BROKEN)
        return "the server was ended while it ran; nothing was changed";
    if (entry->job.state == JOB_DONE && entry->run.is_result_too_long)
        return "its result is over 8 MB and is not kept";
    return NULL;
}

static void take_what_came_of_it(struct job_queue *queue, struct entry *entry,
                                 int status)
{
    struct job *job = &entry->job;
    job->state = judge(queue, entry, status);
    job->log = job_run_log(&entry->run, entry->arena);
    job->error = sentence_of(entry, status);
    if (job->state == JOB_DONE)
        job->per_mille = 1000;
    if (WIFEXITED(status)) // else it may lack its end
        job->result = job_run_result(&entry->run, entry->arena);
}

static void run_in_process(struct job_queue *queue, struct entry *entry)
{
    struct error err;
    struct job *job = &entry->job;
    if (job_run_start(&entry->run, queue->options.program, entry->arguments,
                      entry->actor, &err) == STATUS_OK) {
        take_what_came_of_it(queue, entry, attend(queue, entry));
    } else {
        job->state = JOB_FAILED;
        job->error = arena_text(entry->arena, err.text);
    }
}

static void begin(struct job_queue *queue, struct entry *entry)
{
    pthread_mutex_lock(&queue->lock);
    entry->job.state = JOB_RUNNING;
    entry->job.begun_at = utc_now(entry->arena);
    pthread_mutex_unlock(&queue->lock);
}

static void run_job(struct job_queue *queue, struct entry *entry)
{
    begin(queue, entry);
    job_book_tell(queue->book, &entry->job);
    run_in_process(queue, entry);
    entry->job.ended_at = utc_now(entry->arena);
    if (entry->actor != NULL && queue->options.ended != NULL)
        queue->options.ended(queue->options.context);
    job_book_end(queue->book, &entry->job, entry->actor);
    if (entry->upload == NULL || entry->job.state != JOB_DONE)
        return;
    upload_remove(queue->options.spool, entry->upload);
    job_book_forget_previews(queue->book, entry->upload);
}

static void entry_free(struct entry *entry)
{
    job_run_free(&entry->run);
    arena_free(entry->arena);
}

// The next job, which is then the running one; NULL when none waits.
static struct entry *take_next(struct job_queue *queue)
{
    pthread_mutex_lock(&queue->lock);
    struct entry *next = queue->is_closing ? NULL : queue->waiting;
    if (next != NULL)
        queue->waiting = next->next;
    queue->running = next;
    pthread_mutex_unlock(&queue->lock);
    return next;
}

static void put_away(struct job_queue *queue, struct entry *entry)
{
    pthread_mutex_lock(&queue->lock);
    queue->running = NULL;
    pthread_mutex_unlock(&queue->lock);
    entry_free(entry);
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
        struct entry *entry = take_next(queue);
        if (entry == NULL) {
            rest(queue);
            continue;
        }
        run_job(queue, entry);
        put_away(queue, entry);
    }
    return NULL;
}

static const char *copy_text(struct arena *arena, const char *text)
{
    return text == NULL ? NULL : arena_text(arena, text);
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
    opened->options.spool = copy_text(arena, options->spool);
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
        struct entry *entry = queue->waiting;
        queue->waiting = entry->next;
        entry_free(entry);
    }
    close(queue->wake);
    job_book_close(queue->book);
    pthread_mutex_destroy(&queue->lock);
    arena_free(queue->arena);
}

static const char *const *copy_arguments(struct arena *arena,
                                         const char *const *arguments)
{
    size_t n = 0;
    while (arguments[n] != NULL)
        n++;
    const char **copy = arena_array(arena, const char *, n + 1);
    for (size_t i = 0; i < n; i++)
        copy[i] = arena_text(arena, arguments[i]);
    return copy;
}

static struct entry *entry_new(const struct job_order *order)
{
    char id[RANDOM_ID_SIZE];
    random_id_new(id);
    struct arena *arena = arena_new();
    struct entry *entry = arena_array(arena, struct entry, 1);
    *entry = (struct entry){
        .arena = arena,
        .job = {.id = arena_text(arena, id),
                .kind = arena_text(arena, order->kind),
                .options = arena_text(arena, order->options),
                .who = arena_text(arena, order->who),
                .person = order->person,
                .state = JOB_WAITING,
                .made_at = utc_now(arena)},
        .arguments = copy_arguments(arena, order->arguments),
        .actor = copy_text(arena, order->actor),
        .upload = copy_text(arena, order->upload),
    };
    return entry;
}

static void put_in_line(struct job_queue *queue, struct entry *entry)
{
    pthread_mutex_lock(&queue->lock);
    struct entry **last = &queue->waiting;
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
    struct entry *entry = entry_new(order);
    enum status status =
        job_book_add(queue->book, &entry->job, entry->actor, err);
    if (status != STATUS_OK) {
        entry_free(entry);
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
    const struct entry *running = queue->running;
    if (running != NULL && job->ended_at == NULL &&
        strcmp(running->job.id, job->id) == 0) {
        job->state = JOB_RUNNING;
        job->begun_at = copy_text(arena, running->job.begun_at);
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
static struct entry *take_out(struct job_queue *queue, const char *id)
{
    struct entry **at = &queue->waiting;
    while (*at != NULL && strcmp((*at)->job.id, id) != 0)
        at = &(*at)->next;
    struct entry *entry = *at;
    if (entry != NULL)
        *at = entry->next;
    return entry;
}

static bool tell_running(struct job_queue *queue, const char *id)
{
    struct entry *running = queue->running;
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
    struct entry *waiting = is_running ? NULL : take_out(queue, id);
    pthread_mutex_unlock(&queue->lock);
    if (waiting != NULL) {
        waiting->job.state = JOB_CANCELLED;
        waiting->job.ended_at = utc_now(waiting->arena);
        job_book_end(queue->book, &waiting->job, waiting->actor);
        entry_free(waiting);
    }
    if (waiting == NULL && !is_running)
        return error_set(err, STATUS_STATE, "the job has ended already");
    return STATUS_OK;
}
