#ifndef OGC_GEOMETRY_JSON_H
#define OGC_GEOMETRY_JSON_H

#include "base/json_writer.h"
#include "ogc/ogc_view.h"

/// Writes a geometry of the city, given as WKB, as GeoJSON in the view's system
/// and order of axes. An area is always a MultiPolygon; bytes that are no
/// point, line or area are null.
void geometry_json_write(struct json_writer *json, const struct ogc_view *view,
                         struct arena *scratch, const void *wkb, size_t n);

#endif
