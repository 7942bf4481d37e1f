// Outer rings run counter-clockwise, so where two units touch their borders run
// in opposite directions:
//
//      A   ^ | v   B       what counts is the length for which a segment of A
//          | | |           and one of B run so, no farther apart than the
//      ----+ | +----       tolerance.
//
// Vertices need not match. At a corner two units have segments that lie in one
// line but not beside each other, so nothing adds up, whatever the tolerance.
// Lengths are summed in whole hundredths of a millimetre, so that the order in
// which segments are found does not matter.

#include "zone/unit_adjacency.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

#include "base/list.h"
#include "geo/box_index.h"

// Borders closer than this are the same line: what projecting leaves of it.
#define SAME_LINE_M 0.02
// Segments more than 30 degrees apart do not run side by side.
#define LEAST_COSINE 0.866
#define PARTS_A_METRE 1e5

struct unit_segment {
    struct point_m from;
    struct point_m to;
    uint32_t unit;
};

// Common border of a segment of one unit and a segment of a later one.
struct contact {
    uint32_t unit;
    uint32_t other;
    int64_t exact_parts;
    int64_t near_parts;
};
LIST_DECLARE(contact);

static size_t count_points(const struct planning_unit *units, size_t n_units)
{
    size_t n = 0;
    for (size_t u = 0; u < n_units; u++)
        n += area_point_count(&units[u].area);
    return n;
}

static void add_ring(struct unit_segment *segments, size_t *count,
                     struct ring ring, uint32_t unit)
{
    for (size_t i = 0; i + 1 < ring.count; i++)
        segments[(*count)++] =
            (struct unit_segment){ring.points[i], ring.points[i + 1], unit};
}

static struct unit_segment *all_segments(struct arena *scratch,
                                         const struct planning_unit *units,
                                         size_t n_units, size_t *count)
{
    struct unit_segment *segments =
        arena_array(scratch, struct unit_segment, count_points(units, n_units));
    *count = 0;
    for (size_t u = 0; u < n_units; u++) {
        const struct area *area = &units[u].area;
        for (size_t p = 0; p < area->n_polygons; p++)
            for (size_t r = 0; r < area->polygons[p].n_rings; r++)
                add_ring(segments, count, area->polygons[p].rings[r],
                         (uint32_t)u);
    }
    return segments;
}

// A segment laid along another: how far along that one its ends are, and how
// far beside.
struct beside {
    double from_along_m, from_across_m;
    double to_along_m, to_across_m;
};

static struct beside lay_along(struct unit_segment a, double a_m,
                               struct unit_segment b)
{
    double x = (a.to.x_m - a.from.x_m) / a_m;
    double y = (a.to.y_m - a.from.y_m) / a_m;
    double fx = b.from.x_m - a.from.x_m, fy = b.from.y_m - a.from.y_m;
    double tx = b.to.x_m - a.from.x_m, ty = b.to.y_m - a.from.y_m;
    return (struct beside){fx * x + fy * y, fy * x - fx * y, tx * x + ty * y,
                           ty * x - tx * y};
}

// Narrows [low, high] along a segment to where a line that is `at_m` across at
// 0 and rises by `slope` stays within the tolerance.
static void narrow(double at_m, double slope, double tolerance_m, double *low,
                   double *high)
{
    if (fabs(slope) < 1e-12) {
        if (fabs(at_m) > tolerance_m)
            *high = *low;
        return;
    }
    double one = (-tolerance_m - at_m) / slope;
    double two = (tolerance_m - at_m) / slope;
    *low = fmax(*low, fmin(one, two));
    *high = fmin(*high, fmax(one, two));
}

// The length of `a` along which `b` runs the other way, close enough.
static double common_m(struct unit_segment a, double a_m, struct unit_segment b,
                       double b_m, double tolerance_m)
{
    struct beside laid = lay_along(a, a_m, b);
    double back_m = laid.from_along_m - laid.to_along_m;
    if (back_m < LEAST_COSINE * b_m)
        return 0;
    double low = fmax(0, laid.to_along_m);
    double high = fmin(a_m, laid.from_along_m);
    double slope = (laid.from_across_m - laid.to_across_m) / back_m;
    double at_m = laid.to_across_m - laid.to_along_m * slope;
    narrow(at_m, slope, tolerance_m, &low, &high);
    return high > low ? high - low : 0;
}

struct search {
    const struct unit_segment *segments;
    struct unit_segment from;
    double from_m;
    double tolerance_m;
    struct contact_list *contacts;
    struct arena *scratch;
};

static int64_t parts_of(double length_m)
{
    return llround(length_m * PARTS_A_METRE);
}

static bool meet_segment(uint32_t item, void *context)
{
    struct search *s = context;
    struct unit_segment other = s->segments[item];
    double other_m = point_distance_m(other.from, other.to);
    if (other.unit <= s->from.unit || other_m == 0)
        return true;
    double near_m =
        common_m(s->from, s->from_m, other, other_m, s->tolerance_m);
    if (near_m > 0)
        *contact_list_add(s->contacts, s->scratch) = (struct contact){
            s->from.unit, other.unit,
            parts_of(common_m(s->from, s->from_m, other, other_m, SAME_LINE_M)),
            parts_of(near_m)};
    return true;
}

static struct box_m segment_box(struct unit_segment s)
{
    return box_with_point(box_with_point(BOX_EMPTY, s.from), s.to);
}

static struct contact_list find_contacts(struct arena *scratch,
                                         const struct unit_segment *segments,
                                         size_t n_segments, double tolerance_m)
{
    struct contact_list contacts = {0};
    struct box_m *boxes = arena_array(scratch, struct box_m, n_segments);
    for (size_t i = 0; i < n_segments; i++)
        boxes[i] = segment_box(segments[i]);
    struct box_index *index = box_index_build(scratch, boxes, n_segments);
    for (size_t i = 0; i < n_segments; i++) {
        struct search search = {
            segments,
            segments[i],
            point_distance_m(segments[i].from, segments[i].to),
            tolerance_m,
            &contacts,
            scratch};
        if (search.from_m > 0)
            box_index_search(index, box_grown(boxes[i], tolerance_m),
                             meet_segment, &search);
    }
    return contacts;
}

static int by_units(const void *a, const void *b)
{
    const struct contact *x = a;
    const struct contact *y = b;
    if (x->unit != y->unit)
        return x->unit < y->unit ? -1 : 1;
    return (x->other > y->other) - (x->other < y->other);
}

static bool is_border(const struct contact *contact, const double *around_m,
                      struct adjacency_options options)
{
    double most_m =
        fmin(around_m[contact->unit], around_m[contact->other]) / 10;
    return contact->exact_parts >
               parts_of(fmin(ADJACENCY_EXACT_BORDER_M, most_m)) ||
           contact->near_parts > parts_of(fmin(options.shortest_m, most_m));
}

// How long the border of each unit is all around.
static double *lengths_around(struct arena *scratch, size_t n_units,
                              const struct unit_segment *segments,
                              size_t n_segments)
{
    double *around_m = arena_array(scratch, double, n_units);
    for (size_t i = 0; i < n_segments; i++)
        around_m[segments[i].unit] +=
            point_distance_m(segments[i].from, segments[i].to);
    return around_m;
}

// Adds up the contacts of each pair and keeps the pairs that share a border.
static void keep_borders(struct contact_list *contacts, const double *around_m,
                         struct adjacency_options options)
{
    size_t n = 0;
    if (contacts->count > 0)
        qsort(contacts->items, contacts->count, sizeof *contacts->items,
              by_units);
    for (size_t i = 0, end; i < contacts->count; i = end) {
        struct contact sum = contacts->items[i];
        for (end = i + 1; end < contacts->count &&
                          by_units(&contacts->items[end], &sum) == 0;
             end++) {
            sum.exact_parts += contacts->items[end].exact_parts;
            sum.near_parts += contacts->items[end].near_parts;
        }
        if (is_border(&sum, around_m, options))
            contacts->items[n++] = sum;
    }
    contacts->count = n;
}

// The pairs come sorted by both units. First each unit gets the neighbours
// before it, then those after it, so that they are ascending.
static struct unit_adjacency lay_out(struct arena *arena, size_t n_units,
                                     const struct contact_list *pairs)
{
    uint32_t *first = arena_array(arena, uint32_t, n_units + 1);
    uint32_t *neighbours = arena_array(arena, uint32_t, 2 * pairs->count);
    double *border_m = arena_array(arena, double, 2 * pairs->count);
    for (size_t i = 0; i < pairs->count; i++) {
        first[pairs->items[i].unit + 1]++;
        first[pairs->items[i].other + 1]++;
    }
    for (size_t u = 0; u < n_units; u++)
        first[u + 1] += first[u];

    struct arena *scratch = arena_new();
    uint32_t *next = arena_copy(scratch, first, (n_units + 1) * sizeof *first);
    for (size_t i = 0; i < pairs->count; i++) {
        struct contact c = pairs->items[i];
        border_m[next[c.other]] = (double)c.near_parts / PARTS_A_METRE;
        neighbours[next[c.other]++] = c.unit;
    }
    for (size_t i = 0; i < pairs->count; i++) {
        struct contact c = pairs->items[i];
        border_m[next[c.unit]] = (double)c.near_parts / PARTS_A_METRE;
        neighbours[next[c.unit]++] = c.other;
    }
    arena_free(scratch);
    return (struct unit_adjacency){n_units, first, neighbours, border_m};
}

struct unit_adjacency unit_adjacency_build(struct arena *arena,
                                           const struct planning_unit *units,
                                           size_t n_units,
                                           struct adjacency_options options)
{
    struct arena *scratch = arena_new();
    size_t n_segments;
    struct unit_segment *segments =
        all_segments(scratch, units, n_units, &n_segments);
    struct contact_list contacts = find_contacts(
        scratch, segments, n_segments, fmax(options.tolerance_m, SAME_LINE_M));
    keep_borders(&contacts,
                 lengths_around(scratch, n_units, segments, n_segments),
                 options);
    struct unit_adjacency adjacency = lay_out(arena, n_units, &contacts);
    arena_free(scratch);
    return adjacency;
}
