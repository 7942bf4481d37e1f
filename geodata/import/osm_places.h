#ifndef IMPORT_OSM_PLACES_H
#define IMPORT_OSM_PLACES_H

#include "city/base_map.h"
#include "import/osm_source.h"

/// Named places and landmarks people search for, and houses with numbers, each
/// at a point: the node's, or one inside the area.
void osm_places_build(const struct osm_source *source,
                      struct place_list *places,
                      struct address_list *addresses);

#endif
