#ifndef BASE_PARALLEL_H
#define BASE_PARALLEL_H

#include <stddef.h>

/// Does the pieces of a job on the cores there are: calls `work` once for each
/// `piece` below `n_pieces`, in no fixed order and on any thread. Returns when
/// all are done. As long as a piece writes only what is its own, the result is
/// the same with any number of threads.
///
/// At most `n_threads` work at a time, the caller's among them; where no thread
/// can be started the caller does the rest.
typedef void parallel_work_fn(void *context, size_t piece);
void parallel_for(size_t n_pieces, size_t n_threads, parallel_work_fn *work,
                  void *context);

/// The cores this program may use, at least 1.
size_t parallel_cores(void);

#endif
