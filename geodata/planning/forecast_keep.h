#ifndef PLANNING_FORECAST_KEEP_H
#define PLANNING_FORECAST_KEEP_H

#include "planning/forecast_case.h"
#include "store/store_forecasts.h"

/// A forecast's way into the city file and back.

/// How it was made. `version` is the program's.
struct forecast_making {
    const char *version;
    const char *made_at; ///< ISO 8601, UTC
    const char *options; ///< other than origin and years, "" for none
};

/// The forecast and the rooms it needs (`rooms` may be NULL) as they are kept,
/// in the case's arena. The id is a hash of what the case was made from, the
/// origin, the years, the options and the program's version.
struct forecast_record forecast_keep_record(
    struct forecast_case *planning, const struct forecast *forecast,
    const struct room_table *rooms, const struct forecast_making *making);

/// Writes the record in one transaction.
enum status forecast_keep_write(struct store *city,
                                const struct forecast_record *record,
                                struct error *err);

/// The kept forecast of that id (NULL: the newest), put back upon the case, in
/// its arena. STATUS_NOT_FOUND when there is none; STATUS_STATE when it was not
/// made from what the case was made from.
enum status forecast_keep_read(struct store *city,
                               struct forecast_case *planning, const char *id,
                               struct forecast *forecast, struct error *err);

#endif
