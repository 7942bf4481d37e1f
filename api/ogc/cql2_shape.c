// Well-Known Text (OGC 06-103r4, section 7), read straight into points, lines
// and polygons: a collection is only all of its parts.

#include "ogc/cql2_shape.h"

// Reads what stands between the brackets of one part.
typedef void read_part_fn(struct cql2_scan *scan, struct cql2_shape *shape);

// "x y", or "x y z".
static struct point_m read_position(struct cql2_scan *scan)
{
    double x = cql2_need_number(scan);
    double y = cql2_need_number(scan);
    if (scan->word.kind == CQL2_DIGITS)
        (void)cql2_need_number(scan);
    return (struct point_m){x, y};
}

static struct line read_positions(struct cql2_scan *scan)
{
    struct point_m_list list = {0};
    cql2_need_sign(scan, "(");
    do
        *point_m_list_add(&list, scan->arena) = read_position(scan);
    while (cql2_take_sign(scan, ","));
    cql2_need_sign(scan, ")");
    return (struct line){list.items, list.count};
}

static void read_point(struct cql2_scan *scan, struct cql2_shape *shape)
{
    cql2_need_sign(scan, "(");
    *point_m_list_add(&shape->points, scan->arena) = read_position(scan);
    cql2_need_sign(scan, ")");
}

// MULTIPOINT may have brackets around each of its points, or none.
static void read_some_point(struct cql2_scan *scan, struct cql2_shape *shape)
{
    bool has_brackets = cql2_take_sign(scan, "(");
    *point_m_list_add(&shape->points, scan->arena) = read_position(scan);
    if (has_brackets)
        cql2_need_sign(scan, ")");
}

static void read_line(struct cql2_scan *scan, struct cql2_shape *shape)
{
    struct line line = read_positions(scan);
    if (line.count < 2)
        cql2_fail(scan, "a line has two positions at least");
    *line_list_add(&shape->lines, scan->arena) = line;
}

static bool is_closed(struct line line)
{
    struct point_m first = line.points[0];
    struct point_m last = line.points[line.count - 1];
    return line.count >= 4 && first.x_m == last.x_m && first.y_m == last.y_m;
}

static void read_polygon(struct cql2_scan *scan, struct cql2_shape *shape)
{
    struct line_list rings = {0};
    cql2_need_sign(scan, "(");
    do {
        struct line ring = read_positions(scan);
        if (!scan->failed && !is_closed(ring))
            cql2_fail(scan, "a ring has four positions at least and ends "
                            "where it began");
        *line_list_add(&rings, scan->arena) = ring;
    } while (cql2_take_sign(scan, ","));
    cql2_need_sign(scan, ")");
    struct polygon *polygon = polygon_list_add(&shape->polygons, scan->arena);
    polygon->n_rings = rings.count;
    polygon->rings = arena_array(scan->arena, struct ring, rings.count);
    for (size_t i = 0; i < rings.count; i++)
        polygon->rings[i] =
            (struct ring){rings.items[i].points, rings.items[i].count};
}

static void read_many(struct cql2_scan *scan, struct cql2_shape *shape,
                      read_part_fn *read_part)
{
    cql2_need_sign(scan, "(");
    do
        read_part(scan, shape);
    while (cql2_take_sign(scan, ","));
    cql2_need_sign(scan, ")");
}

static void read_bbox(struct cql2_scan *scan, struct cql2_shape *shape)
{
    double numbers[6];
    size_t n = 0;
    cql2_need_sign(scan, "(");
    do
        numbers[n++] = cql2_need_number(scan);
    while (n < 6 && cql2_take_sign(scan, ","));
    cql2_need_sign(scan, ")");
    if (!scan->failed && n != 4 && n != 6)
        cql2_fail(scan, "BBOX has four numbers, or six with heights");
    if (!scan->failed)
        *ogc_box_list_add(&shape->boxes, scan->arena) = (struct ogc_box){
            {numbers[0], numbers[1]}, {numbers[n / 2], numbers[n / 2 + 1]}};
}

static void read_shape(struct cql2_scan *scan, struct cql2_shape *shape);

static void read_collection(struct cql2_scan *scan, struct cql2_shape *shape)
{
    if (cql2_descend(scan))
        read_many(scan, shape, read_shape);
    cql2_ascend(scan);
}

static const struct shape_word {
    const char *word;
    read_part_fn *read_part;
    bool is_many;
} WORDS[] = {
    {"POINT", read_point, false},
    {"MULTIPOINT", read_some_point, true},
    {"LINESTRING", read_line, false},
    {"MULTILINESTRING", read_line, true},
    {"POLYGON", read_polygon, false},
    {"MULTIPOLYGON", read_polygon, true},
    {"BBOX", read_bbox, false},
    {"GEOMETRYCOLLECTION", read_collection, false},
};

static const struct shape_word *shape_word(const struct cql2_scan *scan)
{
    for (size_t i = 0; i < sizeof WORDS / sizeof *WORDS; i++)
        if (cql2_is_keyword(scan, WORDS[i].word))
            return &WORDS[i];
    return NULL;
}

static void read_shape(struct cql2_scan *scan, struct cql2_shape *shape)
{
    const struct shape_word *word = shape_word(scan);
    if (word == NULL) {
        cql2_fail(scan, "a geometry is missing here");
        return;
    }
    cql2_advance(scan);
    cql2_take_keyword(scan, "Z");
    if (word->is_many)
        read_many(scan, shape, word->read_part);
    else
        word->read_part(scan, shape);
}

bool cql2_begins_shape(const struct cql2_scan *scan)
{
    return shape_word(scan) != NULL;
}

const struct cql2_shape *cql2_parse_shape(struct cql2_scan *scan)
{
    struct cql2_shape *shape = arena_array(scan->arena, struct cql2_shape, 1);
    read_shape(scan, shape);
    return scan->failed ? NULL : shape;
}
