// Each block is triangulated between its vertices. A triangle in which too many
// live gets a corner in its middle (not in the midst of the homes, since
// outlines are public), which makes it three:
//
//        C                 C
//       / \               /|\        the rim, of which A, B and C are part,
//      /   \      ->     / P \       stays as it was
//     /_____\           /_/ \_\      .
//    A       B         A       B
//
// That the cells are the unit exactly is not taken on trust: they must measure
// the same, and have as many sides without a cell beyond as the rim has.

#include "zone/block_cells.h"

#include <math.h>

#include "base/list.h"
#include "shape/shape.h"
#include "zone/zone_outline.h"

// A new corner is not nearer to a side than this.
#define NARROWEST_CELL_M 2.0

struct cell {
    struct point_m corners[3]; // counter-clockwise
    uint32_t entrants;
};
LIST_DECLARE(cell);

// What is known while a unit is cut.
struct cutting {
    struct arena *scratch;
    const struct big_unit *unit;
    struct cell_list cells;
    uint32_t *cell; // of each home
};

// How far to the left of the line from a to b the point lies.
static double left_of_m(struct point_m p, struct point_m a, struct point_m b)
{
    double cross =
        (b.x_m - a.x_m) * (p.y_m - a.y_m) - (b.y_m - a.y_m) * (p.x_m - a.x_m);
    return cross / point_distance_m(a, b);
}

// How deep inside a cell a point lies; negative outside.
static double depth_m(const struct cell *cell, struct point_m p)
{
    double least = INFINITY;
    for (int k = 0; k < 3; k++)
        least = fmin(
            least, left_of_m(p, cell->corners[k], cell->corners[(k + 1) % 3]));
    return least;
}

// The cell among some in which the point lies deepest.
static uint32_t cell_at(const struct cutting *cut, uint32_t first, uint32_t end,
                        struct point_m p)
{
    uint32_t best = first;
    double best_m = -INFINITY;
    for (uint32_t c = first; c < end; c++) {
        double in_m = depth_m(&cut->cells.items[c], p);
        if (in_m > best_m) {
            best = c;
            best_m = in_m;
        }
    }
    return best;
}

static void place_home(struct cutting *cut, uint32_t home, uint32_t cell)
{
    cut->cell[home] = cell;
    cut->cells.items[cell].entrants += cut->unit->homes[home].entrants;
}

static enum status triangulate(struct cutting *cut, struct error *err)
{
    const struct big_unit *unit = cut->unit;
    struct shaper *shaper = shaper_new();
    enum status status = STATUS_OK;
    for (size_t i = 0; i < unit->n_blocks && status == STATUS_OK; i++) {
        struct area triangles = {0};
        uint32_t first = (uint32_t)cut->cells.count;
        status = shape_triangulate(shaper, cut->scratch, &unit->blocks[i],
                                   &triangles, err);
        for (size_t t = 0; t < triangles.n_polygons; t++) {
            const struct point_m *c = triangles.polygons[t].rings[0].points;
            *cell_list_add(&cut->cells, cut->scratch) =
                (struct cell){{c[0], c[1], c[2]}, 0};
        }
        uint32_t end = (uint32_t)cut->cells.count;
        for (uint32_t h = unit->first_home[i];
             h < unit->first_home[i + 1] && end > first; h++)
            place_home(cut, h, cell_at(cut, first, end, unit->homes[h].at));
    }
    shaper_free(shaper);
    return status;
}

static struct point_m middle_of_cell(const struct cell *cell)
{
    const struct point_m *c = cell->corners;
    return zone_grid_point(
        (struct point_m){(c[0].x_m + c[1].x_m + c[2].x_m) / 3,
                         (c[0].y_m + c[1].y_m + c[2].y_m) / 3});
}

// Whether not all homes of the cell are on one point.
static bool live_apart(const struct cutting *cut, uint32_t cell)
{
    const struct entrant_home *first = NULL;
    for (uint32_t h = 0; h < cut->unit->first_home[cut->unit->n_blocks]; h++) {
        const struct entrant_home *home = &cut->unit->homes[h];
        if (cut->cell[h] != cell)
            continue;
        if (first != NULL &&
            point_distance_m(first->at, home->at) > NARROWEST_CELL_M)
            return true;
        first = first == NULL ? home : first;
    }
    return false;
}

// Makes three cells of one; the first takes its place, two come at the end.
static void cut_at(struct cutting *cut, uint32_t cell, struct point_m p)
{
    struct cell old = cut->cells.items[cell];
    uint32_t parts[3] = {cell, 0, 0};
    for (int k = 0; k < 3; k++) {
        struct cell part = {{old.corners[k], old.corners[(k + 1) % 3], p}, 0};
        if (k > 0) {
            parts[k] = (uint32_t)cut->cells.count;
            cell_list_add(&cut->cells, cut->scratch);
        }
        cut->cells.items[parts[k]] = part;
    }
    for (uint32_t h = 0; h < cut->unit->first_home[cut->unit->n_blocks]; h++) {
        if (cut->cell[h] != cell)
            continue;
        uint32_t best = 0;
        for (uint32_t k = 1; k < 3; k++)
            if (depth_m(&cut->cells.items[parts[k]], cut->unit->homes[h].at) >
                depth_m(&cut->cells.items[parts[best]], cut->unit->homes[h].at))
                best = k;
        place_home(cut, h, parts[best]);
    }
}

// Cuts a cell until few enough live in it; what comes of it at the end of the
// list is looked at later.
static void refine(struct cutting *cut, uint32_t cell, uint32_t grain)
{
    while (cut->cells.items[cell].entrants > grain && live_apart(cut, cell)) {
        struct point_m p = middle_of_cell(&cut->cells.items[cell]);
        if (depth_m(&cut->cells.items[cell], p) < NARROWEST_CELL_M)
            return;
        cut_at(cut, cell, p);
    }
}

static size_t ring_count(const struct area *area)
{
    size_t n = 0;
    for (size_t p = 0; p < area->n_polygons; p++)
        n += area->polygons[p].n_rings;
    return n;
}

// Every pair of cells has two borders, one each way.
static bool is_exact(const struct area *unit, const struct face_set *set)
{
    double sum_m2 = 0;
    for (size_t c = 0; c < set->count; c++)
        sum_m2 += area_m2(&set->faces[c]);
    return 3 * set->count - set->first_border[set->count] ==
               area_point_count(unit) - ring_count(unit) &&
           fabs(sum_m2 - area_m2(unit)) <= 1e-6 * sum_m2;
}

enum status block_cells_build(struct arena *arena, const struct big_unit *unit,
                              uint32_t grain, struct block_cells *cells,
                              struct error *err)
{
    struct arena *scratch = arena_new();
    struct cutting cut = {
        .scratch = scratch,
        .unit = unit,
        .cell =
            arena_array(scratch, uint32_t, unit->first_home[unit->n_blocks])};
    enum status status = triangulate(&cut, err);
    *cells = (struct block_cells){0};
    for (uint32_t c = 0; status == STATUS_OK && c < cut.cells.count; c++)
        refine(&cut, c, grain);
    size_t n = cut.cells.count;
    struct area *areas = arena_array(arena, struct area, n);
    cells->entrants = arena_array(arena, uint32_t, n);
    for (size_t c = 0; c < n; c++) {
        areas[c] = area_of_ring(arena, cut.cells.items[c].corners, 3);
        cells->entrants[c] = cut.cells.items[c].entrants;
    }
    arena_free(scratch);
    if (status != STATUS_OK)
        return status;
    cells->set = face_set_of(arena, areas, n, NULL, NULL, 1);
    if (!is_exact(unit->area, &cells->set))
        cells->set.count = 0;
    return STATUS_OK;
}
