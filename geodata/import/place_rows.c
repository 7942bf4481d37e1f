// From the file's coordinates into the city's. A position must lie within
// FAR_M of what the city has so far (which may be a part of it: the merged
// Ho Chi Minh City is 150 km long); one that would if its numbers changed
// places is told as that, the mistake people make.

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "import/table_import.h"

#define FAR_M 200000.0

static enum status refuse_row(const struct table_import *import,
                              const struct feature *row, struct error *err)
{
    return error_prefix(err, "%s, %s %zu: ", import->table.file,
                        import->table.row_word, row->row);
}

static bool is_near_city(const struct table_import *import, struct point_m at)
{
    return box_is_empty(import->city_box) ||
           box_distance_m(import->city_box, at) <= FAR_M;
}

static bool is_swapped(const struct table_import *import, double x, double y)
{
    struct point_m at;
    struct error ignored;
    return !box_is_empty(import->city_box) &&
           crs_bridge_to_city(import->bridge, y, x, &at, &ignored) ==
               STATUS_OK &&
           is_near_city(import, at);
}

static enum status to_city(const struct table_import *import,
                           const struct feature *row, struct point_m from,
                           struct point_m *at, struct error *err)
{
    enum status status =
        crs_bridge_to_city(import->bridge, from.x_m, from.y_m, at, err);
    if (status == STATUS_OK && is_near_city(import, *at))
        return STATUS_OK;
    bool in_degrees = crs_bridge_is_geographic(import->bridge);
    if (is_swapped(import, from.x_m, from.y_m))
        error_set(err, STATUS_BAD_INPUT,
                  "the position %.9g, %.9g has %s swapped", from.x_m, from.y_m,
                  in_degrees ? "longitude and latitude" : "x and y");
    else if (status == STATUS_OK)
        error_set(err, STATUS_BAD_INPUT,
                  "the position %.9g, %.9g lies %.0f km outside the city",
                  from.x_m, from.y_m,
                  box_distance_m(import->city_box, *at) / 1000);
    return refuse_row(import, row, err);
}

enum status row_position(const struct table_import *import,
                         const struct feature *row, size_t x_field,
                         size_t y_field, struct point_m *at, struct error *err)
{
    struct point_m from = row->point;
    if (row->shape != SHAPE_POINT) {
        const char *text;
        enum status status = row_need_text(import, row, x_field, &text, err);
        if (status == STATUS_OK)
            status = row_need_text(import, row, y_field, &text, err);
        if (status == STATUS_OK)
            status = row_real(import, row, x_field, -1e9, 1e9, &from.x_m, err);
        if (status == STATUS_OK)
            status = row_real(import, row, y_field, -1e9, 1e9, &from.y_m, err);
        if (status != STATUS_OK)
            return status;
    }
    return to_city(import, row, from, at, err);
}

static enum status move_area(const struct table_import *import,
                             const struct feature *row, struct area *area,
                             struct error *err)
{
    for (size_t p = 0; p < area->n_polygons; p++)
        for (size_t r = 0; r < area->polygons[p].n_rings; r++) {
            struct ring *ring = &area->polygons[p].rings[r];
            for (size_t i = 0; i < ring->count; i++) {
                enum status status = to_city(import, row, ring->points[i],
                                             &ring->points[i], err);
                if (status != STATUS_OK)
                    return status;
            }
        }
    return STATUS_OK;
}

enum status row_area(const struct table_import *import,
                     const struct feature *row, struct area *area,
                     struct error *err)
{
    char reason[SHAPE_REASON_SIZE];
    *area = row->area;
    if (row->shape != SHAPE_AREA) {
        error_set(err, STATUS_BAD_INPUT, "it has no area");
        return refuse_row(import, row, err);
    }
    enum status status = move_area(import, row, area, err);
    if (status != STATUS_OK || shape_is_valid(import->shaper, area, reason))
        return status;
    report_example(import->report, import->kind->name, "note",
                   "outline repaired", "%s %zu (%s)", import->table.row_word,
                   row->row, reason);
    status = shape_make_valid(import->shaper, import->arena, area, area, err);
    if (status == STATUS_OK && area_is_empty(area))
        status = error_set(err, STATUS_BAD_INPUT,
                           "its outline encloses nothing (%s)", reason);
    return status == STATUS_OK ? status : refuse_row(import, row, err);
}
