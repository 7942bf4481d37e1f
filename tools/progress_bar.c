// Work may tell of every piece it does, so it is looked at how long ago the
// last was shown: ten times a second are enough, but a new step and the end are
// always told. A line to the job's descriptor is one write, whole or not at
// all, and nobody reading it is no reason to stop.

#include "progress_bar.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/text.h"
#include "job/job_process.h"
#include "store/clock.h"

#define SHOWS_EVERY_S 0.1
#define WHOLE 1000
#define BAR_WIDTH 20

static void show(struct progress_bar *bar, const char *step)
{
    char line[BAR_WIDTH + 1];
    uint32_t full = bar->per_mille * BAR_WIDTH / WHOLE;
    for (uint32_t i = 0; i < BAR_WIDTH; i++)
        line[i] = i < full ? '#' : '.';
    line[BAR_WIDTH] = '\0';
    // Erases the line first and goes back to its begin afterwards, so that a
    // message that is printed meanwhile takes its place.
    fprintf(stderr, "\r\033[2K%s %3u %%  %.50s\r", line, bar->per_mille / 10,
            step);
    bar->is_shown = true;
}

static void tell_job(const struct progress_bar *bar, const char *step)
{
    char line[200];
    int n = snprintf(line, sizeof line, "%u %.150s\n", bar->per_mille, step);
    if (n > 0 && write(bar->job, line, (size_t)n) < 0)
        return; // nobody listens any more
}

static void tell(void *context, uint32_t per_mille, const char *step)
{
    struct progress_bar *bar = context;
    double now_s = seconds_now();
    pthread_mutex_lock(&bar->lock);
    bool is_due =
        per_mille > bar->per_mille && now_s >= bar->told_at_s + SHOWS_EVERY_S;
    bool is_new = step != bar->step; // steps are texts of the program's own
    if (is_due || is_new) {
        bar->told_at_s = now_s;
        bar->step = step;
        if (per_mille > bar->per_mille)
            bar->per_mille = per_mille;
        if (bar->job >= 0)
            tell_job(bar, step);
        if (bar->is_terminal)
            show(bar, step);
    }
    pthread_mutex_unlock(&bar->lock);
}

static void set_ending(int how)
{
    sigset_t ending;
    sigemptyset(&ending);
    sigaddset(&ending, SIGTERM);
    pthread_sigmask(how, &ending, NULL);
}

// A job that is told to end waits until it has said that it kept what it did:
// SQLite goes on for a moment after the commit is one. Nothing but this thread
// works at that time.
static void keep(void *context)
{
    tell(context, WHOLE - 1, "keeping");
    set_ending(SIG_BLOCK);
}

// The descriptor a job was given; -1 where there is none.
static int job_descriptor(void)
{
    const char *text = getenv(JOB_PROGRESS_VARIABLE);
    int64_t fd;
    if (text == NULL || !text_parse_int64(text, &fd) || fd <= STDERR_FILENO ||
        fd > 1024)
        return -1;
    signal(SIGPIPE, SIG_IGN);
    return (int)fd;
}

void progress_bar_begin(struct progress_bar *bar)
{
    *bar = (struct progress_bar){.job = job_descriptor(),
                                 .is_terminal = isatty(STDERR_FILENO) == 1};
    // The whole is told by who knows that it is kept, not by who works.
    bar->progress = (struct progress){.context = bar, .to = WHOLE - 1};
    if (bar->job >= 0 || bar->is_terminal)
        bar->progress.tell = tell;
    if (bar->job >= 0)
        bar->progress.keep = keep;
    pthread_mutex_init(&bar->lock, NULL);
}

void progress_bar_kept(struct progress_bar *bar)
{
    if (bar->progress.tell != NULL)
        tell(bar, WHOLE, "kept");
    if (bar->job >= 0)
        set_ending(SIG_UNBLOCK);
}

void progress_bar_wipe(struct progress_bar *bar)
{
    if (bar->is_shown)
        fputs("\r\033[2K", stderr);
    bar->is_shown = false;
}

void progress_bar_end(struct progress_bar *bar)
{
    progress_bar_wipe(bar);
    pthread_mutex_destroy(&bar->lock);
}
