#ifndef IMPORT_SCHOOL_REGISTER_H
#define IMPORT_SCHOOL_REGISTER_H

#include "city/school.h"
#include "import/report.h"

/// Adds the schools of a register (the department's list, rows of a file) to
/// those of the map. A listed school is one that is there already when it has
/// its id, or else when they have a level in common, the same name but for the
/// words for its kind, and lie within 300 m. Then the two become one: the
/// register's id, name, levels and source; its address and kind, or else the
/// map's; the map's grounds and gates, unless the register tells a gate. Each
/// school is met by one of the register at most. Sorted by id afterwards.
///
/// The same call serves a new register over the map and a new map under the
/// register; `thing` is what the report counts merges under.
void school_register_merge(struct arena *arena, struct school_list *schools,
                           const struct school *listed, size_t n_listed,
                           struct report *report, const char *thing);

#endif
