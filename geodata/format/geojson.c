// jansson gives the tree; it is walked once for the columns and once for the
// features. A column's number is looked for first where the feature before had
// it, as features nearly always have the same properties in the same order.

#include "format/geojson.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "geo/lonlat.h"

LIST_DECLARE_OF(const char *, column_name);

struct reader {
    struct arena *arena;
    struct feature_table *table;
    struct error *err;
    struct column_name_list columns;
    size_t feature; // the one being read, from 1
    bool in_degrees;
};

static enum status refuse(struct reader *reader, const char *why)
{
    return error_set(reader->err, STATUS_BAD_INPUT, "%s, feature %zu: %s",
                     reader->table->file, reader->feature, why);
}

static enum status parse_position(struct reader *reader, const json_t *json,
                                  struct point_m *at)
{
    const json_t *x = json_array_get(json, 0);
    const json_t *y = json_array_get(json, 1);
    if (!json_is_number(x) || !json_is_number(y))
        return refuse(reader, "a position is not two numbers");
    *at = (struct point_m){json_number_value(x), json_number_value(y)};
    if (!reader->in_degrees)
        return STATUS_OK;
    const char *wrong = lonlat_check((struct lonlat){at->x_m, at->y_m});
    if (wrong == NULL)
        return STATUS_OK;
    char why[160];
    snprintf(why, sizeof why, "the position %.6g, %.6g %s", at->x_m, at->y_m,
             wrong);
    return refuse(reader, why);
}

static enum status parse_positions(struct reader *reader, const json_t *json,
                                   struct line *line)
{
    size_t n = json_array_size(json);
    line->points = arena_array(reader->arena, struct point_m, n + 1);
    line->count = n;
    for (size_t i = 0; i < n; i++) {
        enum status status =
            parse_position(reader, json_array_get(json, i), &line->points[i]);
        if (status != STATUS_OK)
            return status;
    }
    return STATUS_OK;
}

static enum status parse_ring(struct reader *reader, const json_t *json,
                              struct ring *ring)
{
    struct line line;
    enum status status = parse_positions(reader, json, &line);
    if (status != STATUS_OK)
        return status;
    if (line.count > 0) { // one point of room was left to close it
        struct point_m first = line.points[0];
        struct point_m last = line.points[line.count - 1];
        if (first.x_m != last.x_m || first.y_m != last.y_m)
            line.points[line.count++] = first;
    }
    if (line.count < 4)
        return refuse(reader, "a ring has fewer than four positions");
    *ring = (struct ring){line.points, line.count};
    return STATUS_OK;
}

static enum status parse_polygon(struct reader *reader, const json_t *json,
                                 struct polygon *polygon)
{
    polygon->n_rings = json_array_size(json);
    polygon->rings = arena_array(reader->arena, struct ring, polygon->n_rings);
    if (polygon->n_rings == 0)
        return refuse(reader, "a polygon has no ring");
    for (size_t r = 0; r < polygon->n_rings; r++) {
        enum status status =
            parse_ring(reader, json_array_get(json, r), &polygon->rings[r]);
        if (status != STATUS_OK)
            return status;
    }
    return STATUS_OK;
}

static enum status parse_area(struct reader *reader, const json_t *coordinates,
                              bool is_multi, struct feature *feature)
{
    size_t n = is_multi ? json_array_size(coordinates) : 1;
    struct area *area = &feature->area;
    area->polygons = arena_array(reader->arena, struct polygon, n);
    area->n_polygons = n;
    for (size_t p = 0; p < n; p++) {
        const json_t *json =
            is_multi ? json_array_get(coordinates, p) : coordinates;
        enum status status = parse_polygon(reader, json, &area->polygons[p]);
        if (status != STATUS_OK)
            return status;
    }
    area_orient(area);
    feature->shape = n == 0 ? SHAPE_NONE : SHAPE_AREA;
    return STATUS_OK;
}

static enum status parse_geometry(struct reader *reader, const json_t *geometry,
                                  struct feature *feature)
{
    const char *type = json_string_value(json_object_get(geometry, "type"));
    const json_t *at = json_object_get(geometry, "coordinates");
    if (geometry == NULL || json_is_null(geometry))
        return STATUS_OK;
    if (type == NULL || !json_is_array(at))
        return refuse(reader, "its geometry has no type or no coordinates");
    if (strcmp(type, "Point") == 0) {
        feature->shape = SHAPE_POINT;
        return parse_position(reader, at, &feature->point);
    }
    if (strcmp(type, "LineString") == 0) {
        feature->shape = SHAPE_LINE;
        return parse_positions(reader, at, &feature->line);
    }
    bool is_multi = strcmp(type, "MultiPolygon") == 0;
    if (is_multi || strcmp(type, "Polygon") == 0)
        return parse_area(reader, at, is_multi, feature);
    char why[120];
    snprintf(why, sizeof why, "its geometry is a %.40s, which is not read",
             type);
    return refuse(reader, why);
}

static const char *format_value(struct arena *arena, const json_t *value)
{
    if (json_is_null(value))
        return NULL;
    if (json_is_string(value)) {
        const char *text = json_string_value(value);
        return text[0] == '\0' ? NULL : arena_text(arena, text);
    }
    if (json_is_integer(value))
        return arena_format(arena, "%lld",
                            (long long)json_integer_value(value));
    char *dumped = json_dumps(value, JSON_ENCODE_ANY | JSON_REAL_PRECISION(15));
    const char *text = dumped == NULL ? NULL : arena_text(arena, dumped);
    free(dumped);
    return text;
}

// The column of that name; made when it is new.
static size_t find_column(struct reader *reader, const char *name, size_t guess)
{
    struct column_name_list *columns = &reader->columns;
    if (guess < columns->count && strcmp(columns->items[guess], name) == 0)
        return guess;
    for (size_t i = 0; i < columns->count; i++)
        if (strcmp(columns->items[i], name) == 0)
            return i;
    *column_name_list_add(columns, reader->arena) =
        arena_text(reader->arena, name);
    return columns->count - 1;
}

static void find_columns(struct reader *reader, json_t *features)
{
    for (size_t i = 0; i < json_array_size(features); i++) {
        json_t *properties =
            json_object_get(json_array_get(features, i), "properties");
        const char *name;
        json_t *value;
        size_t guess = 0;
        json_object_foreach(properties, name, value) guess =
            find_column(reader, name, guess) + 1;
    }
    reader->table->columns = reader->columns.items;
    reader->table->n_columns = reader->columns.count;
}

static enum status parse_feature(struct reader *reader, json_t *json)
{
    struct feature *feature =
        feature_list_add(&reader->table->features, reader->arena);
    feature->row = reader->feature;
    feature->texts =
        arena_array(reader->arena, const char *, reader->columns.count);
    const char *name;
    json_t *value;
    size_t guess = 0;
    json_object_foreach(json_object_get(json, "properties"), name, value)
    {
        size_t column = find_column(reader, name, guess);
        feature->texts[column] = format_value(reader->arena, value);
        guess = column + 1;
    }
    return parse_geometry(reader, json_object_get(json, "geometry"), feature);
}

// "urn:ogc:def:crs:EPSG::32648" gives "EPSG:32648"; CRS84 is the standard's
// own system, longitude and latitude.
static enum status parse_crs(struct reader *reader, const json_t *root)
{
    const json_t *crs = json_object_get(root, "crs");
    const char *name = json_string_value(
        json_object_get(json_object_get(crs, "properties"), "name"));
    reader->in_degrees = true;
    reader->table->crs = "EPSG:4326";
    if (crs == NULL || json_is_null(crs))
        return STATUS_OK;
    const char *colon = name == NULL ? NULL : strrchr(name, ':');
    if (colon == NULL)
        return error_set(reader->err, STATUS_BAD_INPUT,
                         "%s: its \"crs\" does not name a coordinate system",
                         reader->table->file);
    if (strcasecmp(colon, ":CRS84") == 0 || strcmp(colon, ":4326") == 0)
        return STATUS_OK;
    reader->in_degrees = false;
    reader->table->crs = arena_format(reader->arena, "EPSG%s", colon);
    return STATUS_OK;
}

static enum status parse_features(struct reader *reader, json_t *root)
{
    const char *type = json_string_value(json_object_get(root, "type"));
    json_t *features = json_object_get(root, "features");
    if (type == NULL || strcmp(type, "FeatureCollection") != 0 ||
        !json_is_array(features))
        return error_set(reader->err, STATUS_BAD_INPUT,
                         "%s is JSON, but not a GeoJSON feature collection",
                         reader->table->file);
    enum status status = parse_crs(reader, root);
    find_columns(reader, features);
    for (size_t i = 0; i < json_array_size(features) && status == STATUS_OK;
         i++) {
        reader->feature = i + 1;
        status = parse_feature(reader, json_array_get(features, i));
    }
    return status;
}

enum status geojson_parse(const char *bytes, size_t n_bytes,
                          struct arena *arena, struct feature_table *table,
                          struct error *err)
{
    struct reader reader = {.arena = arena, .table = table, .err = err};
    json_error_t wrong;
    table->row_word = "feature";
    if (n_bytes == 0)
        return error_set(err, STATUS_BAD_INPUT, "%s is empty", table->file);
    json_t *root = json_loadb(bytes, n_bytes, 0, &wrong);
    if (root == NULL)
        return error_set(err, STATUS_BAD_INPUT, "%s, line %d: %s", table->file,
                         wrong.line, wrong.text);
    enum status status = parse_features(&reader, root);
    json_decref(root);
    return status;
}

enum status geojson_read(const char *path, struct arena *arena,
                         struct feature_table *table, struct error *err)
{
    char *bytes = NULL;
    size_t n_bytes = 0;
    enum status status = file_read(path, arena, &bytes, &n_bytes, err);
    if (status != STATUS_OK)
        return status;
    if (table->file == NULL)
        table->file = arena_text(arena, file_name(path));
    if (n_bytes >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0)
        return geojson_parse(bytes + 3, n_bytes - 3, arena, table, err);
    return geojson_parse(bytes, n_bytes, arena, table, err);
}
