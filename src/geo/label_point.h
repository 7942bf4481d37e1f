#ifndef GEO_LABEL_POINT_H
#define GEO_LABEL_POINT_H

#include "geo/area.h"

/// Where a name is best written: about the point inside the area that is
/// farthest from its border (within a fiftieth of the area's size). The area
/// has at least one polygon.
struct point_m area_label_point(const struct area *area);

#endif
