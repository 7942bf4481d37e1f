// Schools as areas with gates on their outline. A few are mapped as people
// do it too: as a multipolygon around a courtyard, or twice.

#include "sample_osm.h"

static const char *isced_levels(level_set levels)
{
    const level_set primary = LEVEL_BIT(LEVEL_PRIMARY);
    const level_set lower = LEVEL_BIT(LEVEL_LOWER_SECONDARY);
    const level_set upper = LEVEL_BIT(LEVEL_UPPER_SECONDARY);
    if (levels == (primary | lower))
        return "1;2";
    if (levels == (lower | upper))
        return "2;3";
    return levels == primary ? "1" : levels == lower ? "2" : "3";
}

static bool is_gate_between(struct spot gate, struct spot from, struct spot to)
{
    if (from.u == to.u)
        return gate.u == from.u && (gate.v > from.v) != (gate.v > to.v);
    return gate.v == from.v && (gate.u > from.u) != (gate.u > to.u);
}

// The outline, corner by corner, with the gates where they stand.
static uint32_t draw_outline(struct sheet *sheet,
                             const struct drawn_school *school)
{
    struct spot low = school->grounds.low;
    struct spot high = school->grounds.high;
    struct spot corners[5] = {low, {high.u, low.v}, high, {low.u, high.v}, low};
    uint32_t way = sheet_way(sheet);
    for (size_t k = 0; k < 4; k++) {
        sheet_way_add(sheet, way, sheet_spot(sheet, corners[k]));
        for (size_t g = 0; g < school->n_gates; g++)
            if (is_gate_between(school->gates[g], corners[k], corners[k + 1]))
                sheet_way_add(sheet, way, sheet_spot(sheet, school->gates[g]));
    }
    sheet_way_close(sheet, way);
    return way;
}

static void draw_gates(struct sheet *sheet, const struct sample_city *city,
                       const struct drawn_school *school)
{
    for (size_t g = 0; g < school->n_gates; g++)
        sheet_tag_node(sheet, sheet_spot(sheet, school->gates[g]), "barrier",
                       "gate");
    if (!school->has_drive)
        return;
    const struct drawn_street *street =
        &city->streets.streets.items[school->gate_street[0]];
    uint32_t drive = sheet_way(sheet);
    sheet_way_add(sheet, drive, sheet_spot(sheet, school->gates[0]));
    sheet_way_add(sheet, drive,
                  sheet_spot(sheet, street_spot(street, school->gates[0].u)));
    sheet_tag_way(sheet, drive, "highway", "service");
    sheet_tag_way(sheet, drive, "service", "driveway");
}

// A part of the grounds, in hundredths from its low corner.
static struct block part_of(const struct drawn_school *school, int32_t west,
                            int32_t south, int32_t east, int32_t north)
{
    struct spot low = school->grounds.low;
    int32_t wide = school->grounds.high.u - low.u;
    int32_t deep = school->grounds.high.v - low.v;
    return (struct block){
        {low.u + wide * west / 100, low.v + deep * south / 100},
        {low.u + wide * east / 100, low.v + deep * north / 100}};
}

static void draw_building(struct sheet *sheet, struct block part)
{
    uint32_t way = sheet_rectangle(sheet, part.low, part.high, GRAIN);
    sheet_tag_way(sheet, way, "building", "school");
}

typedef void tag_fn(struct sheet *sheet, uint32_t thing, const char *key,
                    const char *value);

static void tag_school(struct sheet *sheet, tag_fn *tag, uint32_t thing,
                       const struct drawn_school *school)
{
    tag(sheet, thing, "amenity", "school");
    tag(sheet, thing, "name", school->name);
    tag(sheet, thing, "ref", school->id);
    tag(sheet, thing, "isced:level", isced_levels(school->levels));
    tag(sheet, thing, "operator:type", "public");
    tag(sheet, thing, "addr:housenumber",
        arena_format(sheet->arena, "%d", school->number));
    tag(sheet, thing, "addr:street", school->road);
    tag(sheet, thing, "source", SAMPLE_SOURCE);
}

static void draw_as_multipolygon(struct sheet *sheet, uint32_t outline,
                                 const struct drawn_school *school)
{
    struct block pond = part_of(school, 40, 40, 60, 55);
    uint32_t inner = sheet_rectangle(sheet, pond.low, pond.high, GRAIN);
    uint32_t relation = sheet_relation(sheet);
    sheet_member(sheet, relation, false, outline, "outer");
    sheet_member(sheet, relation, false, inner, "inner");
    sheet_tag_relation(sheet, relation, "type", "multipolygon");
    tag_school(sheet, sheet_tag_relation, relation, school);
}

static void draw_again_as_node(struct sheet *sheet,
                               const struct drawn_school *school)
{
    uint32_t node = sheet_node(sheet, terrain_degrees(school->at));
    sheet_tag_node(sheet, node, "amenity", "school");
    sheet_tag_node(sheet, node, "name", school->name);
}

void osm_draw_schools(struct sheet *sheet, const struct sample_city *city)
{
    for (size_t i = 0; i < city->schools.n_schools; i++) {
        const struct drawn_school *school = &city->schools.schools[i];
        uint32_t outline = draw_outline(sheet, school);
        draw_gates(sheet, city, school);
        draw_building(sheet, part_of(school, 8, 60, 92, 80));
        draw_building(sheet, part_of(school, 8, 12, 28, 56));
        if (i % 24 == 13)
            draw_as_multipolygon(sheet, outline, school);
        else
            tag_school(sheet, sheet_tag_way, outline, school);
        if (i % 29 == 7)
            draw_again_as_node(sheet, school);
    }
}
