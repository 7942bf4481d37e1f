#ifndef CITY_SCHOOL_H
#define CITY_SCHOOL_H

#include <stdbool.h>

#include "base/list.h"
#include "city/level.h"
#include "geo/area.h"
#include "geo/point.h"

/// A school as the city knows it. Texts and arrays live in the arena of
/// whoever read it; optional texts are NULL when not known.
struct school {
    const char *id;   ///< unique in the city, such as "w123" or the ministry's
    const char *name; ///< never NULL; "" where the map has none
    level_set levels; ///< at least one
    struct point_m point;  ///< inside the grounds, or where it was mapped
    struct area grounds;   ///< its outline, empty if only a point is known
    struct point_m *gates; ///< gates and entrances that were mapped
    size_t n_gates;
    const char *address;
    const char *kind;   ///< "public", "private", "international", or NULL
    const char *source; ///< "osm" or the file it came from
};
LIST_DECLARE(school);

/// Whether the school can have an attendance zone: children are placed in
/// public schools, and a school whose kind is not known is taken for one.
bool school_is_public(const struct school *school);

#endif
