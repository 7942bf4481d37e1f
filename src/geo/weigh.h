#ifndef GEO_WEIGH_H
#define GEO_WEIGH_H

#include "base/arena.h"
#include "geo/area.h"

/// How much each vertex of a line matters: the weight of a vertex is the
/// tolerance (a distance) up to which simplifying keeps it. Computed once, it
/// gives the simplified line for any tolerance: the vertices that weigh as
/// much or more.
///
/// Vertices that are always kept weigh WEIGHT_ALWAYS.
#define WEIGHT_ALWAYS 1e300

/// Weighs an open line; its ends always stay. `weights` has a place for each
/// point.
void line_weigh(struct arena *scratch, struct line line, double *weights);

/// Weighs the rings of areas that border on each other, such as wards. A
/// border that two rings share gets the same weights in both, so after any
/// simplification it is still shared. Points where three or more borders meet
/// always stay. `weights[r]` has a place for each point of ring r, the closing
/// one included. Works for a single ring too.
void rings_weigh(struct arena *scratch, const struct ring *rings,
                 size_t n_rings, double *const *weights);

#endif
