// Marching squares over corners that are in or out: the border goes through the
// middle of each side whose ends differ. It is walked with what is in on its
// left:
//
//     in -- out        ahead of the side lies a square with two more corners
//      :     :         a and b. If a is out, turn left around `in`; if both are
//      a --- b         in, turn right; else go straight on.
//
// Of two corners that touch only diagonally each gets its own border. What one
// square contributes grows with the set of its corners that are in, so areas of
// growing ranks are nested; borders never meet, so they are valid.
//
// Which holes belong to which outer border: walking along a row, the border
// where a run of corners begins and that where it ends surround the same piece.
// Joining these two for every run puts each piece's borders in one set, for
// runs of a piece that lie above one another share the border between them.
//
// Only vertices at which some area's border turns are kept.

#include "network/reach_outline.h"

#include <string.h>

LIST_DECLARE_OF(uint32_t, crossing);

// A side whose ends differ: that from corner `c` to the east is 2c, to the
// north 2c + 1.
struct border {
    size_t first; // into the list of crossings
    size_t count;
    bool is_hole;
    size_t parent;  // the tree of its piece
    size_t polygon; // of an outer border
};
LIST_DECLARE(border);

struct tracer {
    const struct reach_grid *grid;
    struct arena *scratch;
    uint8_t *is_turn;    // per side
    uint32_t *border_of; // per side to the east: 1 + its border, or 0
    unsigned n_in;       // ranks below this are in
    struct crossing_list crossings;
    struct border_list borders;
};

// --- walking a border ---

static bool is_in(const struct tracer *t, size_t corner)
{
    return t->grid->corners[corner] < t->n_in;
}

// East, north, west, south.
static size_t beside(const struct tracer *t, size_t corner, unsigned direction)
{
    switch (direction & 3) {
    case 0:
        return corner + 1;
    case 1:
        return corner + t->grid->n_columns;
    case 2:
        return corner - 1;
    default:
        return corner - t->grid->n_columns;
    }
}

static uint32_t side_of(size_t in, size_t out, unsigned direction)
{
    size_t lesser = in < out ? in : out;
    return (uint32_t)(2 * lesser + (direction & 1));
}

// Between `in` and what lies beside it in the direction; the heading of the
// last step in eighths of a turn.
struct walk {
    size_t in;
    unsigned direction;
    unsigned heading;
};

static void step(const struct tracer *t, struct walk *walk)
{
    unsigned ahead = walk->direction + 1;
    size_t out = beside(t, walk->in, walk->direction);
    walk->heading = (2 * ahead) & 7;
    if (!is_in(t, beside(t, walk->in, ahead))) {
        walk->heading = (2 * ahead + 1) & 7;
        walk->direction = ahead & 3;
    } else if (is_in(t, beside(t, out, ahead))) {
        walk->heading = (2 * ahead + 7) & 7;
        walk->in = beside(t, out, ahead);
        walk->direction = (walk->direction + 3) & 3;
    } else {
        walk->in = beside(t, walk->in, ahead);
    }
}

static uint32_t pass(struct tracer *t, const struct walk *walk, uint32_t id)
{
    uint32_t side = side_of(walk->in, beside(t, walk->in, walk->direction),
                            walk->direction);
    *crossing_list_add(&t->crossings, t->scratch) = side;
    if ((walk->direction & 1) == 0)
        t->border_of[side / 2] = id;
    return side;
}

static uint32_t trace(struct tracer *t, size_t in, unsigned direction)
{
    size_t first = t->crossings.count;
    uint32_t id = (uint32_t)t->borders.count + 1;
    struct walk walk = {in, direction, 0};
    uint32_t first_side = pass(t, &walk, id);
    step(t, &walk);
    unsigned first_heading = walk.heading;
    while (walk.in != in || walk.direction != direction) {
        unsigned before = walk.heading;
        uint32_t side = pass(t, &walk, id);
        step(t, &walk);
        t->is_turn[side] |= walk.heading != before;
    }
    t->is_turn[first_side] |= walk.heading != first_heading;
    *border_list_add(&t->borders, t->scratch) =
        (struct border){.first = first,
                        .count = t->crossings.count - first,
                        .is_hole = direction == 0,
                        .parent = id - 1};
    return id;
}

// --- the pieces of one area ---

static size_t root_of(const struct tracer *t, size_t border)
{
    struct border *borders = t->borders.items;
    while (borders[border].parent != border) {
        borders[border].parent = borders[borders[border].parent].parent;
        border = borders[border].parent;
    }
    return border;
}

static uint32_t border_at(struct tracer *t, size_t west, bool enters)
{
    if (t->border_of[west] != 0)
        return t->border_of[west];
    return enters ? trace(t, west + 1, 2) : trace(t, west, 0);
}

static void trace_row(struct tracer *t, size_t first)
{
    uint32_t began = 0;
    for (size_t i = first; i + 1 < first + t->grid->n_columns; i++) {
        bool enters = !is_in(t, i);
        if (enters != is_in(t, i + 1))
            continue;
        uint32_t border = border_at(t, i, enters);
        if (enters)
            began = border;
        else
            t->borders.items[root_of(t, began - 1)].parent =
                root_of(t, border - 1);
    }
}

static void trace_area(struct tracer *t, unsigned n_in)
{
    size_t n = t->grid->n_columns;
    t->n_in = n_in;
    memset(t->border_of, 0, n * t->grid->n_rows * sizeof *t->border_of);
    for (size_t row = 1; row + 1 < t->grid->n_rows; row++)
        trace_row(t, row * n);
}

// --- areas ---

static struct point_m middle_of(const struct reach_grid *grid, uint32_t side)
{
    size_t corner = side / 2;
    double column = (double)(corner % grid->n_columns);
    double row = (double)(corner / grid->n_columns);
    *((side & 1) == 0 ? &column : &row) += 0.5;
    return (struct point_m){grid->west_m + REACH_CELL_M * column,
                            grid->south_m + REACH_CELL_M * row};
}

static struct ring make_ring(struct arena *arena, const struct tracer *t,
                             const struct border *border)
{
    const uint32_t *sides = t->crossings.items + border->first;
    size_t n = 0;
    for (size_t i = 0; i < border->count; i++)
        n += t->is_turn[sides[i]];
    struct ring ring = {arena_array(arena, struct point_m, n + 1), 0};
    for (size_t i = 0; i < border->count; i++)
        if (t->is_turn[sides[i]])
            ring.points[ring.count++] = middle_of(t->grid, sides[i]);
    ring.points[ring.count++] = ring.points[0];
    return ring;
}

// The borders from `begin` to `end` as polygons: first each outer border with
// room for its holes, then the holes, all in the order they were found.
static struct area make_area(struct arena *arena, const struct tracer *t,
                             size_t begin, size_t end)
{
    struct border *borders = t->borders.items;
    struct area area = {arena_array(arena, struct polygon, end - begin), 0};
    size_t *n_rings = arena_array(t->scratch, size_t, end - begin);
    for (size_t b = begin; b < end; b++)
        n_rings[root_of(t, b) - begin]++;
    for (size_t b = begin; b < end; b++) {
        if (borders[b].is_hole)
            continue;
        size_t root = root_of(t, b);
        struct polygon *polygon = &area.polygons[area.n_polygons];
        borders[root].polygon = area.n_polygons++;
        polygon->rings = arena_array(arena, struct ring, n_rings[root - begin]);
        polygon->rings[polygon->n_rings++] = make_ring(arena, t, &borders[b]);
    }
    for (size_t b = begin; b < end; b++) {
        struct polygon *polygon =
            &area.polygons[borders[root_of(t, b)].polygon];
        if (borders[b].is_hole)
            polygon->rings[polygon->n_rings++] =
                make_ring(arena, t, &borders[b]);
    }
    return area;
}

void reach_outline(struct arena *arena, struct reach_grid *grid,
                   struct area *areas, size_t n_areas)
{
    size_t n = grid->n_columns * grid->n_rows;
    struct tracer t = {.grid = grid,
                       .scratch = grid->lists,
                       .is_turn = grid->is_turn,
                       .border_of = grid->border_of};
    size_t *ends = arena_array(t.scratch, size_t, n_areas + 1);
    memset(t.is_turn, 0, 2 * n);
    for (size_t i = 0; i < n_areas; i++) {
        trace_area(&t, (unsigned)i + 1);
        ends[i + 1] = t.borders.count;
    }
    for (size_t i = 0; i < n_areas; i++)
        areas[i] = make_area(arena, &t, ends[i], ends[i + 1]);
}
