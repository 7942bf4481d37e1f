#ifndef SHAPE_GEOMETRY_H
#define SHAPE_GEOMETRY_H

#include <geos_c.h>

#include "shape/linework.h"
#include "shape/shape.h"

// Between our areas and lines and GEOS's geometries, for the files of this
// module only.

struct shaper {
    GEOSContextHandle_t geos;
    char message[SHAPE_REASON_SIZE]; ///< what GEOS said last
};

/// A new geometry, or NULL when GEOS refuses it.
GEOSGeometry *geometry_of_area(struct shaper *shaper, const struct area *area);
GEOSGeometry *geometry_of_lines(struct shaper *shaper, struct lines lines);

/// All polygons of the areas in one collection, not joined.
GEOSGeometry *geometry_of_areas(struct shaper *shaper, const struct area *areas,
                                size_t n_areas);

/// The polygons of a geometry; lines and points in it are left out.
struct area geometry_area(struct shaper *shaper, struct arena *arena,
                          const GEOSGeometry *geometry);

/// The lines of a geometry, in order.
struct lines geometry_lines(struct shaper *shaper, struct arena *arena,
                            const GEOSGeometry *geometry);

/// Writes what GEOS said last into a sentence: "cannot join areas: …".
enum status geometry_refused(struct shaper *shaper, const char *what,
                             struct error *err);

/// Ends an operation that makes an area: copies the result if there is one and
/// frees it and what it was made from. NULLs are fine.
enum status geometry_finish(struct shaper *shaper, struct arena *arena,
                            const char *what, GEOSGeometry *from,
                            GEOSGeometry *result, struct area *area,
                            struct error *err);

#endif
