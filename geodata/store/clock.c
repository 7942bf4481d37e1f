#include "store/clock.h"

#include <time.h>

double seconds_now(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

int64_t unix_now_s(void)
{
    return (int64_t)time(NULL);
}

const char *utc_text(struct arena *arena, int64_t unix_s)
{
    char text[32];
    time_t moment = (time_t)unix_s;
    struct tm utc;
    gmtime_r(&moment, &utc);
    strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &utc);
    return arena_text(arena, text);
}

const char *utc_now(struct arena *arena)
{
    return utc_text(arena, unix_now_s());
}
