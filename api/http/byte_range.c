// Only one part is cut out. Several would have to be wrapped in a multipart
// body, which a server need not do: it may always send everything (RFC 9110,
// section 14.2).

#include "http/byte_range.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

// Digits up to the end; a number too large is as good as the largest.
static bool read_number(const char *text, size_t length, size_t *value)
{
    size_t number = 0;
    if (length == 0)
        return false;
    for (size_t i = 0; i < length; i++) {
        if (text[i] < '0' || text[i] > '9')
            return false;
        size_t digit = (size_t)(text[i] - '0');
        number =
            number > (SIZE_MAX - digit) / 10 ? SIZE_MAX : 10 * number + digit;
    }
    *value = number;
    return true;
}

static enum byte_range last_bytes(size_t wanted, size_t n, size_t *first,
                                  size_t *last)
{
    if (wanted == 0 || n == 0)
        return BYTE_RANGE_NONE;
    *first = wanted < n ? n - wanted : 0;
    *last = n - 1;
    return BYTE_RANGE_PART;
}

enum byte_range byte_range_read(const char *header, size_t n, size_t *first,
                                size_t *last)
{
    if (strncmp(header, "bytes=", 6) != 0)
        return BYTE_RANGE_ALL;
    const char *from = header + 6;
    const char *dash = strchr(from, '-');
    if (dash == NULL)
        return BYTE_RANGE_ALL;
    size_t begin = 0;
    size_t end = SIZE_MAX;
    bool has_begin = read_number(from, (size_t)(dash - from), &begin);
    bool has_end = read_number(dash + 1, strlen(dash + 1), &end);
    if ((!has_begin && dash > from) || (!has_end && dash[1] != '\0') ||
        (!has_begin && !has_end) || end < begin)
        return BYTE_RANGE_ALL;
    if (!has_begin)
        return last_bytes(end, n, first, last);
    if (begin >= n)
        return BYTE_RANGE_NONE;
    *first = begin;
    *last = end < n ? end : n - 1;
    return BYTE_RANGE_PART;
}
