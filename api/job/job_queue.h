#ifndef JOB_JOB_QUEUE_H
#define JOB_JOB_QUEUE_H

#include "store/store_jobs.h"

/// Long work in the background. A job is a command of this program, run in a
/// process of its own with low priority, so that it does exactly what the
/// command line does, can be ended at any moment (its transaction rolls back),
/// and gives its memory back. One job runs at a time; the others wait their
/// turn. Threads share the queue.
struct job_queue;

struct job_queue_options {
    const char *city_path;
    const char *program; ///< path of the running program
    const char *spool;   ///< uploads there go after a day (upload.h); or NULL

    /// Called by the queue's thread after each job that may have changed the
    /// city, before anyone is told that the job has ended; or NULL.
    void (*ended)(void *context);
    void *context;
};

/// Jobs that an earlier server left running or waiting are marked broken.
enum status job_queue_open(const struct job_queue_options *options,
                           struct job_queue **queue, struct error *err);

/// Ends the running job; it and those that wait are marked broken. NULL is
/// fine.
void job_queue_close(struct job_queue *queue);

/// What a job is to run: `hocgan` and these arguments, ended by NULL.
struct job_order {
    const char *kind;
    const char *options; ///< JSON, kept for people
    const char *who;
    int64_t person;
    const char *const *arguments;

    /// The audit log's word for who ordered it ("officer lan"): beginning and
    /// end are entered. NULL: a job that changes nothing ("preview").
    const char *actor;

    const char *upload; ///< id of one it uses up when it is done; or NULL
};

/// Keeps the order and puts it in line. `id` gets the job's id and lives in
/// the arena.
enum status job_queue_add(struct job_queue *queue, struct arena *arena,
                          const struct job_order *order, const char **id,
                          struct error *err);

/// The job as it is now, with progress that is not written down yet.
enum status job_queue_read(struct job_queue *queue, struct arena *arena,
                           const char *id, struct job *job, struct error *err);

/// The newest first, as store_list_jobs gives them, with progress as above.
enum status job_queue_list(struct job_queue *queue, struct arena *arena,
                           int64_t person, size_t limit, struct job_list *jobs,
                           struct error *err);

/// The newest job of a person with the very same kind and options, whatever
/// its state; STATUS_NOT_FOUND.
enum status job_queue_find(struct job_queue *queue, struct arena *arena,
                           const char *kind, const char *options,
                           int64_t person, struct job *job, struct error *err);

/// Removes what tries of an upload told of it.
void job_queue_forget_previews(struct job_queue *queue, const char *upload);

/// It is told to end and killed two seconds later; what it did is undone.
/// STATUS_STATE when it has ended already.
enum status job_queue_cancel(struct job_queue *queue, const char *id,
                             struct error *err);

#endif
