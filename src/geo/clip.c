// Rings are clipped side by side (Sutherland and Hodgman, Reentrant polygon
// clipping, CACM 17, 1974): the half plane of each of the box's four sides cuts
// the ring in turn, and a ring cut by a half plane is a ring again. Lines are
// clipped segment by segment (Liang and Barsky, A new concept and method for
// line clipping, ACM TOG 3, 1984): the box leaves of each segment one interval
// of its share, and intervals that touch belong to one piece.
//
// A cut point is computed from the segment's two ends taken in a fixed order,
// so that it does not depend on the direction in which the segment is run.

#include "geo/clip.h"

#include <stdbool.h>

LIST_DECLARE(point_m);

// One side of the box: the kept half plane has sign * coordinate <= limit.
struct side {
    bool is_x;
    double sign;
    double limit;
};

static double outside_by(struct side side, struct point_m p)
{
    return side.sign * (side.is_x ? p.x_m : p.y_m) - side.limit;
}

static bool comes_before(struct point_m a, struct point_m b)
{
    return a.x_m < b.x_m || (a.x_m == b.x_m && a.y_m < b.y_m);
}

static struct point_m cut_at(struct side side, struct point_m a,
                             struct point_m b)
{
    if (comes_before(b, a)) {
        struct point_m swapped = a;
        a = b;
        b = swapped;
    }
    double from = outside_by(side, a);
    struct point_m cut =
        point_between(a, b, from / (from - outside_by(side, b)));
    if (side.is_x)
        cut.x_m = side.sign * side.limit;
    else
        cut.y_m = side.sign * side.limit;
    return cut;
}

static struct ring ring_cut_by(struct arena *arena, struct ring ring,
                               struct side side)
{
    struct point_m_list kept = {0};
    for (size_t i = 0; i + 1 < ring.count; i++) {
        struct point_m a = ring.points[i];
        struct point_m b = ring.points[i + 1];
        bool a_is_in = outside_by(side, a) <= 0;
        bool b_is_in = outside_by(side, b) <= 0;
        if (a_is_in)
            *point_m_list_add(&kept, arena) = a;
        if (a_is_in != b_is_in)
            *point_m_list_add(&kept, arena) = cut_at(side, a, b);
    }
    if (kept.count < 3)
        return (struct ring){0};
    struct point_m first = kept.items[0];
    *point_m_list_add(&kept, arena) = first;
    return (struct ring){kept.items, kept.count};
}

struct ring clip_ring(struct arena *arena, struct ring ring, struct box_m box)
{
    const struct side sides[] = {{true, -1, -box.min_x_m},
                                 {true, 1, box.max_x_m},
                                 {false, -1, -box.min_y_m},
                                 {false, 1, box.max_y_m}};
    struct box_m around = box_of_points(ring.points, ring.count);
    if (!box_overlaps(around, box))
        return (struct ring){0};
    const bool crosses[] = {
        around.min_x_m<box.min_x_m, around.max_x_m> box.max_x_m,
        around.min_y_m<box.min_y_m, around.max_y_m> box.max_y_m};
    for (size_t s = 0; s < 4; s++)
        if (crosses[s] && ring.count > 0)
            ring = ring_cut_by(arena, ring, sides[s]);
    return ring;
}

// What is left of a segment: from share `from` to share `to`.
struct interval {
    double from;
    double to;
};

// Keeps the shares at which `at + share * step` does not exceed `limit`.
static void narrow(struct interval *kept, double at, double step, double limit)
{
    if (step == 0) {
        if (at > limit)
            kept->to = -1;
        return;
    }
    double share = (limit - at) / step;
    if (step > 0 && share < kept->to)
        kept->to = share;
    if (step < 0 && share > kept->from)
        kept->from = share;
}

static struct interval within(struct box_m box, struct point_m a,
                              struct point_m b)
{
    struct interval kept = {0, 1};
    double dx = b.x_m - a.x_m;
    double dy = b.y_m - a.y_m;
    narrow(&kept, a.x_m, dx, box.max_x_m);
    narrow(&kept, -a.x_m, -dx, -box.min_x_m);
    narrow(&kept, a.y_m, dy, box.max_y_m);
    narrow(&kept, -a.y_m, -dy, -box.min_y_m);
    return kept;
}

static void end_piece(struct line_list *pieces, struct arena *arena,
                      struct point_m_list *piece)
{
    if (piece->count >= 2)
        *line_list_add(pieces, arena) =
            (struct line){piece->items, piece->count};
    *piece = (struct point_m_list){0};
}

void clip_line(struct arena *arena, struct line line, struct box_m box,
               struct line_list *pieces)
{
    struct point_m_list piece = {0};
    for (size_t i = 0; i + 1 < line.count; i++) {
        struct point_m a = line.points[i];
        struct point_m b = line.points[i + 1];
        struct interval kept = within(box, a, b);
        if (kept.from >= kept.to) {
            end_piece(pieces, arena, &piece);
            continue;
        }
        if (piece.count == 0)
            *point_m_list_add(&piece, arena) =
                kept.from == 0 ? a : point_between(a, b, kept.from);
        *point_m_list_add(&piece, arena) =
            kept.to == 1 ? b : point_between(a, b, kept.to);
        if (kept.to < 1)
            end_piece(pieces, arena, &piece);
    }
    end_piece(pieces, arena, &piece);
}
