#ifndef ZONE_UNIT_ENTRANTS_H
#define ZONE_UNIT_ENTRANTS_H

#include <stdint.h>

#include "base/list.h"
#include "geo/area.h"
#include "geo/point.h"

/// Where a unit's entrants live: points, each standing for so many of them.
/// From pupils, one a home; or from population, spread along the unit's
/// streets.
struct entrant_home {
    struct point_m at;
    uint32_t unit;
    uint32_t entrants;
};
LIST_DECLARE(entrant_home);

#endif
