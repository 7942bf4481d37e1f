#ifndef IMPORT_OSM_SOURCE_H
#define IMPORT_OSM_SOURCE_H

#include "crs/crs.h"
#include "format/osm_file.h"
#include "geo/point.h"
#include "import/report.h"
#include "shape/shape.h"

/// What every part of the OpenStreetMap import works from: the file as read,
/// each node's place in the city's metres, and the report to write to.
/// Results go into `arena` and borrow texts of the file.
struct osm_source {
    struct arena *arena;
    const struct osm_file *file;
    const struct point_m *at; ///< of node i of the file
    struct shaper *shaper;
    struct report *report;
};

/// Places the file's nodes. Fails with STATUS_BAD_INPUT when one lies so far
/// from the system's central meridian that the file must be of another city.
enum status osm_source_open(struct arena *arena, const struct osm_file *file,
                            struct crs *crs, struct report *report,
                            struct osm_source *source, struct error *err);
void osm_source_close(struct osm_source *source);

/// The name people know a thing by: `name`, else `name:vi`; NULL if none.
const char *osm_name(struct osm_tags tags);

/// "n123", "w123" or "r123".
const char *osm_id(struct arena *arena, enum osm_kind kind, int64_t id);

#endif
