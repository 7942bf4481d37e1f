// Layers have nothing in common, so each is weighed on a thread of its own;
// what comes out does not depend on how many there are.

#include "base/parallel.h"
#include "geo/weigh.h"
#include "tile/tile_draft.h"

// Where the parts of shape `i` begin.
static size_t parts_from(const struct draft *draft, size_t i)
{
    return i < draft->shapes.count ? draft->shapes.items[i].first_part
                                   : draft->parts.count;
}

// Shapes from `first` to before `end`, all of one layer.
struct shape_run {
    size_t first;
    size_t end;
};

static struct shape_run run_of_layer(const struct draft *draft, size_t layer)
{
    const struct tile_shape_list *shapes = &draft->shapes;
    struct shape_run run = {0, 0};
    while (run.first < shapes->count && shapes->items[run.first].layer < layer)
        run.first++;
    run.end = run.first;
    while (run.end < shapes->count && shapes->items[run.end].layer == layer)
        run.end++;
    return run;
}

// Weighs all the rings of the run together.
static void weigh_coverage(struct draft *draft, struct shape_run run,
                           struct arena *scratch)
{
    size_t first_part = parts_from(draft, run.first);
    size_t n = parts_from(draft, run.end) - first_part;
    struct ring *rings = arena_array(scratch, struct ring, n);
    double **weights = arena_array(scratch, double *, n);
    for (size_t i = 0; i < n; i++) {
        rings[i] = draft->parts.items[first_part + i].points;
        weights[i] = draft->parts.items[first_part + i].weights;
    }
    rings_weigh(scratch, rings, n, weights);
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

static void weigh_layer(void *context, size_t layer)
{
    struct draft *draft = context;
    struct arena *scratch = arena_new();
    struct shape_run run = run_of_layer(draft, layer);
    if (draft->builder->info.layers[layer].is_coverage)
        weigh_coverage(draft, run, scratch);
    else
        for (size_t i = run.first; i < run.end; i++) {
            weigh_shape(draft, i, scratch);
            arena_reset(scratch);
        }
    arena_free(scratch);
}

void draft_weigh(struct draft *draft)
{
    parallel_for(draft->builder->info.n_layers, parallel_cores(), weigh_layer,
                 draft);
}
