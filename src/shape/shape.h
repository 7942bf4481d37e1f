#ifndef SHAPE_SHAPE_H
#define SHAPE_SHAPE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/error.h"
#include "geo/area.h"

/// Work on outlines that needs computational geometry: is this a proper
/// polygon, join these wards, cut that zone. The only user of GEOS.
///
/// A shaper holds GEOS's context; it belongs to one thread. Everything given
/// back is copied into the caller's arena, outer rings counter-clockwise. What
/// GEOS refuses becomes STATUS_BAD_INPUT with its own words.
struct shaper;

struct shaper *shaper_new(void);
void shaper_free(struct shaper *shaper);

/// Whether the area is a valid (multi)polygon of OGC Simple Features: rings
/// closed, not crossing, holes inside, polygons apart. If not and `reason` is
/// given, it gets why and where, as in "Self-intersection[12.5 40]".
#define SHAPE_REASON_SIZE 256
bool shape_is_valid(struct shaper *shaper, const struct area *area,
                    char reason[SHAPE_REASON_SIZE]);

/// The nearest valid area: crossings become nodes, what was covered an odd
/// number of times stays. A valid area comes back as it was. The result may be
/// empty, when the rings enclosed nothing.
enum status shape_make_valid(struct shaper *shaper, struct arena *arena,
                             const struct area *area, struct area *valid,
                             struct error *err);

/// What the areas cover together; overlaps are fine, each must be valid.
enum status shape_union(struct shaper *shaper, struct arena *arena,
                        const struct area *areas, size_t n_areas,
                        struct area *joined, struct error *err);

/// The same with every vertex moved to a grid of `grid_m` metres, which closes
/// gaps and overlaps narrower than that.
enum status shape_union_on_grid(struct shaper *shaper, struct arena *arena,
                                const struct area *areas, size_t n_areas,
                                double grid_m, struct area *joined,
                                struct error *err);

/// What the areas cover together when they only touch and share the vertices
/// of common borders: much faster, and no vertex is added, moved or dropped.
enum status shape_union_of_coverage(struct shaper *shaper, struct arena *arena,
                                    const struct area *areas, size_t n_areas,
                                    struct area *joined, struct error *err);

/// What both cover. Borders that merely touch do not count.
enum status shape_intersection(struct shaper *shaper, struct arena *arena,
                               const struct area *a, const struct area *b,
                               struct area *common, struct error *err);

/// The area as triangles between its own vertices, each a polygon of the
/// result, close to Delaunay's. Equal areas give equal triangles.
enum status shape_triangulate(struct shaper *shaper, struct arena *arena,
                              const struct area *area, struct area *triangles,
                              struct error *err);

/// The area grown (or, by a negative number, shrunk) on all sides, with round
/// corners.
enum status shape_buffer(struct shaper *shaper, struct arena *arena,
                         const struct area *area, double by_m,
                         struct area *grown, struct error *err);

/// The tightest convex outline of the points. Empty if they lie on a line.
enum status shape_convex_hull(struct shaper *shaper, struct arena *arena,
                              const struct point_m *points, size_t n_points,
                              struct area *hull, struct error *err);

/// A point safely inside the area, for a label or a question. Fails with
/// STATUS_BAD_INPUT if the area is empty.
enum status shape_inside_point(struct shaper *shaper, const struct area *area,
                               struct point_m *inside, struct error *err);

#endif
