#ifndef IMPORT_OSM_CITY_H
#define IMPORT_OSM_CITY_H

#include "city/base_map.h"
#include "city/school.h"
#include "city/street.h"
#include "city/ward.h"
#include "crs/crs.h"
#include "format/osm_file.h"
#include "import/report.h"

/// Everything the program takes from an OpenStreetMap extract, in memory.
struct osm_city {
    struct street_set streets;
    struct school_list schools;
    struct base_map map;
    struct ward_list wards;
};

/// Makes the city's nouns out of the file. They live in `arena` and borrow
/// texts of the file, which must live as long. Fails with STATUS_BAD_INPUT when
/// the file is of a place outside the city's coordinate system.
enum status osm_city_build(struct arena *arena, const struct osm_file *file,
                           struct crs *crs, struct report *report,
                           struct osm_city *city, struct error *err);

#endif
