#include "base/text.h"

#include <errno.h>
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void reserve(struct text_buffer *buffer, size_t more)
{
    size_t needed = buffer->length + more + 1;
    if (needed <= buffer->capacity)
        return;
    size_t capacity = buffer->capacity < 256 ? 256 : 2 * buffer->capacity;
    if (capacity < needed)
        capacity = needed;
    char *grown = realloc(buffer->bytes, capacity);
    if (grown == NULL) {
        fputs("hocgan: out of memory\n", stderr);
        abort();
    }
    buffer->bytes = grown;
    buffer->capacity = capacity;
}

void text_add(struct text_buffer *buffer, const char *bytes, size_t n)
{
    reserve(buffer, n);
    if (n > 0)
        memcpy(buffer->bytes + buffer->length, bytes, n);
    buffer->length += n;
    buffer->bytes[buffer->length] = '\0';
}

void text_add_string(struct text_buffer *buffer, const char *text)
{
    text_add(buffer, text, strlen(text));
}

void text_add_format(struct text_buffer *buffer, const char *fmt, ...)
{
    va_list args;
    va_start(args, fmt);
    va_list again;
    va_copy(again, args);
    int length = vsnprintf(NULL, 0, fmt, args);
    va_end(args);
    if (length > 0) {
        reserve(buffer, (size_t)length);
        vsnprintf(buffer->bytes + buffer->length, (size_t)length + 1, fmt,
                  again);
        buffer->length += (size_t)length;
    }
    va_end(again);
}

void text_buffer_free(struct text_buffer *buffer)
{
    free(buffer->bytes);
    *buffer = (struct text_buffer){0};
}

// How many bytes the well-formed character at `at` takes; 0 if it is not one.
// The ranges of the second byte are those of RFC 3629, section 4.
static size_t utf8_length(const unsigned char *at, size_t left)
{
    unsigned char lead = at[0];
    unsigned char low = 0x80;
    unsigned char high = 0xBF;
    size_t length;

    if (lead == 0)
        return 0;
    if (lead < 0x80)
        return 1;
    if (lead >= 0xC2 && lead <= 0xDF)
        length = 2;
    else if (lead >= 0xE0 && lead <= 0xEF)
        length = 3;
    else if (lead >= 0xF0 && lead <= 0xF4)
        length = 4;
    else
        return 0;
    if (length > left)
        return 0;

    if (lead == 0xE0)
        low = 0xA0;
    else if (lead == 0xED)
        high = 0x9F;
    else if (lead == 0xF0)
        low = 0x90;
    else if (lead == 0xF4)
        high = 0x8F;
    if (at[1] < low || at[1] > high)
        return 0;
    for (size_t i = 2; i < length; i++)
        if ((at[i] & 0xC0) != 0x80)
            return 0;
    return length;
}

bool text_is_utf8(const char *bytes, size_t n, size_t *bad_at)
{
    size_t at = 0;
    while (at < n) {
        size_t length = utf8_length((const unsigned char *)bytes + at, n - at);
        if (length == 0) {
            if (bad_at != NULL)
                *bad_at = at;
            return false;
        }
        at += length;
    }
    return true;
}

// Digits, one point, a sign and an exponent: what strtod takes beyond these
// (names, hexadecimal, leading spaces) is refused before it is asked.
static bool looks_decimal(const char *text)
{
    return text[0] != '\0' && strspn(text, "0123456789+-.eE") == strlen(text);
}

bool text_parse_double(const char *text, double *value)
{
    if (!looks_decimal(text))
        return false;
    char *end = NULL;
    double parsed = strtod(text, &end);
    if (*end != '\0' || end == text || !isfinite(parsed))
        return false;
    *value = parsed;
    return true;
}

bool text_parse_int64(const char *text, int64_t *value)
{
    if (text[0] == '\0' || strspn(text, "0123456789+-") != strlen(text))
        return false;
    char *end = NULL;
    errno = 0;
    long long parsed = strtoll(text, &end, 10);
    if (*end != '\0' || end == text || errno == ERANGE)
        return false;
    *value = parsed;
    return true;
}

bool text_same(const char *a, const char *b)
{
    if (a == NULL || b == NULL)
        return a == b;
    return strcmp(a, b) == 0;
}

bool text_is_one_of(const char *text, const char *list)
{
    if (text == NULL || text[0] == '\0')
        return false;
    size_t length = strlen(text);
    for (const char *word = list; *word != '\0';) {
        size_t span = strcspn(word, " ");
        if (span == length && memcmp(word, text, length) == 0)
            return true;
        word += span;
        word += strspn(word, " ");
    }
    return false;
}
