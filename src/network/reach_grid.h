#ifndef NETWORK_REACH_GRID_H
#define NETWORK_REACH_GRID_H

#include "network/reach_streets.h"

/// The ground around some streets as square cells, each with a rank: which of
/// several growing limits is the first to take it in (0 is the smallest;
/// anything from the number of limits on is beyond all). Its memory is used
/// again.
///
/// Cells lie on one grid whatever was asked, so that an area does not depend on
/// what else is asked for.
struct reach_grid {
    size_t n_columns; ///< of corners, one more than of cells
    size_t n_rows;
    double west_m; ///< where the first corner is
    double south_m;
    uint8_t *corners; ///< of each corner: the least rank of the cells around it
    // What follows is scratch.
    uint16_t *keys;
    uint8_t *cells;
    uint8_t *is_turn;    ///< two a corner
    uint32_t *border_of; ///< one a corner
    struct arena *arena;
    struct arena *lists;
    size_t capacity;
};

#define REACH_CELL_M 4.0

void reach_grid_free(struct reach_grid *grid);

/// Begins a grid over everything in `reached`, with room around it.
void reach_grid_start(struct reach_grid *grid, struct box_m reached);

/// The ground that the grid covers.
struct box_m reach_grid_box(const struct reach_grid *grid);

/// Gives the cells that the line crosses the rank; the least of several holds.
/// What lies outside the grid is left out.
void reach_grid_draw(struct reach_grid *grid, struct point_m from,
                     struct point_m to, unsigned rank);

/// Gives the ground between the lines its ranks, and then the corners theirs.
void reach_grid_settle(struct reach_grid *grid);

#endif
