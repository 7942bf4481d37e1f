// A shapefile, by shapelib: rings as the format wants them (outer ones
// clockwise), texts in UTF-8 with a .cpg that says so, and the system's name in
// the .prj. Column names are cut to ten letters, which is all the format has.

#include <shapefil.h>
#include <stdio.h>
#include <string.h>

#include "export/export_formats.h"

#define TEXT_WIDTH 254
#define INT_WIDTH 18
#define REAL_WIDTH 24
#define REAL_DECIMALS 6

static int shape_type(enum export_shape shape)
{
    return shape == EXPORT_POINTS  ? SHPT_POINT
           : shape == EXPORT_LINES ? SHPT_ARC
                                   : SHPT_POLYGON;
}

// The points of one shape, and where each part begins.
struct corners {
    double *x;
    double *y;
    int *parts;
    int n;
    int n_parts;
};

static struct corners corners_new(struct arena *arena, size_t n, size_t n_parts)
{
    return (struct corners){arena_array(arena, double, n),
                            arena_array(arena, double, n),
                            arena_array(arena, int, n_parts), 0, 0};
}

static void add_part(struct corners *corners, const struct point_m *points,
                     size_t n, bool is_turned)
{
    corners->parts[corners->n_parts++] = corners->n;
    for (size_t i = 0; i < n; i++) {
        struct point_m at = points[is_turned ? n - 1 - i : i];
        corners->x[corners->n] = at.x_m;
        corners->y[corners->n++] = at.y_m;
    }
}

static size_t count_rings(const struct area *area)
{
    size_t n = 0;
    for (size_t p = 0; p < area->n_polygons; p++)
        n += area->polygons[p].n_rings;
    return n;
}

static struct corners area_corners(struct arena *arena, const struct area *area)
{
    struct corners corners =
        corners_new(arena, area_point_count(area), count_rings(area));
    for (size_t p = 0; p < area->n_polygons; p++)
        for (size_t r = 0; r < area->polygons[p].n_rings; r++)
            add_part(&corners, area->polygons[p].rings[r].points,
                     area->polygons[p].rings[r].count, true);
    return corners;
}

static struct corners row_corners(struct arena *arena,
                                  const struct export_row *row,
                                  enum export_shape shape)
{
    if (shape == EXPORT_AREAS)
        return area_corners(arena, &row->area);
    size_t n = shape == EXPORT_POINTS ? 1 : row->line.count;
    struct corners corners = corners_new(arena, n, 1);
    add_part(&corners, shape == EXPORT_POINTS ? &row->point : row->line.points,
             n, false);
    return corners;
}

static bool write_shape(SHPHandle shapes, const struct export_row *row,
                        enum export_shape shape)
{
    struct arena *arena = arena_new();
    struct corners corners = row_corners(arena, row, shape);
    SHPObject *object = SHPCreateObject(
        corners.n == 0 ? SHPT_NULL : shape_type(shape), -1, corners.n_parts,
        corners.parts, NULL, corners.n, corners.x, corners.y, NULL, NULL);
    bool is_written = object != NULL && SHPWriteObject(shapes, -1, object) >= 0;
    SHPDestroyObject(object);
    arena_free(arena);
    return is_written;
}

static void add_columns(DBFHandle rows, const struct export_table *table)
{
    for (size_t c = 0; c < table->n_columns; c++) {
        char name[11];
        snprintf(name, sizeof name, "%.10s", table->columns[c].name);
        if (table->columns[c].kind == EXPORT_TEXT)
            DBFAddField(rows, name, FTString, TEXT_WIDTH, 0);
        else if (table->columns[c].kind == EXPORT_INT)
            DBFAddField(rows, name, FTInteger, INT_WIDTH, 0);
        else
            DBFAddField(rows, name, FTDouble, REAL_WIDTH, REAL_DECIMALS);
    }
}

// A text longer than its column is cut between letters, not within one.
static bool write_text(DBFHandle rows, int row, int column, const char *text)
{
    char cut[TEXT_WIDTH + 1];
    size_t n = strnlen(text, TEXT_WIDTH + 1);
    if (n > TEXT_WIDTH) {
        n = TEXT_WIDTH;
        while (n > 0 && ((unsigned char)text[n] & 0xC0) == 0x80)
            n--;
    }
    memcpy(cut, text, n);
    cut[n] = '\0';
    return DBFWriteStringAttribute(rows, row, column, cut) != 0;
}

static bool write_cell(DBFHandle rows, int row, int column,
                       const struct export_cell *cell, enum export_kind kind)
{
    if (cell->is_null)
        return DBFWriteNULLAttribute(rows, row, column) != 0;
    if (kind == EXPORT_TEXT)
        return write_text(rows, row, column, cell->text);
    return DBFWriteDoubleAttribute(rows, row, column,
                                   kind == EXPORT_INT ? (double)cell->number
                                                      : cell->real) != 0;
}

static bool write_rows(SHPHandle shapes, DBFHandle rows,
                       const struct export_table *table)
{
    bool is_written = true;
    for (size_t r = 0; r < table->rows.count && is_written; r++) {
        const struct export_row *row = &table->rows.items[r];
        is_written = write_shape(shapes, row, table->shape);
        for (size_t c = 0; c < table->n_columns && is_written; c++)
            is_written = write_cell(rows, (int)r, (int)c, &row->cells[c],
                                    table->columns[c].kind);
    }
    return is_written;
}

static enum status write_beside(const char *path, const char *end,
                                const char *text, struct error *err)
{
    char beside[4096];
    size_t stem = strlen(path) - strlen("shp");
    snprintf(beside, sizeof beside, "%.*s%s", (int)stem, path, end);
    FILE *file = fopen(beside, "w");
    bool is_written = file != NULL && fputs(text, file) >= 0;
    if (file != NULL && fclose(file) != 0)
        is_written = false;
    return is_written ? STATUS_OK
                      : error_set(err, STATUS_IO, "cannot write %s", beside);
}

enum status export_shapefile(const struct export_table *table,
                             const struct export_place *place, const char *path,
                             struct error *err)
{
    if (table->shape == EXPORT_NO_SHAPE)
        return error_set(err, STATUS_BAD_INPUT,
                         "%s has no shapes, so it cannot be a shapefile; "
                         "export it as csv or xlsx",
                         table->name);
    SHPHandle shapes = SHPCreate(path, shape_type(table->shape));
    DBFHandle rows = shapes == NULL ? NULL : DBFCreateEx(path, "UTF-8");
    bool is_written = false;
    if (rows != NULL) {
        // The date of a .dbf is its making; a fixed one keeps bytes equal.
        DBFSetLastModifiedDate(rows, 100, 1, 1);
        add_columns(rows, table);
        is_written = write_rows(shapes, rows, table);
        DBFClose(rows);
    }
    if (shapes != NULL)
        SHPClose(shapes);
    if (!is_written)
        return error_set(err, STATUS_IO, "cannot write %s", path);
    struct text_buffer wkt = {0};
    enum status status = crs_describe(place->crs_name, CRS_ESRI, &wkt, err);
    if (status == STATUS_OK)
        status = write_beside(path, "prj", wkt.bytes, err);
    text_buffer_free(&wkt);
    return status;
}
