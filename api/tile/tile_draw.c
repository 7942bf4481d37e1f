// Drawing a tile: the indexes give the shapes whose boxes reach into the tile
// and a margin around it; sorted, they stand by layer and by tags. Each vertex
// that weighs enough for the zoom is snapped to the zoom's grid, which is the
// same for all tiles, and only then are lines and rings clipped. So the same
// vertex has the same place in every tile and every polygon that shares it.
//
// The margin lets a border be drawn as wide as it is up to the tile's edge.
// Points belong to the one tile they lie in, and so do labels.

#include <math.h>
#include <stdlib.h>

#include "geo/clip.h"
#include "tile/mvt.h"
#include "tile/tile_labels.h"
#include "tile/tile_layout.h"

#define MARGIN_UNITS 64 // eight pixels
#define LONGEST_LABEL (4 * MVT_EXTENT)

LIST_DECLARE_OF(uint32_t, shape_id);

// One tile being drawn.
struct drawing {
    const struct tile_set *set;
    struct arena *arena;
    struct tile tile;
    unsigned shift;      // from the grid to the zoom's grid
    int64_t left, top;   // the tile's corner on the zoom's grid
    struct box_m margin; // what is drawn, in the tile's units
    struct shape_id_list found;
    size_t room;             // of points in each of these:
    struct point_m *snapped; // a part, and …
    struct tile_point *whole;
    struct point_m *on_grid; // … for a label before it is snapped
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

struct box_m tile_reach(struct tile tile)
{
    double unit = ldexp(1, (int)(GRID_ZOOM - tile.zoom));
    double left = (double)tile.x * MVT_EXTENT;
    double top = (double)tile.y * MVT_EXTENT;
    // Snapping moves a point by up to half a unit, so one unit more.
    double around = MARGIN_UNITS + 1;
    return (struct box_m){(left - around) * unit, (top - around) * unit,
                          (left + MVT_EXTENT + around) * unit,
                          (top + MVT_EXTENT + around) * unit};
}

static void find_shapes(struct drawing *drawing)
{
    struct box_m around = tile_reach(drawing->tile);
    for (size_t b = 0;
         b < N_TILE_BANDS && TILE_BAND_FROM[b] <= drawing->tile.zoom; b++)
        box_index_search(&drawing->set->bands[b], around, take_shape, drawing);
    if (drawing->found.count > 0)
        qsort(drawing->found.items, drawing->found.count,
              sizeof *drawing->found.items, by_id);
}

// The longest part that is drawn decides how much room snapping takes; a ring
// may get its end once more, a label's line two points.
static void make_room(struct drawing *drawing)
{
    const struct tile_set *set = drawing->set;
    size_t most = 0;
    for (size_t i = 0; i < drawing->found.count; i++) {
        const struct tile_shape *shape = &set->shapes[drawing->found.items[i]];
        for (size_t p = shape->first_part; p < shape[1].first_part; p++) {
            size_t n =
                set->parts[p + 1].first_point - set->parts[p].first_point;
            most = n > most ? n : most;
        }
    }
    drawing->room = most + 2;
    drawing->snapped =
        arena_array(drawing->arena, struct point_m, drawing->room);
    drawing->whole =
        arena_array(drawing->arena, struct tile_point, drawing->room);
    drawing->on_grid =
        arena_array(drawing->arena, struct point_m, drawing->room);
}

static int64_t snapped(uint32_t at, unsigned shift, int64_t origin)
{
    uint64_t half = shift > 0 ? (uint64_t)1 << (shift - 1) : 0;
    return (int64_t)((at + half) >> shift) - origin;
}

// On which sides of the margin a position lies outside, a bit a side.
static unsigned sides_outside(int64_t x, int64_t y)
{
    const int64_t least = -MARGIN_UNITS, most = MVT_EXTENT + MARGIN_UNITS;
    return (x < least) | (unsigned)(x > most) << 1 |
           (unsigned)(y < least) << 2 | (unsigned)(y > most) << 3;
}

// A part on the zoom's grid, in the tile's units.
struct snapped_part {
    struct point_m *points;
    size_t count;
    unsigned outside; // sides of the margin some point lies beyond
};

// Adds a position unless it repeats the last.
static void add_snapped(struct snapped_part *part, struct point_m at)
{
    if (part->count > 0 && part->points[part->count - 1].x_m == at.x_m &&
        part->points[part->count - 1].y_m == at.y_m)
        return;
    part->points[part->count++] = at;
}

// The part's vertices that matter at this zoom, without repeats. Of a run that
// lies beyond one side of the margin only the first and the last are taken:
// clipping at that side leaves nothing of what is between them, so the outcome
// is the same, and most of a river or a large zone is passed over.
static struct snapped_part snap_part(const struct drawing *drawing, size_t part)
{
    const struct tile_set *set = drawing->set;
    const size_t end = set->parts[part + 1].first_point;
    struct snapped_part snap = {.points = drawing->snapped};
    struct point_m waiting = {0, 0}; // the last of a run, if it is not added
    bool waits = false;
    unsigned run = 0; // sides that all of the run lie beyond
    for (size_t i = set->parts[part].first_point; i < end; i++) {
        if (set->from_zooms[i] > drawing->tile.zoom)
            continue;
        int64_t x = snapped(set->points[i].x, drawing->shift, drawing->left);
        int64_t y = snapped(set->points[i].y, drawing->shift, drawing->top);
        unsigned sides = sides_outside(x, y);
        struct point_m at = {(double)x, (double)y};
        snap.outside |= sides;
        if ((run & sides) != 0) {
            run &= sides;
            waiting = at;
            waits = true;
            continue;
        }
        if (waits)
            add_snapped(&snap, waiting);
        add_snapped(&snap, at);
        waits = false;
        run = sides;
    }
    if (waits)
        add_snapped(&snap, waiting);
    return snap;
}

// To whole units; what is drawn lies well within 2^15 units of the tile.
static struct tile_point whole_point(struct point_m at)
{
    const int32_t away = 1 << 15;
    return (struct tile_point){(int32_t)(at.x_m + away + 0.5) - away,
                               (int32_t)(at.y_m + away + 0.5) - away};
}

// Into `drawing->whole`, or room of its own where clipping made more points.
static struct tile_point *whole_units(struct drawing *drawing,
                                      const struct point_m *points, size_t n)
{
    struct tile_point *whole = drawing->whole;
    if (n > drawing->room)
        whole = arena_array(drawing->arena, struct tile_point, n);
    for (size_t i = 0; i < n; i++)
        whole[i] = whole_point(points[i]);
    return whole;
}

static bool is_in_tile(struct tile_point at)
{
    return at.x >= 0 && at.x < MVT_EXTENT && at.y >= 0 && at.y < MVT_EXTENT;
}

static bool is_within(struct box_m box, struct box_m within)
{
    return box.min_x_m >= within.min_x_m && box.max_x_m <= within.max_x_m &&
           box.min_y_m >= within.min_y_m && box.max_y_m <= within.max_y_m;
}

static void draw_point(struct drawing *drawing, size_t part,
                       struct mvt_geometry *geometry)
{
    struct snapped_part snap = snap_part(drawing, part);
    if (snap.count == 0 || snap.outside != 0)
        return;
    struct tile_point whole = whole_point(snap.points[0]);
    if (is_in_tile(whole))
        mvt_draw_point(geometry, drawing->arena, whole);
}

static void draw_line(struct drawing *drawing, size_t part,
                      struct mvt_geometry *geometry)
{
    struct snapped_part snap = snap_part(drawing, part);
    struct line line = {snap.points, snap.count};
    struct line_list pieces = {&line, 1, 1};
    if (snap.outside != 0) {
        pieces = (struct line_list){0};
        clip_line(drawing->arena, line, drawing->margin, &pieces);
    }
    for (size_t i = 0; i < pieces.count; i++)
        mvt_draw_line(
            geometry, drawing->arena,
            whole_units(drawing, pieces.items[i].points, pieces.items[i].count),
            pieces.items[i].count);
}

// The part's vertices that matter at this zoom, on the grid.
static struct line grid_line(struct drawing *drawing, size_t part)
{
    const struct tile_set *set = drawing->set;
    size_t end = set->parts[part + 1].first_point;
    size_t n = 0;
    for (size_t i = set->parts[part].first_point; i < end; i++)
        if (set->from_zooms[i] <= drawing->tile.zoom)
            drawing->on_grid[n++] =
                (struct point_m){set->points[i].x, set->points[i].y};
    return (struct line){drawing->on_grid, n};
}

static struct point_m snap_point(const struct drawing *drawing,
                                 struct point_m at)
{
    return (struct point_m){
        (double)snapped((uint32_t)at.x_m, drawing->shift, drawing->left),
        (double)snapped((uint32_t)at.y_m, drawing->shift, drawing->top)};
}

// The stretch that the name takes up at this zoom, if its middle lies in the
// tile. It may leave the tile, since no other draws it.
static void draw_label(struct drawing *drawing, const struct tile_shape *shape,
                       struct mvt_geometry *geometry)
{
    struct point_m middle;
    struct line line = grid_line(drawing, shape->first_part);
    if (line.count < 2)
        return;
    line = tile_label_middle(
        line, ldexp(1, (int)shape->from_zoom - (int)drawing->tile.zoom),
        drawing->snapped, &middle);
    middle = snap_point(drawing, middle);
    if (!box_has_point(drawing->margin, middle) ||
        !is_in_tile(whole_point(middle)))
        return;
    for (size_t i = 0; i < line.count; i++)
        line.points[i] = snap_point(drawing, line.points[i]);
    if (is_within(line_box(line), box_grown(drawing->margin, LONGEST_LABEL)))
        mvt_draw_line(geometry, drawing->arena,
                      whole_units(drawing, line.points, line.count),
                      line.count);
}

// The ring's first vertex, which is its last as well, may not matter at this
// zoom; what is left is closed again.
static struct ring snap_ring(const struct drawing *drawing, size_t part,
                             unsigned *outside)
{
    struct snapped_part snap = snap_part(drawing, part);
    if (snap.count > 1)
        add_snapped(&snap, snap.points[0]);
    *outside = snap.outside;
    return (struct ring){snap.points, snap.count};
}

static void draw_area(struct drawing *drawing, const struct tile_shape *shape,
                      struct mvt_geometry *geometry)
{
    bool has_outer = false;
    for (size_t p = shape->first_part; p < shape[1].first_part; p++) {
        bool is_hole = drawing->set->parts[p].is_hole != 0;
        if (is_hole && !has_outer)
            continue;
        unsigned outside;
        struct ring ring = snap_ring(drawing, p, &outside);
        if (outside != 0)
            ring = clip_ring(drawing->arena, ring, drawing->margin);
        bool is_drawn = mvt_draw_ring(
            geometry, drawing->arena,
            whole_units(drawing, ring.points, ring.count), ring.count, is_hole);
        if (!is_hole)
            has_outer = is_drawn;
    }
}

static void draw_shape(struct drawing *drawing, const struct tile_shape *shape,
                       struct mvt_geometry *geometry)
{
    if (shape->first_part == shape[1].first_part)
        return;
    switch ((enum tile_kind)shape->kind) {
    case TILE_POINT:
        draw_point(drawing, shape->first_part, geometry);
        break;
    case TILE_LINE:
        draw_line(drawing, shape->first_part, geometry);
        break;
    case TILE_AREA:
        draw_area(drawing, shape, geometry);
        break;
    case TILE_LABEL_LINE:
        draw_label(drawing, shape, geometry);
        break;
    case N_TILE_KINDS:
        break;
    }
}

static enum mvt_type type_of(const struct tile_shape *shape)
{
    return shape->kind == TILE_LABEL_LINE ? MVT_LINE
                                          : (enum mvt_type)shape->kind;
}

static void add_feature(const struct tile_set *set,
                        const struct tile_shape *shape,
                        const struct mvt_geometry *geometry,
                        struct mvt_layer *layer)
{
    if (mvt_is_empty(geometry))
        return;
    const struct tile_field *fields = set->info.layers[shape->layer].fields;
    mvt_add_feature(layer, type_of(shape), geometry);
    for (size_t i = 0; i < shape->n_tags; i++) {
        const struct tile_tag *tag = &set->tags[shape->first_tag + i];
        const char *key = fields[tag->field].name;
        if (tag->kind == TILE_TEXT)
            mvt_tag_text(layer, key, set->texts + tag->value);
        else if (tag->kind == TILE_INT)
            mvt_tag_int(layer, key, tag->value);
        else
            mvt_tag_bool(layer, key, tag->value != 0);
    }
}

// Lines that share their tags are one feature of many lines.
static bool is_one_feature(const struct tile_shape *a,
                           const struct tile_shape *b)
{
    return a->layer == b->layer && a->kind == b->kind &&
           type_of(a) == MVT_LINE && a->first_tag == b->first_tag &&
           a->n_tags == b->n_tags;
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
        const struct tile_shape *shape = &set->shapes[found[i]];
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
    for (size_t i = 0; i < set->n_joined; i++)
        tile_set_render(set->joined[i], scratch, tile, out);
    if (tile.zoom < set->info.first_zoom || set->n_joined > 0)
        return;
    struct drawing drawing = begin(set, scratch, tile);
    find_shapes(&drawing);
    if (drawing.found.count > 0)
        make_room(&drawing);
    for (size_t i = 0; i < drawing.found.count;)
        i = draw_layer(&drawing, i, out);
}
