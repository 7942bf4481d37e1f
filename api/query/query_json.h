#ifndef QUERY_QUERY_JSON_H
#define QUERY_QUERY_JSON_H

#include "base/json_writer.h"
#include "city/level.h"
#include "geo/point.h"

// What all answers write alike.

void json_lonlat(struct json_writer *json, struct lonlat at);

/// A position somebody gave, with every decimal it had.
void json_lonlat_as_given(struct json_writer *json, struct lonlat at);

/// ["primary","lower_secondary"]
void json_levels(struct json_writer *json, level_set levels);

/// Whole seconds of a time in milliseconds, rounded half up.
void json_seconds(struct json_writer *json, uint32_t duration_ms);
uint32_t duration_in_s(uint32_t duration_ms);

#endif
