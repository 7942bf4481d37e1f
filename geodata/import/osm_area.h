#ifndef IMPORT_OSM_AREA_H
#define IMPORT_OSM_AREA_H

#include "geo/area.h"
#include "import/osm_source.h"

/// The area a closed way encloses. NULL when done, else why not, as a reason
/// for the report.
const char *osm_area_of_way(const struct osm_source *source,
                            const struct osm_way *way, struct area *area);

/// The area the member ways of a multipolygon or boundary enclose together:
/// what is within an odd number of rings. The roles outer and inner are often
/// wrong and are not needed for it. NULL when done, else why not.
const char *osm_area_of_relation(const struct osm_source *source,
                                 const struct osm_relation *relation,
                                 struct area *area);

/// Whether the relation says it is an area: type multipolygon or boundary.
bool osm_is_area_relation(const struct osm_relation *relation);

/// Whether the way's last node is its first, with at least a triangle.
bool osm_is_closed(const struct osm_way *way);

/// The way's line through those of its nodes that are in the file; it may have
/// fewer than two.
struct line osm_line_of_way(const struct osm_source *source,
                            const struct osm_way *way);

#endif
