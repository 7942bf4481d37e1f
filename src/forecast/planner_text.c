#include "forecast/planner_text.h"

#include <math.h>

#include "forecast/forecast_words.h"

const char *planner_say(const struct planner_text *text, const char *vietnamese,
                        const char *english)
{
    return text->language == LANGUAGE_VIETNAMESE ? vietnamese : english;
}

void planner_heading(const struct planner_text *text, const char *vietnamese,
                     const char *english)
{
    text_add_format(text->into, "\n%s\n",
                    planner_say(text, vietnamese, english));
}

void planner_headings(const struct planner_text *text, struct text_table *table,
                      const char *const words[][N_LANGUAGES], size_t n)
{
    for (size_t i = 0; i < n; i++)
        text_table_add(table, words[i][text->language]);
}

const char *planner_number(const struct planner_text *text, double value,
                           int decimals)
{
    char number[DECIMAL_TEXT_SIZE];
    decimal_format(value, decimals, text->language, number);
    return arena_text(text->scratch, number);
}

void planner_add_count(const struct planner_text *text,
                       struct text_table *table, int64_t count)
{
    text_table_add(table,
                   count < 0 ? "?" : planner_number(text, (double)count, 0));
}

void planner_add_number(const struct planner_text *text,
                        struct text_table *table, double value, int decimals)
{
    text_table_add(table,
                   value < 0 ? "?" : planner_number(text, value, decimals));
}

void planner_add_percent(const struct planner_text *text,
                         struct text_table *table, double share)
{
    text_table_add(
        table, share < 0 ? "?"
                         : arena_format(text->scratch, "%s %%",
                                        planner_number(text, 100 * share, 0)));
}

void planner_add_year(struct text_table *table, int32_t year)
{
    char text[SCHOOL_YEAR_TEXT_SIZE];
    school_year_format(year, text);
    text_table_add(table, text);
}

void planner_add_range(const struct planner_text *text,
                       struct text_table *table, const struct forecast_range *r)
{
    text_table_add(
        table, arena_format(text->scratch, "%s (%s–%s)",
                            planner_number(text, (double)r->median, 0),
                            planner_number(text, floor((double)r->low80), 0),
                            planner_number(text, ceil((double)r->high80), 0)));
}

void planner_more(const struct planner_text *text, size_t n_more)
{
    if (n_more > 0)
        text_add_format(text->into, "… %s %zu\n",
                        planner_say(text, "còn", "and more:"), n_more);
}
