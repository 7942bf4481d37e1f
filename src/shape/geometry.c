// A point is two doubles, x before y, which is also how GEOS reads and writes
// a buffer of coordinates: whole rings are copied at once, both ways.
//
// GEOS reports a failure by returning NULL after calling the message handler,
// which keeps the words in the shaper. Every function here frees what it made
// before it returns NULL itself.

#include "shape/geometry.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

_Static_assert(sizeof(struct point_m) == 2 * sizeof(double),
               "a point is two doubles side by side");

static void keep_message(const char *message, void *shaper)
{
    struct shaper *s = shaper;
    snprintf(s->message, sizeof s->message, "%s", message);
}

struct shaper *shaper_new(void)
{
    struct shaper *shaper = calloc(1, sizeof *shaper);
    GEOSContextHandle_t geos = GEOS_init_r();
    if (shaper == NULL || geos == NULL) {
        fputs("hocgan: out of memory\n", stderr);
        abort();
    }
    GEOSContext_setErrorMessageHandler_r(geos, keep_message, shaper);
    shaper->geos = geos;
    return shaper;
}

void shaper_free(struct shaper *shaper)
{
    if (shaper == NULL)
        return;
    GEOS_finish_r(shaper->geos);
    free(shaper);
}

static GEOSCoordSequence *coords_of(struct shaper *shaper,
                                    const struct point_m *points, size_t n)
{
    return GEOSCoordSeq_copyFromBuffer_r(shaper->geos, (const double *)points,
                                         (unsigned)n, 0, 0);
}

static GEOSGeometry *geometry_of_ring(struct shaper *shaper, struct ring ring)
{
    GEOSCoordSequence *coords = coords_of(shaper, ring.points, ring.count);
    if (coords == NULL)
        return NULL;
    return GEOSGeom_createLinearRing_r(shaper->geos, coords);
}

// Makes a geometry out of parts, which it takes over. If one of the parts is
// NULL, the others are freed and the result is NULL.
static GEOSGeometry *collect(struct shaper *shaper, int type,
                             GEOSGeometry **parts, size_t n_parts)
{
    bool complete = true;
    for (size_t i = 0; i < n_parts; i++)
        complete = complete && parts[i] != NULL;
    if (complete)
        return GEOSGeom_createCollection_r(shaper->geos, type, parts,
                                           (unsigned)n_parts);
    for (size_t i = 0; i < n_parts; i++)
        GEOSGeom_destroy_r(shaper->geos, parts[i]);
    return NULL;
}

static GEOSGeometry *geometry_of_polygon(struct shaper *shaper,
                                         struct arena *scratch,
                                         const struct polygon *polygon)
{
    size_t n_holes = polygon->n_rings - 1;
    GEOSGeometry **rings =
        arena_array(scratch, GEOSGeometry *, polygon->n_rings);
    bool complete = true;
    for (size_t r = 0; r < polygon->n_rings; r++) {
        rings[r] = geometry_of_ring(shaper, polygon->rings[r]);
        complete = complete && rings[r] != NULL;
    }
    if (complete)
        return GEOSGeom_createPolygon_r(shaper->geos, rings[0], rings + 1,
                                        (unsigned)n_holes);
    for (size_t r = 0; r < polygon->n_rings; r++)
        GEOSGeom_destroy_r(shaper->geos, rings[r]);
    return NULL;
}

static GEOSGeometry *multipolygon(struct shaper *shaper,
                                  const struct area *areas, size_t n_areas,
                                  int type)
{
    size_t n_parts = 0;
    for (size_t a = 0; a < n_areas; a++)
        n_parts += areas[a].n_polygons;

    struct arena *scratch = arena_new();
    GEOSGeometry **parts = arena_array(scratch, GEOSGeometry *, n_parts);
    size_t i = 0;
    for (size_t a = 0; a < n_areas; a++)
        for (size_t p = 0; p < areas[a].n_polygons; p++)
            parts[i++] =
                geometry_of_polygon(shaper, scratch, &areas[a].polygons[p]);
    GEOSGeometry *geometry = collect(shaper, type, parts, n_parts);
    arena_free(scratch);
    return geometry;
}

GEOSGeometry *geometry_of_area(struct shaper *shaper, const struct area *area)
{
    return multipolygon(shaper, area, 1, GEOS_MULTIPOLYGON);
}

GEOSGeometry *geometry_of_areas(struct shaper *shaper, const struct area *areas,
                                size_t n_areas)
{
    return multipolygon(shaper, areas, n_areas, GEOS_GEOMETRYCOLLECTION);
}

GEOSGeometry *geometry_of_lines(struct shaper *shaper, struct lines lines)
{
    struct arena *scratch = arena_new();
    GEOSGeometry **parts = arena_array(scratch, GEOSGeometry *, lines.count);
    for (size_t i = 0; i < lines.count; i++) {
        GEOSCoordSequence *coords =
            coords_of(shaper, lines.items[i].points, lines.items[i].count);
        if (coords != NULL)
            parts[i] = GEOSGeom_createLineString_r(shaper->geos, coords);
    }
    GEOSGeometry *geometry =
        collect(shaper, GEOS_MULTILINESTRING, parts, lines.count);
    arena_free(scratch);
    return geometry;
}

// The points of a line or ring.
static struct ring points_of(struct shaper *shaper, struct arena *arena,
                             const GEOSGeometry *curve)
{
    const GEOSCoordSequence *coords =
        GEOSGeom_getCoordSeq_r(shaper->geos, curve);
    unsigned count = 0;
    GEOSCoordSeq_getSize_r(shaper->geos, coords, &count);
    struct ring ring = {arena_array(arena, struct point_m, count), count};
    GEOSCoordSeq_copyToBuffer_r(shaper->geos, coords, (double *)ring.points, 0,
                                0);
    return ring;
}

static struct polygon polygon_of(struct shaper *shaper, struct arena *arena,
                                 const GEOSGeometry *geometry)
{
    int n_holes = GEOSGetNumInteriorRings_r(shaper->geos, geometry);
    struct polygon polygon = {
        arena_array(arena, struct ring, (size_t)n_holes + 1),
        (size_t)n_holes + 1};
    polygon.rings[0] =
        points_of(shaper, arena, GEOSGetExteriorRing_r(shaper->geos, geometry));
    for (int h = 0; h < n_holes; h++)
        polygon.rings[h + 1] = points_of(
            shaper, arena, GEOSGetInteriorRingN_r(shaper->geos, geometry, h));
    return polygon;
}

static bool is_collection(int type)
{
    return type == GEOS_GEOMETRYCOLLECTION || type == GEOS_MULTIPOLYGON ||
           type == GEOS_MULTILINESTRING;
}

// Calls for each simple part of `type`, however deep in collections. Results
// of GEOS nest at most twice.
typedef void take_part_fn(struct shaper *shaper, struct arena *arena,
                          const GEOSGeometry *part, void *into);

static void each_part(struct shaper *shaper, struct arena *arena,
                      const GEOSGeometry *geometry, int type,
                      take_part_fn *take, void *into)
{
    int own = GEOSGeomTypeId_r(shaper->geos, geometry);
    if (own == type && !GEOSisEmpty_r(shaper->geos, geometry))
        take(shaper, arena, geometry, into);
    if (!is_collection(own))
        return;
    int n = GEOSGetNumGeometries_r(shaper->geos, geometry);
    for (int i = 0; i < n; i++)
        each_part(shaper, arena, GEOSGetGeometryN_r(shaper->geos, geometry, i),
                  type, take, into);
}

static void count_part(struct shaper *shaper, struct arena *arena,
                       const GEOSGeometry *part, void *into)
{
    (void)shaper;
    (void)arena;
    (void)part;
    ++*(size_t *)into;
}

static void take_polygon(struct shaper *shaper, struct arena *arena,
                         const GEOSGeometry *part, void *into)
{
    struct area *area = into;
    area->polygons[area->n_polygons++] = polygon_of(shaper, arena, part);
}

struct area geometry_area(struct shaper *shaper, struct arena *arena,
                          const GEOSGeometry *geometry)
{
    size_t n = 0;
    each_part(shaper, arena, geometry, GEOS_POLYGON, count_part, &n);
    struct area area = {arena_array(arena, struct polygon, n), 0};
    each_part(shaper, arena, geometry, GEOS_POLYGON, take_polygon, &area);
    area_orient(&area);
    return area;
}

static void take_line(struct shaper *shaper, struct arena *arena,
                      const GEOSGeometry *part, void *into)
{
    struct lines *lines = into;
    struct ring points = points_of(shaper, arena, part);
    lines->items[lines->count++] = (struct line){points.points, points.count};
}

struct lines geometry_lines(struct shaper *shaper, struct arena *arena,
                            const GEOSGeometry *geometry)
{
    size_t n = 0;
    each_part(shaper, arena, geometry, GEOS_LINESTRING, count_part, &n);
    struct lines lines = {arena_array(arena, struct line, n), 0};
    each_part(shaper, arena, geometry, GEOS_LINESTRING, take_line, &lines);
    return lines;
}

enum status geometry_refused(struct shaper *shaper, const char *what,
                             struct error *err)
{
    return error_set(err, STATUS_BAD_INPUT, "cannot %s: %s", what,
                     shaper->message);
}

enum status geometry_finish(struct shaper *shaper, struct arena *arena,
                            const char *what, GEOSGeometry *from,
                            GEOSGeometry *result, struct area *area,
                            struct error *err)
{
    enum status status = STATUS_OK;
    if (result == NULL)
        status = geometry_refused(shaper, what, err);
    else
        *area = geometry_area(shaper, arena, result);
    GEOSGeom_destroy_r(shaper->geos, result);
    GEOSGeom_destroy_r(shaper->geos, from);
    return status;
}
