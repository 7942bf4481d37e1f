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

static bool is_unreserved(unsigned char c)
{
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') ||
           (c >= 'a' && c <= 'z') || strchr("-._~", c) != NULL;
}

const char *text_url_part(struct arena *arena, const char *text)
{
    static const char HEX[] = "0123456789ABCDEF";
    char *part = arena_array(arena, char, 3 * strlen(text) + 1);
    size_t n = 0;
    for (; *text != '\0'; text++) {
        unsigned char c = (unsigned char)*text;
        if (is_unreserved(c)) {
            part[n++] = *text;
            continue;
        }
        part[n++] = '%';
        part[n++] = HEX[c >> 4];
        part[n++] = HEX[c & 15];
    }
    return part;
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

bool text_parse_scaled(const char *text, uint64_t factor, uint64_t *value)
{
    size_t n_whole = strspn(text, "0123456789");
    uint64_t sum = 0;
    if (n_whole == 0 || n_whole > 9)
        return false;
    for (size_t i = 0; i < n_whole; i++)
        sum = sum * 10 + (uint64_t)(text[i] - '0');
    sum *= factor;
    const char *at = text + n_whole;
    if (at[0] == '.' && at[1] != '\0')
        for (at++; *at >= '0' && *at <= '9' && factor % 10 == 0; at++) {
            factor /= 10;
            sum += (uint64_t)(*at - '0') * factor;
        }
    if (*at != '\0')
        return false;
    *value = sum;
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

#define LONGEST_SIMILAR 48

static uint8_t least(uint8_t a, uint8_t b)
{
    return a < b ? a : b;
}

// How many letters have to be put in, left out, changed or swapped with their
// neighbour to make one word of the other (Damerau 1964): `far[i][j]` counts
// for the first i and j letters of the two.
static uint8_t letters_between(const char *a, size_t n_a, const char *b,
                               size_t n_b)
{
    uint8_t far[LONGEST_SIMILAR + 1][LONGEST_SIMILAR + 1];
    for (size_t i = 0; i <= n_a; i++)
        for (size_t j = 0; j <= n_b; j++) {
            if (i == 0 || j == 0) {
                far[i][j] = (uint8_t)(i + j);
                continue;
            }
            bool differ = a[i - 1] != b[j - 1];
            uint8_t one = (uint8_t)(least(far[i - 1][j], far[i][j - 1]) + 1);
            far[i][j] = least(one, (uint8_t)(far[i - 1][j - 1] + differ));
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                far[i][j] = least(far[i][j], (uint8_t)(far[i - 2][j - 2] + 1));
        }
    return far[n_a][n_b];
}

const char *text_find_similar(const char *text, const char *list,
                              size_t *length)
{
    const char *similar = NULL;
    size_t fewest = 3;
    size_t n = strlen(text);
    if (n > LONGEST_SIMILAR)
        return NULL;
    for (const char *word = list; *word != '\0';) {
        size_t span = strcspn(word, " ");
        size_t letters = span > LONGEST_SIMILAR
                             ? fewest
                             : letters_between(text, n, word, span);
        if (letters < fewest && 2 * letters < span) {
            similar = word;
            *length = span;
            fewest = letters;
        }
        word += span;
        word += strspn(word, " ");
    }
    return similar;
}
