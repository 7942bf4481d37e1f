#ifndef QUERY_NAME_STREETS_H
#define QUERY_NAME_STREETS_H

#include "query/city_state.h"
#include "search/search_index.h"

/// Adds the city's streets to what can be looked for, one entry a name and
/// ward. Names live in `arena`; `work` is for the way there.
void name_streets_add(struct arena *arena, struct arena *work,
                      const struct city_state *state,
                      struct search_entry_list *entries);

#endif
