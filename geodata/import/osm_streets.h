#ifndef IMPORT_OSM_STREETS_H
#define IMPORT_OSM_STREETS_H

#include "city/street.h"
#include "import/osm_source.h"

/// Streets and ferries out of the ways, cut where they meet, end, or where
/// something stands on them; and the turn restrictions between them.
void osm_streets_build(const struct osm_source *source,
                       struct street_set *streets);

#endif
