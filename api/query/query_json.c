// Small writers, so that a position or a time looks the same in every answer.

#include "query/query_json.h"

uint32_t duration_in_s(uint32_t duration_ms)
{
    return duration_ms / 1000 + (duration_ms % 1000 >= 500);
}

void json_lonlat(struct json_writer *json, struct lonlat at)
{
    json_position(json, at.lon_deg, at.lat_deg);
}

void json_lonlat_as_given(struct json_writer *json, struct lonlat at)
{
    json_position_as_given(json, at.lon_deg, at.lat_deg);
}

void json_points(struct json_writer *json, struct crs *crs,
                 const struct point_m *points, size_t n_points)
{
    json_begin_array(json);
    for (size_t i = 0; i < n_points; i++)
        json_lonlat(json, crs_to_lonlat(crs, points[i]));
    json_end_array(json);
}

void json_area(struct json_writer *json, struct crs *crs,
               const struct area *area)
{
    json_begin_array(json);
    for (size_t p = 0; p < area->n_polygons; p++) {
        json_begin_array(json);
        for (size_t r = 0; r < area->polygons[p].n_rings; r++)
            json_points(json, crs, area->polygons[p].rings[r].points,
                        area->polygons[p].rings[r].count);
        json_end_array(json);
    }
    json_end_array(json);
}

void json_levels(struct json_writer *json, level_set levels)
{
    json_begin_array(json);
    for (int level = 0; level < N_LEVELS; level++)
        if ((levels & LEVEL_BIT(level)) != 0)
            json_text(json, level_name((enum level)level));
    json_end_array(json);
}

void json_seconds(struct json_writer *json, uint32_t duration_ms)
{
    json_int(json, duration_in_s(duration_ms));
}
