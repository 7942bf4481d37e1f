// One thread starts the process, waits for it to end, and starts it again:
// after a second at first, then less and less often, so that a process that
// cannot live does not keep the machine busy. The kernel is told to end it
// should that thread (and so this process) be gone, however that came about.
//
// What it prints, its address, comes through a pipe. Started again it gets that
// address, so that those who ask do not notice but for the moment between.

#include "public_process.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define MOST_ARGUMENTS 16
#define LONGEST_PAUSE_S 30
#define FAREWELL_MS 3000

struct public_process {
    const char *program;
    const char *arguments[MOST_ARGUMENTS + 1];
    char address[LISTENER_ADDRESS_SIZE]; // "" until it answers

    pthread_t thread;
    pthread_mutex_t lock;
    pthread_cond_t has_news; // of the following
    pid_t pid;               // 0: none
    bool is_ending;
    bool has_ended;     // before it ever answered
    enum status status; // of starting it
    struct error err;
};

// In the child: nothing here may wait for a lock some thread held.
static _Noreturn void become(const struct public_process *process, int out,
                             pid_t parent)
{
    prctl(PR_SET_PDEATHSIG, SIGTERM);
    if (getppid() != parent || dup2(out, STDOUT_FILENO) < 0)
        _exit(1);
    execv(process->program, (char *const *)(uintptr_t)process->arguments);
    _exit(127);
}

static pid_t start_child(struct public_process *process, int *in)
{
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) != 0)
        return -1;
    pid_t parent = getpid();
    pid_t child = fork();
    if (child == 0)
        become(process, ends[1], parent);
    close(ends[1]);
    *in = ends[0];
    if (child < 0)
        close(ends[0]);
    return child;
}

// The line it prints when it answers; false when it ends before.
static bool read_address(int in, char address[LISTENER_ADDRESS_SIZE])
{
    size_t n = 0;
    while (n + 1 < LISTENER_ADDRESS_SIZE) {
        ssize_t got = read(in, address + n, 1);
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            return false;
        if (address[n] == '\n') {
            address[n] = '\0';
            return true;
        }
        n++;
    }
    return false;
}

static void tell_address(struct public_process *process, const char *address)
{
    pthread_mutex_lock(&process->lock);
    snprintf(process->address, sizeof process->address, "%s", address);
    for (size_t i = 0; process->arguments[i] != NULL; i++)
        if (strcmp(process->arguments[i], "--listen") == 0)
            process->arguments[i + 1] = process->address + strlen("http://");
    pthread_cond_broadcast(&process->has_news);
    pthread_mutex_unlock(&process->lock);
}

static bool is_ending(struct public_process *process)
{
    pthread_mutex_lock(&process->lock);
    bool is = process->is_ending;
    pthread_mutex_unlock(&process->lock);
    return is;
}

// One life of the process. False when it ended before it answered.
static bool live_once(struct public_process *process)
{
    int in, how;
    char address[LISTENER_ADDRESS_SIZE];
    pthread_mutex_lock(&process->lock);
    pid_t child = process->is_ending ? -1 : start_child(process, &in);
    process->pid = child > 0 ? child : 0;
    pthread_mutex_unlock(&process->lock);
    if (child < 0)
        return false;
    bool answers = read_address(in, address);
    if (answers && process->address[0] == '\0')
        tell_address(process, address);
    // Not reaped before its number is forgotten: so it is nobody else's yet.
    siginfo_t ended;
    while (waitid(P_PID, (id_t)child, &ended, WEXITED | WNOWAIT) != 0 &&
           errno == EINTR)
        ;
    pthread_mutex_lock(&process->lock);
    process->pid = 0;
    pthread_mutex_unlock(&process->lock);
    waitpid(child, &how, 0);
    close(in);
    if (!is_ending(process) && answers)
        fprintf(stderr,
                WIFSIGNALED(how)
                    ? "hocgan: the public server was ended by signal %d and is "
                      "started again\n"
                    : "hocgan: the public server ended with %d and is started "
                      "again\n",
                WIFSIGNALED(how) ? WTERMSIG(how) : WEXITSTATUS(how));
    return answers;
}

// Waits some seconds, or until the end.
static void pause_s(struct public_process *process, int seconds)
{
    struct timespec until;
    clock_gettime(CLOCK_REALTIME, &until);
    until.tv_sec += seconds;
    pthread_mutex_lock(&process->lock);
    while (!process->is_ending &&
           pthread_cond_timedwait(&process->has_news, &process->lock, &until) !=
               ETIMEDOUT)
        ;
    pthread_mutex_unlock(&process->lock);
}

static void give_up(struct public_process *process)
{
    pthread_mutex_lock(&process->lock);
    process->has_ended = true;
    pthread_cond_broadcast(&process->has_news);
    pthread_mutex_unlock(&process->lock);
}

static void *look_after(void *context)
{
    struct public_process *process = context;
    int pause = 1;
    if (!live_once(process)) {
        give_up(process);
        return NULL;
    }
    while (!is_ending(process)) {
        pause_s(process, pause);
        bool answers = !is_ending(process) && live_once(process);
        pause = answers                       ? 1
                : 2 * pause > LONGEST_PAUSE_S ? LONGEST_PAUSE_S
                                              : 2 * pause;
    }
    return NULL;
}

enum status public_process_start(const char *program,
                                 const char *const *arguments,
                                 struct public_process **process,
                                 struct error *err)
{
    struct public_process *started = calloc(1, sizeof *started);
    if (started == NULL)
        return error_set(err, STATUS_IO, "out of memory");
    started->program = program;
    for (size_t i = 0; arguments[i] != NULL && i < MOST_ARGUMENTS; i++)
        started->arguments[i] = arguments[i];
    pthread_mutex_init(&started->lock, NULL);
    pthread_cond_init(&started->has_news, NULL);
    if (pthread_create(&started->thread, NULL, look_after, started) != 0) {
        free(started);
        return error_set(err, STATUS_IO, "cannot start a thread");
    }
    *process = started;
    return STATUS_OK;
}

enum status public_process_address(struct public_process *process,
                                   char address[LISTENER_ADDRESS_SIZE],
                                   struct error *err)
{
    pthread_mutex_lock(&process->lock);
    while (process->address[0] == '\0' && !process->has_ended)
        pthread_cond_wait(&process->has_news, &process->lock);
    memcpy(address, process->address, LISTENER_ADDRESS_SIZE);
    pthread_mutex_unlock(&process->lock);
    if (address[0] == '\0')
        return error_set(err, STATUS_STATE,
                         "the public server could not be started");
    return STATUS_OK;
}

static void end_with(struct public_process *process, int signal_number)
{
    pthread_mutex_lock(&process->lock);
    process->is_ending = true;
    if (process->pid > 0)
        kill(process->pid, signal_number);
    pthread_cond_broadcast(&process->has_news);
    pthread_mutex_unlock(&process->lock);
}

void public_process_tell_end(struct public_process *process)
{
    if (process != NULL)
        end_with(process, SIGTERM);
}

void public_process_stop(struct public_process *process)
{
    if (process == NULL)
        return;
    struct timespec until;
    clock_gettime(CLOCK_REALTIME, &until);
    until.tv_sec += FAREWELL_MS / 1000;
    end_with(process, SIGTERM);
    if (pthread_timedjoin_np(process->thread, NULL, &until) != 0) {
        end_with(process, SIGKILL);
        pthread_join(process->thread, NULL);
    }
    pthread_mutex_destroy(&process->lock);
    pthread_cond_destroy(&process->has_news);
    free(process);
}
