#ifndef IMPORT_IMPORT_OSM_H
#define IMPORT_IMPORT_OSM_H

#include "base/error.h"
#include "crs/crs.h"
#include "import/report.h"
#include "store/store.h"

/// Reads an OpenStreetMap extract (.osm.pbf or .osm) and replaces what came
/// from OpenStreetMap before: streets, schools, boundaries (and wards, unless
/// those came from a file), places, addresses and the base map. All or
/// nothing: on failure the store is as it was.
enum status import_osm(struct store *store, struct crs *crs, const char *path,
                       struct report *report, struct error *err);

#endif
