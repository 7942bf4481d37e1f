#ifndef BASE_LANGUAGE_H
#define BASE_LANGUAGE_H

#include <stdint.h>

#include "base/error.h"

/// The languages that reports for people are written in.
enum language { LANGUAGE_VIETNAMESE, LANGUAGE_ENGLISH };
#define N_LANGUAGES 2

/// "vi" or "en". Fails with STATUS_BAD_INPUT; `name` is what the sentence calls
/// it: "--lang".
enum status language_parse(const char *name, const char *text,
                           enum language *language, struct error *err);

/// A whole number with its digits in groups: 1.234.567 or 1,234,567.
#define NUMBER_TEXT_SIZE 28
void number_format(uint64_t number, enum language language,
                   char text[NUMBER_TEXT_SIZE]);

/// A number with so many decimals (0 to 6), rounded: -1.234,5 or -1,234.5.
/// Beyond 10^12 in size it is written as that.
#define DECIMAL_TEXT_SIZE 40
void decimal_format(double value, int decimals, enum language language,
                    char text[DECIMAL_TEXT_SIZE]);

/// Metres of whole centimetres as the language writes them: 1.234,56 m or
/// 1,234.56 m.
#define METRES_TEXT_SIZE 24
void metres_format(uint32_t cm, enum language language,
                   char text[METRES_TEXT_SIZE]);

#endif
