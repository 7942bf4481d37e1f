#ifndef FORECAST_PLANNER_TEXT_H
#define FORECAST_PLANNER_TEXT_H

#include "base/language.h"
#include "base/text_table.h"
#include "forecast/forecast.h"

/// Tables for planners: how headings and numbers stand in them. What is not
/// known (below 0) is "?".
struct planner_text {
    struct text_buffer *into;
    struct arena *scratch;
    enum language language;
};

/// The words of the language.
const char *planner_say(const struct planner_text *text, const char *vietnamese,
                        const char *english);

/// An empty line and the words on a line of their own.
void planner_heading(const struct planner_text *text, const char *vietnamese,
                     const char *english);

/// The headings of columns, Vietnamese and English each.
void planner_headings(const struct planner_text *text, struct text_table *table,
                      const char *const words[][N_LANGUAGES], size_t n);

/// A number as text in the scratch arena.
const char *planner_number(const struct planner_text *text, double value,
                           int decimals);

/// Cells.
void planner_add_count(const struct planner_text *text,
                       struct text_table *table, int64_t count);
void planner_add_number(const struct planner_text *text,
                        struct text_table *table, double value, int decimals);
void planner_add_percent(const struct planner_text *text,
                         struct text_table *table, double share);
void planner_add_year(struct text_table *table, int32_t year);
/// "12.345 (12.000–12.700)": the median and the 80 % range.
void planner_add_range(const struct planner_text *text,
                       struct text_table *table,
                       const struct forecast_range *range);

/// "… and more: 12" where a list was cut; nothing for 0.
void planner_more(const struct planner_text *text, size_t n_more);

#endif
