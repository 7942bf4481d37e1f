// Sorting puts shapes of a layer together and, among them, lines that say the
// same of themselves; such a run shares one copy of its tags and is chained end
// to end. Everything else keeps the order it came in. So the arrangement
// depends on the shapes alone.

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "tile/tile_draft.h"
#include "tile/tile_labels.h"

#define SHORTEST_LINE_UNITS 4 // half a pixel

static int compare_texts(const char *a, const char *b)
{
    if (a == NULL || b == NULL)
        return (a != NULL) - (b != NULL);
    return strcmp(a, b);
}

static int compare_tag(const struct draft_tag *a, const struct draft_tag *b)
{
    int order = (int)a->tag.field - (int)b->tag.field;
    if (order == 0)
        order = (int)a->tag.kind - (int)b->tag.kind;
    if (order == 0)
        order = compare_texts(a->text, b->text);
    return order != 0
               ? order
               : (a->tag.value > b->tag.value) - (a->tag.value < b->tag.value);
}

static int compare_tags(const struct draft_shape *a,
                        const struct draft_shape *b,
                        const struct draft_tag *tags)
{
    if (a->n_tags != b->n_tags)
        return a->n_tags < b->n_tags ? -1 : 1;
    for (size_t i = 0; i < a->n_tags; i++) {
        int order =
            compare_tag(&tags[a->first_tag + i], &tags[b->first_tag + i]);
        if (order != 0)
            return order;
    }
    return 0;
}

static bool is_line(const struct draft_shape *shape)
{
    return shape->kind == TILE_LINE || shape->kind == TILE_LABEL_LINE;
}

static int by_layer_and_tags(const void *a, const void *b, void *tags)
{
    const struct draft_shape *x = a;
    const struct draft_shape *y = b;
    if (x->layer != y->layer)
        return x->layer < y->layer ? -1 : 1;
    if (is_line(x) && is_line(y)) {
        int order = compare_tags(x, y, tags);
        if (order != 0)
            return order;
        if (x->from_zoom != y->from_zoom)
            return x->from_zoom < y->from_zoom ? -1 : 1;
    }
    return (x->order > y->order) - (x->order < y->order);
}

// Whether two neighbours of the order are lines of the same kind that say the
// same.
static bool is_alike(const struct draft *draft, const struct draft_shape *a,
                     const struct draft_shape *b)
{
    return a->layer == b->layer && a->kind == b->kind && is_line(a) &&
           compare_tags(a, b, draft->builder->tags.items) == 0;
}

// Copies the shape's tags to the arranged ones, unless it shares them with the
// line before it, and says where they are.
static size_t place_tags(struct draft *draft, size_t i)
{
    const struct draft_shape *shape = &draft->builder->shapes.items[i];
    if (i > 0 && is_alike(draft, shape - 1, shape))
        return draft->tags.count - shape->n_tags;
    size_t first = draft->tags.count;
    for (size_t t = 0; t < shape->n_tags; t++)
        *draft_tag_list_add(&draft->tags, draft->builder->arena) =
            draft->builder->tags.items[shape->first_tag + t];
    return first;
}

static void add_part(struct draft *draft, struct point_m *points, size_t n,
                     bool is_hole)
{
    if (n == 0)
        return;
    struct arena *arena = draft->builder->arena;
    *draft_part_list_add(&draft->parts, arena) = (struct draft_part){
        {points, n}, is_hole, arena_array(arena, double, n)};
}

static void add_shape(struct draft *draft, const struct draft_shape *from,
                      size_t first_tag, int from_zoom)
{
    *tile_shape_list_add(&draft->shapes, draft->builder->arena) =
        (struct tile_shape){.layer = (uint8_t)from->layer,
                            .kind = (uint8_t)from->kind,
                            .from_zoom = (uint8_t)from_zoom,
                            .n_tags = (uint8_t)from->n_tags,
                            .first_tag = (uint32_t)first_tag,
                            .first_part = (uint32_t)draft->parts.count};
}

// A chain is not drawn where it would be a dot.
static void add_chain(struct draft *draft, const struct draft_shape *from,
                      size_t first_tag, struct line chain)
{
    struct box_m box = line_box(chain);
    double side = fmax(box.max_x_m - box.min_x_m, box.max_y_m - box.min_y_m);
    add_shape(draft, from, first_tag,
              zoom_for_size(side, SHORTEST_LINE_UNITS, from->from_zoom));
    add_part(draft, chain.points, chain.count, false);
}

static void add_labels(struct draft *draft, const struct draft_shape *from,
                       size_t first_tag, struct line chain)
{
    struct tile_label_list labels = {0};
    tile_labels_cut(draft->builder->arena, chain, from->letters,
                    from->from_zoom, draft->builder->info.last_zoom, &labels);
    for (size_t i = 0; i < labels.count; i++) {
        add_shape(draft, from, first_tag, labels.items[i].from_zoom);
        add_part(draft, labels.items[i].line.points, labels.items[i].line.count,
                 false);
    }
}

// Takes the run of lines from `i` on that are alike; returns where it ends.
static size_t place_lines(struct draft *draft, size_t i, size_t first_tag)
{
    struct arena *arena = draft->builder->arena;
    const struct draft_shape_list *sorted = &draft->builder->shapes;
    const struct draft_shape *shape = &sorted->items[i];
    struct line_list lines = {0};
    struct line_list chains = {0};
    size_t end = i;
    for (; end < sorted->count && is_alike(draft, shape, &sorted->items[end]) &&
           sorted->items[end].from_zoom == shape->from_zoom;
         end++)
        if (sorted->items[end].line.count > 0)
            *line_list_add(&lines, arena) = sorted->items[end].line;
    lines_chain(arena, lines.items, lines.count, &chains);
    for (size_t c = 0; c < chains.count; c++)
        if (shape->kind == TILE_LABEL_LINE)
            add_labels(draft, shape, first_tag, chains.items[c]);
        else
            add_chain(draft, shape, first_tag, chains.items[c]);
    return end;
}

static void place_other(struct draft *draft, const struct draft_shape *shape,
                        size_t first_tag)
{
    add_shape(draft, shape, first_tag, shape->from_zoom);
    add_part(draft, shape->line.points, shape->line.count, false);
    for (size_t p = 0; p < shape->area.n_polygons; p++) {
        struct polygon polygon = shape->area.polygons[p];
        for (size_t r = 0; r < polygon.n_rings; r++)
            if (polygon.rings[0].count > 0)
                add_part(draft, polygon.rings[r].points, polygon.rings[r].count,
                         r > 0);
    }
}

struct draft draft_arrange(struct tile_set_builder *builder)
{
    struct draft draft = {.builder = builder};
    const struct draft_shape_list *sorted = &builder->shapes;
    if (sorted->count > 0)
        qsort_r(sorted->items, sorted->count, sizeof *sorted->items,
                by_layer_and_tags, builder->tags.items);
    for (size_t i = 0; i < sorted->count;) {
        size_t first_tag = place_tags(&draft, i);
        if (is_line(&sorted->items[i]))
            i = place_lines(&draft, i, first_tag);
        else
            place_other(&draft, &sorted->items[i++], first_tag);
    }
    return draft;
}
