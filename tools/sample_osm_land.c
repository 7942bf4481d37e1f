// Water, rails, parks, fields, and the land that is built on.

#include "sample_names.h"
#include "sample_osm.h"

// A line along the middle of water or rails, from edge to edge of the city.
static uint32_t draw_middle(struct sheet *sheet, enum plan_axis axis,
                            size_t line)
{
    int32_t fixed = (int32_t)line * GRAIN;
    int32_t end = (int32_t)(sheet->terrain->n_lines[1 - axis] - 1) * GRAIN;
    uint32_t way = sheet_way(sheet);
    for (int32_t at = 0; at <= end; at += GRAIN / 4)
        sheet_way_add(sheet, way,
                      sheet_spot(sheet, axis == AXIS_U
                                            ? (struct spot){fixed, at}
                                            : (struct spot){at, fixed}));
    return way;
}

// The surface of water, `half` steps to each side of its middle.
static uint32_t draw_surface(struct sheet *sheet, enum plan_axis axis,
                             size_t line, int32_t half)
{
    int32_t fixed = (int32_t)line * GRAIN;
    int32_t end = (int32_t)(sheet->terrain->n_lines[1 - axis] - 1) * GRAIN;
    struct spot low = {0, fixed - half};
    struct spot high = {end, fixed + half};
    if (axis == AXIS_U) {
        low = (struct spot){fixed - half, 0};
        high = (struct spot){fixed + half, end};
    }
    uint32_t way = sheet_rectangle(sheet, low, high, GRAIN / 5);
    sheet_tag_way(sheet, way, "natural", "water");
    return way;
}

static void draw_water(struct sheet *sheet, enum plan_axis axis, size_t line)
{
    bool is_river = sheet->terrain->lines[axis][line].kind == LINE_RIVER;
    const char *class = is_river ? "river" : "canal";
    const char *name = is_river         ? "Sông Mẫu"
                       : axis == AXIS_U ? "Kênh Tẻ Mẫu"
                                        : "Kênh Ngang Mẫu";
    uint32_t middle = draw_middle(sheet, axis, line);
    sheet_tag_way(sheet, middle, "waterway", class);
    sheet_tag_way(sheet, middle, "name", name);
    uint32_t surface = draw_surface(sheet, axis, line, is_river ? 860 : 640);
    sheet_tag_way(sheet, surface, "water", class);
    sheet_tag_way(sheet, surface, "name", name);
}

static void draw_water_and_rails(struct sheet *sheet)
{
    const struct terrain *terrain = sheet->terrain;
    for (int n = 0; n < 2; n++) {
        enum plan_axis axis = (enum plan_axis)n;
        for (size_t line = 0; line < terrain->n_lines[axis]; line++) {
            enum plan_line_kind kind = terrain->lines[axis][line].kind;
            if (kind == LINE_RIVER || kind == LINE_CANAL)
                draw_water(sheet, axis, line);
            if (kind != LINE_RAIL)
                continue;
            uint32_t way = draw_middle(sheet, axis, line);
            sheet_tag_way(sheet, way, "railway", "rail");
            sheet_tag_way(sheet, way, "name", "Đường sắt Mẫu");
        }
    }
}

// A block without the streets around it; `percent` of its width is left out
// on each side.
static struct block inside(struct block block, int32_t percent)
{
    int32_t du = (block.high.u - block.low.u) * percent / 100;
    int32_t dv = (block.high.v - block.low.v) * percent / 100;
    return (struct block){{block.low.u + du, block.low.v + dv},
                          {block.high.u - du, block.high.v - dv}};
}

// A lake with an island: a multipolygon.
static void draw_lake(struct sheet *sheet, struct block park)
{
    struct block shore = inside(park, 25);
    struct block island = inside(park, 42);
    uint32_t outer = sheet_rectangle(sheet, shore.low, shore.high, 40);
    uint32_t inner = sheet_rectangle(sheet, island.low, island.high, 40);
    uint32_t relation = sheet_relation(sheet);
    sheet_member(sheet, relation, false, outer, "outer");
    sheet_member(sheet, relation, false, inner, "inner");
    sheet_tag_relation(sheet, relation, "type", "multipolygon");
    sheet_tag_relation(sheet, relation, "natural", "water");
    sheet_tag_relation(sheet, relation, "water", "lake");
    sheet_tag_relation(sheet, relation, "name", "Hồ Mẫu");
}

static void draw_park(struct sheet *sheet, struct block block, size_t i)
{
    struct block park = inside(block, 7);
    uint32_t way = sheet_rectangle(sheet, park.low, park.high, 60);
    sheet_tag_way(sheet, way, "leisure", "park");
    sheet_tag_way(sheet, way, "name",
                  arena_format(sheet->arena, "Công viên %s",
                               name_of_park(sheet->arena, i)));
    if (i % 7 == 0)
        draw_lake(sheet, park);
}

static void draw_block(struct sheet *sheet, struct block block,
                       enum block_use use, size_t *n_parks)
{
    if (use == BLOCK_PARK)
        draw_park(sheet, block, (*n_parks)++);
    if (use != BLOCK_FIELD)
        return;
    struct block field = inside(block, 6);
    uint32_t way = sheet_rectangle(sheet, field.low, field.high, 60);
    sheet_tag_way(sheet, way, "landuse",
                  block.low.u % 2 == 0 ? "farmland" : "grass");
}

static void draw_blocks(struct sheet *sheet, const struct sample_city *city)
{
    size_t n_parks = 0;
    for (size_t n = 0; n < city->streets.cells.count; n++) {
        const struct drawn_cell *cell = &city->streets.cells.items[n];
        struct block all = {
            {cell->us[0], cell->vs[0]},
            {cell->us[cell->n_us - 1], cell->vs[cell->n_vs - 1]}};
        struct block built = inside(all, 1);
        uint32_t way = sheet_rectangle(sheet, built.low, built.high, 160);
        sheet_tag_way(sheet, way, "landuse", "residential");
        for (size_t c = 0; c + 1 < cell->n_vs; c++)
            for (size_t a = 0; a + 1 < cell->n_us; a++)
                draw_block(sheet, cell_block(cell, a, c),
                           (enum block_use)cell->uses[c * (cell->n_us - 1) + a],
                           &n_parks);
    }
}

void osm_draw_land(struct sheet *sheet, const struct sample_city *city)
{
    draw_water_and_rails(sheet);
    draw_blocks(sheet, city);
}
