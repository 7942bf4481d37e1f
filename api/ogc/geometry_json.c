#include "ogc/geometry_json.h"

#include <math.h>

#include "store/wkb.h"

static void write_position(struct json_writer *json,
                           const struct ogc_view *view, struct point_m at)
{
    double axes[2];
    int decimals = ogc_view_decimals(view);
    ogc_view_place(view, at, axes);
    json_begin_array(json);
    for (size_t i = 0; i < 2; i++) {
        if (isfinite(axes[i]))
            json_number(json, axes[i], decimals);
        else
            json_nothing(json);
    }
    json_end_array(json);
}

static void write_positions(struct json_writer *json,
                            const struct ogc_view *view,
                            const struct point_m *points, size_t n)
{
    json_begin_array(json);
    for (size_t i = 0; i < n; i++)
        write_position(json, view, points[i]);
    json_end_array(json);
}

static void write_area(struct json_writer *json, const struct ogc_view *view,
                       const struct area *area)
{
    json_begin_array(json);
    for (size_t p = 0; p < area->n_polygons; p++) {
        const struct polygon *polygon = &area->polygons[p];
        json_begin_array(json);
        for (size_t r = 0; r < polygon->n_rings; r++)
            write_positions(json, view, polygon->rings[r].points,
                            polygon->rings[r].count);
        json_end_array(json);
    }
    json_end_array(json);
}

static void begin(struct json_writer *json, const char *type)
{
    json_begin_object(json);
    json_key_text(json, "type", type);
    json_key(json, "coordinates");
}

void geometry_json_write(struct json_writer *json, const struct ogc_view *view,
                         struct arena *scratch, const void *wkb, size_t n)
{
    struct point_m at;
    struct line line;
    struct area area;
    if (wkb_decode_point(wkb, n, &at)) {
        begin(json, "Point");
        write_position(json, view, at);
    } else if (wkb_decode_line(wkb, n, scratch, &line)) {
        begin(json, "LineString");
        write_positions(json, view, line.points, line.count);
    } else if (wkb_decode_area(wkb, n, scratch, &area)) {
        area_orient(&area);
        begin(json, "MultiPolygon");
        write_area(json, view, &area);
    } else {
        json_nothing(json);
        return;
    }
    json_end_object(json);
}
