#ifndef JOB_JOB_RUN_H
#define JOB_JOB_RUN_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/text.h"
#include "job/job_process.h"

/// More than this of a result is not kept, and nothing of it.
#define JOB_MOST_RESULT_BYTES ((size_t)8 << 20)
/// Of what a job says, the last bytes are kept.
#define JOB_MOST_LOG_BYTES ((size_t)64 << 10)
#define JOB_MOST_STEP_BYTES 160

/// One run of a job and what has been heard of it so far. Belongs to the
/// thread that started it; others may look at what was heard while that thread
/// is not in `job_run_hear`.
struct job_run {
    struct job_process process;
    struct text_buffer said;
    struct text_buffer result;
    struct text_buffer line; ///< of progress, not whole yet
    bool is_said_cut;        ///< its beginning was dropped
    bool is_result_too_long;
    int64_t per_mille;
    char step[JOB_MOST_STEP_BYTES];
};

/// As job_process_start.
enum status job_run_start(struct job_run *run, const char *program,
                          const char *const *arguments, const char *who,
                          struct error *err);

/// Waits until there is something to hear, it has ended, `wake` (an eventfd,
/// which is read) is written to, or the time is over. True when it has ended.
bool job_run_wait(struct job_run *run, int wake, int most_ms);

/// Takes what it has said.
void job_run_hear(struct job_run *run);

/// After it has ended: the status of waitpid; the process is gone.
int job_run_end(struct job_run *run);
void job_run_free(struct job_run *run);

/// Whether it has kept what it did: then it is done, however it ended. And
/// whether it is about to, which is no moment to kill it.
bool job_run_has_kept(const struct job_run *run);
bool job_run_is_keeping(const struct job_run *run);

/// What it said, from the beginning of a line, as UTF-8; NULL if nothing.
const char *job_run_log(const struct job_run *run, struct arena *arena);

/// Its standard output; NULL if nothing.
const char *job_run_result(const struct job_run *run, struct arena *arena);

/// The sentence it ended with: its last line, without "hocgan import: ".
const char *job_run_sentence(const struct job_run *run, struct arena *arena);

#endif
