// shapelib reads the records; here the rings of a polygon become areas. A
// shapefile has no order of rings: an outer ring is one that runs clockwise,
// a hole one that runs counter-clockwise, and a hole belongs to the smallest
// outer ring around it. A ring of the wrong direction, which careless writers
// leave, is taken for an outer one when no outer ring holds it.
//
// shapelib trusts the lengths in the headers, so these are held against the
// files' real sizes first; a truncated file is found there.

#include "format/shapefile.h"

#include <shapefil.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

// Where shapelib's own messages go: our sentences say more.
static void say_nothing(const char *message)
{
    (void)message;
}

struct reader {
    const char *path; // of the .shp
    enum encoding encoding;
    struct arena *arena;
    struct feature_table *table;
    struct error *err;
    SHPHandle shapes;
    DBFHandle rows;
};

// "wards.shp" and "shx" give "wards.shx", in the case the .shp has.
static const char *part_path(const struct reader *reader, const char *end)
{
    char *path = arena_text(reader->arena, reader->path);
    size_t n = strlen(path);
    bool upper = path[n - 1] == 'P';
    for (size_t i = 0; i < 3; i++)
        path[n - 3 + i] = upper ? (char)(end[i] - 'a' + 'A') : end[i];
    return path;
}

static enum status need_part(const struct reader *reader, const char *end)
{
    if (access(part_path(reader, end), R_OK) == 0)
        return STATUS_OK;
    return error_set(reader->err, STATUS_BAD_INPUT,
                     "%s comes without %s, which has to be beside it",
                     reader->table->file, file_name(part_path(reader, end)));
}

// The length in a header counts 16-bit words, the high byte first.
static enum status check_length(const struct reader *reader, const char *path)
{
    unsigned char header[100];
    struct stat about;
    FILE *file = fopen(path, "rb");
    if (file == NULL)
        return error_set(reader->err, STATUS_NOT_FOUND, "cannot open %s", path);
    size_t n = fread(header, 1, sizeof header, file);
    bool has_size = fstat(fileno(file), &about) == 0;
    fclose(file);
    if (n < sizeof header || !has_size || header[2] != 0x27 ||
        header[3] != 0x0A)
        return error_set(reader->err, STATUS_BAD_INPUT,
                         "%s is not a shapefile or is cut short",
                         file_name(path));
    long long words = ((long long)header[24] << 24) + (header[25] << 16) +
                      (header[26] << 8) + header[27];
    if (2 * words > about.st_size)
        return error_set(reader->err, STATUS_BAD_INPUT,
                         "%s is cut short: %lld bytes of %lld", file_name(path),
                         (long long)about.st_size, 2 * words);
    return STATUS_OK;
}

// The same for the .dbf: records, their length and where they start.
static enum status check_dbf_length(const struct reader *reader)
{
    const char *path = part_path(reader, "dbf");
    unsigned char header[32];
    struct stat about;
    FILE *file = fopen(path, "rb");
    if (file == NULL)
        return error_set(reader->err, STATUS_IO, "cannot open %s", path);
    size_t n = fread(header, 1, sizeof header, file);
    bool has_size = fstat(fileno(file), &about) == 0;
    fclose(file);
    if (n < sizeof header || !has_size)
        return error_set(reader->err, STATUS_BAD_INPUT, "%s is cut short",
                         file_name(path));
    long long count = header[4] + (header[5] << 8) + (header[6] << 16) +
                      ((long long)header[7] << 24);
    long long start = header[8] + (header[9] << 8);
    long long length = header[10] + (header[11] << 8);
    if (length == 0 || start + count * length > about.st_size)
        return error_set(reader->err, STATUS_BAD_INPUT, "%s is cut short",
                         file_name(path));
    return STATUS_OK;
}

static enum status read_prj(const struct reader *reader)
{
    char *text = NULL;
    size_t n = 0;
    const char *path = part_path(reader, "prj");
    if (access(path, R_OK) != 0)
        return STATUS_OK;
    enum status status = file_read(path, reader->arena, &text, &n, reader->err);
    reader->table->crs = text;
    return status;
}

static struct ring take_ring(struct arena *arena, const SHPObject *shape,
                             int part)
{
    int first = shape->panPartStart[part];
    int end = part + 1 < shape->nParts ? shape->panPartStart[part + 1]
                                       : shape->nVertices;
    size_t n = end > first ? (size_t)(end - first) : 0;
    struct ring ring = {arena_array(arena, struct point_m, n + 1), n};
    for (size_t i = 0; i < n; i++)
        ring.points[i] = (struct point_m){shape->padfX[first + (int)i],
                                          shape->padfY[first + (int)i]};
    if (n > 0 &&
        memcmp(&ring.points[0], &ring.points[n - 1], sizeof *ring.points) != 0)
        ring.points[ring.count++] = ring.points[0];
    return ring;
}

// How many of the hole's points the ring holds; points on its border may count
// either way, so the whole hole votes.
static bool is_inside(struct ring hole, struct ring outer)
{
    struct polygon polygon = {&outer, 1};
    struct area area = {&polygon, 1};
    size_t inside = 0;
    for (size_t i = 0; i + 1 < hole.count; i++)
        inside += area_has_point(&area, hole.points[i]);
    return 2 * inside > hole.count - 1;
}

// The polygon whose outer ring is the smallest around the hole, or NULL.
static struct polygon *find_owner(struct area *area, struct ring hole)
{
    struct polygon *owner = NULL;
    double smallest_m2 = 0;
    for (size_t p = 0; p < area->n_polygons; p++) {
        struct ring outer = area->polygons[p].rings[0];
        double m2 = -ring_signed_m2(outer);
        if ((owner == NULL || m2 < smallest_m2) && is_inside(hole, outer)) {
            owner = &area->polygons[p];
            smallest_m2 = m2;
        }
    }
    return owner;
}

static void add_polygon(struct area *area, struct arena *arena,
                        struct ring outer, size_t most_rings)
{
    struct polygon *polygon = &area->polygons[area->n_polygons++];
    polygon->rings = arena_array(arena, struct ring, most_rings);
    polygon->rings[0] = outer;
    polygon->n_rings = 1;
}

static struct area assemble(struct arena *arena, const SHPObject *shape)
{
    size_t n = (size_t)shape->nParts;
    struct area area = {arena_array(arena, struct polygon, n), 0};
    struct ring *holes = arena_array(arena, struct ring, n);
    size_t n_holes = 0;
    for (int part = 0; part < shape->nParts; part++) {
        struct ring ring = take_ring(arena, shape, part);
        if (ring.count < 4)
            continue;
        if (ring_signed_m2(ring) < 0)
            add_polygon(&area, arena, ring, n);
        else
            holes[n_holes++] = ring;
    }
    size_t n_outer = area.n_polygons;
    for (size_t h = 0; h < n_holes; h++) {
        struct area outer = {area.polygons, n_outer};
        struct polygon *owner = find_owner(&outer, holes[h]);
        if (owner != NULL)
            owner->rings[owner->n_rings++] = holes[h];
        else
            add_polygon(&area, arena, holes[h], n);
    }
    area_orient(&area);
    return area;
}

// The first part; nothing that is imported as a line has several.
static void take_line(struct arena *arena, const SHPObject *shape,
                      struct feature *feature)
{
    int end = shape->nParts > 1 ? shape->panPartStart[1] : shape->nVertices;
    size_t n = end > 0 ? (size_t)end : 0;
    feature->shape = SHAPE_LINE;
    feature->line.points = arena_array(arena, struct point_m, n);
    feature->line.count = n;
    for (size_t i = 0; i < n; i++)
        feature->line.points[i] =
            (struct point_m){shape->padfX[i], shape->padfY[i]};
}

static void take_shape(struct arena *arena, const SHPObject *shape,
                       struct feature *feature)
{
    switch (shape->nSHPType) {
    case SHPT_POINT:
    case SHPT_POINTZ:
    case SHPT_POINTM:
        feature->shape = SHAPE_POINT;
        feature->point = (struct point_m){shape->padfX[0], shape->padfY[0]};
        break;
    case SHPT_ARC:
    case SHPT_ARCZ:
    case SHPT_ARCM:
        take_line(arena, shape, feature);
        break;
    case SHPT_POLYGON:
    case SHPT_POLYGONZ:
    case SHPT_POLYGONM:
        feature->area = assemble(arena, shape);
        feature->shape =
            area_is_empty(&feature->area) ? SHAPE_NONE : SHAPE_AREA;
        break;
    default:
        feature->shape = SHAPE_NONE;
    }
}

static enum status decode(const struct reader *reader, const char *bytes,
                          const char *where, const char **text)
{
    size_t n = strlen(bytes);
    while (n > 0 && bytes[n - 1] == ' ')
        n--;
    *text = NULL;
    if (n == 0)
        return STATUS_OK;
    *text = encoding_decode(reader->encoding, reader->arena, bytes, n);
    if (*text != NULL)
        return STATUS_OK;
    return error_set(reader->err, STATUS_BAD_INPUT,
                     "%s, %s: the text is not %s; give the file's encoding, "
                     "as in --encoding tcvn3",
                     file_name(part_path(reader, "dbf")), where,
                     reader->encoding == ENCODING_UTF8 ? "UTF-8"
                                                       : "in that encoding");
}

static enum status read_columns(const struct reader *reader)
{
    struct feature_table *table = reader->table;
    table->n_columns = (size_t)DBFGetFieldCount(reader->rows);
    table->columns = arena_array(reader->arena, const char *, table->n_columns);
    for (size_t i = 0; i < table->n_columns; i++) {
        char name[XBASE_FLDNAME_LEN_READ + 1] = "";
        DBFGetFieldInfo(reader->rows, (int)i, name, NULL, NULL);
        enum status status =
            decode(reader, name, "a column's name", &table->columns[i]);
        if (status != STATUS_OK)
            return status;
        if (table->columns[i] == NULL)
            table->columns[i] = "";
    }
    return STATUS_OK;
}

static enum status read_texts(const struct reader *reader, int record,
                              struct feature *feature)
{
    const struct feature_table *table = reader->table;
    feature->texts = arena_array(reader->arena, const char *, table->n_columns);
    for (size_t i = 0; i < table->n_columns; i++) {
        if (DBFIsAttributeNULL(reader->rows, record, (int)i))
            continue;
        const char *bytes =
            DBFReadStringAttribute(reader->rows, record, (int)i);
        char where[80];
        snprintf(where, sizeof where, "feature %d, column \"%s\"", record + 1,
                 table->columns[i]);
        enum status status = decode(reader, bytes == NULL ? "" : bytes, where,
                                    &feature->texts[i]);
        if (status != STATUS_OK)
            return status;
    }
    return STATUS_OK;
}

static enum status read_feature(const struct reader *reader, int record)
{
    SHPObject *shape = SHPReadObject(reader->shapes, record);
    if (shape == NULL)
        return error_set(reader->err, STATUS_BAD_INPUT,
                         "%s: the shape of feature %d is damaged",
                         reader->table->file, record + 1);
    struct feature *feature =
        feature_list_add(&reader->table->features, reader->arena);
    feature->row = (size_t)record + 1;
    take_shape(reader->arena, shape, feature);
    SHPDestroyObject(shape);
    return read_texts(reader, record, feature);
}

static enum status read_features(const struct reader *reader)
{
    int n_shapes = 0;
    int n_rows = DBFGetRecordCount(reader->rows);
    SHPGetInfo(reader->shapes, &n_shapes, NULL, NULL, NULL);
    if (n_shapes != n_rows)
        return error_set(reader->err, STATUS_BAD_INPUT,
                         "%s has %d shapes, but %s has %d rows",
                         reader->table->file, n_shapes,
                         file_name(part_path(reader, "dbf")), n_rows);
    enum status status = read_columns(reader);
    for (int i = 0; i < n_shapes && status == STATUS_OK; i++)
        status = read_feature(reader, i);
    return status;
}

static enum status open_and_read(struct reader *reader)
{
    SAHooks hooks;
    SASetupDefaultHooks(&hooks);
    hooks.Error = say_nothing;
    reader->shapes = SHPOpenLL(reader->path, "rb", &hooks);
    reader->rows = DBFOpenLL(part_path(reader, "dbf"), "rb", &hooks);
    enum status status;
    if (reader->shapes == NULL || reader->rows == NULL)
        status = error_set(
            reader->err, STATUS_BAD_INPUT, "%s cannot be read as a shapefile",
            reader->shapes == NULL ? reader->table->file
                                   : file_name(part_path(reader, "dbf")));
    else
        status = read_features(reader);
    if (reader->shapes != NULL)
        SHPClose(reader->shapes);
    if (reader->rows != NULL)
        DBFClose(reader->rows);
    return status;
}

enum status shapefile_read(const char *path, enum encoding encoding,
                           struct arena *arena, struct feature_table *table,
                           struct error *err)
{
    struct reader reader = {.path = path,
                            .encoding = encoding,
                            .arena = arena,
                            .table = table,
                            .err = err};
    table->row_word = "feature";
    if (table->file == NULL)
        table->file = arena_text(arena, file_name(path));
    enum status status = check_length(&reader, path);
    if (status == STATUS_OK)
        status = need_part(&reader, "shx");
    if (status == STATUS_OK)
        status = need_part(&reader, "dbf");
    if (status == STATUS_OK)
        status = check_length(&reader, part_path(&reader, "shx"));
    if (status == STATUS_OK)
        status = check_dbf_length(&reader);
    if (status == STATUS_OK)
        status = read_prj(&reader);
    if (status == STATUS_OK)
        status = open_and_read(&reader);
    return status;
}
