#ifndef GEO_AREA_INDEX_H
#define GEO_AREA_INDEX_H

#include "geo/area.h"
#include "geo/box_index.h"

/// Tells which of many areas a point lies in: wards, planning units, the faces
/// between streets. Borrows the areas. Read-only once built; threads share it.
struct area_index {
    const struct area *areas;
    size_t n_areas;
    const struct box_index *boxes;
};

#define AREA_NONE UINT32_MAX

struct area_index area_index_build(struct arena *arena,
                                   const struct area *areas, size_t n_areas);

/// The first of the areas that has the point, AREA_NONE if none has.
uint32_t area_index_at(const struct area_index *index, struct point_m point);

/// The same; outside all areas, the one whose border is nearest, if that is
/// not farther than `limit_m`.
uint32_t area_index_nearest(const struct area_index *index,
                            struct point_m point, double limit_m);

#endif
