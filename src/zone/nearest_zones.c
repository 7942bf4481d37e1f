// From streets to zones in four steps, each in a file of its own:
//
//   1. points along every usable street, each with its nearest school
//      (street_samples);
//   2. the borders between the places nearest to points of different schools
//      (zone_borders), simplified all together so that none crosses another;
//   3. borders and the outline cut at their crossings, and the faces between
//      them, each belonging to one school (face_schools);
//   4. the faces of a school joined to its zone.
//
// The result is a coverage by construction: faces of a noded set of lines
// cannot overlap or leave gaps, neighbours share the vertices of their borders
// since those are the same line, and joining faces moves no vertex.

#include "zone/nearest_zones.h"

#include <stdbool.h>
#include <stdlib.h>

#include "shape/linework.h"
#include "zone/face_schools.h"
#include "zone/street_samples.h"
#include "zone/zone_borders.h"

// The faces inside the outline, and a point inside each.
struct faces {
    struct area *areas;
    struct point_m *inside;
    size_t count;
};

static struct lines lines_of(struct arena *arena,
                             const struct zone_border_list *borders)
{
    struct lines lines = {arena_array(arena, struct line, borders->count),
                          borders->count};
    for (size_t i = 0; i < borders->count; i++)
        lines.items[i] = borders->items[i].line;
    return lines;
}

static enum status simplify_borders(struct shaper *shaper, struct arena *arena,
                                    struct zone_border_list *borders,
                                    struct error *err)
{
    if (borders->count == 0)
        return STATUS_OK;
    struct lines simple;
    enum status status =
        shape_simplify_together(shaper, arena, lines_of(arena, borders),
                                ZONE_TOLERANCE_M, &simple, err);
    if (status != STATUS_OK)
        return status;
    if (simple.count != borders->count)
        return error_set(err, STATUS_STATE, "simplifying %zu borders gave %zu",
                         borders->count, simple.count);
    for (size_t i = 0; i < borders->count; i++)
        borders->items[i].line = simple.items[i];
    return STATUS_OK;
}

// Borders and the rings of the outline, as lines.
static struct lines all_lines(struct arena *arena,
                              const struct zone_border_list *borders,
                              const struct area *outline)
{
    size_t n_rings = 0;
    for (size_t p = 0; p < outline->n_polygons; p++)
        n_rings += outline->polygons[p].n_rings;

    struct lines lines = {
        arena_array(arena, struct line, borders->count + n_rings), 0};
    for (size_t i = 0; i < borders->count; i++)
        lines.items[lines.count++] = borders->items[i].line;
    for (size_t p = 0; p < outline->n_polygons; p++)
        for (size_t r = 0; r < outline->polygons[p].n_rings; r++) {
            struct ring ring = outline->polygons[p].rings[r];
            lines.items[lines.count++] = (struct line){ring.points, ring.count};
        }
    return lines;
}

// Keeps the faces that lie inside the outline. After noding a face lies wholly
// inside or wholly outside, so one point of it tells.
static enum status keep_inner_faces(struct shaper *shaper, struct arena *arena,
                                    const struct area *outline,
                                    struct faces *faces, struct error *err)
{
    size_t n_all = faces->count;
    faces->count = 0;
    faces->inside = arena_array(arena, struct point_m, n_all);
    for (size_t i = 0; i < n_all; i++) {
        struct point_m inside;
        enum status status =
            shape_inside_point(shaper, &faces->areas[i], &inside, err);
        if (status != STATUS_OK)
            return status;
        if (!area_has_point(outline, inside))
            continue;
        faces->inside[faces->count] = inside;
        faces->areas[faces->count++] = faces->areas[i];
    }
    return STATUS_OK;
}

static enum status find_faces(struct shaper *shaper, struct arena *arena,
                              const struct zone_border_list *borders,
                              const struct area *outline, struct faces *faces,
                              struct error *err)
{
    struct lines noded;
    enum status status =
        shape_node_lines(shaper, arena, all_lines(arena, borders, outline),
                         ZONE_GRID_M, &noded, err);
    if (status == STATUS_OK)
        status = shape_polygonize(shaper, arena, noded, &faces->areas,
                                  &faces->count, err);
    if (status == STATUS_OK)
        status = keep_inner_faces(shaper, arena, outline, faces, err);
    return status;
}

struct owned_face {
    uint32_t school;
    uint32_t face;
};

static int by_school(const void *a, const void *b)
{
    const struct owned_face *x = a;
    const struct owned_face *y = b;
    if (x->school != y->school)
        return x->school < y->school ? -1 : 1;
    return (x->face > y->face) - (x->face < y->face);
}

static struct owned_face *
faces_by_school(struct arena *scratch, const uint32_t *schools, size_t n_faces)
{
    struct owned_face *owned = arena_array(scratch, struct owned_face, n_faces);
    for (size_t f = 0; f < n_faces; f++)
        owned[f] = (struct owned_face){schools[f], (uint32_t)f};
    qsort(owned, n_faces, sizeof *owned, by_school);
    return owned;
}

// Joins the faces of each school into its zone.
static enum status join_faces(struct shaper *shaper, struct arena *arena,
                              struct arena *scratch, const struct faces *faces,
                              const uint32_t *face_school,
                              const struct school *schools,
                              struct zone_list *zones, struct error *err)
{
    struct owned_face *owned =
        faces_by_school(scratch, face_school, faces->count);
    struct area *together = arena_array(scratch, struct area, faces->count);
    for (size_t first = 0, end = 0; first < faces->count; first = end) {
        for (; end < faces->count && owned[end].school == owned[first].school;
             end++)
            together[end - first] = faces->areas[owned[end].face];
        struct zone *zone = zone_list_add(zones, arena);
        zone->school_id = arena_text(arena, schools[owned[first].school].id);
        enum status status = shape_union_of_coverage(
            shaper, arena, together, end - first, &zone->area, err);
        if (status != STATUS_OK)
            return status;
    }
    return STATUS_OK;
}

// Steps 2 to 4, with everything but the zones in `scratch`.
static enum status
draw_zones(struct shaper *shaper, struct arena *arena, struct arena *scratch,
           const struct street_samples *samples, const struct school *schools,
           const struct zone_outline *outline, struct zone_list *zones,
           struct nearest_zones_report *report, struct error *err)
{
    struct zone_border_list borders = zone_borders_build(scratch, samples);
    struct faces faces;
    enum status status = simplify_borders(shaper, scratch, &borders, err);
    if (status == STATUS_OK)
        status =
            find_faces(shaper, scratch, &borders, &outline->area, &faces, err);
    if (status != STATUS_OK)
        return status;
    uint32_t *face_school =
        face_schools(scratch, faces.areas, faces.inside, faces.count,
                     borders.items, borders.count, samples);
    for (size_t f = 0; f < faces.count; f++)
        report->covered_m2 += area_m2(&faces.areas[f]);
    return join_faces(shaper, arena, scratch, &faces, face_school, schools,
                      zones, err);
}

// Step 1, a second time where streets of different schools run close together.
static enum status sample_streets(struct arena *scratch,
                                  const struct measure *measure,
                                  const struct destination_set *destinations,
                                  const struct reach *reach,
                                  struct street_samples *samples,
                                  struct error *err)
{
    struct arena *first = arena_new();
    struct street_samples wide;
    enum status status = street_samples_build(first, measure, destinations,
                                              reach, NULL, &wide, err);
    if (status == STATUS_OK)
        status = street_samples_build(
            scratch, measure, destinations, reach,
            street_samples_narrow(first, &wide, measure->net->n_edges), samples,
            err);
    arena_free(first);
    return status;
}

enum status
nearest_zones_build(struct arena *arena, const struct measure *measure,
                    const struct destination_set *destinations,
                    const struct reach *reach, const struct school *schools,
                    const struct zone_outline *outline, struct zone_list *zones,
                    struct nearest_zones_report *report, struct error *err)
{
    *zones = (struct zone_list){0};
    *report = (struct nearest_zones_report){0};
    struct shaper *shaper = shaper_new();
    struct arena *scratch = arena_new();
    struct street_samples samples;
    enum status status =
        sample_streets(scratch, measure, destinations, reach, &samples, err);
    if (status == STATUS_OK)
        status = draw_zones(shaper, arena, scratch, &samples, schools, outline,
                            zones, report, err);
    report->n_zones = zones->count;
    arena_free(scratch);
    shaper_free(shaper);
    return status;
}
