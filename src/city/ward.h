#ifndef CITY_WARD_H
#define CITY_WARD_H

#include "base/list.h"
#include "geo/area.h"

/// A ward or commune (phường, xã, đặc khu).
struct ward {
    const char *id;
    const char *name;
    const char *district; ///< the district it was in, or NULL
    struct area area;
};
LIST_DECLARE(ward);

/// The ward the point lies in, of several the first; NULL if there is none. For
/// a few points; for many, a box_index over the wards is quicker.
const struct ward *ward_list_at(const struct ward_list *wards,
                                struct point_m at);

/// What zones are made of: a residents' quarter (khu phố, ấp) from a file, or
/// one made of street blocks.
struct planning_unit {
    const char *id;
    const char *name;
    const char *ward_id; ///< the ward it lies in, or NULL
    struct area area;
    const char *source; ///< "file" (or NULL) or "streets"
};
LIST_DECLARE(planning_unit);

#endif
