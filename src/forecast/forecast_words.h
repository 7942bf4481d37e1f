#ifndef FORECAST_FORECAST_WORDS_H
#define FORECAST_FORECAST_WORDS_H

#include "base/language.h"
#include "base/text.h"
#include "city/level.h"
#include "forecast/enrolment_panel.h"

/// The words planners use, in both languages.

/// "Tiểu học", "Primary".
const char *level_words(enum level level, enum language language);

/// A school year by its first calendar year: 2026 gives "2026–27".
#define SCHOOL_YEAR_TEXT_SIZE 24
void school_year_format(int32_t year, char text[SCHOOL_YEAR_TEXT_SIZE]);

/// A finding as one sentence, with the schools' own names.
void finding_write(struct text_buffer *into,
                   const struct panel_finding *finding, const char *school,
                   const char *other, enum language language);

/// The name of a part of a forecast (forecast.h) in the language; as it is
/// where there is no other word for it.
const char *forecast_part_words(const char *name, enum language language);

#endif
