// Drawing a tile: the index gives the shapes whose boxes reach into the tile
// and a margin around it; sorted, they stand by layer and by tags. Each vertex
// that weighs enough for the zoom is snapped to the zoom's grid, which is the
// same for all tiles, and only then are lines and rings clipped. So the same
// vertex has the same place in every tile and every polygon that shares it.
//
// The margin lets a border be drawn as wide as it is up to the tile's edge.
// Points belong to the one tile they lie in.

#include "tile/tile_set.h"

#include <math.h>
#include <stdlib.h>

#include "base/json_writer.h"
#include "geo/clip.h"
#include "tile/mvt.h"
#include "tile/tile_set_layout.h"

#define MARGIN_UNITS 64 // eight pixels

LIST_DECLARE_OF(uint32_t, shape_id);

const struct tile_set_info *tile_set_info(const struct tile_set *set)
{
    return &set->info;
}

uint64_t tile_set_checksum(const struct tile_set *set)
{
    return set->checksum;
}

bool tile_set_bounds(const struct tile_set *set, double bounds_deg[4])
{
    struct box_m box = BOX_EMPTY;
    for (size_t i = 0; i < set->n_shapes; i++)
        box = box_joined(box, set->boxes[i]);
    if (box_is_empty(box))
        return false;
    struct lonlat north_west = mercator_to_lonlat(
        (struct mercator){box.min_x_m / GRID_SIZE, box.min_y_m / GRID_SIZE});
    struct lonlat south_east = mercator_to_lonlat(
        (struct mercator){box.max_x_m / GRID_SIZE, box.max_y_m / GRID_SIZE});
    bounds_deg[0] = north_west.lon_deg;
    bounds_deg[1] = south_east.lat_deg;
    bounds_deg[2] = south_east.lon_deg;
    bounds_deg[3] = north_west.lat_deg;
    return true;
}

// One tile being drawn.
struct drawing {
    const struct tile_set *set;
    struct arena *arena;
    struct tile tile;
    unsigned shift;      // from the grid to the zoom's grid
    int64_t left, top;   // the tile's corner on the zoom's grid
    struct box_m margin; // what is drawn, in the tile's units
    struct shape_id_list found;
};

static struct drawing begin(const struct tile_set *set, struct arena *arena,
                            struct tile tile)
{
    struct box_m extent = {0, 0, MVT_EXTENT, MVT_EXTENT};
    return (struct drawing){
        .set = set,
        .arena = arena,
        .tile = tile,
        .shift = GRID_ZOOM - tile.zoom,
        .left = (int64_t)tile.x * MVT_EXTENT,
        .top = (int64_t)tile.y * MVT_EXTENT,
        .margin = box_grown(extent, MARGIN_UNITS),
    };
}

static bool take_shape(uint32_t item, void *context)
{
    struct drawing *drawing = context;
    if (drawing->set->shapes[item].from_zoom <= drawing->tile.zoom)
        *shape_id_list_add(&drawing->found, drawing->arena) = item;
    return true;
}

static int by_id(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a;
    uint32_t y = *(const uint32_t *)b;
    return (x > y) - (x < y);
}

static void find_shapes(struct drawing *drawing)
{
    double unit = ldexp(1, (int)drawing->shift);
    // Snapping moves a point by up to half a unit, so one unit more.
    struct box_m around = {
        ((double)drawing->left - MARGIN_UNITS - 1) * unit,
        ((double)drawing->top - MARGIN_UNITS - 1) * unit,
        ((double)drawing->left + MVT_EXTENT + MARGIN_UNITS + 1) * unit,
        ((double)drawing->top + MVT_EXTENT + MARGIN_UNITS + 1) * unit};
    box_index_search(drawing->set->index, around, take_shape, drawing);
    if (drawing->found.count > 0)
        qsort(drawing->found.items, drawing->found.count,
              sizeof *drawing->found.items, by_id);
}

static double snapped(uint32_t at, unsigned shift, int64_t origin)
{
    uint64_t half = shift > 0 ? (uint64_t)1 << (shift - 1) : 0;
    return (double)((int64_t)((at + half) >> shift) - origin);
}

// The part's vertices that matter at this zoom, in the tile's units, without
// repeats.
static struct ring snap_part(const struct drawing *drawing,
                             const struct shape_part *part)
{
    const struct tile_set *set = drawing->set;
    struct ring snap = {
        arena_array(drawing->arena, struct point_m, part->n_points), 0};
    for (size_t i = 0; i < part->n_points; i++) {
        size_t at = part->first_point + i;
        if (set->from_zooms[at] > drawing->tile.zoom)
            continue;
        struct point_m p = {
            snapped(set->points[at].x, drawing->shift, drawing->left),
            snapped(set->points[at].y, drawing->shift, drawing->top)};
        if (snap.count > 0 && snap.points[snap.count - 1].x_m == p.x_m &&
            snap.points[snap.count - 1].y_m == p.y_m)
            continue;
        snap.points[snap.count++] = p;
    }
    return snap;
}

static struct tile_point *whole_units(struct arena *arena,
                                      const struct point_m *points, size_t n)
{
    struct tile_point *whole = arena_array(arena, struct tile_point, n);
    for (size_t i = 0; i < n; i++)
        whole[i] = (struct tile_point){(int32_t)floor(points[i].x_m + 0.5),
                                       (int32_t)floor(points[i].y_m + 0.5)};
    return whole;
}

static void draw_point(struct drawing *drawing, const struct shape *shape,
                       struct mvt_geometry *geometry)
{
    struct ring at =
        snap_part(drawing, &drawing->set->parts[shape->first_part]);
    struct tile_point *whole = whole_units(drawing->arena, at.points, 1);
    if (whole->x >= 0 && whole->x < MVT_EXTENT && whole->y >= 0 &&
        whole->y < MVT_EXTENT)
        mvt_draw_point(geometry, drawing->arena, *whole);
}

static void draw_line(struct drawing *drawing, const struct shape *shape,
                      struct mvt_geometry *geometry)
{
    struct ring snap =
        snap_part(drawing, &drawing->set->parts[shape->first_part]);
    struct line_list pieces = {0};
    clip_line(drawing->arena, (struct line){snap.points, snap.count},
              drawing->margin, &pieces);
    for (size_t i = 0; i < pieces.count; i++)
        mvt_draw_line(geometry, drawing->arena,
                      whole_units(drawing->arena, pieces.items[i].points,
                                  pieces.items[i].count),
                      pieces.items[i].count);
}

static void draw_area(struct drawing *drawing, const struct shape *shape,
                      struct mvt_geometry *geometry)
{
    bool has_outer = false;
    for (size_t p = 0; p < shape->n_parts; p++) {
        const struct shape_part *part =
            &drawing->set->parts[shape->first_part + p];
        if (part->is_hole && !has_outer)
            continue;
        struct ring ring = clip_ring(drawing->arena, snap_part(drawing, part),
                                     drawing->margin);
        bool is_drawn =
            mvt_draw_ring(geometry, drawing->arena,
                          whole_units(drawing->arena, ring.points, ring.count),
                          ring.count, part->is_hole);
        if (!part->is_hole)
            has_outer = is_drawn;
    }
}

static void draw_shape(struct drawing *drawing, const struct shape *shape,
                       struct mvt_geometry *geometry)
{
    if (shape->n_parts == 0)
        return;
    switch ((enum mvt_type)shape->type) {
    case MVT_POINT:
        draw_point(drawing, shape, geometry);
        break;
    case MVT_LINE:
        draw_line(drawing, shape, geometry);
        break;
    case MVT_POLYGON:
        draw_area(drawing, shape, geometry);
        break;
    }
}

static void add_feature(const struct tile_set *set, const struct shape *shape,
                        const struct mvt_geometry *geometry,
                        struct mvt_layer *layer)
{
    if (mvt_is_empty(geometry))
        return;
    mvt_add_feature(layer, (enum mvt_type)shape->type, geometry);
    for (size_t i = 0; i < shape->n_tags; i++) {
        const struct shape_tag *tag = &set->tags[shape->first_tag + i];
        if (tag->kind == TAG_TEXT)
            mvt_tag_text(layer, tag->key, tag->text);
        else if (tag->kind == TAG_INT)
            mvt_tag_int(layer, tag->key, tag->number);
        else
            mvt_tag_bool(layer, tag->key, tag->number != 0);
    }
}

// Lines that share their tags are one feature of many lines.
static bool is_one_feature(const struct shape *a, const struct shape *b)
{
    return a->layer == b->layer && a->type == MVT_LINE && b->type == MVT_LINE &&
           a->first_tag == b->first_tag && a->n_tags == b->n_tags;
}

// Draws the layer whose shapes begin at `first` of those found; returns where
// the next layer begins.
static size_t draw_layer(struct drawing *drawing, size_t first,
                         struct text_buffer *out)
{
    const struct tile_set *set = drawing->set;
    const uint32_t *found = drawing->found.items;
    unsigned number = set->shapes[found[first]].layer;
    struct mvt_layer *layer =
        mvt_layer_new(drawing->arena, set->info.layers[number].name);
    size_t i = first;
    while (i < drawing->found.count && set->shapes[found[i]].layer == number) {
        const struct shape *shape = &set->shapes[found[i]];
        struct mvt_geometry geometry = {0};
        do {
            draw_shape(drawing, &set->shapes[found[i]], &geometry);
            i++;
        } while (i < drawing->found.count &&
                 is_one_feature(shape, &set->shapes[found[i]]));
        add_feature(set, shape, &geometry, layer);
    }
    mvt_layer_write(layer, out);
    return i;
}

void tile_set_render(const struct tile_set *set, struct arena *scratch,
                     struct tile tile, struct text_buffer *out)
{
    struct drawing drawing = begin(set, scratch, tile);
    find_shapes(&drawing);
    for (size_t i = 0; i < drawing.found.count;)
        i = draw_layer(&drawing, i, out);
}

// --- TileJSON

static void write_layer(struct json_writer *json,
                        const struct tile_layer *layer, int last_zoom)
{
    json_begin_object(json);
    json_key(json, "id");
    json_text(json, layer->name);
    json_key(json, "description");
    json_text(json, layer->description);
    json_key(json, "minzoom");
    json_int(json, layer->from_zoom);
    json_key(json, "maxzoom");
    json_int(json, last_zoom);
    json_key(json, "fields");
    json_begin_object(json);
    for (size_t i = 0;
         i < TILE_LAYER_MOST_FIELDS && layer->fields[i].name != NULL; i++) {
        json_key(json, layer->fields[i].name);
        json_text(json, layer->fields[i].type);
    }
    json_end_object(json);
    json_end_object(json);
}

static void write_bounds(struct json_writer *json, const struct tile_set *set)
{
    double bounds_deg[4];
    if (!tile_set_bounds(set, bounds_deg))
        return;
    json_key(json, "bounds");
    json_begin_array(json);
    for (size_t i = 0; i < 4; i++)
        json_number(json, bounds_deg[i], 6);
    json_end_array(json);
}

static void write_address(struct json_writer *json, const struct tile_set *set,
                          const char *origin)
{
    struct text_buffer address = {0};
    // The checksum makes the address another one when the content is, so that
    // browsers may keep tiles.
    text_add_format(&address, "%s/tiles/%s/{z}/{x}/{y}.mvt?v=%016llx", origin,
                    set->info.name, (unsigned long long)set->checksum);
    json_key(json, "tiles");
    json_begin_array(json);
    json_text(json, address.bytes);
    json_end_array(json);
    text_buffer_free(&address);
}

void tile_set_write_json(const struct tile_set *set, const char *origin,
                         struct text_buffer *out)
{
    struct json_writer json = json_into(out);
    json_begin_object(&json);
    json_key(&json, "tilejson");
    json_text(&json, "3.0.0");
    json_key(&json, "name");
    json_text(&json, set->info.name);
    json_key(&json, "description");
    json_text(&json, set->info.description);
    if (set->info.attribution != NULL) {
        json_key(&json, "attribution");
        json_text(&json, set->info.attribution);
    }
    json_key(&json, "scheme");
    json_text(&json, "xyz");
    write_address(&json, set, origin);
    json_key(&json, "minzoom");
    json_int(&json, set->info.first_zoom);
    json_key(&json, "maxzoom");
    json_int(&json, set->info.last_zoom);
    write_bounds(&json, set);
    json_key(&json, "vector_layers");
    json_begin_array(&json);
    for (size_t i = 0; i < set->info.n_layers; i++)
        write_layer(&json, &set->info.layers[i], set->info.last_zoom);
    json_end_array(&json);
    json_end_object(&json);
}
