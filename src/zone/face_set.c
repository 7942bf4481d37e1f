// Lines are noded (noded_lines) and their faces found by GEOS. Faces then touch
// where they have a segment in common: the segments of all faces are sorted by
// their two ends, and every segment is found once (nothing beyond it) or twice.

#include "zone/face_set.h"

#include <stdlib.h>
#include <string.h>

#include "base/list.h"
#include "base/parallel.h"
#include "geo/area_index.h"
#include "zone/noded_lines.h"

// How many faces or segments are one piece of work.
#define FACES_AT_ONCE 512
#define SEGMENTS_AT_ONCE 4096

// A side of a face from its lesser end to its greater.
struct face_side {
    struct point_m low;
    struct point_m high;
    uint32_t face;
};

static int compare_points(struct point_m a, struct point_m b)
{
    if (a.x_m != b.x_m)
        return a.x_m < b.x_m ? -1 : 1;
    return (a.y_m > b.y_m) - (a.y_m < b.y_m);
}

static int compare_ends(const struct face_side *a, const struct face_side *b)
{
    int low = compare_points(a->low, b->low);
    return low != 0 ? low : compare_points(a->high, b->high);
}

static int by_ends(const void *a, const void *b)
{
    const struct face_side *s = a;
    const struct face_side *t = b;
    int order = compare_ends(s, t);
    return order != 0 ? order : (s->face > t->face) - (s->face < t->face);
}

static struct face_side *all_sides(struct arena *scratch,
                                   const struct area *faces, size_t n_faces,
                                   size_t *count)
{
    size_t most = 0;
    for (size_t f = 0; f < n_faces; f++)
        most += area_point_count(&faces[f]);
    struct face_side *sides = arena_array(scratch, struct face_side, most);
    *count = 0;
    for (size_t f = 0; f < n_faces; f++)
        for (size_t r = 0; r < faces[f].polygons[0].n_rings; r++) {
            struct ring ring = faces[f].polygons[0].rings[r];
            for (size_t i = 0; i + 1 < ring.count; i++) {
                struct point_m a = ring.points[i], b = ring.points[i + 1];
                bool ordered = compare_points(a, b) < 0;
                sides[(*count)++] = (struct face_side){
                    ordered ? a : b, ordered ? b : a, (uint32_t)f};
            }
        }
    qsort(sides, *count, sizeof *sides, by_ends);
    return sides;
}

// Pairs of sides, from both faces, each with its length and weight.
struct weighing {
    const struct face_side *sides;
    const uint32_t *pairs; // the first side of each pair
    size_t n_pairs;
    border_weight_fn *weight;
    const void *context;
    struct face_border *borders; // two a pair
};

static void weigh_pairs(void *context, size_t piece)
{
    const struct weighing *w = context;
    size_t end = (piece + 1) * SEGMENTS_AT_ONCE;
    for (size_t i = piece * SEGMENTS_AT_ONCE; i < end && i < w->n_pairs; i++) {
        const struct face_side *side = &w->sides[w->pairs[i]];
        double length_m = point_distance_m(side->low, side->high);
        double weight = length_m;
        if (w->weight != NULL)
            weight *= w->weight(w->context, side->low, side->high);
        w->borders[2 * i] =
            (struct face_border){side[0].face, side[1].face, length_m, weight};
        w->borders[2 * i + 1] =
            (struct face_border){side[1].face, side[0].face, length_m, weight};
    }
}

// Total, so that sums are taken in the same order everywhere.
static int by_faces(const void *a, const void *b)
{
    const struct face_border *x = a;
    const struct face_border *y = b;
    if (x->face != y->face)
        return x->face < y->face ? -1 : 1;
    if (x->other != y->other)
        return x->other < y->other ? -1 : 1;
    if (x->length_m != y->length_m)
        return x->length_m < y->length_m ? -1 : 1;
    return (x->weight > y->weight) - (x->weight < y->weight);
}

static size_t find_pairs(struct face_side *sides, size_t n_sides,
                         uint32_t *pairs, bool *is_outer)
{
    size_t n = 0;
    for (size_t i = 0; i < n_sides; i++) {
        bool is_pair =
            i + 1 < n_sides && compare_ends(&sides[i], &sides[i + 1]) == 0;
        if (!is_pair) {
            is_outer[sides[i].face] = true;
            continue;
        }
        if (sides[i].face != sides[i + 1].face)
            pairs[n++] = (uint32_t)i;
        i++;
    }
    return n;
}

// Adds up the borders of each pair of faces and groups them by face.
static void lay_out(struct face_set *set, struct arena *arena,
                    struct face_border *borders, size_t n_borders)
{
    if (n_borders > 0)
        qsort(borders, n_borders, sizeof *borders, by_faces);
    size_t n = 0;
    for (size_t i = 0; i < n_borders; i++) {
        struct face_border *last = n > 0 ? &borders[n - 1] : NULL;
        if (last != NULL && last->face == borders[i].face &&
            last->other == borders[i].other) {
            last->length_m += borders[i].length_m;
            last->weight += borders[i].weight;
        } else {
            borders[n++] = borders[i];
        }
    }
    uint32_t *first = arena_array(arena, uint32_t, set->count + 1);
    for (size_t i = 0; i < n; i++)
        first[borders[i].face + 1]++;
    for (size_t f = 0; f < set->count; f++)
        first[f + 1] += first[f];
    set->first_border = first;
    set->borders = arena_copy(arena, borders, n * sizeof *borders);
}

struct face_set face_set_of(struct arena *arena, const struct area *faces,
                            size_t n_faces, border_weight_fn *weight,
                            const void *context, size_t n_threads)
{
    struct face_set set = {.faces = faces, .count = n_faces};
    struct arena *scratch = arena_new();
    size_t n_sides;
    struct face_side *sides = all_sides(scratch, faces, n_faces, &n_sides);
    uint32_t *pairs = arena_array(scratch, uint32_t, n_sides / 2 + 1);
    bool *is_outer = arena_array(arena, bool, n_faces);
    size_t n_pairs = find_pairs(sides, n_sides, pairs, is_outer);
    struct weighing weighing = {
        sides,  pairs,   n_pairs,
        weight, context, arena_array(scratch, struct face_border, 2 * n_pairs)};
    parallel_for((n_pairs + SEGMENTS_AT_ONCE - 1) / SEGMENTS_AT_ONCE, n_threads,
                 weigh_pairs, &weighing);
    set.is_outer = is_outer;
    lay_out(&set, arena, weighing.borders, 2 * n_pairs);
    arena_free(scratch);
    return set;
}

struct inside_points {
    const struct area *faces;
    size_t count;
    struct point_m *inside;
    enum status *status; // of each piece
    struct error *errors;
};

static void find_inside(void *context, size_t piece)
{
    struct inside_points *points = context;
    struct shaper *shaper = shaper_new();
    size_t end = (piece + 1) * FACES_AT_ONCE;
    enum status status = STATUS_OK;
    for (size_t f = piece * FACES_AT_ONCE;
         f < end && f < points->count && status == STATUS_OK; f++)
        status = shape_inside_point(shaper, &points->faces[f],
                                    &points->inside[f], &points->errors[piece]);
    points->status[piece] = status;
    shaper_free(shaper);
}

static enum status find_inside_points(struct arena *arena, struct face_set *set,
                                      size_t n_threads, struct error *err)
{
    struct arena *scratch = arena_new();
    size_t n_pieces = (set->count + FACES_AT_ONCE - 1) / FACES_AT_ONCE;
    struct inside_points points = {
        set->faces, set->count, arena_array(arena, struct point_m, set->count),
        arena_array(scratch, enum status, n_pieces),
        arena_array(scratch, struct error, n_pieces)};
    parallel_for(n_pieces, n_threads, find_inside, &points);
    enum status status = STATUS_OK;
    for (size_t i = 0; i < n_pieces && status == STATUS_OK; i++) {
        status = points.status[i];
        if (status != STATUS_OK)
            *err = points.errors[i];
    }
    set->inside = points.inside;
    arena_free(scratch);
    return status;
}

enum status face_set_build(struct arena *arena, struct lines lines,
                           border_weight_fn *weight, const void *context,
                           size_t n_threads, struct face_set *set,
                           struct error *err)
{
    struct arena *scratch = arena_new();
    struct shaper *shaper = shaper_new();
    struct lines noded;
    struct area *faces = NULL;
    size_t n_faces = 0;
    enum status status =
        noded_lines_build(scratch, lines, n_threads, &noded, err);
    if (status == STATUS_OK)
        status = shape_polygonize(shaper, arena, noded, &faces, &n_faces, err);
    shaper_free(shaper);
    arena_free(scratch);
    *set = (struct face_set){0};
    if (status != STATUS_OK)
        return status;
    *set = face_set_of(arena, faces, n_faces, weight, context, n_threads);
    return find_inside_points(arena, set, n_threads, err);
}

// A group of faces without an owner that touch each other.
struct gap {
    uint32_t *faces;
    size_t count;
    double size_m2;
    bool is_open;
};

static struct gap gap_around(const struct face_set *set, const uint32_t *owner,
                             bool *seen, uint32_t start, uint32_t *room)
{
    struct gap gap = {.faces = room, .count = 0};
    gap.faces[gap.count++] = start;
    seen[start] = true;
    for (size_t i = 0; i < gap.count; i++) {
        uint32_t face = gap.faces[i];
        gap.size_m2 += area_m2(&set->faces[face]);
        gap.is_open |= set->is_outer[face];
        for (uint32_t b = set->first_border[face];
             b < set->first_border[face + 1]; b++) {
            uint32_t other = set->borders[b].other;
            if (owner[other] == AREA_NONE && !seen[other])
                gap.faces[gap.count++] = other;
            seen[other] |= owner[other] == AREA_NONE;
        }
    }
    return gap;
}

struct share {
    uint32_t owner;
    double length_m;
};
LIST_DECLARE(share);

static void add_share(struct share_list *shares, struct arena *scratch,
                      uint32_t owner, double length_m)
{
    for (size_t i = 0; i < shares->count; i++)
        if (shares->items[i].owner == owner) {
            shares->items[i].length_m += length_m;
            return;
        }
    *share_list_add(shares, scratch) = (struct share){owner, length_m};
}

// Who has most of the border around the gap; of equals the first.
static uint32_t owner_around(const struct face_set *set, const uint32_t *owner,
                             const struct gap *gap)
{
    struct arena *scratch = arena_new();
    struct share_list shares = {0};
    for (size_t i = 0; i < gap->count; i++)
        for (uint32_t b = set->first_border[gap->faces[i]];
             b < set->first_border[gap->faces[i] + 1]; b++)
            if (owner[set->borders[b].other] != AREA_NONE)
                add_share(&shares, scratch, owner[set->borders[b].other],
                          set->borders[b].length_m);
    struct share best = {AREA_NONE, 0};
    for (size_t i = 0; i < shares.count; i++) {
        struct share s = shares.items[i];
        if (s.length_m > best.length_m ||
            (s.length_m == best.length_m && s.owner < best.owner))
            best = s;
    }
    arena_free(scratch);
    return best.owner;
}

double face_set_fill_gaps(const struct face_set *set, uint32_t *owner,
                          double largest_m2)
{
    struct arena *scratch = arena_new();
    bool *seen = arena_array(scratch, bool, set->count);
    uint32_t *room = arena_array(scratch, uint32_t, set->count);
    double filled_m2 = 0;
    for (uint32_t f = 0; f < set->count; f++) {
        if (owner[f] != AREA_NONE || seen[f])
            continue;
        struct gap gap = gap_around(set, owner, seen, f, room);
        uint32_t to = gap.is_open || gap.size_m2 > largest_m2
                          ? AREA_NONE
                          : owner_around(set, owner, &gap);
        for (size_t i = 0; i < gap.count && to != AREA_NONE; i++)
            owner[gap.faces[i]] = to;
        filled_m2 += to == AREA_NONE ? 0 : gap.size_m2;
    }
    arena_free(scratch);
    return filled_m2;
}
