// Boundaries, names, addresses and houses. Neighbouring wards share the ways
// of their border: one way for each side of a lattice cell.

#include "sample_osm.h"

// The border ways found so far, by the cell side they run along.
struct borders {
    uint32_t *along_row;    ///< from (i, j) to (i + 1, j)
    uint32_t *along_column; ///< from (i, j) to (i, j + 1)
    size_t n_columns;       ///< lines in a row
};

static uint32_t border_way(struct sheet *sheet, struct borders *borders,
                           size_t i, size_t j, enum plan_axis axis)
{
    uint32_t *way = axis == AXIS_V
                        ? &borders->along_row[j * borders->n_columns + i]
                        : &borders->along_column[j * borders->n_columns + i];
    if (*way != 0)
        return *way;
    *way = sheet_way(sheet);
    for (int32_t k = 0; k <= 4; k++) {
        struct spot spot = {(int32_t)i * GRAIN, (int32_t)j * GRAIN};
        *(axis == AXIS_V ? &spot.u : &spot.v) += k * GRAIN / 4;
        sheet_way_add(sheet, *way, sheet_spot(sheet, spot));
    }
    sheet_tag_way(sheet, *way, "boundary", "administrative");
    sheet_tag_way(sheet, *way, "admin_level", "10");
    return *way;
}

static void add_border(struct sheet *sheet, struct borders *borders,
                       uint32_t relation, const struct drawn_ward *ward)
{
    for (size_t i = ward->low_column; i < ward->high_column; i++) {
        sheet_member(sheet, relation, false,
                     border_way(sheet, borders, i, ward->low_row, AXIS_V),
                     "outer");
        sheet_member(sheet, relation, false,
                     border_way(sheet, borders, i, ward->high_row, AXIS_V),
                     "outer");
    }
    for (size_t j = ward->low_row; j < ward->high_row; j++) {
        sheet_member(sheet, relation, false,
                     border_way(sheet, borders, ward->low_column, j, AXIS_U),
                     "outer");
        sheet_member(sheet, relation, false,
                     border_way(sheet, borders, ward->high_column, j, AXIS_U),
                     "outer");
    }
}

static void tag_boundary(struct sheet *sheet, uint32_t relation,
                         const char *admin_level, const char *name)
{
    sheet_tag_relation(sheet, relation, "type", "boundary");
    sheet_tag_relation(sheet, relation, "boundary", "administrative");
    sheet_tag_relation(sheet, relation, "admin_level", admin_level);
    sheet_tag_relation(sheet, relation, "name", name);
    sheet_tag_relation(sheet, relation, "source", SAMPLE_SOURCE);
}

static void draw_boundaries(struct sheet *sheet, const struct sample_city *city)
{
    const struct terrain *terrain = sheet->terrain;
    size_t n_lines = terrain->n_lines[AXIS_U] * terrain->n_lines[AXIS_V];
    struct borders borders = {arena_array(sheet->arena, uint32_t, n_lines),
                              arena_array(sheet->arena, uint32_t, n_lines),
                              terrain->n_lines[AXIS_U]};
    for (size_t i = 0; i < city->wards.n_wards; i++) {
        const struct drawn_ward *ward = &city->wards.wards[i];
        uint32_t relation = sheet_relation(sheet);
        add_border(sheet, &borders, relation, ward);
        tag_boundary(sheet, relation, "10", ward->name);
        sheet_tag_relation(sheet, relation, "ref", ward->id);
    }
    struct drawn_ward all = {.high_column = terrain->n_lines[AXIS_U] - 1,
                             .high_row = terrain->n_lines[AXIS_V] - 1};
    uint32_t relation = sheet_relation(sheet);
    add_border(sheet, &borders, relation, &all);
    tag_boundary(sheet, relation, "4", SAMPLE_CITY_NAME);
}

static uint32_t draw_named(struct sheet *sheet, struct spot spot,
                           const char *key, const char *value, const char *name)
{
    uint32_t node =
        sheet_node(sheet, terrain_degrees(terrain_point(sheet->terrain, spot)));
    sheet_tag_node(sheet, node, key, value);
    sheet_tag_node(sheet, node, "name", name);
    return node;
}

static void draw_ward_places(struct sheet *sheet, const struct drawn_ward *ward,
                             size_t i)
{
    const char *short_name = ward->name + sizeof "Phường " - 1;
    struct spot middle = ward_middle(ward);
    draw_named(sheet, middle, "place", "quarter", ward->name);
    struct spot market = {middle.u + 130, middle.v - 90};
    draw_named(sheet, market, "amenity", "marketplace",
               arena_format(sheet->arena, "Chợ %s", short_name));
    struct spot hospital = {middle.u - 160, middle.v + 120};
    if (i % 4 == 0)
        draw_named(sheet, hospital, "amenity", "hospital",
                   arena_format(sheet->arena, "Bệnh viện %s", short_name));
    for (int32_t k = 0; k < 4; k++) {
        struct spot spot = {middle.u + (k % 2 == 0 ? -270 : 270),
                            middle.v + (k / 2 == 0 ? -260 : 260)};
        draw_named(
            sheet, spot, "place", "neighbourhood",
            arena_format(sheet->arena, "Khu phố %d, %s", k + 1, short_name));
    }
}

static void draw_place_names(struct sheet *sheet,
                             const struct sample_city *city)
{
    const struct terrain *terrain = sheet->terrain;
    struct spot centre = {(int32_t)terrain->bridges[1] * GRAIN,
                          (int32_t)(terrain->river_row + 2) * GRAIN + 90};
    uint32_t node =
        draw_named(sheet, centre, "place", "city", SAMPLE_CITY_NAME);
    sheet_tag_node(sheet, node, "source", SAMPLE_SOURCE);
    for (size_t i = 0; i < city->wards.n_wards; i++)
        draw_ward_places(sheet, &city->wards.wards[i], i);
}

// A square around a point, turned as the city is.
static void draw_square(struct sheet *sheet, struct point_m at, double half_m,
                        const char *building, const char *name)
{
    static const double WEST[] = {-1, 1, 1, -1};
    static const double SOUTH[] = {-1, -1, 1, 1};
    uint32_t way = sheet_way(sheet);
    for (size_t k = 0; k < 4; k++) {
        struct point_m corner = {
            at.x_m + half_m * (WEST[k] * 40 - SOUTH[k] * 9) / 41,
            at.y_m + half_m * (WEST[k] * 9 + SOUTH[k] * 40) / 41};
        sheet_way_add(sheet, way, sheet_node(sheet, terrain_degrees(corner)));
    }
    sheet_way_close(sheet, way);
    sheet_tag_way(sheet, way, "building", building);
    if (name != NULL)
        sheet_tag_way(sheet, way, "name", name);
}

// Of the homes that stand for themselves a fifth have their number on the
// map and one in nine its walls, whoever lives there.
static void draw_home(struct sheet *sheet, const struct sample_city *city,
                      const struct home *home, struct random *random)
{
    const struct drawn_street *street =
        &city->streets.streets.items[home->street];
    uint32_t drawn = random_below(random, 100);
    char number[HOME_NUMBER_SIZE];
    if (home->estate != NULL)
        return;
    if (drawn < 20) {
        home_number(home, street, number);
        uint32_t node = sheet_node(sheet, home->degrees);
        sheet_tag_node(sheet, node, "addr:housenumber",
                       arena_text(sheet->arena, number));
        sheet_tag_node(sheet, node, "addr:street", street->road);
    }
    if (drawn % 9 == 0)
        draw_square(sheet, home->at, 3.8, "house", NULL);
}

static void draw_homes(struct sheet *sheet, const struct sample_city *city)
{
    struct random random = terrain_random(sheet->terrain, 22, 0, 0);
    for (size_t i = 0; i < city->homes.homes.count; i++)
        draw_home(sheet, city, &city->homes.homes.items[i], &random);
    for (size_t i = 0; i < city->homes.towers.count; i++) {
        const struct tower *tower = &city->homes.towers.items[i];
        draw_square(sheet, tower->at, 13, "apartments", tower->estate);
    }
}

void osm_draw_places(struct sheet *sheet, const struct sample_city *city)
{
    draw_boundaries(sheet, city);
    draw_place_names(sheet, city);
    draw_homes(sheet, city);
}

void sample_write_osm(const struct sample_city *city, FILE *out)
{
    struct arena *arena = arena_new();
    struct sheet sheet = sheet_new(arena, &city->terrain);
    osm_draw_streets(&sheet, city);
    osm_draw_schools(&sheet, city);
    osm_draw_land(&sheet, city);
    osm_draw_places(&sheet, city);
    sheet_write(&sheet, out);
    arena_free(arena);
}
