// A geometry is a byte for the byte order, a number for its type, then counts
// and pairs of doubles. Encoding uses the machine's own order. Decoding keeps
// a reader that remembers whether it ran out, so that only the end is checked;
// counts are held against the bytes that are left before anything is
// allocated for them.

#include "store/wkb.h"

#include <stdint.h>
#include <string.h>

enum {
    WKB_POINT = 1,
    WKB_LINE = 2,
    WKB_POLYGON = 3,
    WKB_MULTIPOINT = 4,
    WKB_MULTILINE = 5,
    WKB_MULTIPOLYGON = 6
};

static const uint16_t ONE = 1;

static unsigned char own_order(void)
{
    return *(const unsigned char *)&ONE; // 1 where the low byte comes first
}

static void add_u32(struct text_buffer *into, size_t value)
{
    uint32_t number = (uint32_t)value;
    text_add(into, (const char *)&number, sizeof number);
}

static void add_head(struct text_buffer *into, uint32_t type)
{
    char order = (char)own_order();
    text_add(into, &order, 1);
    add_u32(into, type);
}

static void add_points(struct text_buffer *into, const struct point_m *points,
                       size_t n)
{
    for (size_t i = 0; i < n; i++) {
        double pair[2] = {points[i].x_m, points[i].y_m};
        text_add(into, (const char *)pair, sizeof pair);
    }
}

void wkb_encode_point(struct text_buffer *into, struct point_m at)
{
    add_head(into, WKB_POINT);
    add_points(into, &at, 1);
}

void wkb_encode_line(struct text_buffer *into, struct line line)
{
    add_head(into, WKB_LINE);
    add_u32(into, line.count);
    add_points(into, line.points, line.count);
}

void wkb_encode_area(struct text_buffer *into, const struct area *area)
{
    add_head(into, WKB_MULTIPOLYGON);
    add_u32(into, area->n_polygons);
    for (size_t p = 0; p < area->n_polygons; p++) {
        const struct polygon *polygon = &area->polygons[p];
        add_head(into, WKB_POLYGON);
        add_u32(into, polygon->n_rings);
        for (size_t r = 0; r < polygon->n_rings; r++) {
            add_u32(into, polygon->rings[r].count);
            add_points(into, polygon->rings[r].points, polygon->rings[r].count);
        }
    }
}

void wkb_encode_points(struct text_buffer *into, const struct point_m *points,
                       size_t n_points)
{
    add_head(into, WKB_MULTIPOINT);
    add_u32(into, n_points);
    for (size_t i = 0; i < n_points; i++)
        wkb_encode_point(into, points[i]);
}

void wkb_encode_lines(struct text_buffer *into, const struct line *lines,
                      size_t n_lines)
{
    add_head(into, WKB_MULTILINE);
    add_u32(into, n_lines);
    for (size_t i = 0; i < n_lines; i++)
        wkb_encode_line(into, lines[i]);
}

struct reader {
    const unsigned char *at;
    size_t left;
    bool swapped; // the bytes are in the other order
    bool failed;
};

static void take(struct reader *reader, void *value, size_t size)
{
    memset(value, 0, size);
    if (reader->failed || reader->left < size) {
        reader->failed = true;
        return;
    }
    unsigned char *to = value;
    for (size_t i = 0; i < size; i++)
        to[i] = reader->at[reader->swapped ? size - 1 - i : i];
    reader->at += size;
    reader->left -= size;
}

static uint32_t take_type(struct reader *reader)
{
    unsigned char order;
    uint32_t type;
    take(reader, &order, 1);
    reader->swapped = order != own_order();
    take(reader, &type, sizeof type);
    return type;
}

// A count of things that take at least `size` bytes each.
static size_t take_count(struct reader *reader, size_t size)
{
    uint32_t count;
    take(reader, &count, sizeof count);
    if (count > reader->left / size) {
        reader->failed = true;
        return 0;
    }
    return count;
}

static struct point_m take_point(struct reader *reader)
{
    struct point_m at;
    take(reader, &at.x_m, sizeof at.x_m);
    take(reader, &at.y_m, sizeof at.y_m);
    return at;
}

static struct point_m *take_points(struct reader *reader, struct arena *arena,
                                   size_t *count)
{
    *count = take_count(reader, 2 * sizeof(double));
    struct point_m *points = arena_array(arena, struct point_m, *count);
    for (size_t i = 0; i < *count; i++)
        points[i] = take_point(reader);
    return points;
}

static struct polygon take_rings(struct reader *reader, struct arena *arena)
{
    struct polygon polygon = {NULL, take_count(reader, 4)};
    polygon.rings = arena_array(arena, struct ring, polygon.n_rings);
    for (size_t r = 0; r < polygon.n_rings; r++)
        polygon.rings[r].points =
            take_points(reader, arena, &polygon.rings[r].count);
    return polygon;
}

bool wkb_decode_point(const void *bytes, size_t n, struct point_m *at)
{
    struct reader reader = {bytes, n, false, false};
    if (take_type(&reader) != WKB_POINT)
        return false;
    *at = take_point(&reader);
    return !reader.failed;
}

bool wkb_decode_line(const void *bytes, size_t n, struct arena *arena,
                     struct line *line)
{
    struct reader reader = {bytes, n, false, false};
    if (take_type(&reader) != WKB_LINE)
        return false;
    line->points = take_points(&reader, arena, &line->count);
    return !reader.failed;
}

bool wkb_decode_area(const void *bytes, size_t n, struct arena *arena,
                     struct area *area)
{
    struct reader reader = {bytes, n, false, false};
    uint32_t type = take_type(&reader);
    bool is_multi = type == WKB_MULTIPOLYGON;
    if (!is_multi && type != WKB_POLYGON)
        return false;
    area->n_polygons = is_multi ? take_count(&reader, 9) : 1;
    area->polygons = arena_array(arena, struct polygon, area->n_polygons);
    for (size_t p = 0; p < area->n_polygons && !reader.failed; p++) {
        if (is_multi && take_type(&reader) != WKB_POLYGON)
            return false;
        area->polygons[p] = take_rings(&reader, arena);
    }
    return !reader.failed;
}
