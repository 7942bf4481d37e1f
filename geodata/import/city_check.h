#ifndef IMPORT_CITY_CHECK_H
#define IMPORT_CITY_CHECK_H

#include "base/error.h"
#include "import/report.h"
#include "store/store.h"

/// Looks for what is likely wrong in a city's data: schools that no street
/// comes near, wards that overlap, seats nobody told. Each finding is a line
/// of the report with the outcome "note"; things looked at are counted as
/// "read". Nothing is changed.
enum status city_check(struct store *store, struct report *report,
                       struct error *err);

#endif
