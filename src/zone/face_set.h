#ifndef ZONE_FACE_SET_H
#define ZONE_FACE_SET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/error.h"
#include "geo/area.h"
#include "shape/linework.h"

/// A stretch of border that two faces have in common, all of it together.
struct face_border {
    uint32_t face;
    uint32_t other;
    double length_m;
    double weight; ///< the length as weighed by whoever asked
};

/// The faces between lines (streets, borders): what is left when the plane is
/// cut along all of them. They neither overlap nor leave gaps, and neighbours
/// have every vertex of their common border in common. Read-only once built.
struct face_set {
    const struct area *faces;     ///< one polygon each
    const struct point_m *inside; ///< a point inside each; NULL if not asked
    size_t count;
    const uint32_t *first_border; ///< count + 1 entries
    const struct face_border *borders;
    const bool *is_outer; ///< beyond some of its border there is no face
};

/// How much a metre of border between two points weighs. Called from several
/// threads.
typedef double border_weight_fn(const void *context, struct point_m from,
                                struct point_m to);

/// Builds the faces in `arena`; lines may cross, end anywhere and lie on one
/// another, and are cut on a grid of ZONE_GRID_M. `weight` NULL: all borders
/// weigh their length. Fails with STATUS_BAD_INPUT when GEOS refuses.
enum status face_set_build(struct arena *arena, struct lines lines,
                           border_weight_fn *weight, const void *context,
                           size_t n_threads, struct face_set *set,
                           struct error *err);

/// The set of faces that are known already, of one polygon each; it borrows
/// them. It has no points inside.
struct face_set face_set_of(struct arena *arena, const struct area *faces,
                            size_t n_faces, border_weight_fn *weight,
                            const void *context, size_t n_threads);

/// Finds owners for faces that nobody owns (AREA_NONE), where they are small
/// gaps between faces that are owned: together with other such faces not larger
/// than `largest_m2` and not open to the outside. Each such gap goes to the
/// owner it shares most border with. Returns how many square metres were
/// filled.
double face_set_fill_gaps(const struct face_set *set, uint32_t *owner,
                          double largest_m2);

#endif
