// CSV and GeoJSON: texts, so they are made in memory. Degrees have seven
// decimals, about a centimetre.

#include <string.h>

#include "base/json_writer.h"
#include "export/export_formats.h"

static void add_position(struct point_m at, struct crs *crs,
                         struct text_buffer *into)
{
    struct lonlat place = crs_to_lonlat(crs, at);
    text_add_format(into, "%.7f %.7f", place.lon_deg, place.lat_deg);
}

static void add_positions(const struct point_m *points, size_t n,
                          struct crs *crs, struct text_buffer *into)
{
    for (size_t i = 0; i < n; i++) {
        text_add_string(into, i == 0 ? "(" : ", ");
        add_position(points[i], crs, into);
    }
    text_add_string(into, ")");
}

static void add_polygon(const struct polygon *polygon, struct crs *crs,
                        struct text_buffer *into)
{
    for (size_t r = 0; r < polygon->n_rings; r++) {
        text_add_string(into, r == 0 ? "(" : ", ");
        add_positions(polygon->rings[r].points, polygon->rings[r].count, crs,
                      into);
    }
    text_add_string(into, ")");
}

void export_wkt(const struct export_row *row, enum export_shape shape,
                struct crs *crs, struct text_buffer *into)
{
    if (shape == EXPORT_POINTS) {
        text_add_string(into, "POINT ");
        add_positions(&row->point, 1, crs, into);
    } else if (shape == EXPORT_LINES) {
        text_add_string(into, "LINESTRING ");
        add_positions(row->line.points, row->line.count, crs, into);
    } else if (row->area.n_polygons == 0) {
        text_add_string(into, "MULTIPOLYGON EMPTY");
    } else {
        text_add_string(into, "MULTIPOLYGON ");
        for (size_t p = 0; p < row->area.n_polygons; p++) {
            text_add_string(into, p == 0 ? "(" : ", ");
            add_polygon(&row->area.polygons[p], crs, into);
        }
        text_add_string(into, ")");
    }
}

// Quoted where RFC 4180 asks for it, and where a spreadsheet would take the
// text for a formula it gets an apostrophe before it (CWE-1236).
static void add_field(const char *text, struct text_buffer *into)
{
    bool is_formula = text[0] != '\0' && strchr("=+-@\t", text[0]) != NULL;
    bool quotes = is_formula || strpbrk(text, ",\"\r\n") != NULL;
    if (!quotes) {
        text_add_string(into, text);
        return;
    }
    text_add_string(into, is_formula ? "\"'" : "\"");
    for (const char *at = text; *at != '\0'; at++) {
        if (*at == '"')
            text_add(into, "\"", 1);
        text_add(into, at, 1);
    }
    text_add_string(into, "\"");
}

// Up to six decimals, without the zeros at the end.
static void add_real(double value, struct text_buffer *into)
{
    struct json_writer json = json_into(into);
    json_number(&json, value, 6);
}

static void add_cell(const struct export_cell *cell, enum export_kind kind,
                     struct text_buffer *into)
{
    if (cell->is_null)
        return;
    if (kind == EXPORT_TEXT)
        add_field(cell->text, into);
    else if (kind == EXPORT_INT)
        text_add_format(into, "%lld", (long long)cell->number);
    else
        add_real(cell->real, into);
}

static void add_csv_shape(const struct export_row *row, enum export_shape shape,
                          struct crs *crs, struct text_buffer *into)
{
    if (shape == EXPORT_POINTS) {
        struct lonlat at = crs_to_lonlat(crs, row->point);
        text_add_format(into, ",%.7f,%.7f", at.lon_deg, at.lat_deg);
    } else if (shape != EXPORT_NO_SHAPE) {
        text_add_string(into, ",\"");
        export_wkt(row, shape, crs, into);
        text_add_string(into, "\"");
    }
}

void export_csv(const struct export_table *table, struct crs *crs,
                struct text_buffer *into)
{
    for (size_t c = 0; c < table->n_columns; c++)
        text_add_format(into, "%s%s", c == 0 ? "" : ",",
                        table->columns[c].name);
    text_add_string(into, table->shape == EXPORT_NO_SHAPE ? "\r\n"
                          : table->shape == EXPORT_POINTS ? ",lon,lat\r\n"
                                                          : ",wkt\r\n");
    for (size_t r = 0; r < table->rows.count; r++) {
        const struct export_row *row = &table->rows.items[r];
        for (size_t c = 0; c < table->n_columns; c++) {
            text_add_string(into, c == 0 ? "" : ",");
            add_cell(&row->cells[c], table->columns[c].kind, into);
        }
        add_csv_shape(row, table->shape, crs, into);
        text_add_string(into, "\r\n");
    }
}

static void write_position(struct json_writer *json, struct point_m at,
                           struct crs *crs)
{
    struct lonlat place = crs_to_lonlat(crs, at);
    json_position(json, place.lon_deg, place.lat_deg);
}

static void write_positions(struct json_writer *json,
                            const struct point_m *points, size_t n,
                            struct crs *crs)
{
    json_begin_array(json);
    for (size_t i = 0; i < n; i++)
        write_position(json, points[i], crs);
    json_end_array(json);
}

static void write_polygons(struct json_writer *json, const struct area *area,
                           struct crs *crs)
{
    json_begin_array(json);
    for (size_t p = 0; p < area->n_polygons; p++) {
        json_begin_array(json);
        for (size_t r = 0; r < area->polygons[p].n_rings; r++)
            write_positions(json, area->polygons[p].rings[r].points,
                            area->polygons[p].rings[r].count, crs);
        json_end_array(json);
    }
    json_end_array(json);
}

static void write_geometry(struct json_writer *json,
                           const struct export_row *row,
                           enum export_shape shape, struct crs *crs)
{
    static const char *const TYPES[] = {[EXPORT_POINTS] = "Point",
                                        [EXPORT_LINES] = "LineString",
                                        [EXPORT_AREAS] = "MultiPolygon"};
    json_key(json, "geometry");
    if (shape == EXPORT_NO_SHAPE) {
        json_nothing(json);
        return;
    }
    json_begin_object(json);
    json_key_text(json, "type", TYPES[shape]);
    json_key(json, "coordinates");
    if (shape == EXPORT_POINTS)
        write_position(json, row->point, crs);
    else if (shape == EXPORT_LINES)
        write_positions(json, row->line.points, row->line.count, crs);
    else
        write_polygons(json, &row->area, crs);
    json_end_object(json);
}

static void write_cell(struct json_writer *json, const struct export_cell *cell,
                       const struct export_column *column)
{
    json_key(json, column->name);
    if (cell->is_null)
        json_nothing(json);
    else if (column->kind == EXPORT_TEXT)
        json_text(json, cell->text);
    else if (column->kind == EXPORT_INT)
        json_int(json, cell->number);
    else
        json_number(json, cell->real, 6);
}

static void write_feature(struct json_writer *json,
                          const struct export_table *table,
                          const struct export_row *row, struct crs *crs)
{
    json_begin_object(json);
    json_key_text(json, "type", "Feature");
    json_key(json, "properties");
    json_begin_object(json);
    for (size_t c = 0; c < table->n_columns; c++)
        write_cell(json, &row->cells[c], &table->columns[c]);
    json_end_object(json);
    write_geometry(json, row, table->shape, crs);
    json_end_object(json);
}

void export_geojson(const struct export_table *table, struct crs *crs,
                    struct text_buffer *into)
{
    struct json_writer json = json_into(into);
    json_begin_object(&json);
    json_key_text(&json, "type", "FeatureCollection");
    json_key_text(&json, "name", table->name);
    json_key(&json, "features");
    json_begin_array(&json);
    for (size_t r = 0; r < table->rows.count; r++) {
        text_add_string(into, "\n");
        write_feature(&json, table, &table->rows.items[r], crs);
    }
    json_end_array(&json);
    json_end_object(&json);
    text_add_string(into, "\n");
}
