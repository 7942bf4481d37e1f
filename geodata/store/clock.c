#include "store/clock.h"

#include <string.h>
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

const char *local_day(struct arena *arena)
{
    char text[16];
    time_t now = time(NULL);
    struct tm local;
    localtime_r(&now, &local);
    strftime(text, sizeof text, "%Y-%m-%d", &local);
    return arena_text(arena, text);
}

// timegm makes February 30 a day of March; a day that comes back as it went in
// is one.
bool clock_is_day(const char *text)
{
    struct tm day = {0};
    char again[16];
    const char *end = strptime(text, "%Y-%m-%d", &day);
    if (end == NULL || *end != '\0')
        return false;
    time_t moment = timegm(&day);
    gmtime_r(&moment, &day);
    strftime(again, sizeof again, "%Y-%m-%d", &day);
    return strcmp(again, text) == 0;
}
