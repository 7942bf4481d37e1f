#ifndef STORE_STORE_FORECASTS_H
#define STORE_STORE_FORECASTS_H

#include <stdint.h>

#include "base/list.h"
#include "city/level.h"
#include "forecast/classrooms.h"
#include "store/store.h"

// Forecasts as they were worked out, with the rooms they need. A forecast has
// for id the hash of what it was made from, so the same one is kept once.

/// The newest are kept, so many; older ones go when one is written.
#define FORECASTS_KEPT 4

struct forecast_entry {
    const char *id;
    const char *made_at; ///< ISO 8601, UTC
    int64_t origin;      ///< the last year that was known
    int64_t n_years;
    const char *method;    ///< "hocgan"
    const char *version;   ///< of the program
    const char *made_from; ///< checksums and options
};
LIST_DECLARE(forecast_entry);

/// What numbers are of.
enum forecast_subject { FORECAST_SCHOOL, FORECAST_WARD, FORECAST_CITY };
const char *forecast_subject_name(enum forecast_subject subject);

#define FORECAST_ALL_GRADES (-1)

struct forecast_value {
    enum forecast_subject subject;
    const char *id; ///< of the school or ward; NULL: the city, or the schools
                    ///< whose ward is not known
    int64_t grade;  ///< or FORECAST_ALL_GRADES
    int64_t year;
    struct forecast_range pupils;
};
LIST_DECLARE(forecast_value);

struct forecast_rooms {
    enum forecast_subject subject;
    const char *id;
    enum level level;
    int64_t year;
    struct room_need need;
};
LIST_DECLARE(forecast_rooms);

/// Rooms of all levels per 10,000 people aged 3 to 18.
struct forecast_room_rate {
    const char *ward_id; ///< NULL: the city
    int64_t year;
    double rooms_per_10000;
};
LIST_DECLARE(forecast_room_rate);

struct forecast_record {
    struct forecast_entry entry;
    struct forecast_value_list values;
    struct forecast_rooms_list rooms;
    struct forecast_room_rate_list rates;
};

/// Adds a forecast, in place of one of the same id; needs a transaction.
enum status store_write_forecast(struct store *store,
                                 const struct forecast_record *record,
                                 struct error *err);

/// The newest first.
enum status store_read_forecasts(struct store *store, struct arena *arena,
                                 struct forecast_entry_list *entries,
                                 struct error *err);

/// Which numbers of a forecast are wanted.
struct forecast_question {
    const char *id; ///< NULL: the newest
    bool of_one;    ///< only of `subject` and `subject_id`
    enum forecast_subject subject;
    const char *subject_id;
    bool only_totals; ///< pupils of all grades together, and no rooms or rates
    bool only_places; ///< wards and the city, no schools
};

/// In order of subject, id, grade (or the level's name) and year; rates, of
/// wards and the city, are left out when one school is asked for.
/// STATUS_NOT_FOUND when there is no such forecast.
enum status store_read_forecast(struct store *store, struct arena *arena,
                                const struct forecast_question *question,
                                struct forecast_record *record,
                                struct error *err);

/// The rooms every school needs for a level in one year of a forecast, in order
/// of the school's id.
enum status store_read_school_rooms(struct store *store, struct arena *arena,
                                    const char *forecast_id, enum level level,
                                    int64_t year,
                                    struct forecast_rooms_list *rooms,
                                    struct error *err);

#endif
