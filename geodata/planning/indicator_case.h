#ifndef PLANNING_INDICATOR_CASE_H
#define PLANNING_INDICATOR_CASE_H

#include "forecast/indicators.h"
#include "store/store.h"

/// The city's indicators with all that their progress is worked out from.
struct indicator_case {
    struct arena *arena;
    struct indicator_inputs inputs; ///< wards and schools in order of id
};

/// Reads them; the store is not needed afterwards. A city without indicators
/// has none, which is no failure.
enum status indicator_case_open(struct store *city,
                                struct indicator_case **opened,
                                struct error *err);
void indicator_case_close(struct indicator_case *planning);

/// The ward of that id. STATUS_NOT_FOUND with a sentence.
enum status indicator_case_find_ward(const struct indicator_case *planning,
                                     const char *ward_id, uint32_t *ward,
                                     struct error *err);

#endif
