#ifndef STORE_STORE_JOBS_H
#define STORE_STORE_JOBS_H

#include "base/list.h"
#include "store/store.h"

// Long work done for someone, in the private file: what was asked, how far it
// is, what it said and what came of it.

enum job_state {
    JOB_WAITING,
    JOB_RUNNING,
    JOB_DONE,
    JOB_FAILED,    ///< the data was refused; nothing changed
    JOB_CANCELLED, ///< by who asked; nothing changed
    JOB_BROKEN,    ///< the server ended under it; nothing changed
};

const char *job_state_name(enum job_state state);

struct job {
    int64_t number;
    const char *id;      ///< random, 22 characters: part of its address
    const char *kind;    ///< "import", "zones", "placement", "forecast" …
    const char *options; ///< JSON, as asked for
    const char *who;     ///< sign-in name
    int64_t person;      ///< account
    enum job_state state;
    int64_t per_mille;   ///< done
    const char *step;    ///< "ways from homes to schools"; or NULL
    const char *made_at; ///< ISO 8601, UTC; the others NULL until then
    const char *begun_at;
    const char *ended_at;
    const char *log;    ///< what it said, the last 64 KB
    const char *result; ///< JSON or text; or NULL
    const char *error;  ///< one sentence; or NULL
};
LIST_DECLARE(job);

/// What has ended is kept until so many newer jobs are there.
#define JOBS_KEPT 200

/// Adds a waiting job; `number` is given by the store.
enum status store_add_job(struct store *private_store, const struct job *job,
                          int64_t *number, struct error *err);
/// Writes state, progress, times, log, result and error of the job.
enum status store_update_job(struct store *private_store, const struct job *job,
                             struct error *err);
/// STATUS_NOT_FOUND when there is none of that id.
enum status store_read_job(struct store *private_store, struct arena *arena,
                           const char *id, struct job *job, struct error *err);
/// The newest first, without their logs and results; of `person` only, or 0.
/// Previews of uploads ("preview") are not listed.
enum status store_list_jobs(struct store *private_store, struct arena *arena,
                            int64_t person, size_t limit, struct job_list *jobs,
                            struct error *err);
/// Those of a person that are of one kind and were asked for with the very same
/// options, the newest first.
enum status store_find_jobs_of(struct store *private_store, struct arena *arena,
                               const char *kind, const char *options,
                               int64_t person, struct job_list *jobs,
                               struct error *err);
/// Every job that was running or waiting becomes JOB_BROKEN.
enum status store_break_jobs(struct store *private_store, struct error *err);
/// Removes what previews of an upload told (their options name it).
enum status store_forget_previews(struct store *private_store,
                                  const char *upload, struct error *err);

#endif
