// Points are inserted one after the other (Lawson, Software for C1 surface
// interpolation, 1977): the triangle around the new point is cut in three, and
// edges whose opposite corner lies within the circle are flipped until none is
// left. Points come in Z-order, so that each is found a few steps from the one
// before.
//
//        c                c                  The edge a–b is flipped to p–d
//       /|\              / \                 when d lies within the circle
//      / p \    then    a---b  p above it    through a, b and p.
//     / / \ \            \ /
//    a-------b            d
//
// All points are whole centimetres below 2^30 apart, so both questions (which
// side of a line, inside a circle) are answered exactly in 128-bit integers. A
// point exactly on an edge makes, for a moment, a triangle without surface;
// for it the circle test becomes "beyond the edge", which flips it away.

#include "zone/triangulation.h"

#include <assert.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

__extension__ typedef __int128 int128;

#define FAR_CM (1 << 29)

struct builder {
    struct triangulation t;
    uint32_t *waiting; // triangles whose edge opposite corner 2 may be flipped
    size_t n_waiting;
};

// Positive when c lies left of the way from a to b.
static int64_t side_of(struct grid_point a, struct grid_point b,
                       struct grid_point c)
{
    int64_t abx = (int64_t)b.x_cm - a.x_cm, aby = (int64_t)b.y_cm - a.y_cm;
    int64_t acx = (int64_t)c.x_cm - a.x_cm, acy = (int64_t)c.y_cm - a.y_cm;
    return abx * acy - aby * acx;
}

// Whether d lies within the circle through a, b, c (counter-clockwise).
static bool circle_has(struct grid_point a, struct grid_point b,
                       struct grid_point c, struct grid_point d)
{
    int64_t ax = (int64_t)a.x_cm - d.x_cm, ay = (int64_t)a.y_cm - d.y_cm;
    int64_t bx = (int64_t)b.x_cm - d.x_cm, by = (int64_t)b.y_cm - d.y_cm;
    int64_t cx = (int64_t)c.x_cm - d.x_cm, cy = (int64_t)c.y_cm - d.y_cm;
    int128 det = (int128)(ax * ax + ay * ay) * (bx * cy - by * cx) +
                 (int128)(bx * bx + by * by) * (cx * ay - cy * ax) +
                 (int128)(cx * cx + cy * cy) * (ax * by - ay * bx);
    return det > 0;
}

static uint32_t spread_bits(uint32_t v)
{
    v = (v | (v << 8)) & 0x00FF00FF;
    v = (v | (v << 4)) & 0x0F0F0F0F;
    v = (v | (v << 2)) & 0x33333333;
    return (v | (v << 1)) & 0x55555555;
}

struct z_key {
    uint32_t z;
    uint32_t point;
};

static int by_z(const void *a, const void *b)
{
    const struct z_key *x = a;
    const struct z_key *y = b;
    if (x->z != y->z)
        return x->z < y->z ? -1 : 1;
    return (x->point > y->point) - (x->point < y->point);
}

static struct z_key *z_order(struct arena *arena,
                             const struct grid_point *points, size_t n)
{
    int32_t min_x = points[0].x_cm, max_x = min_x;
    int32_t min_y = points[0].y_cm, max_y = min_y;
    for (size_t i = 0; i < n; i++) {
        min_x = points[i].x_cm < min_x ? points[i].x_cm : min_x;
        max_x = points[i].x_cm > max_x ? points[i].x_cm : max_x;
        min_y = points[i].y_cm < min_y ? points[i].y_cm : min_y;
        max_y = points[i].y_cm > max_y ? points[i].y_cm : max_y;
    }
    int64_t width = (int64_t)max_x - min_x, height = (int64_t)max_y - min_y;
    int64_t side = (width > height ? width : height) + 1;

    struct z_key *keys = arena_array(arena, struct z_key, n);
    for (size_t i = 0; i < n; i++) {
        int64_t x = ((int64_t)points[i].x_cm - min_x) * 0xFFFF / side;
        int64_t y = ((int64_t)points[i].y_cm - min_y) * 0xFFFF / side;
        keys[i] = (struct z_key){spread_bits((uint32_t)x) |
                                     spread_bits((uint32_t)y) << 1,
                                 (uint32_t)i};
    }
    qsort(keys, n, sizeof *keys, by_z);
    return keys;
}

// The triangle around p, walking from triangle `at` towards it. On a Delaunay
// triangulation such a walk cannot go in circles.
static uint32_t find_triangle(const struct triangulation *t, uint32_t at,
                              struct grid_point p)
{
    for (;;) {
        const struct triangle *here = &t->triangles[at];
        uint32_t next = NO_TRIANGLE;
        for (unsigned k = 0; k < 3 && next == NO_TRIANGLE; k++)
            if (side_of(t->points[here->corner[(k + 1) % 3]],
                        t->points[here->corner[(k + 2) % 3]], p) < 0)
                next = here->across[k];
        if (next == NO_TRIANGLE)
            return at;
        at = next;
    }
}

static void replace_across(struct triangulation *t, uint32_t at, uint32_t old,
                           uint32_t new)
{
    if (at == NO_TRIANGLE)
        return;
    for (unsigned k = 0; k < 3; k++)
        if (t->triangles[at].across[k] == old)
            t->triangles[at].across[k] = new;
}

// Cuts the triangle in three around its new inner point, which becomes corner
// 2 of each.
static void cut_triangle(struct builder *b, uint32_t at, uint32_t p)
{
    struct triangulation *t = &b->t;
    struct triangle old = t->triangles[at];
    uint32_t second = (uint32_t)t->n_triangles;
    uint32_t third = second + 1;
    t->n_triangles += 2;
    uint32_t i = old.corner[0], j = old.corner[1], k = old.corner[2];
    t->triangles[at] =
        (struct triangle){{i, j, p}, {second, third, old.across[2]}};
    t->triangles[second] =
        (struct triangle){{j, k, p}, {third, at, old.across[0]}};
    t->triangles[third] =
        (struct triangle){{k, i, p}, {at, second, old.across[1]}};
    replace_across(t, old.across[0], at, second);
    replace_across(t, old.across[1], at, third);
    b->waiting[b->n_waiting++] = at;
    b->waiting[b->n_waiting++] = second;
    b->waiting[b->n_waiting++] = third;
}

// Looks at the edge opposite corner 2 (the new point p) of triangle `at`.
static void flip_if_needed(struct builder *builder, uint32_t at)
{
    struct triangulation *t = &builder->t;
    struct triangle own = t->triangles[at];
    uint32_t beyond = own.across[2];
    if (beyond == NO_TRIANGLE)
        return;
    struct triangle other = t->triangles[beyond];
    unsigned k = other.across[0] == at ? 0 : other.across[1] == at ? 1 : 2;
    uint32_t a = own.corner[0], b = own.corner[1], p = own.corner[2];
    uint32_t d = other.corner[k];
    if (!circle_has(t->points[a], t->points[b], t->points[p], t->points[d]))
        return;

    uint32_t across_ad = other.across[(k + 1) % 3];
    uint32_t across_db = other.across[(k + 2) % 3];
    t->triangles[at] =
        (struct triangle){{a, d, p}, {beyond, own.across[1], across_ad}};
    t->triangles[beyond] =
        (struct triangle){{d, b, p}, {own.across[0], at, across_db}};
    replace_across(t, across_ad, beyond, at);
    replace_across(t, own.across[0], at, beyond);
    builder->waiting[builder->n_waiting++] = at;
    builder->waiting[builder->n_waiting++] = beyond;
}

// A square of far corners, cut in two.
static void start_far_away(struct triangulation *t, struct grid_point *points)
{
    uint32_t far = (uint32_t)t->n_points;
    points[far] = (struct grid_point){-FAR_CM, -FAR_CM};
    points[far + 1] = (struct grid_point){FAR_CM, -FAR_CM};
    points[far + 2] = (struct grid_point){FAR_CM, FAR_CM};
    points[far + 3] = (struct grid_point){-FAR_CM, FAR_CM};
    t->triangles[0] = (struct triangle){{far, far + 1, far + 2},
                                        {NO_TRIANGLE, 1, NO_TRIANGLE}};
    t->triangles[1] = (struct triangle){{far, far + 2, far + 3},
                                        {NO_TRIANGLE, NO_TRIANGLE, 0}};
    t->n_triangles = 2;
}

struct triangulation triangulation_build(struct arena *arena,
                                         const struct grid_point *points,
                                         size_t n_points)
{
    assert(n_points > 0 && n_points < UINT32_MAX / 4);
    struct grid_point *own =
        arena_array(arena, struct grid_point, n_points + 4);
    memcpy(own, points, n_points * sizeof *own);
    struct builder b = {.t = {.points = own,
                              .n_points = n_points,
                              .triangles = arena_array(arena, struct triangle,
                                                       2 * n_points + 2)}};
    start_far_away(&b.t, own);

    // A triangle waits only while the new point is its corner and is put there
    // when it becomes so: never twice, so there is room for all.
    struct arena *scratch = arena_new();
    b.waiting = arena_array(scratch, uint32_t, 2 * n_points + 2);
    struct z_key *keys = z_order(scratch, points, n_points);
    uint32_t at = 0;
    for (size_t i = 0; i < n_points; i++) {
        struct grid_point p = own[keys[i].point];
        assert(abs(p.x_cm) <= TRIANGULATION_FARTHEST_CM &&
               abs(p.y_cm) <= TRIANGULATION_FARTHEST_CM);
        at = find_triangle(&b.t, at, p);
        cut_triangle(&b, at, keys[i].point);
        while (b.n_waiting > 0)
            flip_if_needed(&b, b.waiting[--b.n_waiting]);
    }
    arena_free(scratch);
    return b.t;
}

// Relative to the first corner the centre is (u, v) / (2 side) with whole
// numbers u and v, so only one rounding happens.
void triangle_centre(const struct triangulation *triangulation, uint32_t at,
                     double *x_cm, double *y_cm)
{
    const struct triangle *t = &triangulation->triangles[at];
    struct grid_point a = triangulation->points[t->corner[0]];
    struct grid_point b = triangulation->points[t->corner[1]];
    struct grid_point c = triangulation->points[t->corner[2]];
    int64_t bx = (int64_t)b.x_cm - a.x_cm, by = (int64_t)b.y_cm - a.y_cm;
    int64_t cx = (int64_t)c.x_cm - a.x_cm, cy = (int64_t)c.y_cm - a.y_cm;
    int64_t bb = bx * bx + by * by, cc = cx * cx + cy * cy;
    double twice = 2 * (double)(bx * cy - by * cx);
    int128 u = (int128)bb * cy - (int128)cc * by;
    int128 v = (int128)cc * bx - (int128)bb * cx;
    *x_cm = a.x_cm + (double)u / twice;
    *y_cm = a.y_cm + (double)v / twice;
}
