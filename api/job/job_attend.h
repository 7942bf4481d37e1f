#ifndef JOB_JOB_ATTEND_H
#define JOB_JOB_ATTEND_H

#include <pthread.h>

#include "job/job_entry.h"

struct job_book;

/// The process of a running job, from its start until it has ended.
struct job_attendance {
    struct job_entry *entry;
    const char *program;
    struct job_book *book; ///< told of progress
    int wake;              ///< readable when there may be something new
    pthread_mutex_t *lock;
    const bool *is_closing; ///< under the lock: all jobs are to end
};

/// Runs the job and notes in it what became of it: state, log, result, error.
void job_attend(const struct job_attendance *attendance);

#endif
