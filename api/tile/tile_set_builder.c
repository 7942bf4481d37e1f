// Shapes are kept as they come, in grid units of the Web Mercator square but as
// doubles, in the builder's own arena. Building then arranges, weighs and packs
// them (tile_draft.h).
//
// Drawing a tile later looks at each vertex by itself: nothing that depends on
// the polygon it belongs to, or on the tile, decides whether it stays.

#include "tile/tile_set_builder.h"

#include <assert.h>
#include <math.h>
#include <string.h>

#include "geo/label_point.h"
#include "tile/tile_draft.h"
#include "tile/tile_labels.h"

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
    builder->placed =
        arena_array(arena, struct placed, (size_t)1 << PLACED_BITS);
    return builder;
}

void tile_set_builder_free(struct tile_set_builder *builder)
{
    if (builder != NULL)
        arena_free(builder->arena);
}

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

// The layer's field of that name: a layer describes all it has.
static uint8_t field_named(const struct tile_layer *layer, const char *key)
{
    uint8_t f = 0;
    while (strcmp(layer->fields[f].name, key) != 0) {
        f++;
        assert(f < TILE_LAYER_MOST_FIELDS && layer->fields[f].name != NULL);
    }
    return f;
}

static void add_tag(struct tile_set_builder *builder, const char *key,
                    enum tile_value kind, const char *text, int32_t value)
{
    struct draft_shape *shape = current(builder);
    uint8_t field = field_named(&builder->info.layers[shape->layer], key);
    *draft_tag_list_add(&builder->tags, builder->arena) = (struct draft_tag){
        {.field = field, .kind = (uint8_t)kind, .value = value}, text};
    shape->n_tags++;
}

void tile_shape_text(struct tile_set_builder *builder, const char *key,
                     const char *text)
{
    if (text != NULL && text[0] != '\0')
        add_tag(builder, key, TILE_TEXT, text, 0);
}

void tile_shape_int(struct tile_set_builder *builder, const char *key,
                    int32_t value)
{
    add_tag(builder, key, TILE_INT, NULL, value);
}

void tile_shape_bool(struct tile_set_builder *builder, const char *key,
                     bool value)
{
    add_tag(builder, key, TILE_BOOL, NULL, value);
}

static double onto_grid(double share)
{
    return fmax(0, fmin(GRID_SIZE - 1, floor(share * GRID_SIZE)));
}

static size_t place_of(struct point_m at)
{
    uint64_t x, y;
    memcpy(&x, &at.x_m, sizeof x);
    memcpy(&y, &at.y_m, sizeof y);
    uint64_t hash = (x ^ y << 32 ^ y >> 32) * 0x9E3779B97F4A7C15u;
    return (size_t)(hash >> (64 - PLACED_BITS));
}

// Most vertices of areas are met again in the neighbours', and coming to
// degrees is most of the work of building.
static struct point_m grid_position(const struct tile_set_builder *builder,
                                    struct point_m at)
{
    struct placed *placed = &builder->placed[place_of(at)];
    if (!placed->is_used || placed->from.x_m != at.x_m ||
        placed->from.y_m != at.y_m) {
        struct mercator m =
            mercator_from_lonlat(builder->to_lonlat(builder->context, at));
        *placed = (struct placed){at, {onto_grid(m.x), onto_grid(m.y)}, true};
    }
    return placed->to;
}

// The positions on the grid, without those that repeat.
static struct point_m *grid_positions(const struct tile_set_builder *builder,
                                      const struct point_m *points, size_t *n)
{
    struct point_m *placed = arena_array(builder->arena, struct point_m, *n);
    size_t kept = 0;
    for (size_t i = 0; i < *n; i++) {
        placed[kept] = grid_position(builder, points[i]);
        if (kept == 0 || placed[kept].x_m != placed[kept - 1].x_m ||
            placed[kept].y_m != placed[kept - 1].y_m)
            kept++;
    }
    *n = kept;
    return placed;
}

void tile_shape_point(struct tile_set_builder *builder, struct point_m at)
{
    struct draft_shape *shape = current(builder);
    size_t n = 1;
    shape->kind = TILE_POINT;
    shape->line = (struct line){grid_positions(builder, &at, &n), 1};
}

static void take_line(struct tile_set_builder *builder, struct line line,
                      enum tile_kind kind)
{
    struct draft_shape *shape = current(builder);
    size_t n = line.count;
    shape->kind = kind;
    shape->line.points = grid_positions(builder, line.points, &n);
    shape->line.count = n < 2 ? 0 : n;
}

void tile_shape_line(struct tile_set_builder *builder, struct line line)
{
    take_line(builder, line, TILE_LINE);
}

void tile_shape_label_line(struct tile_set_builder *builder, struct line line,
                           const char *text)
{
    take_line(builder, line, TILE_LABEL_LINE);
    current(builder)->letters = tile_label_letters(text);
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

int zoom_for_size(double grid_units, double units, int from)
{
    int zoom = from;
    double needed = ldexp(units, (int)GRID_ZOOM - zoom);
    while (zoom <= (int)GRID_ZOOM && grid_units < needed) {
        needed /= 2;
        zoom++;
    }
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

static int zoom_of_area(const struct area *on_grid, double least_px2, int from)
{
    return zoom_for_size(sqrt(outer_surface(on_grid)),
                         UNITS_A_PX * sqrt(least_px2), from);
}

void tile_shape_area(struct tile_set_builder *builder, const struct area *area,
                     double least_px2)
{
    struct draft_shape *shape = current(builder);
    shape->kind = TILE_AREA;
    shape->area = grid_area(builder, area);
    shape->from_zoom = zoom_of_area(&shape->area, least_px2, shape->from_zoom);
}

void tile_shape_area_label(struct tile_set_builder *builder,
                           const struct area *area, double least_px2)
{
    tile_shape_point(builder, area_label_point(area));
    if (least_px2 > 0) {
        struct draft_shape *shape = current(builder);
        struct area on_grid = grid_area(builder, area);
        shape->from_zoom = zoom_of_area(&on_grid, least_px2, shape->from_zoom);
    }
}

struct tile_set *tile_set_build(struct tile_set_builder *builder,
                                struct arena *arena)
{
    struct draft draft = draft_arrange(builder);
    draft_weigh(&draft);
    struct tile_set *set = draft_pack(&draft, arena);
    set->checksum = tile_set_hash(set);
    return set;
}
