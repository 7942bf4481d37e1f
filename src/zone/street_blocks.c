// In four steps:
//
//   1. streets and ward borders are cut wherever they meet, and the faces
//      between them found (street_faces); dead-end streets divide nothing;
//   2. each face belongs to the ward that a point inside it lies in; crumbs
//      and gaps, which come of ward borders that do not fit, go to the ward
//      around them;
//   3. each home counts for the face it lies in, and within a ward faces are
//      joined until there are entrants enough (block_merge);
//   4. the faces of a group become a unit, no vertex added or dropped, and a
//      unit with too many entrants is cut between its vertices (block_split).
//
// Faces cover the wards exactly, so do groups of them and their parts. Wards
// are independent from step 3 on, so threads take one ward each, and what they
// make is put together in the order of the wards.

#include "zone/street_blocks.h"

#include <stdlib.h>
#include <string.h>

#include "base/parallel.h"
#include "geo/area_index.h"
#include "zone/street_faces.h"
#include "zone/ward_units.h"
#include "zone/zone_outline.h"

// How many faces or homes are one piece of work.
#define HOMES_AT_ONCE 1024

// Runs something over all faces or homes, some at a time.
struct lookups {
    const struct area_index *index;
    const struct point_m *points;
    const struct entrant_home *homes; // or points
    size_t count;
    uint32_t *found;
};

static void look_up_some(void *context, size_t piece)
{
    const struct lookups *l = context;
    size_t end = (piece + 1) * HOMES_AT_ONCE;
    for (size_t i = piece * HOMES_AT_ONCE; i < end && i < l->count; i++)
        l->found[i] = area_index_at(l->index, l->homes != NULL ? l->homes[i].at
                                                               : l->points[i]);
}

static void look_up(const struct lookups *lookups, size_t n_threads)
{
    parallel_for((lookups->count + HOMES_AT_ONCE - 1) / HOMES_AT_ONCE,
                 n_threads, look_up_some, (void *)lookups);
}

static void find_wards(struct ward_blocks *b, struct arena *scratch,
                       size_t n_threads)
{
    struct area *areas = arena_array(scratch, struct area, b->n_wards);
    for (size_t w = 0; w < b->n_wards; w++)
        areas[w] = b->wards[w].area;
    struct area_index index = area_index_build(scratch, areas, b->n_wards);
    b->ward = arena_array(scratch, uint32_t, b->set.count);
    look_up(
        &(struct lookups){&index, b->set.inside, NULL, b->set.count, b->ward},
        n_threads);
}

// Homes in order of the faces they lie in, and in a face as they came.
static void sort_homes(struct ward_blocks *b, struct arena *scratch,
                       const struct entrant_home *homes, size_t n_homes,
                       const uint32_t *face)
{
    b->first_home = arena_array(scratch, uint32_t, b->set.count + 2);
    b->homes = arena_array(scratch, struct entrant_home, n_homes);
    for (size_t i = 0; i < n_homes; i++)
        if (face[i] != AREA_NONE)
            b->first_home[face[i] + 2]++;
    for (size_t f = 0; f < b->set.count; f++)
        b->first_home[f + 2] += b->first_home[f + 1];
    // The starts stand one place on, and move to their own as they are used.
    for (size_t i = 0; i < n_homes; i++)
        if (face[i] != AREA_NONE)
            b->homes[b->first_home[face[i] + 1]++] = homes[i];
}

static void count_entrants(struct ward_blocks *b, struct arena *scratch,
                           const struct entrant_home *homes, size_t n_homes,
                           size_t n_threads)
{
    struct area_index index =
        area_index_build(scratch, b->set.faces, b->set.count);
    uint32_t *face = arena_array(scratch, uint32_t, n_homes);
    b->entrants = arena_array(scratch, uint32_t, b->set.count);
    look_up(&(struct lookups){&index, NULL, homes, n_homes, face}, n_threads);
    for (size_t i = 0; i < n_homes; i++)
        if (face[i] != AREA_NONE)
            b->entrants[face[i]] += homes[i].entrants;
    sort_homes(b, scratch, homes, n_homes, face);
}

// Faces of one ward that touch each other.
struct piece {
    uint32_t ward;
    uint32_t first; // in `faces` of the pieces
    uint32_t count;
    double size_m2;
    uint64_t entrants;
};
LIST_DECLARE(piece);

static struct piece piece_around(const struct ward_blocks *b, uint32_t start,
                                 bool *seen, uint32_t *faces, uint32_t first)
{
    struct piece piece = {.ward = b->ward[start], .first = first};
    faces[first + piece.count++] = start;
    seen[start] = true;
    for (uint32_t i = first; i < first + piece.count; i++) {
        uint32_t face = faces[i];
        piece.size_m2 += area_m2(&b->set.faces[face]);
        piece.entrants += b->entrants[face];
        for (uint32_t k = b->set.first_border[face];
             k < b->set.first_border[face + 1]; k++) {
            uint32_t other = b->set.borders[k].other;
            if (b->ward[other] != piece.ward || seen[other])
                continue;
            seen[other] = true;
            faces[first + piece.count++] = other;
        }
    }
    return piece;
}

static struct piece_list find_pieces(const struct ward_blocks *b,
                                     struct arena *scratch, uint32_t *faces)
{
    struct piece_list pieces = {0};
    bool *seen = arena_array(scratch, bool, b->set.count);
    uint32_t n = 0;
    for (uint32_t f = 0; f < b->set.count; f++)
        if (b->ward[f] != AREA_NONE && !seen[f]) {
            struct piece piece = piece_around(b, f, seen, faces, n);
            *piece_list_add(&pieces, scratch) = piece;
            n += piece.count;
        }
    return pieces;
}

// Makes gaps of the crumbs of wards: small pieces without homes, not the
// largest of their ward. Those out in the open keep their ward.
static void fill_crumbs(struct ward_blocks *b, struct arena *scratch)
{
    uint32_t *faces = arena_array(scratch, uint32_t, b->set.count);
    double *largest_m2 = arena_array(scratch, double, b->n_wards);
    uint32_t *before =
        arena_copy(scratch, b->ward, b->set.count * sizeof *b->ward);
    struct piece_list pieces = find_pieces(b, scratch, faces);
    for (size_t i = 0; i < pieces.count; i++)
        if (pieces.items[i].size_m2 > largest_m2[pieces.items[i].ward])
            largest_m2[pieces.items[i].ward] = pieces.items[i].size_m2;
    for (size_t i = 0; i < pieces.count; i++) {
        const struct piece *piece = &pieces.items[i];
        if (piece->entrants > 0 || piece->size_m2 > OUTLINE_SMALLEST_GAP_M2 ||
            piece->size_m2 == largest_m2[piece->ward])
            continue;
        for (uint32_t k = 0; k < piece->count; k++)
            b->ward[faces[piece->first + k]] = AREA_NONE;
    }
    face_set_fill_gaps(&b->set, b->ward, OUTLINE_SMALLEST_GAP_M2);
    for (size_t f = 0; f < b->set.count; f++)
        if (b->ward[f] == AREA_NONE)
            b->ward[f] = before[f];
}

static void sort_by_ward(struct ward_blocks *b, struct arena *scratch)
{
    b->first = arena_array(scratch, uint32_t, b->n_wards + 2);
    b->sorted = arena_array(scratch, uint32_t, b->set.count);
    b->local = arena_array(scratch, uint32_t, b->set.count);
    for (size_t f = 0; f < b->set.count; f++)
        if (b->ward[f] != AREA_NONE)
            b->first[b->ward[f] + 2]++;
    for (size_t w = 0; w < b->n_wards; w++)
        b->first[w + 2] += b->first[w + 1];
    // The starts stand one place on, and move to their own as they are used.
    uint32_t *start =
        arena_copy(scratch, b->first, (b->n_wards + 2) * sizeof *b->first);
    for (uint32_t f = 0; f < b->set.count; f++)
        if (b->ward[f] != AREA_NONE) {
            uint32_t at = b->first[b->ward[f] + 1]++;
            b->local[f] = at - start[b->ward[f] + 1];
            b->sorted[at] = f;
        }
}

struct job {
    const struct ward_blocks *blocks;
    struct ward_units *made;
};

static void make_ward_units(void *context, size_t ward)
{
    const struct job *job = context;
    job->made[ward] = ward_units_make(job->blocks, ward);
}

// Puts the wards' units one after the other.
static enum status gather(struct arena *arena, struct ward_units *made,
                          size_t n_wards, struct planning_unit_list *units,
                          struct street_block_report *report, struct error *err)
{
    enum status status = STATUS_OK;
    for (size_t w = 0; w < n_wards; w++) {
        if (status == STATUS_OK && made[w].status != STATUS_OK) {
            status = made[w].status;
            *err = made[w].err;
        }
        for (size_t i = 0; i < made[w].units.count; i++)
            *planning_unit_list_add(units, arena) = made[w].units.items[i];
        report->n_cut += made[w].report.n_cut;
        report->n_small += made[w].report.n_small;
        report->covered_m2 += made[w].report.covered_m2;
        if (made[w].report.most_entrants > report->most_entrants)
            report->most_entrants = made[w].report.most_entrants;
        arena_adopt(arena, made[w].arena);
    }
    report->n_units = units->count;
    return status;
}

static enum status
make_units(struct ward_blocks *b, struct arena *arena, struct arena *scratch,
           const struct entrant_home *homes, size_t n_homes, size_t n_threads,
           struct planning_unit_list *units, struct street_block_report *report,
           struct error *err)
{
    report->n_faces = b->set.count;
    find_wards(b, scratch, n_threads);
    count_entrants(b, scratch, homes, n_homes, n_threads);
    fill_crumbs(b, scratch);
    sort_by_ward(b, scratch);
    struct job job = {b, arena_array(scratch, struct ward_units, b->n_wards)};
    parallel_for(b->n_wards, n_threads, make_ward_units, &job);
    return gather(arena, job.made, b->n_wards, units, report, err);
}

enum status
street_blocks_build(struct arena *arena, const struct street_set *streets,
                    const struct ward *wards, size_t n_wards,
                    const struct entrant_home *homes, size_t n_homes,
                    struct street_block_options options,
                    struct planning_unit_list *units,
                    struct street_block_report *report, struct error *err)
{
    *units = (struct planning_unit_list){0};
    *report = (struct street_block_report){0};
    if (n_wards == 0)
        return error_set(err, STATUS_STATE,
                         "the city has no wards to make units of");
    struct arena *scratch = arena_new();
    struct ward_blocks b = {
        .wards = wards, .n_wards = n_wards, .options = options};
    enum status status = street_faces_build(scratch, streets, wards, n_wards,
                                            options.n_threads, &b.set, err);
    if (status == STATUS_OK)
        status = make_units(&b, arena, scratch, homes, n_homes,
                            options.n_threads, units, report, err);
    arena_free(scratch);
    return status;
}
