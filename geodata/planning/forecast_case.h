#ifndef PLANNING_FORECAST_CASE_H
#define PLANNING_FORECAST_CASE_H

#include "city/school.h"
#include "city/ward.h"
#include "forecast/classrooms.h"
#include "forecast/forecast.h"
#include "store/store.h"
#include "store/store_numbers.h"

/// Everything a forecast and the rooms it needs are worked out from, as the
/// city keeps it. Read once; the store is not needed afterwards. Works for
/// schools known from enrolment alone, in a city without a map.

/// A school of the forecast: on the map, or known from enrolment alone.
struct planning_school {
    const char *id;
    const char *name;           ///< the id where the map has none
    const struct school *place; ///< on the map; NULL: it is not there
};

struct forecast_case {
    struct arena *arena;
    struct planning_school *schools; ///< as in the panel, in order of id
    size_t n_schools;
    struct ward_list wards; ///< in order of id
    struct school_list map; ///< the schools on the map
    struct enrolment_panel panel;
    struct forecast_inputs inputs; ///< panel, residents, housing
    struct room_supply *supply;    ///< of each school
    struct population_list people; ///< by age, of all wards and years
    const char *made_from; ///< checksums of all this, for people and programs
};

/// Reads it all. Fails with STATUS_STATE when there is no enrolment yet, and
/// with STATUS_BAD_INPUT when enrolment contradicts itself.
enum status forecast_case_open(struct store *city,
                               struct forecast_case **opened,
                               struct error *err);
void forecast_case_close(struct forecast_case *planning);

/// The school of that id. STATUS_NOT_FOUND with a sentence.
enum status forecast_case_find(const struct forecast_case *planning,
                               const char *school_id, uint32_t *school,
                               struct error *err);

/// The ward of that id. STATUS_NOT_FOUND with a sentence.
enum status forecast_case_find_ward(const struct forecast_case *planning,
                                    const char *ward_id, uint32_t *ward,
                                    struct error *err);

/// People aged 3 to 18, `[ward * n_years + y]`, for room_table_build. A year
/// that was not counted has those of the newest count before it, grown older;
/// those born since are as many as the youngest then. NULL when no ward's
/// people are known by age.
const int64_t *forecast_case_people(const struct forecast_case *planning,
                                    struct arena *arena, int32_t first_year,
                                    size_t n_years);

#endif
