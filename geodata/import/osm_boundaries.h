#ifndef IMPORT_OSM_BOUNDARIES_H
#define IMPORT_OSM_BOUNDARIES_H

#include "city/base_map.h"
#include "city/ward.h"
#include "import/osm_source.h"

/// Administrative boundaries assembled from their relations, sorted by level,
/// then relation, and what there is of those that are not whole in the file.
void osm_boundaries_build(const struct osm_source *source,
                          struct base_map *map);

/// The lines themselves, each once, with the highest level it bounds: also
/// those of boundaries that do not close within the file.
void osm_boundary_lines_build(const struct osm_source *source,
                              struct base_line_list *lines);

/// The wards among the boundaries (level 10 in Vietnam as mapped until 2025),
/// with the district (level 6) around each.
void osm_wards_build(const struct osm_source *source,
                     const struct boundary_list *boundaries,
                     struct ward_list *wards);

#endif
