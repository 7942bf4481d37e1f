// One sentence for each mistake, whoever made it where.

#include "query/query_input.h"

#include <string.h>

#include "base/text.h"

enum status query_read_level(const char *name, const char *text,
                             enum level *level, struct error *err)
{
    const char *choices = "preschool, primary, lower_secondary or "
                          "upper_secondary";
    if (text == NULL)
        return error_set(err, STATUS_BAD_INPUT, "%s is needed: %s", name,
                         choices);
    if (!level_parse(text, level))
        return error_set(err, STATUS_BAD_INPUT, "%s must be %s, not \"%s\"",
                         name, choices, text);
    return STATUS_OK;
}

enum status query_check_typed(const char *name, const char *typed,
                              struct error *err)
{
    if (strlen(typed) > QUERY_LONGEST_TYPED)
        return error_set(err, STATUS_BAD_INPUT, "%s is longer than %d bytes",
                         name, QUERY_LONGEST_TYPED);
    return STATUS_OK;
}

// --- metres ---

static void keep_limit(struct reach_limits *limits, uint32_t limit_cm)
{
    size_t at = limits->count;
    while (at > 0 && limits->limits_cm[at - 1] > limit_cm)
        at--;
    if (at > 0 && limits->limits_cm[at - 1] == limit_cm)
        return;
    memmove(limits->limits_cm + at + 1, limits->limits_cm + at,
            (limits->count - at) * sizeof limits->limits_cm[0]);
    limits->limits_cm[at] = limit_cm;
    limits->count++;
}

// One number of the list, `length` bytes long.
static bool read_limit(const char *text, size_t length, uint32_t *limit_cm)
{
    char number[16] = "";
    double metres;
    if (length >= sizeof number)
        return false;
    memcpy(number, text, length);
    if (!text_parse_double(number, &metres) ||
        !(metres >= 1 && metres <= REACH_FARTHEST_CM / 100.0))
        return false;
    *limit_cm = (uint32_t)(100 * metres + 0.5);
    return true;
}

// Quotes what was typed, unless it is long.
static enum status refuse_limit(const char *name, const char *text,
                                size_t length, struct error *err)
{
    bool is_short = length <= 40;
    return error_set(err, STATUS_BAD_INPUT,
                     "%s must be numbers from 1 to %u with commas between%s"
                     "%.*s%s",
                     name, REACH_FARTHEST_CM / 100, is_short ? ", not \"" : "",
                     is_short ? (int)length : 0, text, is_short ? "\"" : "");
}

enum status query_read_metres(const char *name, const char *text,
                              struct reach_limits *limits, struct error *err)
{
    *limits = (struct reach_limits){0};
    if (text == NULL)
        return error_set(err, STATUS_BAD_INPUT,
                         "%s is needed: how far, such as 500,1000", name);
    size_t n = 1;
    for (const char *at = text; *at != '\0'; at++)
        n += *at == ',';
    if (n > REACH_MOST_LIMITS)
        return error_set(err, STATUS_BAD_INPUT,
                         "%s has %zu limits; at most %d can be asked for", name,
                         n, REACH_MOST_LIMITS);
    for (;;) {
        size_t length = strcspn(text, ",");
        uint32_t limit_cm;
        if (!read_limit(text, length, &limit_cm))
            return refuse_limit(name, text, length, err);
        keep_limit(limits, limit_cm);
        if (text[length] == '\0')
            return STATUS_OK;
        text += length + 1;
    }
}
