#ifndef JOB_JOB_ENTRY_H
#define JOB_JOB_ENTRY_H

#include "job/job_queue.h"
#include "job/job_run.h"

/// A job that waits or runs: what was ordered, and how far it is. Belongs to
/// the queue; while it runs, what others ask about it is under the queue's
/// lock: the job's state, `run` and `is_cancelled`.
struct job_entry {
    struct job_entry *next;
    struct arena *arena;
    struct job job;
    const char *const *arguments;
    const char *actor;
    const char *upload;
    struct job_run run;
    bool is_cancelled;
};

/// An order copied, with an id of its own.
struct job_entry *job_entry_new(const struct job_order *order);
void job_entry_free(struct job_entry *entry);

/// A copy in the arena; of NULL, NULL.
const char *job_copy_text(struct arena *arena, const char *text);

#endif
