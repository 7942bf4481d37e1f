// Each operation is one call of GEOS between two copies: ours to GEOS's, and
// the result back. Copying costs far less than any of the operations.

#include "shape/shape.h"

#include <stdio.h>

#include "shape/geometry.h"

bool shape_is_valid(struct shaper *shaper, const struct area *area,
                    char reason[SHAPE_REASON_SIZE])
{
    GEOSGeometry *geometry = geometry_of_area(shaper, area);
    bool valid = geometry != NULL && GEOSisValid_r(shaper->geos, geometry) == 1;
    if (!valid && reason != NULL) {
        char *why = geometry == NULL
                        ? NULL
                        : GEOSisValidReason_r(shaper->geos, geometry);
        snprintf(reason, SHAPE_REASON_SIZE, "%s",
                 why != NULL ? why : shaper->message);
        GEOSFree_r(shaper->geos, why);
    }
    GEOSGeom_destroy_r(shaper->geos, geometry);
    return valid;
}

// A valid area is copied point by point, so that nothing moves or is reordered.
static struct area copy_of(struct arena *arena, const struct area *area)
{
    struct area copy = {arena_array(arena, struct polygon, area->n_polygons),
                        area->n_polygons};
    for (size_t p = 0; p < area->n_polygons; p++) {
        const struct polygon *from = &area->polygons[p];
        struct polygon *to = &copy.polygons[p];
        *to = (struct polygon){arena_array(arena, struct ring, from->n_rings),
                               from->n_rings};
        for (size_t r = 0; r < from->n_rings; r++)
            to->rings[r] = (struct ring){
                arena_copy(arena, from->rings[r].points,
                           from->rings[r].count * sizeof(struct point_m)),
                from->rings[r].count};
    }
    area_orient(&copy);
    return copy;
}

enum status shape_make_valid(struct shaper *shaper, struct arena *arena,
                             const struct area *area, struct area *valid,
                             struct error *err)
{
    if (shape_is_valid(shaper, area, NULL)) {
        *valid = copy_of(arena, area);
        return STATUS_OK;
    }
    GEOSGeometry *from = geometry_of_area(shaper, area);
    GEOSGeometry *result =
        from == NULL ? NULL : GEOSMakeValid_r(shaper->geos, from);
    return geometry_finish(shaper, arena, "repair the outline", from, result,
                           valid, err);
}

enum status shape_union(struct shaper *shaper, struct arena *arena,
                        const struct area *areas, size_t n_areas,
                        struct area *joined, struct error *err)
{
    GEOSGeometry *from = geometry_of_areas(shaper, areas, n_areas);
    GEOSGeometry *result =
        from == NULL ? NULL : GEOSUnaryUnion_r(shaper->geos, from);
    return geometry_finish(shaper, arena, "join the areas", from, result,
                           joined, err);
}

enum status shape_union_on_grid(struct shaper *shaper, struct arena *arena,
                                const struct area *areas, size_t n_areas,
                                double grid_m, struct area *joined,
                                struct error *err)
{
    GEOSGeometry *from = geometry_of_areas(shaper, areas, n_areas);
    GEOSGeometry *result =
        from == NULL ? NULL : GEOSUnaryUnionPrec_r(shaper->geos, from, grid_m);
    return geometry_finish(shaper, arena, "join the areas", from, result,
                           joined, err);
}

enum status shape_union_of_coverage(struct shaper *shaper, struct arena *arena,
                                    const struct area *areas, size_t n_areas,
                                    struct area *joined, struct error *err)
{
    GEOSGeometry *from = geometry_of_areas(shaper, areas, n_areas);
    GEOSGeometry *result =
        from == NULL ? NULL : GEOSCoverageUnion_r(shaper->geos, from);
    return geometry_finish(shaper, arena, "join the areas", from, result,
                           joined, err);
}

enum status shape_intersection(struct shaper *shaper, struct arena *arena,
                               const struct area *a, const struct area *b,
                               struct area *common, struct error *err)
{
    GEOSGeometry *first = geometry_of_area(shaper, a);
    GEOSGeometry *second = geometry_of_area(shaper, b);
    GEOSGeometry *result =
        first == NULL || second == NULL
            ? NULL
            : GEOSIntersection_r(shaper->geos, first, second);
    enum status status = geometry_finish(shaper, arena, "intersect the areas",
                                         first, result, common, err);
    GEOSGeom_destroy_r(shaper->geos, second);
    return status;
}

enum status shape_triangulate(struct shaper *shaper, struct arena *arena,
                              const struct area *area, struct area *triangles,
                              struct error *err)
{
    GEOSGeometry *from = geometry_of_area(shaper, area);
    GEOSGeometry *result =
        from == NULL
            ? NULL
            : GEOSConstrainedDelaunayTriangulation_r(shaper->geos, from);
    return geometry_finish(shaper, arena, "cut the area into triangles", from,
                           result, triangles, err);
}

enum status shape_buffer(struct shaper *shaper, struct arena *arena,
                         const struct area *area, double by_m,
                         struct area *grown, struct error *err)
{
    enum { SEGMENTS_A_QUARTER_CIRCLE = 8 };
    GEOSGeometry *from = geometry_of_area(shaper, area);
    GEOSGeometry *result =
        from == NULL
            ? NULL
            : GEOSBuffer_r(shaper->geos, from, by_m, SEGMENTS_A_QUARTER_CIRCLE);
    return geometry_finish(shaper, arena, "grow the area", from, result, grown,
                           err);
}

enum status shape_convex_hull(struct shaper *shaper, struct arena *arena,
                              const struct point_m *points, size_t n_points,
                              struct area *hull, struct error *err)
{
    // A line needs two points; one point encloses nothing anyway.
    *hull = (struct area){0};
    if (n_points < 2)
        return STATUS_OK;
    struct line through = {(struct point_m *)points, n_points};
    GEOSGeometry *from = geometry_of_lines(shaper, (struct lines){&through, 1});
    GEOSGeometry *result =
        from == NULL ? NULL : GEOSConvexHull_r(shaper->geos, from);
    return geometry_finish(shaper, arena, "draw a hull", from, result, hull,
                           err);
}

static enum status read_point(struct shaper *shaper, const GEOSGeometry *point,
                              struct point_m *at, struct error *err)
{
    if (point == NULL)
        return geometry_refused(shaper, "find a point inside the area", err);
    if (GEOSisEmpty_r(shaper->geos, point))
        return error_set(err, STATUS_BAD_INPUT,
                         "cannot find a point inside an empty area");
    GEOSGeomGetX_r(shaper->geos, point, &at->x_m);
    GEOSGeomGetY_r(shaper->geos, point, &at->y_m);
    return STATUS_OK;
}

enum status shape_inside_point(struct shaper *shaper, const struct area *area,
                               struct point_m *inside, struct error *err)
{
    GEOSGeometry *from = geometry_of_area(shaper, area);
    GEOSGeometry *point =
        from == NULL ? NULL : GEOSPointOnSurface_r(shaper->geos, from);
    enum status status = read_point(shaper, point, inside, err);
    GEOSGeom_destroy_r(shaper->geos, point);
    GEOSGeom_destroy_r(shaper->geos, from);
    return status;
}
