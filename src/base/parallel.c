// Threads take the next piece from a common counter until none is left, so a
// piece that takes long holds up no other. The threads live for one call:
// starting one costs about 20 µs, and what is worth sharing takes milliseconds.

#include "base/parallel.h"

#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>

#define MOST_THREADS 64

struct job {
    parallel_work_fn *work;
    void *context;
    size_t n_pieces;
    atomic_size_t next;
};

static void *do_pieces(void *shared)
{
    struct job *job = shared;
    for (;;) {
        size_t piece = atomic_fetch_add(&job->next, 1);
        if (piece >= job->n_pieces)
            return NULL;
        job->work(job->context, piece);
    }
}

void parallel_for(size_t n_pieces, size_t n_threads, parallel_work_fn *work,
                  void *context)
{
    struct job job = {work, context, n_pieces, 0};
    pthread_t helpers[MOST_THREADS];
    size_t n_helpers = 0;
    size_t most = n_threads < n_pieces ? n_threads : n_pieces;
    while (n_helpers + 1 < most && n_helpers < MOST_THREADS &&
           pthread_create(&helpers[n_helpers], NULL, do_pieces, &job) == 0)
        n_helpers++;
    do_pieces(&job);
    for (size_t i = 0; i < n_helpers; i++)
        pthread_join(helpers[i], NULL);
}

size_t parallel_cores(void)
{
    cpu_set_t cores;
    if (sched_getaffinity(0, sizeof cores, &cores) != 0)
        return 1;
    int count = CPU_COUNT(&cores);
    return count > 0 ? (size_t)count : 1;
}
