#ifndef IMPORT_OSM_SCHOOLS_H
#define IMPORT_OSM_SCHOOLS_H

#include "city/school.h"
#include "import/osm_source.h"

/// Schools and kindergartens mapped as points, areas or multipolygons, each
/// school once, sorted by id. Why some are merged and some refused is in the
/// report.
void osm_schools_build(const struct osm_source *source,
                       struct school_list *schools);

#endif
