// The weights of a line come from the recursion of Douglas and Peucker
// (Algorithms for the reduction of the number of points, Cartographica 10,
// 1973): the vertex farthest from the chord is kept up to its distance, and
// then the two halves are treated alike. A vertex never outweighs the one that
// split its stretch, so the vertices kept at a tolerance are the ones the
// recursion with that tolerance would keep.
//
// Rings that share borders are cut into arcs at the nodes, the vertices whose
// neighbours are not the same two in every ring that has them:
//
//          |  A                a, b, c see the same two neighbours from A and
//     B    *  node             from B: no node. At the lower * a third ring C
//          a                   begins, so A and B see different neighbours.
//          b
//     -----*  node
//        C |
//
// An arc has the same vertices in both rings. It is weighed in one fixed
// direction (the lexicographically smaller), so both get the same weights. A
// ring without nodes starts at its lowest vertex, whichever ring it is in.

#include "geo/weigh.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

struct stretch {
    size_t first;
    size_t last;
    double most; // the weight of the vertex that split it off
};

static int compare_points(struct point_m a, struct point_m b)
{
    if (a.x_m != b.x_m)
        return a.x_m < b.x_m ? -1 : 1;
    return (a.y_m > b.y_m) - (a.y_m < b.y_m);
}

static double squared(double x, double y)
{
    return x * x + y * y;
}

// The vertex strictly between `first` and `last` that is farthest from the
// chord (from its nearest point, which may be an end), and how far; of equals
// the first. Nearly all of the time goes in here, so it is written out.
static size_t farthest_between(const struct point_m *points, size_t first,
                               size_t last, double *distance)
{
    const struct point_m a = points[first], b = points[last];
    const double dx = b.x_m - a.x_m, dy = b.y_m - a.y_m;
    const double chord2 = squared(dx, dy);
    const double per_chord2 = chord2 > 0 ? 1 / chord2 : 0;
    size_t farthest = first;
    double most = -1;
    for (size_t i = first + 1; i < last; i++) {
        double px = points[i].x_m - a.x_m, py = points[i].y_m - a.y_m;
        double share = (px * dx + py * dy) * per_chord2;
        share = share > 0 ? share : 0;
        share = share < 1 ? share : 1;
        double d2 = squared(px - share * dx, py - share * dy);
        if (d2 > most) {
            most = d2;
            farthest = i;
        }
    }
    *distance = most < 0 ? -1 : sqrt(most);
    return farthest;
}

void line_weigh(struct arena *scratch, struct line line, double *weights)
{
    if (line.count == 0)
        return;
    weights[0] = WEIGHT_ALWAYS;
    weights[line.count - 1] = WEIGHT_ALWAYS;
    // Each stretch taken off the stack puts at most two back, and every split
    // uses up a vertex.
    struct stretch *stack =
        arena_array(scratch, struct stretch, line.count + 1);
    size_t depth = 0;
    stack[depth++] = (struct stretch){0, line.count - 1, WEIGHT_ALWAYS};
    while (depth > 0) {
        struct stretch s = stack[--depth];
        if (s.last - s.first < 2)
            continue;
        double d;
        size_t split = farthest_between(line.points, s.first, s.last, &d);
        weights[split] = d < s.most ? d : s.most;
        stack[depth++] = (struct stretch){s.first, split, weights[split]};
        stack[depth++] = (struct stretch){split, s.last, weights[split]};
    }
}

// A vertex as one ring sees it, with its two neighbours in order.
struct sighting {
    struct point_m at;
    struct point_m low;
    struct point_m high;
    bool *is_node;
};

static int by_place(const void *a, const void *b)
{
    const struct sighting *x = a;
    const struct sighting *y = b;
    return compare_points(x->at, y->at);
}

static struct sighting sight(struct ring ring, size_t i, bool *is_node)
{
    size_t n = ring.count - 1;
    struct point_m before = ring.points[(i + n - 1) % n];
    struct point_m after = ring.points[i + 1];
    bool ordered = compare_points(before, after) <= 0;
    return (struct sighting){ring.points[i], ordered ? before : after,
                             ordered ? after : before, is_node};
}

static bool sees_the_same(const struct sighting *a, const struct sighting *b)
{
    return compare_points(a->low, b->low) == 0 &&
           compare_points(a->high, b->high) == 0;
}

static void mark_run(struct sighting *run, size_t n)
{
    bool is_node = compare_points(run[0].low, run[0].high) == 0;
    for (size_t i = 1; i < n; i++)
        is_node |= !sees_the_same(&run[0], &run[i]);
    for (size_t i = 0; i < n; i++)
        *run[i].is_node = is_node;
}

// Tells for every vertex of every ring (closing ones left out) whether it is a
// node. `is_node` holds the rings' vertices one ring after the other.
static void mark_nodes(struct arena *scratch, const struct ring *rings,
                       size_t n_rings, size_t n_vertices, bool *is_node)
{
    struct sighting *seen = arena_array(scratch, struct sighting, n_vertices);
    size_t n = 0;
    for (size_t r = 0; r < n_rings; r++)
        for (size_t i = 0; i + 1 < rings[r].count; i++, n++)
            seen[n] = sight(rings[r], i, &is_node[n]);
    qsort(seen, n, sizeof *seen, by_place);
    for (size_t i = 0, end; i < n; i = end) {
        for (end = i + 1; end < n && by_place(&seen[i], &seen[end]) == 0;)
            end++;
        mark_run(seen + i, end - i);
    }
}

static bool runs_backwards(struct line line)
{
    for (size_t i = 0, j = line.count - 1; i < j; i++, j--) {
        int order = compare_points(line.points[i], line.points[j]);
        if (order != 0)
            return order > 0;
    }
    return false;
}

// Weighs the arc of `ring` that begins at vertex `first` and has `n` points.
static void weigh_arc(struct arena *scratch, struct ring ring, size_t first,
                      size_t n, double *weights)
{
    size_t round = ring.count - 1;
    struct line arc = {arena_array(scratch, struct point_m, n), n};
    double *found = arena_array(scratch, double, n);
    for (size_t i = 0; i < n; i++)
        arc.points[i] = ring.points[(first + i) % round];
    bool backwards = runs_backwards(arc);
    if (backwards)
        for (size_t i = 0; i < n; i++)
            arc.points[i] = ring.points[(first + n - 1 - i) % round];
    line_weigh(scratch, arc, found);
    for (size_t i = 0; i < n; i++)
        weights[(first + i) % round] = found[backwards ? n - 1 - i : i];
}

static size_t lowest_vertex(struct ring ring)
{
    size_t lowest = 0;
    for (size_t i = 1; i + 1 < ring.count; i++)
        if (compare_points(ring.points[i], ring.points[lowest]) < 0)
            lowest = i;
    return lowest;
}

static size_t first_node(const bool *is_node, size_t n)
{
    size_t i = 0;
    while (i < n && !is_node[i])
        i++;
    return i;
}

static void weigh_ring(struct arena *scratch, struct ring ring,
                       const bool *is_node, double *weights)
{
    size_t n = ring.count - 1;
    size_t start = first_node(is_node, n);
    if (start == n)
        start = lowest_vertex(ring);
    for (size_t from = 0; from < n;) {
        size_t to = from + 1;
        while (to < n && !is_node[(start + to) % n])
            to++;
        weigh_arc(scratch, ring, (start + from) % n, to - from + 1, weights);
        from = to;
    }
    weights[n] = weights[0];
}

void rings_weigh(struct arena *scratch, const struct ring *rings,
                 size_t n_rings, double *const *weights)
{
    size_t n_vertices = 0;
    for (size_t r = 0; r < n_rings; r++)
        n_vertices += rings[r].count > 0 ? rings[r].count - 1 : 0;
    bool *is_node = arena_array(scratch, bool, n_vertices);
    mark_nodes(scratch, rings, n_rings, n_vertices, is_node);
    for (size_t r = 0; r < n_rings; r++) {
        if (rings[r].count < 2)
            continue;
        weigh_ring(scratch, rings[r], is_node, weights[r]);
        is_node += rings[r].count - 1;
    }
}
