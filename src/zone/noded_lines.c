// Noding is slow, and few lines need it. So:
//
//   1. every line is moved to the grid;
//   2. a line is loose if one of its segments touches another (or comes nearer
//      than the grid is wide) anywhere but at an end that both lines have;
//   3. loose lines are noded by GEOS, which moves them a little; settled lines
//      that what came of it now touches become loose too, and so again, until
//      there are none.
//
// On the grid coordinates are whole centimetres, so that whether segments cross
// is computed exactly. In the end no two lines touch but at their ends: it was
// looked at for each pair of settled lines in step 2, for each settled and each
// noded line in step 3, and GEOS answers for the rest.

#include "zone/noded_lines.h"

#include <math.h>
#include <string.h>

#include "base/list.h"
#include "base/parallel.h"
#include "geo/box_index.h"
#include "zone/zone_outline.h"

#define LINES_AT_ONCE 512

// So far from the origin products of coordinates do not overflow.
#define FARTHEST_M 1e7

// In grid steps.
struct spot {
    int64_t x;
    int64_t y;
};

struct segment {
    struct spot a;
    struct spot b;
    uint32_t line;
    bool ends_a; // a is an end of the line
    bool ends_b;
};
LIST_DECLARE(segment);

struct noding {
    struct lines lines; // on the grid
    struct segment_list segments;
    const uint32_t *first; // of each line, and one more
    const struct box_index *index;
    bool *is_loose; // of each line
};

static struct spot spot_of(struct point_m p)
{
    return (struct spot){llround(p.x_m / ZONE_GRID_M),
                         llround(p.y_m / ZONE_GRID_M)};
}

static bool is_same(struct spot a, struct spot b)
{
    return a.x == b.x && a.y == b.y;
}

// Twice the surface of the triangle, positive if p is left of a to b.
static int64_t turn(struct spot a, struct spot b, struct spot p)
{
    return (b.x - a.x) * (p.y - a.y) - (b.y - a.y) * (p.x - a.x);
}

// Whether the spot is at most one grid step from the segment.
static bool is_near(struct spot p, const struct segment *s)
{
    double dx = (double)(s->b.x - s->a.x), dy = (double)(s->b.y - s->a.y);
    double px = (double)(p.x - s->a.x), py = (double)(p.y - s->a.y);
    double length2 = dx * dx + dy * dy;
    double dot = px * dx + py * dy;
    if (dot < 0)
        return px * px + py * py <= 1;
    if (dot > length2) {
        double qx = px - dx, qy = py - dy;
        return qx * qx + qy * qy <= 1;
    }
    double cross = (double)turn(s->a, s->b, p);
    return cross * cross <= length2;
}

// Whether the spot, an end of its segment, may be there: away from the other
// segment, or at an end of it that is fine for both.
static bool is_clear(struct spot p, bool ends, const struct segment *other,
                     bool same_line)
{
    if (is_same(p, other->a))
        return same_line || (ends && other->ends_a);
    if (is_same(p, other->b))
        return same_line || (ends && other->ends_b);
    return !is_near(p, other);
}

static bool do_cross(const struct segment *s, const struct segment *t)
{
    int64_t a = turn(s->a, s->b, t->a), b = turn(s->a, s->b, t->b);
    int64_t c = turn(t->a, t->b, s->a), d = turn(t->a, t->b, s->b);
    return ((a > 0 && b < 0) || (a < 0 && b > 0)) &&
           ((c > 0 && d < 0) || (c < 0 && d > 0));
}

static bool is_equal(const struct segment *s, const struct segment *t)
{
    return (is_same(s->a, t->a) && is_same(s->b, t->b)) ||
           (is_same(s->a, t->b) && is_same(s->b, t->a));
}

// Whether two segments touch as they should not. Within a line only
// neighbours (and the ends of a ring) may have a spot in common.
static bool do_clash(const struct noding *n, uint32_t i, uint32_t j)
{
    const struct segment *s = &n->segments.items[i];
    const struct segment *t = &n->segments.items[j];
    bool joined = s->line == t->line && (i + 1 == j || j + 1 == i);
    return is_equal(s, t) || do_cross(s, t) ||
           !is_clear(s->a, s->ends_a, t, joined) ||
           !is_clear(s->b, s->ends_b, t, joined) ||
           !is_clear(t->a, t->ends_a, s, joined) ||
           !is_clear(t->b, t->ends_b, s, joined);
}

static struct box_m box_of_segment(const struct segment *s)
{
    struct point_m ends[] = {{(double)s->a.x, (double)s->a.y},
                             {(double)s->b.x, (double)s->b.y}};
    return box_of_points(ends, 2);
}

struct looking {
    const struct noding *noding;
    uint32_t segment;
    bool found;
};

static bool look_at(uint32_t item, void *context)
{
    struct looking *l = context;
    l->found = item != l->segment && do_clash(l->noding, l->segment, item);
    return !l->found;
}

// Finds loose lines, some at a time; a line is looked at by one thread only.
static void look_at_lines(void *context, size_t piece)
{
    const struct noding *n = context;
    size_t end = (piece + 1) * LINES_AT_ONCE;
    for (size_t i = piece * LINES_AT_ONCE; i < end && i < n->lines.count; i++)
        for (uint32_t s = n->first[i]; s < n->first[i + 1] && !n->is_loose[i];
             s++) {
            struct looking l = {n, s, false};
            struct box_m box = box_of_segment(&n->segments.items[s]);
            box_index_search(n->index, box_grown(box, 1), look_at, &l);
            n->is_loose[i] = l.found;
        }
}

static struct line on_grid(struct arena *arena, struct line line)
{
    struct line moved = {arena_array(arena, struct point_m, line.count), 0};
    for (size_t i = 0; i < line.count; i++) {
        struct point_m p = zone_grid_point(line.points[i]);
        const struct point_m *last = &moved.points[moved.count - 1];
        if (moved.count == 0 || p.x_m != last->x_m || p.y_m != last->y_m)
            moved.points[moved.count++] = p;
    }
    return moved;
}

static void add_segments(struct noding *n, struct arena *scratch,
                         struct line line, uint32_t number)
{
    for (size_t i = 0; i + 1 < line.count; i++)
        *segment_list_add(&n->segments, scratch) = (struct segment){
            spot_of(line.points[i]), spot_of(line.points[i + 1]), number,
            i == 0, i + 2 == line.count};
}

static void index_lines(struct noding *n, struct arena *scratch)
{
    uint32_t *first = arena_array(scratch, uint32_t, n->lines.count + 1);
    for (size_t i = 0; i < n->lines.count; i++) {
        add_segments(n, scratch, n->lines.items[i], (uint32_t)i);
        first[i + 1] = (uint32_t)n->segments.count;
    }
    size_t n_boxes = n->segments.count;
    struct box_m *boxes = arena_array(scratch, struct box_m, n_boxes);
    for (size_t s = 0; s < n_boxes; s++)
        boxes[s] = box_of_segment(&n->segments.items[s]);
    n->first = first;
    n->index = box_index_build(scratch, boxes, n_boxes);
    n->is_loose = arena_array(scratch, bool, n->lines.count);
}

static struct lines pick(struct arena *scratch, const struct noding *n,
                         bool is_loose)
{
    struct lines some = {arena_array(scratch, struct line, n->lines.count), 0};
    for (size_t i = 0; i < n->lines.count; i++)
        if (n->is_loose[i] == is_loose)
            some.items[some.count++] = n->lines.items[i];
    return some;
}

// A noded segment, on its way through the settled lines.
struct touching {
    struct noding *noding;
    uint32_t segment;
    size_t n_loosened;
};

static bool loosen(uint32_t item, void *context)
{
    struct touching *t = context;
    struct noding *n = t->noding;
    bool *is_loose = &n->is_loose[n->segments.items[item].line];
    if (!*is_loose && do_clash(n, t->segment, item)) {
        *is_loose = true;
        t->n_loosened++;
    }
    return true;
}

// Loosens the settled lines that noded ones touch; returns how many.
static size_t loosen_touched(struct noding *n, struct arena *scratch,
                             struct lines noded)
{
    size_t n_before = n->segments.count;
    struct touching t = {.noding = n};
    for (size_t i = 0; i < noded.count; i++)
        add_segments(n, scratch, noded.items[i], UINT32_MAX);
    for (size_t s = n_before; s < n->segments.count; s++) {
        t.segment = (uint32_t)s;
        struct box_m box = box_of_segment(&n->segments.items[s]);
        box_index_search(n->index, box_grown(box, 1), loosen, &t);
    }
    n->segments.count = n_before;
    return t.n_loosened;
}

static enum status node_loose(struct noding *n, struct arena *arena,
                              struct arena *scratch, struct lines *noded,
                              struct error *err)
{
    struct shaper *shaper = shaper_new();
    enum status status;
    do
        status = shape_node_lines(shaper, arena, pick(scratch, n, true),
                                  ZONE_GRID_M, noded, err);
    while (status == STATUS_OK && loosen_touched(n, scratch, *noded) > 0);
    shaper_free(shaper);
    return status;
}

static bool are_in_reach(struct lines lines)
{
    for (size_t i = 0; i < lines.count; i++)
        for (size_t p = 0; p < lines.items[i].count; p++)
            if (!(fabs(lines.items[i].points[p].x_m) < FARTHEST_M &&
                  fabs(lines.items[i].points[p].y_m) < FARTHEST_M))
                return false;
    return true;
}

static void move_to_grid(struct noding *n, struct arena *arena,
                         struct lines lines)
{
    n->lines.items = arena_array(arena, struct line, lines.count);
    for (size_t i = 0; i < lines.count; i++) {
        struct line moved = on_grid(arena, lines.items[i]);
        if (moved.count > 1)
            n->lines.items[n->lines.count++] = moved;
    }
}

enum status noded_lines_build(struct arena *arena, struct lines lines,
                              size_t n_threads, struct lines *noded,
                              struct error *err)
{
    struct arena *scratch = arena_new();
    struct noding n = {0};
    struct lines cut = {0};
    if (are_in_reach(lines)) {
        move_to_grid(&n, arena, lines);
        index_lines(&n, scratch);
        parallel_for((n.lines.count + LINES_AT_ONCE - 1) / LINES_AT_ONCE,
                     n_threads, look_at_lines, &n);
    } else { // all to GEOS
        n.lines = lines;
        n.is_loose = arena_array(scratch, bool, lines.count);
        memset(n.is_loose, true, lines.count);
        n.index = box_index_build(scratch, NULL, 0);
    }
    enum status status = node_loose(&n, arena, scratch, &cut, err);
    if (status == STATUS_OK) {
        struct lines settled = pick(scratch, &n, false);
        noded->count = settled.count + cut.count;
        noded->items = arena_array(arena, struct line, noded->count);
        if (settled.count > 0)
            memcpy(noded->items, settled.items,
                   settled.count * sizeof *settled.items);
        if (cut.count > 0)
            memcpy(noded->items + settled.count, cut.items,
                   cut.count * sizeof *cut.items);
    }
    arena_free(scratch);
    return status;
}
