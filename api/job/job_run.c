// Three pipes are emptied as they fill, so that a job never waits for us: what
// is over a limit is thrown away, not left in the pipe. That the job has ended
// is known from its pidfd and not from the ends of the pipes, which a process
// it started could hold open.

#include "job/job_run.h"

#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define PER_MILLE_KEPT 1000

enum status job_run_start(struct job_run *run, const char *program,
                          const char *const *arguments, const char *who,
                          struct error *err)
{
    *run = (struct job_run){0};
    return job_process_start(program, arguments, who, &run->process, err);
}

bool job_run_wait(struct job_run *run, int wake, int most_ms)
{
    struct pollfd watched[] = {{.fd = run->process.ended, .events = POLLIN},
                               {.fd = wake, .events = POLLIN},
                               {.fd = run->process.said, .events = POLLIN},
                               {.fd = run->process.result, .events = POLLIN},
                               {.fd = run->process.progress, .events = POLLIN}};
    if (poll(watched, 5, most_ms) <= 0)
        return false;
    uint64_t woken;
    if (watched[1].revents != 0 && read(wake, &woken, sizeof woken) < 0)
        return false; // someone else was woken by it
    return (watched[0].revents & POLLIN) != 0;
}

typedef void take_bytes_fn(struct job_run *run, const char *bytes, size_t n);

// At its end a pipe is closed and forgotten (poll passes over -1).
static void empty_pipe(struct job_run *run, int *fd, take_bytes_fn *take)
{
    char bytes[16384];
    ssize_t n = 1;
    while (*fd >= 0 && n != 0) {
        n = read(*fd, bytes, sizeof bytes);
        if (n > 0)
            take(run, bytes, (size_t)n);
        else if (n < 0 && errno == EINTR)
            continue;
        else if (n < 0)
            return;
    }
    if (*fd >= 0)
        close(*fd);
    *fd = -1;
}

static void drop_first(struct text_buffer *buffer, size_t n)
{
    memmove(buffer->bytes, buffer->bytes + n, buffer->length - n);
    buffer->length -= n;
}

// Twice the most is held, so that the beginning is dropped now and then only.
static void take_said(struct job_run *run, const char *bytes, size_t n)
{
    text_add(&run->said, bytes, n);
    if (run->said.length <= 2 * JOB_MOST_LOG_BYTES)
        return;
    drop_first(&run->said, run->said.length - JOB_MOST_LOG_BYTES);
    run->is_said_cut = true;
}

static void take_result(struct job_run *run, const char *bytes, size_t n)
{
    if (run->result.length + n > JOB_MOST_RESULT_BYTES)
        run->is_result_too_long = true;
    if (!run->is_result_too_long)
        text_add(&run->result, bytes, n);
}

// "250 ways from homes to schools"; anything else is passed over.
static void take_line(struct job_run *run, const char *line)
{
    char *end;
    long per_mille = strtol(line, &end, 10);
    if (end == line || *end != ' ' || per_mille < 0 ||
        per_mille > PER_MILLE_KEPT || strlen(end + 1) >= JOB_MOST_STEP_BYTES ||
        !text_is_utf8(end + 1, strlen(end + 1), NULL))
        return;
    run->per_mille = per_mille;
    memcpy(run->step, end + 1, strlen(end + 1) + 1);
}

static void take_progress(struct job_run *run, const char *bytes, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (bytes[i] != '\n' && run->line.length < 2 * JOB_MOST_STEP_BYTES)
            text_add(&run->line, &bytes[i], 1);
        if (bytes[i] != '\n' || run->line.length == 0)
            continue;
        take_line(run, run->line.bytes);
        run->line.length = 0;
    }
}

void job_run_hear(struct job_run *run)
{
    // Progress first, so that whatever was said before it is heard with it.
    empty_pipe(run, &run->process.progress, take_progress);
    empty_pipe(run, &run->process.said, take_said);
    empty_pipe(run, &run->process.result, take_result);
}

int job_run_end(struct job_run *run)
{
    return job_process_end(&run->process);
}

void job_run_free(struct job_run *run)
{
    text_buffer_free(&run->said);
    text_buffer_free(&run->result);
    text_buffer_free(&run->line);
}

bool job_run_has_kept(const struct job_run *run)
{
    return run->per_mille == PER_MILLE_KEPT;
}

bool job_run_is_keeping(const struct job_run *run)
{
    return run->per_mille == PER_MILLE_KEPT - 1;
}

// A copy in which whatever is not UTF-8 is a question mark.
static char *copy_readable(struct arena *arena, const char *bytes, size_t n)
{
    char *copy = arena_text_n(arena, bytes, n);
    size_t bad_at = 0;
    size_t begin = 0;
    while (!text_is_utf8(copy + begin, n - begin, &bad_at)) {
        begin += bad_at;
        copy[begin] = '?';
    }
    return copy;
}

// The last bytes, from where a line begins.
static void drop_to_line(const char **bytes, size_t *n)
{
    size_t dropped = *n > JOB_MOST_LOG_BYTES ? *n - JOB_MOST_LOG_BYTES : 0;
    const char *line_end = memchr(*bytes + dropped, '\n', *n - dropped);
    if (line_end != NULL)
        dropped = (size_t)(line_end + 1 - *bytes);
    *bytes += dropped;
    *n -= dropped;
}

const char *job_run_log(const struct job_run *run, struct arena *arena)
{
    const char *bytes = run->said.bytes;
    size_t n = run->said.length;
    if (n == 0)
        return NULL;
    if (run->is_said_cut || n > JOB_MOST_LOG_BYTES)
        drop_to_line(&bytes, &n);
    return copy_readable(arena, bytes, n);
}

const char *job_run_result(const struct job_run *run, struct arena *arena)
{
    size_t n = run->result.length;
    while (n > 0 && run->result.bytes[n - 1] == '\n')
        n--;
    if (n == 0 || run->is_result_too_long)
        return NULL;
    return copy_readable(arena, run->result.bytes, n);
}

const char *job_run_sentence(const struct job_run *run, struct arena *arena)
{
    const char *log = job_run_log(run, arena);
    if (log == NULL)
        return NULL;
    size_t n = strlen(log);
    while (n > 0 && log[n - 1] == '\n')
        n--;
    size_t begin = n;
    while (begin > 0 && log[begin - 1] != '\n')
        begin--;
    char *sentence = arena_text_n(arena, log + begin, n - begin);
    char *colon = strstr(sentence, ": ");
    bool has_command = strncmp(sentence, "hocgan ", strlen("hocgan ")) == 0;
    return has_command && colon != NULL ? colon + 2 : sentence;
}
