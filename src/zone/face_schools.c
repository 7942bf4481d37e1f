// A border knows the schools on its two sides, and cutting lines at crossings
// keeps nearly all of its segments as they were. So each segment of a face's
// outline is looked up among the borders' segments, and the school on the
// face's side gets the segment's length as a vote. Normally all votes agree;
// only in slivers, where a simplified border came to touch the city's outline,
// can they differ, and there the longer side decides.

#include "zone/face_schools.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

// A segment of border from its lesser end to its greater.
struct sided_segment {
    struct point_m low;
    struct point_m high;
    uint32_t left_school;
    uint32_t right_school;
};

struct vote {
    uint32_t school;
    double length_m;
};
LIST_DECLARE(vote);

static int compare_points(struct point_m a, struct point_m b)
{
    if (a.x_m != b.x_m)
        return a.x_m < b.x_m ? -1 : 1;
    return (a.y_m > b.y_m) - (a.y_m < b.y_m);
}

static int by_ends(const void *a, const void *b)
{
    const struct sided_segment *s = a;
    const struct sided_segment *t = b;
    int low = compare_points(s->low, t->low);
    return low != 0 ? low : compare_points(s->high, t->high);
}

static struct sided_segment segment_of(struct point_m a, struct point_m b,
                                       uint32_t left, uint32_t right)
{
    if (compare_points(a, b) < 0)
        return (struct sided_segment){a, b, left, right};
    return (struct sided_segment){b, a, right, left};
}

static struct sided_segment *all_segments(struct arena *scratch,
                                          const struct zone_border *borders,
                                          size_t n_borders, size_t *count)
{
    size_t most = 0;
    for (size_t i = 0; i < n_borders; i++)
        most += borders[i].line.count;
    struct sided_segment *segments =
        arena_array(scratch, struct sided_segment, most);
    *count = 0;
    for (size_t i = 0; i < n_borders; i++) {
        const struct zone_border *border = &borders[i];
        for (size_t p = 0; p + 1 < border->line.count; p++)
            segments[(*count)++] =
                segment_of(border->line.points[p], border->line.points[p + 1],
                           border->left_school, border->right_school);
    }
    qsort(segments, *count, sizeof *segments, by_ends);
    return segments;
}

static void add_vote(struct vote_list *votes, struct arena *scratch,
                     uint32_t school, double length_m)
{
    for (size_t i = 0; i < votes->count; i++)
        if (votes->items[i].school == school) {
            votes->items[i].length_m += length_m;
            return;
        }
    *vote_list_add(votes, scratch) = (struct vote){school, length_m};
}

// Outer rings run counter-clockwise and holes clockwise, so the face is always
// on the left.
static void ask_ring(struct ring ring, const struct sided_segment *segments,
                     size_t n_segments, struct vote_list *votes,
                     struct arena *scratch)
{
    for (size_t i = 0; i + 1 < ring.count; i++) {
        struct point_m a = ring.points[i], b = ring.points[i + 1];
        struct sided_segment wanted = segment_of(a, b, 0, 0);
        const struct sided_segment *found =
            bsearch(&wanted, segments, n_segments, sizeof *segments, by_ends);
        if (found == NULL)
            continue;
        bool forward = compare_points(a, b) < 0;
        add_vote(votes, scratch,
                 forward ? found->left_school : found->right_school,
                 point_distance_m(a, b));
    }
}

// The longest vote; of equals the lowest school. UINT32_MAX without votes.
static uint32_t winner(const struct vote_list *votes)
{
    struct vote best = {UINT32_MAX, 0};
    for (size_t i = 0; i < votes->count; i++) {
        struct vote v = votes->items[i];
        if (v.length_m > best.length_m ||
            (v.length_m == best.length_m && v.school < best.school))
            best = v;
    }
    return best.school;
}

uint32_t *face_schools(struct arena *arena, const struct area *faces,
                       const struct point_m *inside_points, size_t n_faces,
                       const struct zone_border *borders, size_t n_borders,
                       const struct street_samples *samples)
{
    struct arena *scratch = arena_new();
    uint32_t *schools = arena_array(arena, uint32_t, n_faces);
    size_t n_segments;
    struct sided_segment *segments =
        all_segments(scratch, borders, n_borders, &n_segments);
    for (size_t f = 0; f < n_faces; f++) {
        struct vote_list votes = {0};
        const struct polygon *polygon = &faces[f].polygons[0];
        for (size_t r = 0; r < polygon->n_rings; r++)
            ask_ring(polygon->rings[r], segments, n_segments, &votes, scratch);
        schools[f] = winner(&votes);
        if (schools[f] == UINT32_MAX)
            schools[f] = samples->schools[street_samples_nearest(
                samples, inside_points[f])];
    }
    arena_free(scratch);
    return schools;
}
