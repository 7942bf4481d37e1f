#ifndef SAMPLE_OSM_H
#define SAMPLE_OSM_H

#include "sample_city.h"
#include "sample_sheet.h"

// The parts of city.osm, one file each.

/// Streets, crossings, barriers, roundabouts and turn restrictions.
void osm_draw_streets(struct sheet *sheet, const struct sample_city *city);

/// School grounds with gates and buildings.
void osm_draw_schools(struct sheet *sheet, const struct sample_city *city);

/// Water, rails, parks, fields and what is built.
void osm_draw_land(struct sheet *sheet, const struct sample_city *city);

/// Ward and city boundaries, names of places, addresses and houses.
void osm_draw_places(struct sheet *sheet, const struct sample_city *city);

#endif
