#ifndef CITY_ZONE_H
#define CITY_ZONE_H

#include <stdint.h>

#include "base/list.h"
#include "city/level.h"
#include "geo/area.h"

/// The attendance zone of one school for one level.
struct zone {
    const char *school_id;
    struct area area;
};
LIST_DECLARE(zone);

/// A set of zones for one level: a draft until published; published plans
/// never change, so their id can be cached for ever.
struct plan {
    const char *id; ///< hash of what it was made from
    enum level level;
    const char *method;    ///< "nearest", "balanced", "edited"
    const char *made_from; ///< network checksum, options, program version
    const char *made_at;   ///< ISO 8601, UTC
    bool is_published;
    int64_t year;         ///< it is for; 0: for no one year and grade
    int64_t grade;        ///< it is for
    const char *based_on; ///< the plan it was made from, or NULL
    const char *options;  ///< it was made with, or NULL
    struct zone_list zones;
};
LIST_DECLARE(plan);

#endif
