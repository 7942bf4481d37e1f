#ifndef QUERY_NAME_INDEX_H
#define QUERY_NAME_INDEX_H

#include "city/base_map.h"
#include "query/city_state.h"

/// Files everything in the city that has a name: streets (one entry a ward
/// they pass through), places, wards, old wards (boundaries of OpenStreetMap
/// where the wards came from elsewhere), schools and houses. The index and
/// its texts live in `arena`; `map` is not needed afterwards.
struct search_index *name_index_build(struct arena *arena,
                                      const struct city_state *state,
                                      const struct base_map *map);

#endif
