#ifndef PROGRESS_BAR_H
#define PROGRESS_BAR_H

#include <pthread.h>
#include <stdbool.h>

#include "base/progress.h"

/// How a command shows how far it is: as a bar on a terminal's last line, as
/// lines for whoever runs it as a job (job/job_process.h), else not at all.
struct progress_bar {
    struct progress progress; ///< what work is given to tell
    pthread_mutex_t lock;
    int job;          ///< the descriptor lines go to, or -1
    bool is_terminal; ///< standard error is one
    bool is_shown;
    uint32_t per_mille; ///< told last; it never goes back
    const char *step;
    double told_at_s;
};

/// It stays where it is until its end, since `progress` points to it.
void progress_bar_begin(struct progress_bar *bar);

/// What was done is kept from here on, whatever happens to the process: said
/// right after the commit.
void progress_bar_kept(struct progress_bar *bar);

/// Wipes the bar away, before other messages and at the end.
void progress_bar_wipe(struct progress_bar *bar);
void progress_bar_end(struct progress_bar *bar);

#endif
