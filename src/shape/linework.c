#include "shape/linework.h"

#include "shape/geometry.h"

enum status shape_area_of_lines(struct shaper *shaper, struct arena *arena,
                                struct lines lines, struct area *area,
                                struct error *err)
{
    GEOSGeometry *from = geometry_of_lines(shaper, lines);
    GEOSGeometry *result =
        from == NULL ? NULL : GEOSBuildArea_r(shaper->geos, from);
    return geometry_finish(shaper, arena, "close the lines to an area", from,
                           result, area, err);
}

// Ends an operation from lines to lines, as geometry_finish does for areas.
static enum status finish_lines(struct shaper *shaper, struct arena *arena,
                                const char *what, GEOSGeometry *from,
                                GEOSGeometry *result, struct lines *lines,
                                struct error *err)
{
    enum status status = STATUS_OK;
    if (result == NULL)
        status = geometry_refused(shaper, what, err);
    else
        *lines = geometry_lines(shaper, arena, result);
    GEOSGeom_destroy_r(shaper->geos, result);
    GEOSGeom_destroy_r(shaper->geos, from);
    return status;
}

enum status shape_node_lines(struct shaper *shaper, struct arena *arena,
                             struct lines lines, double grid_m,
                             struct lines *noded, struct error *err)
{
    GEOSGeometry *from = geometry_of_lines(shaper, lines);
    GEOSGeometry *result =
        from == NULL ? NULL : GEOSUnaryUnionPrec_r(shaper->geos, from, grid_m);
    return finish_lines(shaper, arena, "node the lines", from, result, noded,
                        err);
}

static void split_faces(struct shaper *shaper, struct arena *arena,
                        const GEOSGeometry *polygons, struct area **faces,
                        size_t *n_faces)
{
    struct area all = geometry_area(shaper, arena, polygons);
    *n_faces = all.n_polygons;
    *faces = arena_array(arena, struct area, all.n_polygons);
    for (size_t i = 0; i < all.n_polygons; i++)
        (*faces)[i] = (struct area){&all.polygons[i], 1};
}

enum status shape_polygonize(struct shaper *shaper, struct arena *arena,
                             struct lines lines, struct area **faces,
                             size_t *n_faces, struct error *err)
{
    GEOSGeometry *from = geometry_of_lines(shaper, lines);
    const GEOSGeometry *borrowed = from;
    GEOSGeometry *result =
        from == NULL ? NULL : GEOSPolygonize_r(shaper->geos, &borrowed, 1);
    enum status status = STATUS_OK;
    if (result == NULL)
        status = geometry_refused(shaper, "find the faces between lines", err);
    else
        split_faces(shaper, arena, result, faces, n_faces);
    GEOSGeom_destroy_r(shaper->geos, result);
    GEOSGeom_destroy_r(shaper->geos, from);
    return status;
}

enum status shape_simplify_together(struct shaper *shaper, struct arena *arena,
                                    struct lines lines, double tolerance_m,
                                    struct lines *simplified, struct error *err)
{
    GEOSGeometry *from = geometry_of_lines(shaper, lines);
    GEOSGeometry *result =
        from == NULL
            ? NULL
            : GEOSTopologyPreserveSimplify_r(shaper->geos, from, tolerance_m);
    return finish_lines(shaper, arena, "simplify the lines", from, result,
                        simplified, err);
}
