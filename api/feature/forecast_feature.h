#ifndef FEATURE_FORECAST_FEATURE_H
#define FEATURE_FORECAST_FEATURE_H

#include "base/json_writer.h"
#include "query/city_state.h"

/// Whose forecast is asked for: a school's, a ward's, or (neither) the city's.
struct forecast_asked {
    enum forecast_subject subject;
    uint32_t index;   ///< of the school or ward
    level_set levels; ///< whose grades and rooms; 0: all
};

/// Writes the forecast the city keeps: pupils by grade and year with their
/// ranges, the rooms they need, rooms for 10,000 people of school age. The rest
/// is read from `store`, of the same forecast that the city's numbers are of.
/// Pupils are whole, and few are withheld, as are rooms that follow from them.
/// Fails with STATUS_NOT_FOUND when there is none.
enum status forecast_feature_write(struct json_writer *json,
                                   const struct city_state *city,
                                   struct store *store, struct arena *arena,
                                   const struct forecast_asked *asked,
                                   struct error *err);

#endif
