// Inside this file every system has east first (x) and north second (y), as
// PROJ is asked to give them; the order of a system's axes is put on at the
// edge. The city's own system needs no PROJ at all, so what is asked for in it
// comes out as it is kept.

#include "ogc/ogc_view.h"

#include <math.h>
#include <string.h>

#include "geo/clip.h"

#define EPSG_URI "http://www.opengis.net/def/crs/EPSG/0/"

// Everything of a city lies within this of its streets: islands too.
#define REACH_M 300000.0

// An edge of 2 km on a parallel leaves the straight line by some centimetres
// at most (L² tan(latitude) / 8 R).
#define LONGEST_EDGE_M 2000.0
#define LONGEST_EDGE_DEG 0.02
#define MOST_PIECES 1024
#define SIDE_PIECES 16
#define HAIR 1e-8

static const struct ogc_crs CRS84 = {OGC_CRS84, "OGC:CRS84"};
static const struct ogc_crs EVERYWHERE[] = {
    {EPSG_URI "4326", "EPSG:4326"},
    {EPSG_URI "3857", "EPSG:3857"},
};
static const struct ogc_crs VIETNAM[] = {
    {EPSG_URI "9210", "EPSG:9210"}, // VN-2000, TM-3 105-45
    {EPSG_URI "5899", "EPSG:5899"}, // VN-2000, TM-3 107-45
    {EPSG_URI "3405", "EPSG:3405"}, // VN-2000, UTM 48 N
};

static void add_crs(struct ogc_crs_list *list, struct ogc_crs crs)
{
    for (size_t i = 0; i < list->count; i++)
        if (strcmp(list->items[i].name, crs.name) == 0)
            return;
    list->items[list->count++] = crs;
}

void ogc_crs_list_make(struct query_context *context, struct arena *arena,
                       struct ogc_crs_list *list)
{
    const char *own = context->city->info.crs;
    *list = (struct ogc_crs_list){0};
    add_crs(list, CRS84);
    for (size_t i = 0; i < sizeof EVERYWHERE / sizeof *EVERYWHERE; i++)
        add_crs(list, EVERYWHERE[i]);
    if (crs_is_vn2000(context->crs))
        for (size_t i = 0; i < sizeof VIETNAM / sizeof *VIETNAM; i++)
            add_crs(list, VIETNAM[i]);
    list->storage_uri =
        arena_format(arena, EPSG_URI "%s", own + strlen("EPSG:"));
    add_crs(list, (struct ogc_crs){list->storage_uri, own});
}

static const struct ogc_crs *find_crs(const struct ogc_crs_list *list,
                                      const char *uri)
{
    for (size_t i = 0; i < list->count; i++)
        if (strcmp(list->items[i].uri, uri) == 0)
            return &list->items[i];
    return NULL;
}

static enum status open_bridge(struct ogc_view *view, const char *name,
                               struct error *err)
{
    enum status status =
        query_context_bridge(view->context, name, &view->bridge, err);
    if (status != STATUS_OK)
        return status;
    view->is_north_first = crs_bridge_is_north_first(view->bridge);
    view->is_in_degrees = crs_bridge_is_geographic(view->bridge);
    return STATUS_OK;
}

int ogc_view_decimals(const struct ogc_view *view)
{
    return view->is_in_degrees ? 9 : 4;
}

static struct point_m from_city(const struct ogc_view *view, struct point_m at)
{
    if (view->bridge == NULL)
        return at;
    struct point_m there;
    crs_bridge_from_city(view->bridge, at, &there.x_m, &there.y_m);
    return there;
}

static bool to_city(const struct ogc_view *view, struct point_m there,
                    struct point_m *at)
{
    struct error ignored;
    *at = there;
    if (view->bridge == NULL)
        return isfinite(there.x_m) && isfinite(there.y_m);
    return crs_bridge_to_city(view->bridge, there.x_m, there.y_m, at,
                              &ignored) == STATUS_OK;
}

void ogc_view_place(const struct ogc_view *view, struct point_m at,
                    double axes[2])
{
    struct point_m there = from_city(view, at);
    axes[view->is_north_first] = there.x_m;
    axes[!view->is_north_first] = there.y_m;
}

static struct point_m east_first(const struct ogc_view *view,
                                 const double axes[2])
{
    return (struct point_m){axes[view->is_north_first],
                            axes[!view->is_north_first]};
}

// Points along a box's border, which is curved in the other system.
static struct box_m box_there(const struct ogc_view *view, struct box_m box)
{
    struct point_m corner[5] = {{box.min_x_m, box.min_y_m},
                                {box.max_x_m, box.min_y_m},
                                {box.max_x_m, box.max_y_m},
                                {box.min_x_m, box.max_y_m},
                                {box.min_x_m, box.min_y_m}};
    struct box_m there = BOX_EMPTY;
    for (size_t side = 0; side < 4; side++)
        for (int i = 0; i < SIDE_PIECES; i++) {
            struct point_m at = point_between(corner[side], corner[side + 1],
                                              (double)i / (double)SIDE_PIECES);
            struct point_m on = from_city(view, at);
            if (isfinite(on.x_m) && isfinite(on.y_m))
                there = box_with_point(there, on);
        }
    return there;
}

static struct box_m find_reach(const struct ogc_view *view)
{
    const struct city_state *city = view->context->city;
    struct box_m box = city->streets_box;
    for (size_t i = 0; i < city->schools.count; i++)
        box = box_with_point(box, city->schools.items[i].point);
    return box_is_empty(box) ? box : box_there(view, box_grown(box, REACH_M));
}

enum status ogc_view_open(struct query_context *context, struct arena *arena,
                          const char *name, const char *uri,
                          struct ogc_view *view, struct error *err)
{
    struct ogc_crs_list list;
    ogc_crs_list_make(context, arena, &list);
    const struct ogc_crs *crs = find_crs(&list, uri == NULL ? OGC_CRS84 : uri);
    if (crs == NULL)
        return error_set(err, STATUS_BAD_INPUT,
                         "%s: \"%.100s\" is none of the systems the "
                         "collection lists",
                         name, uri);
    *view = (struct ogc_view){.uri = crs->uri, .context = context};
    enum status status = STATUS_OK;
    if (strcmp(crs->name, context->city->info.crs) != 0)
        status = open_bridge(view, crs->name, err);
    if (status == STATUS_OK)
        view->reach = find_reach(view);
    return status;
}

struct ogc_box ogc_view_box(const struct ogc_view *view, struct box_m box)
{
    struct box_m there = box_there(view, box);
    struct ogc_box shown;
    shown.low[view->is_north_first] = there.min_x_m;
    shown.low[!view->is_north_first] = there.min_y_m;
    shown.high[view->is_north_first] = there.max_x_m;
    shown.high[!view->is_north_first] = there.max_y_m;
    return shown;
}

static size_t pieces_of(const struct ogc_view *view, struct point_m a,
                        struct point_m b)
{
    double longest = view->is_in_degrees ? LONGEST_EDGE_DEG : LONGEST_EDGE_M;
    double n = ceil(point_distance_m(a, b) / longest);
    if (view->bridge == NULL || !(n > 1))
        return 1;
    return n < MOST_PIECES ? (size_t)n : MOST_PIECES;
}

// The points of a line with long edges in pieces, on the city's plane. What
// cannot be expressed there is left out; within the city's reach all can.
static struct line onto_city(const struct ogc_view *view, struct arena *arena,
                             struct line there)
{
    size_t most = 1;
    for (size_t i = 0; i + 1 < there.count; i++)
        most += pieces_of(view, there.points[i], there.points[i + 1]);
    struct line line = {arena_array(arena, struct point_m, most), 0};
    for (size_t i = 0; i < there.count; i++) {
        bool is_last = i + 1 == there.count;
        struct point_m next = there.points[is_last ? i : i + 1];
        size_t n = is_last ? 1 : pieces_of(view, there.points[i], next);
        for (size_t k = 0; k < n; k++)
            if (to_city(
                    view,
                    point_between(there.points[i], next, (double)k / (double)n),
                    &line.points[line.count]))
                line.count++;
    }
    return line;
}

static struct ring clipped_ring(const struct ogc_view *view,
                                struct arena *arena, struct ring there)
{
    if (box_is_empty(view->reach))
        return (struct ring){NULL, 0};
    struct ring cut = clip_ring(arena, there, view->reach);
    struct line line =
        onto_city(view, arena, (struct line){cut.points, cut.count});
    return (struct ring){line.points, line.count < 4 ? 0 : line.count};
}

static void add_box(const struct ogc_view *view, struct arena *arena,
                    struct point_m low, struct point_m high, struct area *area)
{
    struct point_m corners[] = {
        low, {high.x_m, low.y_m}, high, {low.x_m, high.y_m}, low};
    struct ring ring = clipped_ring(view, arena, (struct ring){corners, 5});
    if (ring.count == 0)
        return;
    struct polygon *polygon = &area->polygons[area->n_polygons++];
    polygon->rings = arena_copy(arena, &ring, sizeof ring);
    polygon->n_rings = 1;
}

struct area ogc_view_area_of_box(const struct ogc_view *view,
                                 struct arena *arena, struct ogc_box box)
{
    struct point_m low = east_first(view, box.low);
    struct point_m high = east_first(view, box.high);
    struct area area = {arena_array(arena, struct polygon, 2), 0};
    if (view->is_in_degrees && low.x_m > high.x_m) {
        add_box(view, arena, low, (struct point_m){180, high.y_m}, &area);
        low.x_m = -180;
    }
    // A box without width is still a place; a ring without surface is not.
    high.x_m = fmax(high.x_m, low.x_m + HAIR);
    high.y_m = fmax(high.y_m, low.y_m + HAIR);
    add_box(view, arena, low, high, &area);
    return area;
}

static struct point_m *turned(const struct ogc_view *view, struct arena *arena,
                              const struct point_m *given, size_t n)
{
    struct point_m *points = arena_array(arena, struct point_m, n);
    for (size_t i = 0; i < n; i++)
        points[i] =
            east_first(view, (const double[]){given[i].x_m, given[i].y_m});
    return points;
}

struct ring ogc_view_ring(const struct ogc_view *view, struct arena *arena,
                          struct ring given)
{
    struct ring there = {turned(view, arena, given.points, given.count),
                         given.count};
    return clipped_ring(view, arena, there);
}

void ogc_view_line(const struct ogc_view *view, struct arena *arena,
                   struct line given, struct line_list *pieces)
{
    struct line there = {turned(view, arena, given.points, given.count),
                         given.count};
    struct line_list cut = {0};
    if (!box_is_empty(view->reach))
        clip_line(arena, there, view->reach, &cut);
    for (size_t i = 0; i < cut.count; i++) {
        struct line line = onto_city(view, arena, cut.items[i]);
        if (line.count >= 2)
            *line_list_add(pieces, arena) = line;
    }
}

bool ogc_view_point(const struct ogc_view *view, struct point_m given,
                    struct point_m *at)
{
    struct point_m there =
        east_first(view, (const double[]){given.x_m, given.y_m});
    return box_has_point(view->reach, there) && to_city(view, there, at);
}
