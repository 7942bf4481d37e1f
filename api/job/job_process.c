// The child is spawned, not forked: a fork would copy the page tables of a
// server with a city in memory. So what a child must do for itself before its
// work (give way, end with its parent) is done by the program's own first
// steps, `job_process_settle`, which an environment variable asks for.
//
// A child ends with the server, also one that is killed: the kernel sends it
// SIGKILL when the thread that started it is gone (PR_SET_PDEATHSIG). Should
// that have happened before it could ask for this, its parent is no longer the
// one it was told.

#include "job/job_process.h"

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <spawn.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/pidfd.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/text.h"

#define PROGRESS_FD 3
#define MOST_ARGUMENTS 1024
#define NICENESS 10
#define IO_IDLE                                                                \
    (3 << 13) // ioprio_set's class "idle", which glibc does not name

extern char **environ;

// Our ends do not block and are not inherited. Numbers from 10 on, so that
// putting the child's ends at 0 to 3 overwrites none of them.
static int take_end(int fd, bool is_ours)
{
    int moved = fcntl(fd, F_DUPFD_CLOEXEC, 10);
    close(fd);
    if (moved >= 0 && is_ours)
        fcntl(moved, F_SETFL, O_NONBLOCK);
    return moved;
}

static bool open_pipe(int *ours, int *theirs)
{
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) != 0)
        return false;
    *ours = take_end(ends[0], true);
    *theirs = take_end(ends[1], false);
    return *ours >= 0 && *theirs >= 0;
}

static void close_fd(int fd)
{
    if (fd >= 0)
        close(fd);
}

static void close_ours(struct job_process *process)
{
    close_fd(process->ended);
    close_fd(process->said);
    close_fd(process->result);
    close_fd(process->progress);
}

// The environment as it is and the variables of a job.
struct environment {
    char **variables;
    char progress[64];
    char parent[64];
    char who[160];
};

static void fill_environment(struct environment *into, const char *who)
{
    size_t n = 0;
    while (environ[n] != NULL)
        n++;
    into->variables = calloc(n + 4, sizeof *into->variables);
    if (into->variables == NULL)
        abort();
    memcpy(into->variables, environ, n * sizeof *into->variables);
    snprintf(into->progress, sizeof into->progress, "%s=%d",
             JOB_PROGRESS_VARIABLE, PROGRESS_FD);
    snprintf(into->parent, sizeof into->parent, "%s=%ld", JOB_PARENT_VARIABLE,
             (long)getpid());
    into->variables[n] = into->progress;
    into->variables[n + 1] = into->parent;
    snprintf(into->who, sizeof into->who, "%s=%s", JOB_WHO_VARIABLE,
             who == NULL ? "" : who);
    into->variables[n + 2] = who == NULL ? NULL : into->who;
}

static void place_descriptors(posix_spawn_file_actions_t *actions, int result,
                              int said, int progress)
{
    posix_spawn_file_actions_init(actions);
    posix_spawn_file_actions_addopen(actions, STDIN_FILENO, "/dev/null",
                                     O_RDONLY, 0);
    posix_spawn_file_actions_adddup2(actions, result, STDOUT_FILENO);
    posix_spawn_file_actions_adddup2(actions, said, STDERR_FILENO);
    posix_spawn_file_actions_adddup2(actions, progress, PROGRESS_FD);
    posix_spawn_file_actions_addclosefrom_np(actions, PROGRESS_FD + 1);
}

// A group of its own, and the signals the server holds back let through.
static void free_signals(posix_spawnattr_t *attributes)
{
    sigset_t none;
    sigset_t all;
    sigemptyset(&none);
    sigfillset(&all);
    posix_spawnattr_init(attributes);
    posix_spawnattr_setpgroup(attributes, 0);
    posix_spawnattr_setsigmask(attributes, &none);
    posix_spawnattr_setsigdefault(attributes, &all);
    posix_spawnattr_setflags(attributes, POSIX_SPAWN_SETPGROUP |
                                             POSIX_SPAWN_SETSIGMASK |
                                             POSIX_SPAWN_SETSIGDEF);
}

static int spawn(const char *program, const char *const *arguments,
                 const char *who, const int theirs[3], pid_t *pid)
{
    const char *argv[MOST_ARGUMENTS + 2] = {"hocgan"};
    size_t n = 0;
    while (arguments[n] != NULL && n < MOST_ARGUMENTS) {
        argv[n + 1] = arguments[n];
        n++;
    }
    if (arguments[n] != NULL)
        return E2BIG;
    struct environment environment;
    fill_environment(&environment, who);
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    place_descriptors(&actions, theirs[0], theirs[1], theirs[2]);
    free_signals(&attributes);
    // posix_spawn promises not to write to them but does not say const.
    int failed =
        posix_spawn(pid, program, &actions, &attributes,
                    (char *const *)(uintptr_t)argv, environment.variables);
    posix_spawnattr_destroy(&attributes);
    posix_spawn_file_actions_destroy(&actions);
    free(environment.variables);
    return failed;
}

enum status job_process_start(const char *program, const char *const *arguments,
                              const char *who, struct job_process *process,
                              struct error *err)
{
    int theirs[3] = {-1, -1, -1};
    *process = (struct job_process){0, -1, -1, -1, -1};
    int failed = 0;
    if (!open_pipe(&process->result, &theirs[0]) ||
        !open_pipe(&process->said, &theirs[1]) ||
        !open_pipe(&process->progress, &theirs[2]))
        failed = errno;
    if (failed == 0)
        failed = spawn(program, arguments, who, theirs, &process->pid);
    for (size_t i = 0; i < 3; i++)
        close_fd(theirs[i]);
    if (failed == 0)
        process->ended = pidfd_open(process->pid, 0);
    if (failed == 0 && process->ended < 0) {
        failed = errno;
        kill(process->pid, SIGKILL);
        waitpid(process->pid, NULL, 0);
    }
    if (failed == 0)
        return STATUS_OK;
    close_ours(process);
    return error_set(err, STATUS_IO, "the job cannot be started: %s",
                     strerror(failed));
}

void job_process_signal(const struct job_process *process, int signal)
{
    // Not waited for yet, so the number is still its own.
    kill(-process->pid, signal);
}

int job_process_end(struct job_process *process)
{
    int status = 0;
    while (waitpid(process->pid, &status, 0) < 0 && errno == EINTR)
        continue;
    close_ours(process);
    return status;
}

static void give_way(void)
{
    struct sched_param no_priority = {0};
    if (nice(NICENESS) == -1)
        errno = 0; // then it is as nice as it may be
    sched_setscheduler(0, SCHED_BATCH, &no_priority);
    syscall(SYS_ioprio_set, 1, 0, IO_IDLE);
    FILE *oom = fopen("/proc/self/oom_score_adj", "w");
    if (oom == NULL)
        return;
    fputs("500\n", oom);
    fclose(oom);
}

void job_process_settle(void)
{
    const char *text = getenv(JOB_PARENT_VARIABLE);
    int64_t parent;
    if (text == NULL || !text_parse_int64(text, &parent))
        return;
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != (pid_t)parent)
        _exit(EXIT_FAILURE);
    give_way();
}
