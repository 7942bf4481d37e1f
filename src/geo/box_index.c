// The tree is one array of boxes, level after level. Level 0 holds the items
// in the order of a Hilbert curve through their centres; each box of the next
// level covers FANOUT neighbours of the level below, up to a single root.
// Nothing but positions links parent and child:
//
//     level 0   [0 1 .. 15][16 .. 31][32 .. ]      items, sorted
//     level 1   [    0    ][   1   ][   2   ]      each covers 16
//     level 2   [             0             ]      the root

#include "geo/box_index.h"

#include <assert.h>
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "geo/hilbert.h"

#define FANOUT 16u
#define MOST_LEVELS 9 // 16^8 items

// How many boxes each level has follows from how many items there are.
struct levels {
    size_t start[MOST_LEVELS + 1];
    int count;
};

struct sort_key {
    uint32_t hilbert;
    uint32_t item;
};

static int by_hilbert(const void *a, const void *b)
{
    const struct sort_key *x = a;
    const struct sort_key *y = b;
    if (x->hilbert != y->hilbert)
        return x->hilbert < y->hilbert ? -1 : 1;
    return (x->item > y->item) - (x->item < y->item);
}

static uint32_t cell(double value, double min, double max)
{
    if (!(max > min))
        return 0;
    return (uint32_t)(65535 * ((value - min) / (max - min)));
}

static struct sort_key *sorted_keys(struct arena *arena,
                                    const struct box_m *boxes, size_t n)
{
    struct box_m all = BOX_EMPTY;
    for (size_t i = 0; i < n; i++)
        all = box_joined(all, boxes[i]);

    struct sort_key *keys = arena_array(arena, struct sort_key, n);
    for (size_t i = 0; i < n; i++) {
        double x_m = (boxes[i].min_x_m + boxes[i].max_x_m) / 2;
        double y_m = (boxes[i].min_y_m + boxes[i].max_y_m) / 2;
        keys[i] = (struct sort_key){
            (uint32_t)hilbert_along(16, cell(x_m, all.min_x_m, all.max_x_m),
                                    cell(y_m, all.min_y_m, all.max_y_m)),
            (uint32_t)i};
    }
    qsort(keys, n, sizeof *keys, by_hilbert);
    return keys;
}

static struct levels levels_of(size_t n_items)
{
    struct levels levels = {.count = 0};
    size_t total = 0;
    for (size_t count = n_items;; count = (count + FANOUT - 1) / FANOUT) {
        assert(levels.count < MOST_LEVELS);
        levels.start[levels.count++] = total;
        total += count;
        if (count <= 1)
            break;
    }
    levels.start[levels.count] = total;
    return levels;
}

size_t box_index_count_boxes(size_t n_items)
{
    struct levels levels = levels_of(n_items);
    return levels.start[levels.count];
}

static void cover_level(struct box_m *boxes, const struct levels *levels,
                        int level)
{
    size_t below = levels->start[level - 1];
    size_t start = levels->start[level];
    for (size_t i = 0; i < start - below; i++) {
        struct box_m *parent = &boxes[start + i / FANOUT];
        if (i % FANOUT == 0)
            *parent = BOX_EMPTY;
        *parent = box_joined(*parent, boxes[below + i]);
    }
}

struct box_index *box_index_build(struct arena *arena,
                                  const struct box_m *boxes, size_t n_boxes)
{
    assert(n_boxes < UINT32_MAX);
    struct levels levels = levels_of(n_boxes);
    uint32_t *items = arena_array(arena, uint32_t, n_boxes);
    struct box_m *all =
        arena_array(arena, struct box_m, levels.start[levels.count]);

    struct arena *scratch = arena_new();
    struct sort_key *keys = sorted_keys(scratch, boxes, n_boxes);
    for (size_t i = 0; i < n_boxes; i++) {
        items[i] = keys[i].item;
        all[i] = boxes[keys[i].item];
    }
    arena_free(scratch);
    for (int level = 1; level < levels.count; level++)
        cover_level(all, &levels, level);
    struct box_index index = {n_boxes, items, all};
    return arena_copy(arena, &index, sizeof index);
}

struct visit {
    double distance_m;
    int level;
    uint32_t at; // position within its level
};

// A walk over an index, from the root down.
struct walk {
    const struct box_index *index;
    struct levels levels;
    struct visit stack[MOST_LEVELS * FANOUT];
    size_t depth;
};

static void walk_start(struct walk *walk, const struct box_index *index)
{
    walk->index = index;
    walk->levels = levels_of(index->n_items);
    walk->depth = 0;
    if (index->n_items > 0)
        walk->stack[walk->depth++] =
            (struct visit){0, walk->levels.count - 1, 0};
}

// The run of a node's children one level down, as positions in that level.
static void children_of(const struct walk *walk, int level, uint32_t at,
                        uint32_t *first, uint32_t *end)
{
    size_t count_below =
        walk->levels.start[level] - walk->levels.start[level - 1];
    *first = at * FANOUT;
    size_t last = (size_t)*first + FANOUT;
    *end = (uint32_t)(last < count_below ? last : count_below);
}

static const struct box_m *box_at(const struct walk *walk, int level,
                                  uint32_t at)
{
    return &walk->index->boxes[walk->levels.start[level] + at];
}

void box_index_search(const struct box_index *index, struct box_m within,
                      box_index_found_fn *found, void *context)
{
    struct walk walk;
    walk_start(&walk, index);
    while (walk.depth > 0) {
        struct visit v = walk.stack[--walk.depth];
        if (!box_overlaps(*box_at(&walk, v.level, v.at), within))
            continue;
        if (v.level == 0) {
            if (!found(index->items[v.at], context))
                return;
            continue;
        }
        uint32_t first, end;
        children_of(&walk, v.level, v.at, &first, &end);
        for (uint32_t child = end; child > first; child--)
            walk.stack[walk.depth++] =
                (struct visit){0, v.level - 1, child - 1};
    }
}

// The nearest item so far; equal distances go to the lower item.
struct best {
    double distance_m;
    uint32_t item;
};

static void consider(const struct box_index *index, uint32_t at,
                     struct point_m from, box_index_distance_fn *distance,
                     void *context, struct best *best)
{
    uint32_t item = index->items[at];
    double d = distance(item, from, context);
    if (d < best->distance_m || (d == best->distance_m && item < best->item))
        *best = (struct best){d, item};
}

// Pushes the children that are not too far, farthest first, so that the nearest
// is visited next.
static void push_children(struct walk *walk, struct visit v,
                          struct point_m from, double limit_m)
{
    uint32_t first, end;
    size_t bottom = walk->depth;
    children_of(walk, v.level, v.at, &first, &end);
    for (uint32_t child = first; child < end; child++) {
        struct visit next = {
            box_distance_m(*box_at(walk, v.level - 1, child), from),
            v.level - 1, child};
        if (next.distance_m > limit_m)
            continue;
        size_t i = walk->depth++;
        for (; i > bottom && walk->stack[i - 1].distance_m < next.distance_m;
             i--)
            walk->stack[i] = walk->stack[i - 1];
        walk->stack[i] = next;
    }
}

uint32_t box_index_nearest(const struct box_index *index, struct point_m from,
                           double limit_m, box_index_distance_fn *distance,
                           void *context, double *distance_m)
{
    struct best best = {limit_m, UINT32_MAX};
    struct walk walk;
    walk_start(&walk, index);
    while (walk.depth > 0) {
        struct visit v = walk.stack[--walk.depth];
        if (v.distance_m > best.distance_m)
            continue;
        if (v.level == 0)
            consider(index, v.at, from, distance, context, &best);
        else
            push_children(&walk, v, from, best.distance_m);
    }
    if (best.item != UINT32_MAX && distance_m != NULL)
        *distance_m = best.distance_m;
    return best.item;
}
