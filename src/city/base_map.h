#ifndef CITY_BASE_MAP_H
#define CITY_BASE_MAP_H

#include <stdint.h>

#include "base/list.h"
#include "geo/area.h"
#include "geo/point.h"

/// What the base map draws besides streets: quiet things that help a person
/// know where they are.

/// A surface. `kind` is one of "water", "green", "builtup" (residential,
/// commercial, industrial land), "building"; `class` is the tag's value, such
/// as "river", "park", "residential", "yes".
struct base_area {
    const char *kind;
    const char *class;
    const char *name; ///< or NULL
    struct area area;
};
LIST_DECLARE(base_area);

/// A line. `kind` is "waterway", "rail" or "boundary"; `class` is the tag's
/// value ("canal", "subway") or, of a boundary, its admin_level.
struct base_line {
    const char *kind;
    const char *class;
    const char *name;
    struct line line;
};
LIST_DECLARE(base_line);

/// A named place: `kind` is the value of `place` ("city", "suburb", "quarter",
/// "neighbourhood", …) or "landmark" for markets, hospitals and the like.
struct place {
    const char *kind;
    const char *name;
    struct point_m at;
};
LIST_DECLARE(place);

/// A house with a number.
struct address {
    const char *number; ///< "1806/127/2/6"
    const char *street; ///< or NULL
    struct point_m at;
};
LIST_DECLARE(address);

/// An administrative boundary assembled from its OpenStreetMap relation.
struct boundary {
    int64_t relation_id;
    int admin_level;
    const char *name;
    struct area area;
};
LIST_DECLARE(boundary);

/// A piece of the line of a boundary that the map names but does not hold
/// whole.
struct boundary_part {
    int64_t relation_id;
    int admin_level;
    const char *name;
    struct line line;
};
LIST_DECLARE(boundary_part);

struct base_map {
    struct base_area_list areas;
    struct base_line_list lines;
    struct place_list places;
    struct address_list addresses;
    struct boundary_list boundaries;
    struct boundary_part_list boundary_parts; ///< sorted by relation
};

#endif
