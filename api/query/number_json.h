#ifndef QUERY_NUMBER_JSON_H
#define QUERY_NUMBER_JSON_H

#include "base/json_writer.h"
#include "query/city_numbers.h"

// What answers tell of a city's numbers, alike everywhere. A number that is not
// known, or withheld, is null; `withheld` beside it says which.

void json_key_known(struct json_writer *json, const char *key, int64_t number);

/// The last that a school took in a published round, as one object.
void cut_off_write(struct json_writer *json, const struct cut_off *cut_off);

/// Pupils of a level now: {level,pupils,withheld,class_cap,classes}; the last
/// two of a school only.
void pupils_now_write(struct json_writer *json, enum level level,
                      const struct pupils_now *now, bool is_school);

/// The forecast of a year as keys of the object that is open: the quantiles in
/// whole pupils, or null each, and `withheld`.
void forecast_told_write(struct json_writer *json,
                         const struct forecast_range *range, bool is_told);

/// The same in short, for a list of schools: {year,distance_m,is_full,withheld}
/// or null.
void last_admitted_write(struct json_writer *json,
                         const struct cut_off *cut_off);

#endif
