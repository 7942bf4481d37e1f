#ifndef NETWORK_REACH_OUTLINE_H
#define NETWORK_REACH_OUTLINE_H

#include "geo/area.h"
#include "network/reach_grid.h"

/// Draws the areas of the ranks below 1, 2, … `n_areas` around the corners of
/// the grid, whose scratch it uses, in `arena`. Every area is valid, and each
/// lies in the next: where their borders run together they have the same
/// vertices, so this stays true when the vertices are moved to another
/// coordinate system and rounded.
void reach_outline(struct arena *arena, struct reach_grid *grid,
                   struct area *areas, size_t n_areas);

#endif
