#ifndef OFFICE_PLANNING_JSON_H
#define OFFICE_PLANNING_JSON_H

#include "base/json_writer.h"
#include "forecast/forecast_page.h"
#include "planning/forecast_case.h"
#include "query/city_state.h"
#include "store/store_forecasts.h"

// The answers of planning_routes.c.

/// A school of a forecast: on the map, or known from enrolment alone.
struct planning_school_told {
    const char *name;        ///< its id where the map has none
    uint32_t ward;           ///< or NUMBERS_NO_WARD
    const struct lonlat *at; ///< NULL where it is not on the map
};
struct planning_school_told planning_school_of(const struct city_state *city,
                                               const char *id);

/// Rooms of a level, of the city and each ward, year by year.
void planning_rooms_write(struct json_writer *json,
                          const struct city_state *city,
                          const struct forecast_record *record,
                          enum level level);

/// The first `limit` of the schools, as they come.
void planning_schools_write(struct json_writer *json,
                            const struct city_state *city,
                            const struct forecast_rooms_list *rooms,
                            size_t limit);

/// Whose pupils.
struct planning_subject {
    enum forecast_scope scope;
    const char *id; ///< NULL: the city
    uint32_t index; ///< in the case
};

/// Known pupils, what is forecast of them (`ahead` without an entry: nothing),
/// and what had been.
void planning_pupils_write(struct json_writer *json,
                           const struct city_state *city,
                           struct forecast_case *planning,
                           const struct planning_subject *asked,
                           const struct forecast_record *ahead);

#endif
