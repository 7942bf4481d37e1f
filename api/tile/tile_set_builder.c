// Shapes are first kept as they come, in grid units of the Web Mercator square
// but as doubles, in the builder's own arena. Building then
//
//   1. sorts them by layer, and lines by their tags, so that pieces of one
//      street stand together;
//   2. chains lines with the same tags, so that fewer, longer lines result;
//   3. weighs every vertex: a vertex is drawn from the zoom on at which it
//      stands out by TOLERANCE_UNITS. Layers whose areas border on each other
//      are weighed together, so shared borders stay shared at every zoom;
//   4. packs all into flat arrays with an index over the shapes' boxes.
//
// Drawing a tile later looks at each vertex by itself: nothing that depends on
// the polygon it belongs to, or on the tile, decides whether it stays.

#include "tile/tile_set_builder.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "geo/chain.h"
#include "geo/weigh.h"
#include "tile/tile_set_layout.h"

#define UNITS_A_PX 8
#define TOLERANCE_UNITS 2     // a quarter of a pixel
#define SHORTEST_LINE_UNITS 4 // half a pixel

struct draft_shape {
    size_t order;
    size_t layer;
    enum mvt_type type;
    int from_zoom;
    size_t first_tag;
    size_t n_tags;
    struct line line; // of a point or a line
    struct area area;
};
LIST_DECLARE(draft_shape);

struct tile_set_builder {
    struct arena *arena;
    struct tile_set_info info;
    tile_lonlat_fn *to_lonlat;
    void *context;
    struct draft_shape_list shapes;
    struct shape_tag_list tags;
};

struct tile_set_builder *tile_set_builder_new(const struct tile_set_info *info,
                                              tile_lonlat_fn *to_lonlat,
                                              void *context)
{
    struct arena *arena = arena_new();
    struct tile_set_builder *builder =
        arena_array(arena, struct tile_set_builder, 1);
    builder->arena = arena;
    builder->info = *info;
    builder->to_lonlat = to_lonlat;
    builder->context = context;
    return builder;
}

void tile_set_builder_free(struct tile_set_builder *builder)
{
    if (builder != NULL)
        arena_free(builder->arena);
}

// --- taking shapes in

void tile_shape_begin(struct tile_set_builder *builder, size_t layer,
                      int from_zoom)
{
    assert(layer < builder->info.n_layers);
    size_t order = builder->shapes.count;
    *draft_shape_list_add(&builder->shapes, builder->arena) =
        (struct draft_shape){.order = order,
                             .layer = layer,
                             .from_zoom = from_zoom,
                             .first_tag = builder->tags.count};
}

static struct draft_shape *current(struct tile_set_builder *builder)
{
    assert(builder->shapes.count > 0);
    return &builder->shapes.items[builder->shapes.count - 1];
}

static void add_tag(struct tile_set_builder *builder, struct shape_tag tag)
{
    *shape_tag_list_add(&builder->tags, builder->arena) = tag;
    current(builder)->n_tags++;
}

void tile_shape_text(struct tile_set_builder *builder, const char *key,
                     const char *text)
{
    if (text != NULL && text[0] != '\0')
        add_tag(builder, (struct shape_tag){key, TAG_TEXT, text, 0});
}

void tile_shape_int(struct tile_set_builder *builder, const char *key,
                    int64_t value)
{
    add_tag(builder, (struct shape_tag){key, TAG_INT, NULL, value});
}

void tile_shape_bool(struct tile_set_builder *builder, const char *key,
                     bool value)
{
    add_tag(builder, (struct shape_tag){key, TAG_BOOL, NULL, value});
}

static double onto_grid(double share)
{
    return fmax(0, fmin(GRID_SIZE - 1, floor(share * GRID_SIZE)));
}

static struct point_m grid_position(const struct tile_set_builder *builder,
                                    struct point_m at)
{
    struct mercator m =
        mercator_from_lonlat(builder->to_lonlat(builder->context, at));
    return (struct point_m){onto_grid(m.x), onto_grid(m.y)};
}

// The positions on the grid, without those that repeat.
static struct point_m *grid_positions(const struct tile_set_builder *builder,
                                      const struct point_m *points, size_t *n)
{
    struct point_m *placed = arena_array(builder->arena, struct point_m, *n);
    size_t kept = 0;
    for (size_t i = 0; i < *n; i++) {
        placed[kept] = grid_position(builder, points[i]);
        if (kept == 0 || point_distance_m(placed[kept], placed[kept - 1]) > 0)
            kept++;
    }
    *n = kept;
    return placed;
}

void tile_shape_point(struct tile_set_builder *builder, struct point_m at)
{
    struct draft_shape *shape = current(builder);
    size_t n = 1;
    shape->type = MVT_POINT;
    shape->line = (struct line){grid_positions(builder, &at, &n), 1};
}

void tile_shape_line(struct tile_set_builder *builder, struct line line)
{
    struct draft_shape *shape = current(builder);
    size_t n = line.count;
    shape->type = MVT_LINE;
    shape->line.points = grid_positions(builder, line.points, &n);
    shape->line.count = n < 2 ? 0 : n;
}

static struct area grid_area(const struct tile_set_builder *builder,
                             const struct area *area)
{
    struct arena *arena = builder->arena;
    struct area placed = {arena_array(arena, struct polygon, area->n_polygons),
                          area->n_polygons};
    for (size_t p = 0; p < area->n_polygons; p++) {
        struct polygon from = area->polygons[p];
        struct polygon to = {arena_array(arena, struct ring, from.n_rings),
                             from.n_rings};
        for (size_t r = 0; r < from.n_rings; r++) {
            size_t n = from.rings[r].count;
            to.rings[r].points =
                grid_positions(builder, from.rings[r].points, &n);
            to.rings[r].count = n < 4 ? 0 : n;
        }
        placed.polygons[p] = to;
    }
    return placed;
}

static double unit_at(int zoom)
{
    return ldexp(1, (int)GRID_ZOOM - zoom);
}

// The first zoom, not before `from`, at which a size of `grid_units` is at
// least `units` of a tile; one beyond the last if it never is.
static int zoom_for_size(double grid_units, double units, int from)
{
    int zoom = from;
    while (zoom <= (int)GRID_ZOOM && grid_units < units * unit_at(zoom))
        zoom++;
    return zoom;
}

static double outer_surface(const struct area *area)
{
    double sum = 0;
    for (size_t p = 0; p < area->n_polygons; p++)
        if (area->polygons[p].rings[0].count > 0)
            sum += fabs(ring_signed_m2(area->polygons[p].rings[0]));
    return sum;
}

void tile_shape_area(struct tile_set_builder *builder, const struct area *area,
                     double least_px2)
{
    struct draft_shape *shape = current(builder);
    shape->type = MVT_POLYGON;
    shape->area = grid_area(builder, area);
    shape->from_zoom =
        zoom_for_size(sqrt(outer_surface(&shape->area)),
                      UNITS_A_PX * sqrt(least_px2), shape->from_zoom);
}

// --- building

// A part before it is packed.
struct draft_part {
    struct ring points;
    bool is_hole;
    double *weights;
};
LIST_DECLARE(draft_part);
LIST_DECLARE(shape);

struct draft {
    struct tile_set_builder *builder;
    struct draft_shape *sorted;
    struct shape_list shapes;
    struct shape_tag_list tags;
    struct draft_part_list parts;
};

static int compare_texts(const char *a, const char *b)
{
    if (a == NULL || b == NULL)
        return (a != NULL) - (b != NULL);
    return strcmp(a, b);
}

static int compare_tag(const struct shape_tag *a, const struct shape_tag *b)
{
    int order = strcmp(a->key, b->key);
    if (order == 0)
        order = (int)a->kind - (int)b->kind;
    if (order == 0)
        order = compare_texts(a->text, b->text);
    return order != 0 ? order
                      : (a->number > b->number) - (a->number < b->number);
}

static int compare_tags(const struct draft_shape *a,
                        const struct draft_shape *b,
                        const struct shape_tag *tags)
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

static int by_layer_and_tags(const void *a, const void *b, void *tags)
{
    const struct draft_shape *x = a;
    const struct draft_shape *y = b;
    if (x->layer != y->layer)
        return x->layer < y->layer ? -1 : 1;
    if (x->type == MVT_LINE && y->type == MVT_LINE) {
        int order = compare_tags(x, y, tags);
        if (order != 0)
            return order;
        if (x->from_zoom != y->from_zoom)
            return x->from_zoom < y->from_zoom ? -1 : 1;
    }
    return (x->order > y->order) - (x->order < y->order);
}

// Copies the shape's tags to the packed ones, unless it shares them with the
// line before it, and says where they are.
static size_t place_tags(struct draft *draft, size_t i)
{
    const struct draft_shape *shape = &draft->sorted[i];
    const struct shape_tag *tags = draft->builder->tags.items;
    const struct draft_shape *before = i > 0 ? shape - 1 : NULL;
    if (before != NULL && before->layer == shape->layer &&
        before->type == MVT_LINE && shape->type == MVT_LINE &&
        compare_tags(before, shape, tags) == 0)
        return draft->tags.count - shape->n_tags;
    size_t first = draft->tags.count;
    for (size_t t = 0; t < shape->n_tags; t++)
        *shape_tag_list_add(&draft->tags, draft->builder->arena) =
            tags[shape->first_tag + t];
    return first;
}

static void add_part(struct draft *draft, struct point_m *points, size_t n,
                     bool is_hole)
{
    if (n == 0)
        return;
    struct arena *arena = draft->builder->arena;
    struct draft_part *part = draft_part_list_add(&draft->parts, arena);
    part->points = (struct ring){points, n};
    part->is_hole = is_hole;
    part->weights = arena_array(arena, double, n);
    draft->shapes.items[draft->shapes.count - 1].n_parts++;
}

static void add_shape(struct draft *draft, const struct draft_shape *from,
                      size_t first_tag, int from_zoom)
{
    *shape_list_add(&draft->shapes, draft->builder->arena) =
        (struct shape){.layer = (uint16_t)from->layer,
                       .type = (uint8_t)from->type,
                       .from_zoom = (uint8_t)from_zoom,
                       .first_tag = (uint32_t)first_tag,
                       .n_tags = (uint32_t)from->n_tags,
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

// Takes the run of lines from `i` on that are alike; returns where it ends.
static size_t place_lines(struct draft *draft, size_t i, size_t first_tag)
{
    struct arena *arena = draft->builder->arena;
    const struct draft_shape *shape = &draft->sorted[i];
    size_t n_shapes = draft->builder->shapes.count;
    struct line_list lines = {0};
    size_t end = i;
    for (; end < n_shapes && draft->sorted[end].type == MVT_LINE &&
           draft->sorted[end].layer == shape->layer &&
           draft->sorted[end].from_zoom == shape->from_zoom &&
           compare_tags(shape, &draft->sorted[end],
                        draft->builder->tags.items) == 0;
         end++)
        if (draft->sorted[end].line.count > 0)
            *line_list_add(&lines, arena) = draft->sorted[end].line;
    struct line_list chains = {0};
    lines_chain(arena, lines.items, lines.count, &chains);
    for (size_t c = 0; c < chains.count; c++)
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

static struct draft draft_shapes(struct tile_set_builder *builder)
{
    struct draft draft = {.builder = builder, .sorted = builder->shapes.items};
    size_t n = builder->shapes.count;
    if (n > 0)
        qsort_r(draft.sorted, n, sizeof *draft.sorted, by_layer_and_tags,
                builder->tags.items);
    for (size_t i = 0; i < n;) {
        size_t first_tag = place_tags(&draft, i);
        if (draft.sorted[i].type == MVT_LINE)
            i = place_lines(&draft, i, first_tag);
        else
            place_other(&draft, &draft.sorted[i++], first_tag);
    }
    return draft;
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
    size_t first_part = draft->shapes.items[first].first_part;
    size_t end_part = end < draft->shapes.count
                          ? draft->shapes.items[end].first_part
                          : draft->parts.count;
    size_t n = end_part - first_part;
    struct ring *rings = arena_array(scratch, struct ring, n);
    double **weights = arena_array(scratch, double *, n);
    for (size_t i = 0; i < n; i++) {
        rings[i] = draft->parts.items[first_part + i].points;
        weights[i] = draft->parts.items[first_part + i].weights;
    }
    rings_weigh(scratch, rings, n, weights);
    return end;
}

static void weigh_shape(struct draft *draft, const struct shape *shape,
                        struct arena *scratch)
{
    for (size_t p = 0; p < shape->n_parts; p++) {
        struct draft_part *part = &draft->parts.items[shape->first_part + p];
        if (shape->type == MVT_POLYGON)
            rings_weigh(scratch, &part->points, 1, &part->weights);
        else
            line_weigh(scratch,
                       (struct line){part->points.points, part->points.count},
                       part->weights);
    }
}

static void weigh(struct draft *draft)
{
    struct arena *scratch = arena_new();
    for (size_t i = 0; i < draft->shapes.count;) {
        const struct shape *shape = &draft->shapes.items[i];
        if (draft->builder->info.layers[shape->layer].is_coverage &&
            shape->type == MVT_POLYGON)
            i = weigh_coverage(draft, i, scratch);
        else
            weigh_shape(draft, &draft->shapes.items[i++], scratch);
        arena_reset(scratch);
    }
    arena_free(scratch);
}

static uint8_t zoom_of_weight(double weight)
{
    int zoom = zoom_for_size(weight, TOLERANCE_UNITS, 0);
    return (uint8_t)(zoom < FULL_DETAIL_ZOOM ? zoom : FULL_DETAIL_ZOOM);
}

static void pack_part(struct tile_set *set, const struct draft_part *part,
                      struct box_m *box)
{
    set->parts[set->n_parts++] = (struct shape_part){
        (uint32_t)set->n_points, (uint32_t)part->points.count, part->is_hole};
    for (size_t i = 0; i < part->points.count; i++) {
        struct point_m at = part->points.points[i];
        *box = box_with_point(*box, at);
        set->points[set->n_points] =
            (struct grid_point){(uint32_t)at.x_m, (uint32_t)at.y_m};
        set->from_zooms[set->n_points++] = zoom_of_weight(part->weights[i]);
    }
}

static void pack_tags(struct tile_set *set, struct arena *arena,
                      const struct shape_tag_list *tags)
{
    set->n_tags = tags->count;
    set->tags = arena_array(arena, struct shape_tag, tags->count);
    for (size_t i = 0; i < tags->count; i++) {
        set->tags[i] = tags->items[i];
        if (tags->items[i].text != NULL)
            set->tags[i].text = arena_text(arena, tags->items[i].text);
    }
}

static struct tile_set *pack(const struct draft *draft, struct arena *arena)
{
    struct tile_set *set = arena_array(arena, struct tile_set, 1);
    size_t n_points = 0;
    for (size_t i = 0; i < draft->parts.count; i++)
        n_points += draft->parts.items[i].points.count;
    assert(n_points < UINT32_MAX);

    set->info = draft->builder->info;
    set->n_shapes = draft->shapes.count;
    set->shapes = arena_array(arena, struct shape, set->n_shapes);
    set->boxes = arena_array(arena, struct box_m, set->n_shapes);
    set->parts = arena_array(arena, struct shape_part, draft->parts.count);
    set->points = arena_array(arena, struct grid_point, n_points);
    set->from_zooms = arena_array(arena, uint8_t, n_points);
    for (size_t i = 0; i < set->n_shapes; i++) {
        const struct shape *shape = &draft->shapes.items[i];
        set->shapes[i] = *shape;
        set->boxes[i] = BOX_EMPTY;
        for (size_t p = 0; p < shape->n_parts; p++)
            pack_part(set, &draft->parts.items[shape->first_part + p],
                      &set->boxes[i]);
    }
    pack_tags(set, arena, &draft->tags);
    set->index = box_index_build(arena, set->boxes, set->n_shapes);
    return set;
}

// FNV-1a over whole numbers.
static uint64_t mix(uint64_t hash, uint64_t value)
{
    hash = (hash ^ value) * 1099511628211u;
    return hash ^ hash >> 29;
}

static uint64_t mix_text(uint64_t hash, const char *text)
{
    for (; text != NULL && *text != '\0'; text++)
        hash = mix(hash, (unsigned char)*text);
    return mix(hash, 256);
}

static uint64_t checksum_of(const struct tile_set *set)
{
    uint64_t hash = mix_text(14695981039346656037u, set->info.name);
    for (size_t i = 0; i < set->n_shapes; i++) {
        const struct shape *s = &set->shapes[i];
        hash =
            mix(hash, (uint64_t)s->layer << 16 | s->type << 8 | s->from_zoom);
        hash = mix(hash, (uint64_t)s->first_tag << 32 | s->n_tags);
        hash = mix(hash, s->n_parts);
    }
    for (size_t i = 0; i < set->n_tags; i++) {
        hash = mix_text(hash, set->tags[i].key);
        hash = mix_text(hash, set->tags[i].text);
        hash = mix(hash, (uint64_t)set->tags[i].number);
    }
    for (size_t i = 0; i < set->n_parts; i++)
        hash = mix(hash, set->parts[i].n_points);
    for (size_t i = 0; i < set->n_points; i++)
        hash = mix(hash, (uint64_t)set->points[i].x << 32 | set->points[i].y);
    return hash;
}

struct tile_set *tile_set_build(struct tile_set_builder *builder,
                                struct arena *arena)
{
    struct draft draft = draft_shapes(builder);
    weigh(&draft);
    struct tile_set *set = pack(&draft, arena);
    set->checksum = checksum_of(set);
    return set;
}
