// Units from a file are cut along all of their borders (face_set), and each
// face goes to one unit: faces cannot overlap, so what is joined from them
// cannot either. Zones are joined from the fitted units in turn. Joining drops
// the borders in between and moves or drops no vertex else, so zones that touch
// share all of theirs.
//
// Street blocks fit from the start: every side of a unit is then either the
// side of one other unit too or, outside, of none, and no vertex of one lies
// within the side of another. As all that is cheaply told only by cutting,
// they are told by their source.

#include "zone/unit_outline.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/parallel.h"
#include "geo/area_index.h"
#include "shape/shape.h"
#include "zone/face_set.h"
#include "zone/zone_outline.h"

// Pairs of a group and one of its areas.
struct owned_area {
    uint32_t owner;
    uint32_t area;
};

// Areas joined to one for each owner, threads taking some owners each.
struct joining {
    const struct area *areas;
    const struct owned_area *owned; // by owner
    const uint32_t *first;          // n_owners + 1
    size_t n_owners;
    const bool *wanted; // or NULL
    struct area *joined;
    struct arena **arenas; // of each piece of work
    enum status *status;
    struct error *errors;
};

#define OWNERS_AT_ONCE 8

static enum status join_one(const struct joining *j, struct shaper *shaper,
                            struct arena *arena, struct arena *scratch,
                            size_t owner, struct error *err)
{
    uint32_t first = j->first[owner], n = 0;
    struct area *together =
        arena_array(scratch, struct area, j->first[owner + 1] - first);
    for (uint32_t i = first; i < j->first[owner + 1]; i++)
        if (!area_is_empty(&j->areas[j->owned[i].area]))
            together[n++] = j->areas[j->owned[i].area];
    j->joined[owner] = (struct area){0};
    if (n == 0)
        return STATUS_OK;
    return shape_union_of_coverage(shaper, arena, together, n,
                                   &j->joined[owner], err);
}

static void join_some(void *context, size_t piece)
{
    const struct joining *j = context;
    struct shaper *shaper = shaper_new();
    struct arena *scratch = arena_new();
    size_t end = (piece + 1) * OWNERS_AT_ONCE;
    enum status status = STATUS_OK;
    j->arenas[piece] = arena_new();
    for (size_t o = piece * OWNERS_AT_ONCE;
         o < end && o < j->n_owners && status == STATUS_OK; o++)
        if (j->wanted == NULL || j->wanted[o])
            status = join_one(j, shaper, j->arenas[piece], scratch, o,
                              &j->errors[piece]);
    j->status[piece] = status;
    arena_free(scratch);
    shaper_free(shaper);
}

static void sort_by_owner(struct joining *j, struct arena *scratch,
                          const uint32_t *owner, size_t n_areas)
{
    uint32_t *first = arena_array(scratch, uint32_t, j->n_owners + 2);
    struct owned_area *owned = arena_array(scratch, struct owned_area, n_areas);
    for (size_t i = 0; i < n_areas; i++)
        if (owner[i] < j->n_owners)
            first[owner[i] + 2]++;
    for (size_t o = 0; o < j->n_owners; o++)
        first[o + 2] += first[o + 1];
    for (uint32_t i = 0; i < n_areas; i++)
        if (owner[i] < j->n_owners)
            owned[first[owner[i] + 1]++] = (struct owned_area){owner[i], i};
    j->first = first;
    j->owned = owned;
}

static enum status join_areas(struct arena *arena, const struct area *areas,
                              const uint32_t *owner, size_t n_areas,
                              size_t n_owners, const bool *wanted,
                              size_t n_threads, struct area *joined,
                              struct error *err)
{
    struct arena *scratch = arena_new();
    size_t n_pieces = (n_owners + OWNERS_AT_ONCE - 1) / OWNERS_AT_ONCE;
    struct joining j = {.areas = areas,
                        .n_owners = n_owners,
                        .wanted = wanted,
                        .joined = joined,
                        .arenas =
                            arena_array(scratch, struct arena *, n_pieces),
                        .status = arena_array(scratch, enum status, n_pieces),
                        .errors = arena_array(scratch, struct error, n_pieces)};
    sort_by_owner(&j, scratch, owner, n_areas);
    parallel_for(n_pieces, n_threads, join_some, &j);
    enum status status = STATUS_OK;
    for (size_t i = 0; i < n_pieces; i++) {
        arena_adopt(arena, j.arenas[i]);
        if (status == STATUS_OK && j.status[i] != STATUS_OK) {
            status = j.status[i];
            *err = j.errors[i];
        }
    }
    arena_free(scratch);
    return status;
}

static struct lines all_borders(struct arena *scratch,
                                const struct planning_unit *units,
                                size_t n_units)
{
    size_t most = 0;
    for (size_t u = 0; u < n_units; u++)
        for (size_t p = 0; p < units[u].area.n_polygons; p++)
            most += units[u].area.polygons[p].n_rings;
    struct lines lines = {arena_array(scratch, struct line, most), 0};
    for (size_t u = 0; u < n_units; u++)
        for (size_t p = 0; p < units[u].area.n_polygons; p++)
            for (size_t r = 0; r < units[u].area.polygons[p].n_rings; r++) {
                struct ring ring = units[u].area.polygons[p].rings[r];
                lines.items[lines.count++] =
                    (struct line){ring.points, ring.count};
            }
    return lines;
}

struct sized_unit {
    double size_m2;
    uint32_t unit;
};

static int smallest_first(const void *a, const void *b)
{
    const struct sized_unit *x = a;
    const struct sized_unit *y = b;
    if (x->size_m2 != y->size_m2)
        return x->size_m2 < y->size_m2 ? -1 : 1;
    return (x->unit > y->unit) - (x->unit < y->unit);
}

// Who owns each face: the smallest unit that has a point of it.
static uint32_t *find_owners(struct arena *scratch, const struct face_set *set,
                             const struct planning_unit *units, size_t n_units,
                             double *claimed_m2)
{
    struct sized_unit *order = arena_array(scratch, struct sized_unit, n_units);
    struct area *areas = arena_array(scratch, struct area, n_units);
    for (uint32_t u = 0; u < n_units; u++) {
        order[u] = (struct sized_unit){area_m2(&units[u].area), u};
        *claimed_m2 += order[u].size_m2;
    }
    if (n_units > 0)
        qsort(order, n_units, sizeof *order, smallest_first);
    for (size_t i = 0; i < n_units; i++)
        areas[i] = units[order[i].unit].area;
    struct area_index index = area_index_build(scratch, areas, n_units);
    uint32_t *owner = arena_array(scratch, uint32_t, set->count);
    for (size_t f = 0; f < set->count; f++) {
        uint32_t found = area_index_at(&index, set->inside[f]);
        owner[f] = found == AREA_NONE ? AREA_NONE : order[found].unit;
    }
    return owner;
}

static bool fit_already(const struct planning_unit *units, size_t n_units)
{
    for (size_t u = 0; u < n_units; u++)
        if (units[u].source == NULL || strcmp(units[u].source, "streets") != 0)
            return false;
    return true;
}

static enum status fit_units(struct arena *arena, struct arena *scratch,
                             const struct planning_unit *units, size_t n_units,
                             size_t n_threads, struct area *areas,
                             struct unit_coverage *coverage, struct error *err)
{
    struct face_set set;
    enum status status =
        face_set_build(scratch, all_borders(scratch, units, n_units), NULL,
                       NULL, n_threads, &set, err);
    if (status != STATUS_OK)
        return status;
    double claimed_m2 = 0, given_m2 = 0;
    uint32_t *owner = find_owners(scratch, &set, units, n_units, &claimed_m2);
    for (size_t f = 0; f < set.count; f++)
        given_m2 += owner[f] == AREA_NONE ? 0 : area_m2(&set.faces[f]);
    coverage->overlap_m2 = fmax(0, claimed_m2 - given_m2);
    coverage->gap_m2 = face_set_fill_gaps(&set, owner, OUTLINE_SMALLEST_GAP_M2);
    return join_areas(arena, set.faces, owner, set.count, n_units, NULL,
                      n_threads, areas, err);
}

enum status unit_coverage_build(struct arena *arena,
                                const struct planning_unit *units,
                                size_t n_units, size_t n_threads,
                                struct unit_coverage *coverage,
                                struct error *err)
{
    struct area *areas = arena_array(arena, struct area, n_units);
    *coverage = (struct unit_coverage){.areas = areas, .n_units = n_units};
    if (fit_already(units, n_units)) {
        for (size_t u = 0; u < n_units; u++)
            areas[u] = units[u].area;
        return STATUS_OK;
    }
    struct arena *scratch = arena_new();
    enum status status = fit_units(arena, scratch, units, n_units, n_threads,
                                   areas, coverage, err);
    arena_free(scratch);
    return status;
}

enum status unit_outlines_join(struct arena *arena,
                               const struct unit_coverage *coverage,
                               const uint32_t *zone, size_t n_zones,
                               const bool *wanted, size_t n_threads,
                               struct area *outlines, struct error *err)
{
    return join_areas(arena, coverage->areas, zone, coverage->n_units, n_zones,
                      wanted, n_threads, outlines, err);
}

struct outline_measures outline_measure(const struct area *outline)
{
    struct outline_measures measures = {.area_m2 = area_m2(outline),
                                        .n_pieces = outline->n_polygons};
    for (size_t p = 0; p < outline->n_polygons; p++) {
        const struct polygon *polygon = &outline->polygons[p];
        measures.n_holes += polygon->n_rings - 1;
        for (size_t r = 0; r < polygon->n_rings; r++)
            for (size_t i = 0; i + 1 < polygon->rings[r].count; i++)
                measures.perimeter_m +=
                    point_distance_m(polygon->rings[r].points[i],
                                     polygon->rings[r].points[i + 1]);
    }
    if (measures.perimeter_m > 0)
        measures.compactness = 4 * M_PI * measures.area_m2 /
                               (measures.perimeter_m * measures.perimeter_m);
    return measures;
}
