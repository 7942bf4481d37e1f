#ifndef FORMAT_GEOJSON_H
#define FORMAT_GEOJSON_H

#include "format/feature_table.h"

/// A GeoJSON feature collection (RFC 7946): points, lines, polygons and
/// multipolygons, their properties as columns in the order they first appear.
/// The `crs` member of the older standard is understood; without it positions
/// are longitude and latitude, and are checked to be.
enum status geojson_read(const char *path, struct arena *arena,
                         struct feature_table *table, struct error *err);

/// The same from memory; `table->file` must be set and is used in sentences.
enum status geojson_parse(const char *bytes, size_t n_bytes,
                          struct arena *arena, struct feature_table *table,
                          struct error *err);

#endif
