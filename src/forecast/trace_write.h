#ifndef FORECAST_TRACE_WRITE_H
#define FORECAST_TRACE_WRITE_H

#include "forecast/forecast_page.h"

/// Where one number of a forecast comes from, back to the last year known: the
/// cell itself, the grade below the year before, and so on.
struct forecast_step {
    int32_t grade;
    int32_t year;
    struct forecast_range pupils;
    struct forecast_trace trace;
};
LIST_DECLARE(forecast_step);

struct forecast_story {
    uint32_t school;
    int32_t grade;
    int32_t year;
    struct forecast_step_list steps;  ///< the number asked for first
    const struct room_supply *supply; ///< of the school
};

/// Traces a cell in `arena`. STATUS_NOT_FOUND, naming it, where the school has
/// no such grade in that year.
enum status forecast_story_trace(struct arena *arena,
                                 const struct forecast_page *page,
                                 const struct forecast_inputs *inputs,
                                 const struct forecast_options *options,
                                 const struct room_supply *supply,
                                 uint32_t school, int32_t grade, int32_t year,
                                 struct forecast_story *story,
                                 struct error *err);

/// In words, with the rooms that follow from it.
void forecast_story_text_write(struct text_buffer *into,
                               const struct forecast_page *page,
                               const struct forecast_story *story,
                               enum language language);

/// `{school, name, grade, year, pupils, steps: [{…, parts}], rooms}`.
void forecast_story_json_write(struct text_buffer *into,
                               const struct forecast_page *page,
                               const struct forecast_story *story);

#endif
