#ifndef QUERY_QUERY_JSON_H
#define QUERY_QUERY_JSON_H

#include "base/json_writer.h"
#include "city/level.h"
#include "crs/crs.h"
#include "geo/area.h"
#include "geo/point.h"

// What all answers write alike.

void json_lonlat(struct json_writer *json, struct lonlat at);

/// A position somebody gave, with every decimal it had.
void json_lonlat_as_given(struct json_writer *json, struct lonlat at);

/// Points of the city as an array of positions, and the coordinates of an area
/// as a MultiPolygon.
void json_points(struct json_writer *json, struct crs *crs,
                 const struct point_m *points, size_t n_points);
void json_area(struct json_writer *json, struct crs *crs,
               const struct area *area);

/// ["primary","lower_secondary"]
void json_levels(struct json_writer *json, level_set levels);

/// Whole seconds of a time in milliseconds, rounded half up.
void json_seconds(struct json_writer *json, uint32_t duration_ms);
uint32_t duration_in_s(uint32_t duration_ms);

#endif
