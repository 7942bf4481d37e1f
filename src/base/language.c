// The two languages differ in their words, which stand beside what they
// describe, and in how numbers are grouped, which stands here.

#include "base/language.h"

#include <stdio.h>
#include <string.h>

struct marks {
    char thousands;
    char decimal;
};

static const struct marks MARKS[N_LANGUAGES] = {
    [LANGUAGE_VIETNAMESE] = {'.', ','},
    [LANGUAGE_ENGLISH] = {',', '.'},
};

enum status language_parse(const char *name, const char *text,
                           enum language *language, struct error *err)
{
    *language = LANGUAGE_VIETNAMESE;
    if (strcmp(text, "vi") == 0)
        return STATUS_OK;
    *language = LANGUAGE_ENGLISH;
    if (strcmp(text, "en") == 0)
        return STATUS_OK;
    return error_set(err, STATUS_BAD_INPUT, "%s must be vi or en, not \"%s\"",
                     name, text);
}

void metres_format(uint32_t cm, enum language language,
                   char text[METRES_TEXT_SIZE])
{
    struct marks marks = MARKS[language];
    char digits[12];
    int n = snprintf(digits, sizeof digits, "%u", cm / 100);
    char *at = text;
    for (int i = 0; i < n; i++) {
        if (i > 0 && (n - i) % 3 == 0)
            *at++ = marks.thousands;
        *at++ = digits[i];
    }
    snprintf(at, METRES_TEXT_SIZE - (size_t)(at - text), "%c%02u m",
             marks.decimal, cm % 100);
}
