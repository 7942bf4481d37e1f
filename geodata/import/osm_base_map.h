#ifndef IMPORT_OSM_BASE_MAP_H
#define IMPORT_OSM_BASE_MAP_H

#include "city/base_map.h"
#include "import/osm_source.h"

/// Water, green, built-up land and buildings as areas; waterways and rails as
/// lines. Adds to the lists.
void osm_base_areas_build(const struct osm_source *source,
                          struct base_area_list *areas);
void osm_base_lines_build(const struct osm_source *source,
                          struct base_line_list *lines);

#endif
