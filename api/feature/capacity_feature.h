#ifndef FEATURE_CAPACITY_FEATURE_H
#define FEATURE_CAPACITY_FEATURE_H

#include "base/json_writer.h"
#include "query/city_state.h"

/// Which capacity is asked for.
struct capacity_question {
    level_set levels; ///< 0: all
    uint32_t ward;    ///< NUMBERS_NO_WARD: the city and every ward
};

/// Writes seats, pupils, classes and rooms now: of the city and its wards, or
/// of a ward and its schools. Rooms are a school's, whatever levels share them;
/// rooms needed are summed over the schools of which both pupils and rooms may
/// be told, and `schools_told` says how many these are.
void capacity_feature_write(struct json_writer *json,
                            const struct city_state *city,
                            const struct capacity_question *question);

#endif
