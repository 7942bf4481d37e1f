#ifndef JOB_JOB_QUEUE_H
#define JOB_JOB_QUEUE_H

#include "store/store_jobs.h"

/// Long work in the background. A job is a command of this program, run in a
/// process of its own with low priority, so that it does exactly what the
/// command line does, can be ended at any moment (its transaction rolls back),
/// and gives its memory back. One job that writes runs at a time; the others
/// wait their turn. Threads share the queue.
struct job_queue;

/// Jobs that an earlier server left running are marked broken. `program` is
/// the path of the running program.
enum status job_queue_open(const char *city_path, const char *program,
                           struct job_queue **queue, struct error *err);

/// Ends the running job, which is then marked broken, and waits for it.
void job_queue_close(struct job_queue *queue);

/// What a job is to run: `hocgan` and these arguments, ended by NULL.
struct job_order {
    const char *kind;
    const char *options; ///< JSON, kept for people
    const char *who;
    int64_t person;
    const char *const *arguments;
    const char *file; ///< an upload it reads: removed when it ends; or NULL
};

/// Keeps the order and puts it in line. `id` gets the job's id and lives in
/// the arena.
enum status job_queue_add(struct job_queue *queue, struct arena *arena,
                          const struct job_order *order, const char **id,
                          struct error *err);

/// The job as it is now, with progress that is not written down yet.
enum status job_queue_read(struct job_queue *queue, struct arena *arena,
                           const char *id, struct job *job, struct error *err);

/// STATUS_STATE when it has ended already.
enum status job_queue_cancel(struct job_queue *queue, const char *id,
                             struct error *err);

#endif
