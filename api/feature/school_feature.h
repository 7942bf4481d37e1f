#ifndef FEATURE_SCHOOL_FEATURE_H
#define FEATURE_SCHOOL_FEATURE_H

#include "base/json_writer.h"
#include "http/request.h"
#include "query/city_state.h"

/// Writes one school of the city with all that is told of it: seats, gates,
/// rooms and pupils now, the last it took in each published round, and how many
/// pupils are forecast. (In a list: no more than seats and gates.)
void school_feature_write(struct json_writer *json,
                          const struct city_state *city, uint32_t school);

/// Which schools to list. Zeroed but for `limit`, it is all of them.
struct school_filter {
    const char *words; ///< each must begin a word of the name; or NULL
    level_set levels;  ///< teaches one of them; 0 is any
    bool has_box;
    struct lonlat_box box;
    size_t limit; ///< the most that are written; the total counts all
};

#define SCHOOLS_MOST 2000

/// Writes {"total","schools"} in the order of the ids.
void school_features_write(struct json_writer *json, struct arena *arena,
                           const struct city_state *city,
                           const struct school_filter *filter);

#endif
