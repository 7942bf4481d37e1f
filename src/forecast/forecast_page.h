#ifndef FORECAST_FORECAST_PAGE_H
#define FORECAST_FORECAST_PAGE_H

#include "base/json_writer.h"
#include "base/language.h"
#include "base/text.h"
#include "forecast/classrooms.h"

/// A forecast with its rooms and the names to tell it by: what is written for
/// people and programs. Borrows all of it.
struct forecast_page {
    const char *id; ///< of the forecast as it is kept
    const char *city;
    const struct enrolment_panel *panel;
    const struct forecast *forecast;
    const struct room_table *rooms;
    const struct panel_finding_list *findings;
    const char *const
        *school_names;           ///< by panel index; NULL: none, then its id
    const char *const *ward_ids; ///< by panel index
    const char *const *ward_names;
};

enum forecast_scope { SCOPE_CITY, SCOPE_WARD, SCOPE_SCHOOL };

/// What of it is wanted.
struct forecast_view {
    enum forecast_scope scope;
    uint32_t index;   ///< of the ward or the school
    level_set levels; ///< those told
    bool all_rooms;   ///< the rooms of every ward (of a ward: every school)
};

/// The school's name, or its id where it has none on the map.
const char *forecast_page_school(const struct forecast_page *page,
                                 uint32_t school);

/// The ward's name; PANEL_NOBODY and the like: NULL.
const char *forecast_page_ward(const struct forecast_page *page, uint32_t ward);

/// Need of the scope's own: of the city, a ward or a school.
const struct room_need *forecast_page_need(const struct forecast_page *page,
                                           const struct forecast_view *view,
                                           enum level level, int32_t year);

/// Whether a school belongs to the view.
bool forecast_page_has(const struct forecast_page *page,
                       const struct forecast_view *view, uint32_t school);

/// The seven quantiles as keys of the object that is open: `median`, `low50`, …
void forecast_range_json(struct json_writer *json,
                         const struct forecast_range *range);

/// Pupils and rooms of one level in one year, as an object.
void forecast_need_json(struct json_writer *json, enum level level,
                        int32_t year, const struct room_need *need);

/// `{forecast, city, origin, until, subject, id, name, pupils, rooms, …}`.
void forecast_json_write(struct text_buffer *into,
                         const struct forecast_page *page,
                         const struct forecast_view *view);

/// Totals with their 80 % ranges, rooms missing, schools about to overflow, and
/// what a planner should know of the numbers.
void forecast_text_write(struct text_buffer *into,
                         const struct forecast_page *page,
                         const struct forecast_view *view,
                         enum language language);

#endif
