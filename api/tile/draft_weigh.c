#include "geo/weigh.h"

#include "tile/tile_draft.h"

// Where the parts of shape `i` begin.
static size_t parts_from(const struct draft *draft, size_t i)
{
    return i < draft->shapes.count ? draft->shapes.items[i].first_part
                                   : draft->parts.count;
}

// Weighs all the rings of the layer's shapes from `first` on together; returns
// the shape after them.
static size_t weigh_coverage(struct draft *draft, size_t first,
                             struct arena *scratch)
{
    size_t end = first;
    while (end < draft->shapes.count &&
           draft->shapes.items[end].layer == draft->shapes.items[first].layer)
        end++;
    size_t first_part = parts_from(draft, first);
    size_t n = parts_from(draft, end) - first_part;
    struct ring *rings = arena_array(scratch, struct ring, n);
    double **weights = arena_array(scratch, double *, n);
    for (size_t i = 0; i < n; i++) {
        rings[i] = draft->parts.items[first_part + i].points;
        weights[i] = draft->parts.items[first_part + i].weights;
    }
    rings_weigh(scratch, rings, n, weights);
    return end;
}

static void weigh_shape(struct draft *draft, size_t i, struct arena *scratch)
{
    for (size_t p = parts_from(draft, i); p < parts_from(draft, i + 1); p++) {
        struct draft_part *part = &draft->parts.items[p];
        if (draft->shapes.items[i].kind == TILE_AREA)
            rings_weigh(scratch, &part->points, 1, &part->weights);
        else
            line_weigh(scratch,
                       (struct line){part->points.points, part->points.count},
                       part->weights);
    }
}

void draft_weigh(struct draft *draft)
{
    const struct tile_layer *layers = draft->builder->info.layers;
    struct arena *scratch = arena_new();
    for (size_t i = 0; i < draft->shapes.count;) {
        const struct tile_shape *shape = &draft->shapes.items[i];
        if (layers[shape->layer].is_coverage && shape->kind == TILE_AREA)
            i = weigh_coverage(draft, i, scratch);
        else
            weigh_shape(draft, i++, scratch);
        arena_reset(scratch);
    }
    arena_free(scratch);
}
