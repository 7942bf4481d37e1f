#include "http/request_log.h"

#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/json_writer.h"

// "2026-06-01T07:30:00.123Z"
static void format_now(char *text, size_t size)
{
    struct timespec now;
    struct tm utc;
    char seconds[32];
    clock_gettime(CLOCK_REALTIME, &now);
    gmtime_r(&now.tv_sec, &utc);
    strftime(seconds, sizeof seconds, "%Y-%m-%dT%H:%M:%S", &utc);
    snprintf(text, size, "%s.%03ldZ", seconds, now.tv_nsec / 1000000);
}

// A method is whatever a client sent; what is none of ours is not repeated.
static const char *known_method(const char *method)
{
    return text_is_one_of(method, "GET HEAD POST PUT PATCH DELETE") ? method
                                                                    : NULL;
}

void request_log_write(const struct request_log_line *line)
{
    char at[48];
    struct text_buffer text = {0};
    struct json_writer json = json_into(&text);
    format_now(at, sizeof at);
    json_begin_object(&json);
    json_key_text(&json, "at", at);
    json_key_text(&json, "method", known_method(line->method));
    json_key_text(&json, "route",
                  line->pattern[0] == '\0' ? NULL : line->pattern);
    json_key_int(&json, "status", line->status);
    json_key_number(&json, "ms", line->took_ms, 3);
    json_key_int(&json, "bytes", (int64_t)line->n_bytes);
    json_end_object(&json);
    text_add_string(&text, "\n");
    if (write(STDERR_FILENO, text.bytes, text.length) < 0) {
        // there is nobody to tell
    }
    text_buffer_free(&text);
}
