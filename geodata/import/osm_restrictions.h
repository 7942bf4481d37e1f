#ifndef IMPORT_OSM_RESTRICTIONS_H
#define IMPORT_OSM_RESTRICTIONS_H

#include <stdbool.h>

#include "city/street.h"
#include "import/osm_source.h"

/// Turn restrictions out of relations. `is_kept` tells by way of the file
/// whether it became a street, `is_junction` by node whether it is a junction.
/// A no_entry or no_exit with several ways becomes one restriction each.
void osm_restrictions_build(const struct osm_source *source,
                            const bool *is_kept, const bool *is_junction,
                            struct turn_restriction_list *restrictions);

#endif
