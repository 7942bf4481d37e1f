#ifndef BASE_TEXT_H
#define BASE_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"

/// A growing text on the heap, for output whose length is not known: a JSON
/// body, a report, a tile's bytes. Start zeroed; `text_buffer_free` ends it.
struct text_buffer {
    char *bytes; ///< NUL-terminated once anything was added
    size_t length;
    size_t capacity;
};

void text_add(struct text_buffer *buffer, const char *bytes, size_t n);
void text_add_string(struct text_buffer *buffer, const char *text);
void text_add_format(struct text_buffer *buffer, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));

void text_buffer_free(struct text_buffer *buffer);

/// A text as a part of an address (RFC 3986): everything but letters, digits
/// and "-._~" percent-encoded.
const char *text_url_part(struct arena *arena, const char *text);

/// Whether `n` bytes are well-formed UTF-8 without NUL, overlong forms or
/// surrogates. If not and `bad_at` is given, it gets the first bad byte.
bool text_is_utf8(const char *bytes, size_t n, size_t *bad_at);

/// Parse a whole text, without spaces around it, in the C locale. False, and
/// `*value` untouched, for anything else: empty, trailing characters, out of
/// range, NaN, infinity, hexadecimal.
bool text_parse_double(const char *text, double *value);
bool text_parse_int64(const char *text, int64_t *value);

/// A decimal number from 0 to 999,999,999 times a power of ten (or such a
/// multiple), exactly: "3.5" and 1000 give 3500. False, and `*value`
/// untouched, for anything else and when the factor cannot hold all decimals.
bool text_parse_scaled(const char *text, uint64_t factor, uint64_t *value);

/// Both NULL, or the same text.
bool text_same(const char *a, const char *b);

/// Whether `text` is one of the words in `list`, which separates them by
/// single spaces: text_is_one_of("steps", "path steps footway"). NULL is not.
bool text_is_one_of(const char *text, const char *list);

/// The word of such a list that `text` was most likely meant to be: the one
/// fewest letters away, if that is at most two and less than half of it. Its
/// first byte in `list`, `*length` bytes long; NULL if there is none.
const char *text_find_similar(const char *text, const char *list,
                              size_t *length);

#endif
