#ifndef GEO_CLIP_H
#define GEO_CLIP_H

#include "base/arena.h"
#include "base/list.h"
#include "geo/area.h"

/// Cuts lines and rings off at an upright box, as a map tile needs them.
///
/// Where two rings share an edge, run through in opposite directions, the cut
/// falls on exactly the same point in both, so what fitted before fits after.

LIST_DECLARE(line);

/// The part of the ring within the box, as one closed ring in `arena`; count 0
/// if nothing is left. A ring that leaves the box and comes back is joined
/// along the box's edge, which fills right and has no surface there. If all of
/// it is within, the ring itself is given back.
struct ring clip_ring(struct arena *arena, struct ring ring, struct box_m box);

/// Adds the pieces of the line within the box to `pieces`, in order. A line
/// that only touches the box leaves none.
void clip_line(struct arena *arena, struct line line, struct box_m box,
               struct line_list *pieces);

#endif
