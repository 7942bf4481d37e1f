#ifndef JOB_JOB_PROCESS_H
#define JOB_JOB_PROCESS_H

#include <stdbool.h>
#include <sys/types.h>

#include "base/error.h"

/// The descriptor a job tells its progress on, lines of "PER_MILLE STEP", is
/// named to it by this variable of its environment; whose child it must be, by
/// the second: it ends with that process; and who ordered it, for the audit
/// log, by the third.
#define JOB_PROGRESS_VARIABLE "HOCGAN_PROGRESS_FD"
#define JOB_PARENT_VARIABLE "HOCGAN_JOB_PARENT"
#define JOB_WHO_VARIABLE "HOCGAN_JOB_WHO"

/// A command of this program, running in a process group of its own. Belongs
/// to the thread that started it, with which it ends.
struct job_process {
    pid_t pid;
    int ended;    ///< readable once it has ended (a pidfd)
    int said;     ///< its standard error; these three do not block
    int result;   ///< its standard output
    int progress; ///< see above
};

/// `arguments` are those after the program's name, ended by NULL; `who` may be
/// NULL.
enum status job_process_start(const char *program, const char *const *arguments,
                              const char *who, struct job_process *process,
                              struct error *err);

/// SIGTERM or SIGKILL to it and whatever it started.
void job_process_signal(const struct job_process *process, int signal);

/// Waits for it, which returns at once when `ended` is readable, and closes
/// everything. The status is that of waitpid.
int job_process_end(struct job_process *process);

/// What a process does first that was started as a job: it gives way to
/// everyone else (nice, batch scheduling, idle disk, first to go when memory is
/// short) and ends when its parent does. Nothing in any other process.
void job_process_settle(void);

#endif
