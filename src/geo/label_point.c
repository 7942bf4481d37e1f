// A square grid over the box, refined around its best cell: the depth of a
// point (how far it is from the border, negative outside) grows by no more than
// one metre a metre, so a cell whose centre is `d` deep holds no point deeper
// than `d` plus half its diagonal. Cells that cannot beat the best centre found
// are not looked into (the idea of quadtree search for the pole of
// inaccessibility; Garcia-Castellanos and Lombardo, Scottish Geographical
// Journal 123, 2007).

#include "geo/label_point.h"

#include <math.h>

#define MOST_CELLS 512
#define HALF_DIAGONAL 1.41421356237309505

struct cell {
    struct point_m centre;
    double half_m; // half the side
};

static double border_distance_m(struct ring ring, struct point_m p)
{
    double least = (double)INFINITY;
    for (size_t i = 0; i + 1 < ring.count; i++) {
        struct point_m a = ring.points[i];
        struct point_m b = ring.points[i + 1];
        struct point_m foot = point_between(a, b, point_share_along(p, a, b));
        least = fmin(least, point_distance_m(p, foot));
    }
    return least;
}

static double depth_m(const struct area *area, struct point_m p)
{
    double least = (double)INFINITY;
    for (size_t i = 0; i < area->n_polygons; i++)
        for (size_t r = 0; r < area->polygons[i].n_rings; r++)
            least =
                fmin(least, border_distance_m(area->polygons[i].rings[r], p));
    return area_has_point(area, p) ? least : -least;
}

// The cells still to look at, in order; each is split into four at most once.
struct search {
    const struct area *area;
    struct cell cells[MOST_CELLS];
    size_t n_cells;
    struct point_m best;
    double best_m;
    double enough_m;
};

static void look_at(struct search *search, struct cell cell)
{
    double depth = depth_m(search->area, cell.centre);
    if (depth > search->best_m) {
        search->best_m = depth;
        search->best = cell.centre;
    }
    double most = depth + HALF_DIAGONAL * cell.half_m;
    if (most > search->best_m + search->enough_m &&
        search->n_cells < MOST_CELLS)
        search->cells[search->n_cells++] = cell;
}

static void look_into(struct search *search, struct cell cell)
{
    double half = cell.half_m / 2;
    for (int i = 0; i < 4; i++)
        look_at(search,
                (struct cell){{cell.centre.x_m + (i % 2 ? half : -half),
                               cell.centre.y_m + (i / 2 ? half : -half)},
                              half});
}

struct point_m area_label_point(const struct area *area)
{
    struct box_m box = area_box(area);
    double width = box.max_x_m - box.min_x_m;
    double height = box.max_y_m - box.min_y_m;
    struct search search = {.area = area,
                            .best = area->polygons[0].rings[0].points[0],
                            .best_m = -(double)INFINITY,
                            .enough_m = fmax(width, height) / 50};
    look_at(&search,
            (struct cell){{box.min_x_m + width / 2, box.min_y_m + height / 2},
                          fmax(width, height) / 2});
    for (size_t i = 0; i < search.n_cells; i++) {
        struct cell cell = search.cells[i];
        look_into(&search, cell);
    }
    return search.best;
}
