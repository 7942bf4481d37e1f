// Between looks at the clock this thread sleeps until the process says
// something or ends, or the queue is woken.
//
// A job that is told to end has either kept what it did or not. It says so on
// its progress line right after it has (per mille 1000), and is then done,
// whatever ended it.

#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

#include "job/job_attend.h"

#include "job/job_book.h"
#include "store/clock.h"

#define PATIENCE_S 2.0          // between SIGTERM and SIGKILL
#define KEEPING_PATIENCE_S 20.0 // the same while it keeps what it did
#define CLOSING_PATIENCE_S 0.5  // the same when the server ends
#define CLOSING_KEEPING_PATIENCE_S 1.5
#define TELLS_EVERY_S 1.0  // the book, of progress
#define LOOKS_EVERY_MS 250 // at the clock, while a job runs

static bool is_closing(const struct job_attendance *at)
{
    pthread_mutex_lock(at->lock);
    bool is = *at->is_closing;
    pthread_mutex_unlock(at->lock);
    return is;
}

static bool is_cancelled(const struct job_attendance *at)
{
    pthread_mutex_lock(at->lock);
    bool is = at->entry->is_cancelled;
    pthread_mutex_unlock(at->lock);
    return is;
}

static void hear(const struct job_attendance *at)
{
    pthread_mutex_lock(at->lock);
    job_run_hear(&at->entry->run);
    at->entry->job.per_mille = at->entry->run.per_mille;
    at->entry->job.step =
        at->entry->run.step[0] == '\0' ? NULL : at->entry->run.step;
    pthread_mutex_unlock(at->lock);
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

static void end_if_told(const struct job_attendance *at, struct ending *ending)
{
    bool closing = is_closing(at);
    if (!ending->is_told && (closing || is_cancelled(at))) {
        job_process_signal(&at->entry->run.process, SIGTERM);
        *ending = (struct ending){.told_at_s = seconds_now(), .is_told = true};
    } else if (ending->is_told && !ending->is_killed &&
               seconds_now() >
                   ending->told_at_s + patience_s(&at->entry->run, closing)) {
        job_process_signal(&at->entry->run.process, SIGKILL);
        ending->is_killed = true;
    }
}

// Until the process has ended; its status.
static int attend(const struct job_attendance *at)
{
    struct ending ending = {0};
    double told_at_s = seconds_now();
    int64_t told = 0;
    while (!job_run_wait(&at->entry->run, at->wake, LOOKS_EVERY_MS)) {
        hear(at);
        end_if_told(at, &ending);
        if (at->entry->job.per_mille == told ||
            seconds_now() < told_at_s + TELLS_EVERY_S)
            continue;
        job_book_tell(at->book, &at->entry->job);
        told = at->entry->job.per_mille;
        told_at_s = seconds_now();
    }
    hear(at);
    return job_run_end(&at->entry->run);
}

static enum job_state judge(const struct job_attendance *at, int status)
{
    if (job_run_has_kept(&at->entry->run))
        return JOB_DONE;
    if (WIFEXITED(status))
        return WEXITSTATUS(status) == EXIT_SUCCESS ? JOB_DONE : JOB_FAILED;
    if (is_cancelled(at))
        return JOB_CANCELLED;
    return is_closing(at) ? JOB_BROKEN : JOB_FAILED;
}

static const char *sentence_of_failure(const struct job_entry *entry,
                                       int status)
{
    if (WIFSIGNALED(status))
        return arena_format(entry->arena,
                            "it was ended by signal %d (%s); nothing was "
                            "changed",
                            WTERMSIG(status), strsignal(WTERMSIG(status)));
    const char *said = job_run_sentence(&entry->run, entry->arena);
    return said != NULL ? said : "it failed without saying why";
}

static const char *sentence_of(const struct job_entry *entry, int status)
{
    if (entry->job.state == JOB_FAILED)
        return sentence_of_failure(entry, status);
    if (entry->job.state == JOB_BROKEN)
        return "the server was ended while it ran; nothing was changed";
    if (entry->job.state == JOB_DONE && entry->run.is_result_too_long)
        return "its result is over 8 MB and is not kept";
    return NULL;
}

static void take_what_came_of_it(const struct job_attendance *at, int status)
{
    struct job_entry *entry = at->entry;
    struct job *job = &entry->job;
    job->state = judge(at, status);
    job->log = job_run_log(&entry->run, entry->arena);
    job->error = sentence_of(entry, status);
    if (job->state == JOB_DONE)
        job->per_mille = 1000;
    if (WIFEXITED(status)) // else it may lack its end
        job->result = job_run_result(&entry->run, entry->arena);
}

void job_attend(const struct job_attendance *at)
{
    struct error err;
    struct job *job = &at->entry->job;
    if (job_run_start(&at->entry->run, at->program, at->entry->arguments,
                      at->entry->actor, &err) == STATUS_OK) {
        take_what_came_of_it(at, attend(at));
    } else {
        job->state = JOB_FAILED;
        job->error = arena_text(at->entry->arena, err.text);
    }
}
