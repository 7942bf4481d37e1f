// The two languages differ in their words, which stand beside what they
// describe, and in how numbers are grouped, which stands here.

#include "base/language.h"

#include <inttypes.h>
#include <math.h>
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

void number_format(uint64_t number, enum language language,
                   char text[NUMBER_TEXT_SIZE])
{
    char digits[24];
    int n = snprintf(digits, sizeof digits, "%" PRIu64, number);
    for (int i = 0; i < n; i++) {
        if (i > 0 && (n - i) % 3 == 0)
            *text++ = MARKS[language].thousands;
        *text++ = digits[i];
    }
    *text = '\0';
}

void decimal_format(double value, int decimals, enum language language,
                    char text[DECIMAL_TEXT_SIZE])
{
    static const uint64_t POWERS[] = {1, 10, 100, 1000, 10000, 100000, 1000000};
    uint64_t power = POWERS[decimals];
    double size = fmin(fabs(value), 1e12);
    uint64_t scaled = (uint64_t)llround(size * (double)power);
    char whole[NUMBER_TEXT_SIZE];
    char fraction[12] = "";
    number_format(scaled / power, language, whole);
    if (decimals > 0)
        snprintf(fraction, sizeof fraction, "%c%0*u", MARKS[language].decimal,
                 decimals, (unsigned)(scaled % power));
    snprintf(text, DECIMAL_TEXT_SIZE, "%s%s%s",
             value < 0 && scaled > 0 ? "-" : "", whole, fraction);
}

void metres_format(uint32_t cm, enum language language,
                   char text[METRES_TEXT_SIZE])
{
    char whole[NUMBER_TEXT_SIZE];
    number_format(cm / 100, language, whole);
    snprintf(text, METRES_TEXT_SIZE, "%.15s%c%02u m", whole,
             MARKS[language].decimal, cm % 100);
}
