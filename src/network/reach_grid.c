// Cells crossed by streets are drawn first, those out of reach too. Then every
// cell near a street takes the rank of the street nearest to it:
//
//     within reach  . 0 0 0 0 1 1 1 .        beyond the middle between two
//                   - - - - - - - - -        streets the ground belongs to the
//     out of reach  . 2 2 2 2 2 2 2 .        other, whatever its rank
//
// so an area ends half way to a street that is out of reach, and does not leak
// over a river to the other bank. This is a distance transform by two sweeps
// (Borgefors, Distance transformations in digital images, 1986) whose numbers
// hold the distance above the rank, so the least number carries the rank of the
// nearest street along; of streets as near the one farther in reach is taken.
//
// What is near no street is a void. A small one, such as the middle of a block,
// belongs to what surrounds it: it gets the greatest rank around it, so it is
// within a limit when all that surrounds it is. A large one stays outside, and
// so does one that comes to the edge of the grid, which is wide enough that
// nothing in reach surrounds it.
//
// A corner of the grid gets the least rank of the four cells around it. The
// outline drawn around corners (reach_outline.h) then holds those cells whole,
// and lies at most half a cell outside of them.

#include "network/reach_grid.h"

#include <assert.h>
#include <math.h>
#include <string.h>

// A street is near up to 7 cells; distances are 5 a cell and 7 a diagonal.
#define SIDEWAYS (5u << 4)
#define DIAGONAL (7u << 4)
#define NEAR_CELLS 7
#define FARTHEST_NEAR (NEAR_CELLS * 5u)
#define FAR_KEY 0x7FF0u

#define VOID_CELL UINT8_MAX
#define POCKET_CELLS 1875u // 3 ha

// What is in reach reaches 7 cells around it; what could be nearer to those
// cells lies within 7 more.
#define MARGIN_CELLS (2 * NEAR_CELLS + 2)

// Grids of more cells are not kept for the next question.
#define KEPT_CELLS ((size_t)1 << 22)

// Cells are addressed by their south-western corner; the last column and row
// of corners have no cell and stay void.
static size_t cell_index(const struct reach_grid *grid, size_t column,
                         size_t row)
{
    return row * grid->n_columns + column;
}

static void make_room(struct reach_grid *grid, size_t n)
{
    if (grid->arena == NULL || n > grid->capacity ||
        grid->capacity > KEPT_CELLS) {
        reach_grid_free(grid);
        grid->arena = arena_new();
        grid->lists = arena_new();
        grid->capacity = n;
        grid->keys = arena_array(grid->arena, uint16_t, n);
        grid->cells = arena_array(grid->arena, uint8_t, n);
        grid->corners = arena_array(grid->arena, uint8_t, n);
        grid->is_turn = arena_array(grid->arena, uint8_t, 2 * n);
        grid->border_of = arena_array(grid->arena, uint32_t, n);
    }
    arena_reset(grid->lists);
}

void reach_grid_free(struct reach_grid *grid)
{
    if (grid->arena == NULL)
        return;
    arena_free(grid->arena);
    arena_free(grid->lists);
    grid->arena = NULL;
}

void reach_grid_start(struct reach_grid *grid, struct box_m reached)
{
    double west = floor(reached.min_x_m / REACH_CELL_M) - MARGIN_CELLS;
    double south = floor(reached.min_y_m / REACH_CELL_M) - MARGIN_CELLS;
    double east = floor(reached.max_x_m / REACH_CELL_M) + MARGIN_CELLS + 1;
    double north = floor(reached.max_y_m / REACH_CELL_M) + MARGIN_CELLS + 1;
    size_t n_columns = (size_t)(east - west) + 1;
    size_t n_rows = (size_t)(north - south) + 1;
    make_room(grid, n_columns * n_rows);
    grid->n_columns = n_columns;
    grid->n_rows = n_rows;
    grid->west_m = west * REACH_CELL_M;
    grid->south_m = south * REACH_CELL_M;
    for (size_t i = 0; i < n_columns * n_rows; i++)
        grid->keys[i] = FAR_KEY;
}

struct box_m reach_grid_box(const struct reach_grid *grid)
{
    return (struct box_m){
        grid->west_m, grid->south_m,
        grid->west_m + REACH_CELL_M * (double)(grid->n_columns - 1),
        grid->south_m + REACH_CELL_M * (double)(grid->n_rows - 1)};
}

// --- lines ---

static void mark(struct reach_grid *grid, long column, long row, uint16_t key)
{
    if (column < 0 || row < 0 || column + 1 >= (long)grid->n_columns ||
        row + 1 >= (long)grid->n_rows)
        return;
    uint16_t *cell = &grid->keys[cell_index(grid, (size_t)column, (size_t)row)];
    if (*cell == FAR_KEY || key > *cell)
        *cell = key;
}

// One axis of a walk from cell to cell along a line: the next border lies at
// the share `next` of the line, further ones `between` apart.
struct axis {
    long at;
    long last;
    long step;
    double next;
    double between;
};

static struct axis axis_from(double from, double to)
{
    struct axis axis = {.at = (long)floor(from), .last = (long)floor(to)};
    axis.step = axis.last > axis.at ? 1 : -1;
    if (axis.at != axis.last) {
        double border = (double)(axis.step > 0 ? axis.at + 1 : axis.at);
        axis.next = (border - from) / (to - from);
        axis.between = 1 / fabs(to - from);
    }
    return axis;
}

static void axis_advance(struct axis *axis)
{
    axis->at += axis->step;
    axis->next += axis->between;
}

void reach_grid_draw(struct reach_grid *grid, struct point_m from,
                     struct point_m to, unsigned rank)
{
    struct point_m ends[2] = {from, to};
    uint16_t key = (uint16_t)(15 - rank);
    assert(rank <= 15);
    if (!box_overlaps(box_of_points(ends, 2), reach_grid_box(grid)))
        return;
    struct axis x = axis_from((from.x_m - grid->west_m) / REACH_CELL_M,
                              (to.x_m - grid->west_m) / REACH_CELL_M);
    struct axis y = axis_from((from.y_m - grid->south_m) / REACH_CELL_M,
                              (to.y_m - grid->south_m) / REACH_CELL_M);
    mark(grid, x.at, y.at, key);
    while (x.at != x.last || y.at != y.last) {
        bool is_x = x.at != x.last && (y.at == y.last || x.next < y.next);
        axis_advance(is_x ? &x : &y);
        mark(grid, x.at, y.at, key);
    }
}

// --- the nearest street ---

static uint16_t lesser(uint16_t a, uint16_t b)
{
    return a < b ? a : b;
}

// One row from the row before it in the sweep, then along itself.
static void sweep_row(uint16_t *row, const uint16_t *before, size_t n,
                      bool is_upward)
{
    for (size_t i = 1; i + 1 < n; i++) {
        uint16_t aside = lesser(before[i - 1], before[i + 1]);
        uint16_t least = lesser((uint16_t)(before[i] + SIDEWAYS),
                                (uint16_t)(aside + DIAGONAL));
        row[i] = lesser(row[i], least);
    }
    if (is_upward)
        for (size_t i = 1; i + 1 < n; i++)
            row[i] = lesser(row[i], (uint16_t)(row[i - 1] + SIDEWAYS));
    else
        for (size_t i = n - 1; i-- > 1;)
            row[i] = lesser(row[i], (uint16_t)(row[i + 1] + SIDEWAYS));
}

static void find_nearest(struct reach_grid *grid)
{
    size_t n = grid->n_columns;
    for (size_t row = 1; row + 1 < grid->n_rows; row++)
        sweep_row(grid->keys + row * n, grid->keys + (row - 1) * n, n, true);
    for (size_t row = grid->n_rows - 1; row-- > 1;)
        sweep_row(grid->keys + row * n, grid->keys + (row + 1) * n, n, false);
    for (size_t i = 0; i < n * grid->n_rows; i++)
        grid->cells[i] = grid->keys[i] >= (FARTHEST_NEAR + 1) << 4
                             ? VOID_CELL
                             : (uint8_t)(15 - (grid->keys[i] & 15));
}

// --- voids ---

// A stretch of void in one row. Runs that touch form a tree, whose root knows
// of all.
struct void_run {
    size_t row;
    size_t begin;
    size_t end;
    size_t parent;
    size_t n_cells;
    uint8_t rank; // the greatest around it
    bool is_open; // comes to the edge of the grid
};
LIST_DECLARE(void_run);

static size_t root_of(struct void_run *runs, size_t i)
{
    while (runs[i].parent != i) {
        runs[i].parent = runs[runs[i].parent].parent;
        i = runs[i].parent;
    }
    return i;
}

static void join_runs(struct void_run *runs, size_t a, size_t b)
{
    a = root_of(runs, a);
    b = root_of(runs, b);
    if (a == b)
        return;
    runs[a].parent = b;
    runs[b].n_cells += runs[a].n_cells;
    runs[b].is_open |= runs[a].is_open;
    if (runs[a].rank > runs[b].rank)
        runs[b].rank = runs[a].rank;
}

static void look_at(struct void_run *run, uint8_t neighbour)
{
    if (neighbour != VOID_CELL && neighbour > run->rank)
        run->rank = neighbour;
}

// What surrounds a run that does not come to the edge.
static void look_around(const struct reach_grid *grid, struct void_run *run)
{
    const uint8_t *row = grid->cells + run->row * grid->n_columns;
    look_at(run, row[run->begin - 1]);
    look_at(run, row[run->end]);
    for (size_t i = run->begin; i < run->end; i++) {
        look_at(run, (row - grid->n_columns)[i]);
        look_at(run, (row + grid->n_columns)[i]);
    }
}

static void list_row(struct reach_grid *grid, size_t row,
                     struct void_run_list *runs)
{
    const uint8_t *cells = grid->cells + row * grid->n_columns;
    size_t n = grid->n_columns;
    for (size_t i = 0; i < n;) {
        if (cells[i] != VOID_CELL) {
            i++;
            continue;
        }
        struct void_run run = {.row = row, .begin = i, .parent = runs->count};
        while (i < n && cells[i] == VOID_CELL)
            i++;
        run.end = i;
        run.n_cells = i - run.begin;
        run.is_open = row == 0 || row + 1 == grid->n_rows || run.begin == 0 ||
                      run.end == n;
        if (!run.is_open)
            look_around(grid, &run);
        *void_run_list_add(runs, grid->lists) = run;
    }
}

// Joins the runs from `here` on to those of the row below, from `below` on.
static void join_rows(struct void_run_list *runs, size_t below, size_t here)
{
    struct void_run *all = runs->items;
    size_t end_below = here;
    while (below < end_below && here < runs->count) {
        if (all[below].begin < all[here].end &&
            all[here].begin < all[below].end)
            join_runs(all, below, here);
        if (all[below].end < all[here].end)
            below++;
        else
            here++;
    }
}

static void fill_pockets(struct reach_grid *grid)
{
    struct void_run_list runs = {0};
    size_t below = 0;
    for (size_t row = 0; row < grid->n_rows; row++) {
        size_t here = runs.count;
        list_row(grid, row, &runs);
        join_rows(&runs, below, here);
        below = here;
    }
    for (size_t i = 0; i < runs.count; i++) {
        const struct void_run *run = &runs.items[i];
        const struct void_run *whole = &runs.items[root_of(runs.items, i)];
        bool is_pocket = !whole->is_open && whole->n_cells <= POCKET_CELLS;
        memset(grid->cells + cell_index(grid, run->begin, run->row),
               is_pocket ? whole->rank : VOID_CELL, run->end - run->begin);
    }
}

// --- corners ---

static uint8_t lesser_rank(uint8_t a, uint8_t b)
{
    return a < b ? a : b;
}

static void rank_corners(struct reach_grid *grid)
{
    size_t n = grid->n_columns;
    memset(grid->corners, VOID_CELL, n * grid->n_rows);
    for (size_t row = 1; row < grid->n_rows; row++) {
        const uint8_t *above = grid->cells + row * n;
        const uint8_t *below = above - n;
        uint8_t *corners = grid->corners + row * n;
        for (size_t i = 1; i < n; i++)
            corners[i] = lesser_rank(lesser_rank(above[i - 1], above[i]),
                                     lesser_rank(below[i - 1], below[i]));
    }
}

void reach_grid_settle(struct reach_grid *grid)
{
    find_nearest(grid);
    fill_pockets(grid);
    rank_corners(grid);
}
