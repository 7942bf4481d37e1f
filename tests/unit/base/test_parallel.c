#include "base/parallel.h"
#include "check.h"

static void count_up(void *context, size_t piece)
{
    ((int *)context)[piece]++;
}

static void every_piece_of_a_job_is_done_once(void **state)
{
    for (size_t n_threads = 0; n_threads < 5; n_threads++) {
        int done[1000] = {0};
        parallel_for(1000, n_threads, count_up, done);
        for (int i = 0; i < 1000; i++)
            CHECK_INT(done[i], 1);
    }
    parallel_for(0, 3, count_up, NULL);
    CHECK(parallel_cores() >= 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(every_piece_of_a_job_is_done_once),
    };
    return RUN_TESTS(tests);
}
