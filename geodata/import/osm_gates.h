#ifndef IMPORT_OSM_GATES_H
#define IMPORT_OSM_GATES_H

#include "city/school.h"
#include "import/osm_source.h"

/// Gives each school with grounds the gates and entrances mapped on its
/// outline; where there are none, those mapped inside.
void osm_gates_add(const struct osm_source *source,
                   struct school_list *schools);

#endif
