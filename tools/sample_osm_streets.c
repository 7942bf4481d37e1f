// Streets as ways. A main street is cut into one way for each stretch between
// main crossings, as mappers do, so that turn restrictions have ways to name.

#include <math.h>
#include <stdlib.h>

#include "base/text.h"
#include "sample_osm.h"

// Longer stretches between stops get nodes that follow the bend.
#define SHAPE_EVERY_M 55.0

#define N_RING 8

// A roundabout in place of a main crossing.
struct roundabout {
    struct spot at;
    struct point_m points[N_RING];
    uint32_t nodes[N_RING];
};

// A drawn stretch of main street, for turn restrictions.
struct stretch {
    enum plan_axis axis;
    struct spot from;
    struct spot to;
    uint32_t way;
};
LIST_DECLARE(stretch);

struct street_drawing {
    struct sheet *sheet;
    const struct sample_city *city;
    struct roundabout roundabouts[2];
    size_t n_roundabouts;
    struct stretch_list stretches;
};

static bool is_plain(const struct terrain *terrain, enum plan_axis axis,
                     size_t line)
{
    const struct plan_line *lines = terrain->lines[axis];
    return line > 0 && line + 1 < terrain->n_lines[axis] &&
           lines[line - 1].kind == LINE_STREET &&
           lines[line].kind == LINE_STREET &&
           lines[line + 1].kind == LINE_STREET;
}

static void draw_roundabout(struct street_drawing *drawing, size_t column,
                            size_t row)
{
    static const double EAST[N_RING] = {1,  0.7071,  0, -0.7071,
                                        -1, -0.7071, 0, 0.7071};
    struct roundabout *ring = &drawing->roundabouts[drawing->n_roundabouts++];
    struct sheet *sheet = drawing->sheet;
    ring->at = (struct spot){(int32_t)column * GRAIN, (int32_t)row * GRAIN};
    struct point_m middle = terrain_point(sheet->terrain, ring->at);
    uint32_t way = sheet_way(sheet);
    for (size_t i = 0; i < N_RING; i++) {
        // Counter-clockwise, as traffic that keeps right goes round.
        double north = EAST[(i + N_RING - 2) % N_RING];
        ring->points[i] = (struct point_m){middle.x_m + 30 * EAST[i],
                                           middle.y_m + 30 * north};
        ring->nodes[i] = sheet_node(sheet, terrain_degrees(ring->points[i]));
        sheet_way_add(sheet, way, ring->nodes[i]);
    }
    sheet_way_close(sheet, way);
    sheet_tag_way(sheet, way, "highway", "secondary");
    sheet_tag_way(sheet, way, "junction", "roundabout");
    sheet_tag_way(sheet, way, "name", "Vòng xoay Mẫu");
}

static void draw_roundabouts(struct street_drawing *drawing)
{
    const struct terrain *terrain = drawing->sheet->terrain;
    size_t rows[2] = {terrain->river_row + 2, 1};
    size_t columns[2] = {terrain->bridges[1], terrain->lonely_column};
    for (size_t i = 0; i < 2; i++)
        if (is_plain(terrain, AXIS_U, columns[i]) &&
            is_plain(terrain, AXIS_V, rows[i]))
            draw_roundabout(drawing, columns[i], rows[i]);
}

static const struct roundabout *
roundabout_at(const struct street_drawing *drawing, struct spot spot)
{
    for (size_t i = 0; i < drawing->n_roundabouts; i++)
        if (drawing->roundabouts[i].at.u == spot.u &&
            drawing->roundabouts[i].at.v == spot.v)
            return &drawing->roundabouts[i];
    return NULL;
}

// The node a street ends at: where it meets the ring if there is one.
static uint32_t end_node(struct street_drawing *drawing, struct spot end,
                         struct spot beside)
{
    const struct roundabout *ring = roundabout_at(drawing, end);
    if (ring == NULL)
        return sheet_spot(drawing->sheet, end);
    struct point_m towards = terrain_point(drawing->sheet->terrain, beside);
    size_t nearest = 0;
    for (size_t i = 1; i < N_RING; i++)
        if (point_distance_m(ring->points[i], towards) <
            point_distance_m(ring->points[nearest], towards))
            nearest = i;
    return ring->nodes[nearest];
}

static const char *speed_limit(const struct drawn_street *street)
{
    return text_is_one_of(street->highway, "trunk primary") ? "60" : "50";
}

static void tag_street(struct sheet *sheet, uint32_t way,
                       const struct drawn_street *street)
{
    sheet_tag_way(sheet, way, "name", street->name);
    if (street->highway == NULL) {
        sheet_tag_way(sheet, way, "route", "ferry");
        sheet_tag_way(sheet, way, "foot", "yes");
        sheet_tag_way(sheet, way, "motorcycle", "yes");
        return;
    }
    sheet_tag_way(sheet, way, "highway", street->highway);
    if (street->rank == RANK_MAIN)
        sheet_tag_way(sheet, way, "maxspeed", speed_limit(street));
    if (street->has_service)
        sheet_tag_way(sheet, way, "service", "alley");
    if (street->is_oneway)
        sheet_tag_way(sheet, way, "oneway", "yes");
    if (street->is_bridge) {
        sheet_tag_way(sheet, way, "bridge", "yes");
        sheet_tag_way(sheet, way, "layer", "1");
    }
    // Narrow hẻm are signed as footways, and most are ridden through.
    if (street->rank == RANK_LANE && street->fixed % 3 != 0 &&
        text_same(street->highway, "footway"))
        sheet_tag_way(sheet, way, "motorcycle", "yes");
}

// The nodes between two stops; an odd number of parts, so that none falls on
// the middle of the water a bridge crosses.
static void add_shape(struct street_drawing *drawing, uint32_t way,
                      const struct drawn_street *street, int32_t from,
                      int32_t to)
{
    double metres = street_metres(drawing->sheet->terrain, street, from, to);
    int32_t n_parts = (int32_t)(metres / SHAPE_EVERY_M) | 1;
    for (int32_t k = 1; k < n_parts; k++)
        sheet_way_add(
            drawing->sheet, way,
            sheet_spot(drawing->sheet,
                       street_spot(street, from + (to - from) * k / n_parts)));
}

// One way over stops first … last.
static void draw_stretch(struct street_drawing *drawing,
                         const struct drawn_street *street, size_t first,
                         size_t last)
{
    const int32_t *stops = street->stops.items;
    int32_t from = stops[first];
    int32_t to = stops[last];
    int32_t near = (stops[first + 1] - from) / 3;
    struct sheet *sheet = drawing->sheet;
    uint32_t way = sheet_way(sheet);
    sheet_way_add(sheet, way,
                  end_node(drawing, street_spot(street, from),
                           street_spot(street, from + near)));
    for (size_t i = first; i < last; i++) {
        add_shape(drawing, way, street, stops[i], stops[i + 1]);
        if (i + 1 < last)
            sheet_way_add(sheet, way,
                          sheet_spot(sheet, street_spot(street, stops[i + 1])));
    }
    near = (to - stops[last - 1]) / 3;
    sheet_way_add(sheet, way,
                  end_node(drawing, street_spot(street, to),
                           street_spot(street, to - near)));
    tag_street(sheet, way, street);
    if (street->rank == RANK_MAIN)
        *stretch_list_add(&drawing->stretches, sheet->arena) =
            (struct stretch){street->axis, street_spot(street, from),
                             street_spot(street, to), way};
}

static int compare_stops(const void *a, const void *b)
{
    int32_t left = *(const int32_t *)a;
    int32_t right = *(const int32_t *)b;
    return (left > right) - (left < right);
}

static void draw_street(struct street_drawing *drawing,
                        const struct drawn_street *street)
{
    struct drawn_street sorted = *street;
    sorted.stops.items =
        arena_copy(drawing->sheet->arena, street->stops.items,
                   street->stops.count * sizeof *street->stops.items);
    qsort(sorted.stops.items, sorted.stops.count, sizeof *sorted.stops.items,
          compare_stops);
    size_t first = 0;
    for (size_t i = 1; i < sorted.stops.count; i++) {
        bool is_cut =
            street->rank == RANK_MAIN && sorted.stops.items[i] % GRAIN == 0;
        if (is_cut || i + 1 == sorted.stops.count) {
            draw_stretch(drawing, &sorted, first, i);
            first = i;
        }
    }
}

// A left turn is closed where the stretch from the west meets the one to the
// north.
static void forbid_turn(struct street_drawing *drawing,
                        const struct stretch *from, const struct stretch *to)
{
    struct sheet *sheet = drawing->sheet;
    uint32_t relation = sheet_relation(sheet);
    sheet_member(sheet, relation, false, from->way, "from");
    sheet_member(sheet, relation, true, sheet_spot(sheet, from->to), "via");
    sheet_member(sheet, relation, false, to->way, "to");
    sheet_tag_relation(sheet, relation, "type", "restriction");
    sheet_tag_relation(sheet, relation, "restriction", "no_left_turn");
}

static void forbid_turns(struct street_drawing *drawing)
{
    struct random random = terrain_random(drawing->sheet->terrain, 20, 0, 0);
    for (size_t i = 0; i < drawing->stretches.count; i++) {
        const struct stretch *from = &drawing->stretches.items[i];
        if (from->axis != AXIS_V || roundabout_at(drawing, from->to) != NULL ||
            !random_chance(&random, 14))
            continue;
        for (size_t k = 0; k < drawing->stretches.count; k++) {
            const struct stretch *to = &drawing->stretches.items[k];
            if (to->axis == AXIS_U && to->from.u == from->to.u &&
                to->from.v == from->to.v)
                forbid_turn(drawing, from, to);
        }
    }
}

// Lights where main streets cross, zebra crossings elsewhere, level crossings.
static void mark_stop(struct street_drawing *drawing, struct spot spot,
                      struct random *random)
{
    struct sheet *sheet = drawing->sheet;
    const struct terrain *terrain = sheet->terrain;
    bool is_on_column = spot.u % GRAIN == 0;
    bool is_on_row = spot.v % GRAIN == 0;
    if (roundabout_at(drawing, spot) != NULL)
        return;
    uint32_t node = sheet_spot(sheet, spot);
    if (sheet->nodes.items[node - 1].tags.count > 0)
        return;
    if (is_on_column &&
        terrain->lines[AXIS_U][spot.u / GRAIN].kind == LINE_RAIL)
        sheet_tag_node(sheet, node, "railway", "level_crossing");
    else if (is_on_column && is_on_row && random_chance(random, 60))
        sheet_tag_node(sheet, node, "highway", "traffic_signals");
    else if (!(is_on_column && is_on_row) && random_chance(random, 18)) {
        sheet_tag_node(sheet, node, "highway", "crossing");
        sheet_tag_node(sheet, node, "crossing", "zebra");
    }
}

static void mark_stops(struct street_drawing *drawing)
{
    struct random random = terrain_random(drawing->sheet->terrain, 21, 0, 0);
    const struct drawn_streets *streets = &drawing->city->streets;
    for (size_t i = 0; i < streets->streets.count; i++) {
        const struct drawn_street *street = &streets->streets.items[i];
        if (street->rank != RANK_MAIN || street->highway == NULL)
            continue;
        for (size_t k = 0; k < street->stops.count; k++)
            mark_stop(drawing, street_spot(street, street->stops.items[k]),
                      &random);
    }
    for (size_t i = 0; i < streets->marks.count; i++) {
        const struct street_mark *mark = &streets->marks.items[i];
        sheet_tag_node(drawing->sheet, sheet_spot(drawing->sheet, mark->at),
                       mark->key, mark->value);
    }
}

void osm_draw_streets(struct sheet *sheet, const struct sample_city *city)
{
    struct street_drawing drawing = {.sheet = sheet, .city = city};
    draw_roundabouts(&drawing);
    for (size_t i = 0; i < city->streets.streets.count; i++)
        draw_street(&drawing, &city->streets.streets.items[i]);
    forbid_turns(&drawing);
    mark_stops(&drawing);
}
