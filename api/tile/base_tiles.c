// What the base map shows from which zoom on. A thing appears when it helps a
// person know where they are and there is room for it: surfaces by how many
// pixels they cover, lines by their class.

#include <string.h>

#include "tile/city_tiles.h"

enum base_layer {
    BUILTUP,
    GREEN,
    WATER,
    WATERWAY,
    BUILDING,
    BOUNDARY,
    RAIL,
    STREET,
    PLACE,
    STREET_LABEL,
    WATERWAY_LABEL,
    AREA_LABEL,
    N_BASE_LAYERS
};

static const struct tile_layer LAYERS[N_BASE_LAYERS] = {
    [BUILTUP] = {.name = "builtup",
                 .description = "Land for living and working",
                 .from_zoom = 8,
                 .fields = {TEXT_FIELD("class")}},
    [GREEN] = {.name = "green",
               .description = "Parks, woods, fields",
               .from_zoom = 8,
               .fields = {TEXT_FIELD("class"), TEXT_FIELD("name")}},
    [WATER] = {.name = "water",
               .description = "Rivers as surfaces, lakes, the sea",
               .from_zoom = 6,
               .fields = {TEXT_FIELD("kind"), TEXT_FIELD("class"),
                          TEXT_FIELD("name")}},
    [WATERWAY] = {.name = "waterway",
                  .description = "Rivers and canals as lines",
                  .from_zoom = 9,
                  .fields = {TEXT_FIELD("class"), TEXT_FIELD("name")}},
    [BUILDING] = {.name = "building",
                  .description = "Buildings",
                  .from_zoom = 15},
    [BOUNDARY] = {.name = "boundary",
                  .description = "Administrative borders",
                  .from_zoom = 6,
                  .fields = {{"admin_level", "Number"}}},
    [RAIL] = {.name = "rail",
              .description = "Railways and metro lines",
              .from_zoom = 10,
              .fields = {TEXT_FIELD("class")}},
    [STREET] = {.name = "street",
                .description = "Streets; oneway is 1 along the line, -1 "
                               "against it",
                .from_zoom = 6,
                .fields = {TEXT_FIELD("class"),
                           TEXT_FIELD("name"),
                           {"oneway", "Number"},
                           {"bridge", "Boolean"},
                           {"tunnel", "Boolean"}}},
    [PLACE] = {.name = "place",
               .description = "Named places, as points",
               .from_zoom = 6,
               .fields = {TEXT_FIELD("kind"), TEXT_FIELD("name")}},
    [STREET_LABEL] = {.name = "street_label",
                      .description = "Stretches of streets as long as their "
                                     "names, to write one along each "
                                     "(line-center)",
                      .from_zoom = 13,
                      .fields = {TEXT_FIELD("class"), TEXT_FIELD("name")}},
    [WATERWAY_LABEL] = {.name = "waterway_label",
                        .description = "The same of rivers and canals",
                        .from_zoom = 11,
                        .fields = {TEXT_FIELD("class"), TEXT_FIELD("name")}},
    [AREA_LABEL] = {.name = "area_label",
                    .description = "A point in each lake, park and the like "
                                   "that has a name",
                    .from_zoom = 10,
                    .fields = {TEXT_FIELD("kind"), TEXT_FIELD("class"),
                               TEXT_FIELD("name")}},
};

// A word (of a tag) and the zoom its things are drawn from; the last line has
// no word and holds for all others.
struct zoom_of_word {
    const char *words; ///< separated by spaces
    int from_zoom;
};

static int zoom_of(const struct zoom_of_word *table, const char *word)
{
    while (table->words != NULL && !text_is_one_of(word, table->words))
        table++;
    return table->from_zoom;
}

static const struct zoom_of_word WATERWAY_ZOOMS[] = {
    {"river", 9}, {"canal", 11}, {NULL, 13}};

static const struct zoom_of_word RAIL_ZOOMS[] = {
    {"rail", 10}, {"subway light_rail", 11}, {NULL, 13}};

static const struct zoom_of_word BOUNDARY_ZOOMS[] = {
    {"1 2 3 4", 6}, {"5 6", 9}, {"7 8 9", 11}, {NULL, 12}};

static const struct zoom_of_word PLACE_ZOOMS[] = {
    {"city", 6},      {"town", 8},     {"suburb borough", 10},
    {"village", 11},  {"quarter", 12}, {"hamlet neighbourhood", 14},
    {"landmark", 15}, {NULL, 14}};

struct street_zoom {
    const char *highways; ///< values of highway, separated by spaces
    const char *class;
    int from_zoom;
};

// Ramps are drawn like the street they lead to, but later.
static const struct street_zoom STREET_ZOOMS[] = {
    {"motorway", "motorway", 6},
    {"trunk", "trunk", 7},
    {"primary", "primary", 9},
    {"secondary", "secondary", 10},
    {"tertiary", "tertiary", 12},
    {"motorway_link", "motorway", 12},
    {"trunk_link", "trunk", 12},
    {"primary_link", "primary", 12},
    {"secondary_link", "secondary", 13},
    {"tertiary_link", "tertiary", 13},
    {"unclassified residential road", "minor", 13},
    {"service living_street path footway track pedestrian steps cycleway "
     "bridleway corridor",
     "lane", 15},
};

const char *street_class(const struct street_tags *tags, int *from_zoom)
{
    if (tags->highway == NULL) {
        *from_zoom = 11;
        return text_same(tags->route, "ferry") ? "ferry" : NULL;
    }
    for (size_t i = 0; i < sizeof STREET_ZOOMS / sizeof *STREET_ZOOMS; i++)
        if (text_is_one_of(tags->highway, STREET_ZOOMS[i].highways)) {
            *from_zoom = STREET_ZOOMS[i].from_zoom;
            return STREET_ZOOMS[i].class;
        }
    return NULL;
}

// 1 along the line, -1 against it, 0 both ways. Roundabouts and motorways are
// one-way unless they say otherwise, as OpenStreetMap has it.
static int oneway_of(const struct street_tags *tags)
{
    if (text_is_one_of(tags->oneway, "yes true 1"))
        return 1;
    if (text_is_one_of(tags->oneway, "-1 reverse"))
        return -1;
    if (tags->oneway != NULL)
        return 0;
    return text_is_one_of(tags->junction, "roundabout circular") ||
           text_same(tags->highway, "motorway");
}

static bool is_set(const char *tag)
{
    return tag != NULL && strcmp(tag, "no") != 0;
}

// Names come when a street is broad enough on the map to carry one.
static const struct zoom_of_word STREET_LABEL_ZOOMS[] = {
    {"motorway trunk primary ferry", 13},
    {"secondary tertiary", 14},
    {"minor", 15},
    {NULL, 16}};

static void label_street(struct tile_set_builder *builder,
                         const struct street *street, const char *class)
{
    if (street->name == NULL || street->name[0] == '\0')
        return;
    tile_shape_begin(builder, STREET_LABEL, zoom_of(STREET_LABEL_ZOOMS, class));
    tile_shape_text(builder, "class", class);
    tile_shape_text(builder, "name", street->name);
    tile_shape_label_line(builder, street->line, street->name);
}

static void add_street(struct tile_set_builder *builder,
                       const struct street *street)
{
    int from_zoom;
    const char *class = street_class(&street->tags, &from_zoom);
    if (class == NULL)
        return;
    int oneway = oneway_of(&street->tags);
    tile_shape_begin(builder, STREET, from_zoom);
    tile_shape_text(builder, "class", class);
    tile_shape_text(builder, "name", street->name);
    if (oneway != 0)
        tile_shape_int(builder, "oneway", oneway);
    if (is_set(street->tags.bridge))
        tile_shape_bool(builder, "bridge", true);
    if (is_set(street->tags.tunnel))
        tile_shape_bool(builder, "tunnel", true);
    tile_shape_line(builder, street->line);
    label_street(builder, street, class);
}

// A name needs about this much surface to stand in.
#define LABEL_LEAST_PX2 (48.0 * 48.0)

static void label_surface(struct tile_set_builder *builder,
                          const struct base_area *surface, int from_zoom)
{
    if (surface->name == NULL || surface->name[0] == '\0' ||
        area_is_empty(&surface->area))
        return;
    tile_shape_begin(builder, AREA_LABEL, from_zoom);
    tile_shape_text(builder, "kind", surface->kind);
    tile_shape_text(builder, "class", surface->class);
    tile_shape_text(builder, "name", surface->name);
    tile_shape_area_label(builder, &surface->area, LABEL_LEAST_PX2);
}

static void add_surface(struct tile_set_builder *builder,
                        const struct base_area *surface)
{
    double least_px2 = 64;
    if (strcmp(surface->kind, "building") == 0) {
        tile_shape_begin(builder, BUILDING, LAYERS[BUILDING].from_zoom);
        least_px2 = 4;
    } else if (strcmp(surface->kind, "water") == 0) {
        tile_shape_begin(builder, WATER, LAYERS[WATER].from_zoom);
        tile_shape_text(builder, "kind", surface->kind);
        tile_shape_text(builder, "class", surface->class);
        tile_shape_text(builder, "name", surface->name);
        least_px2 = 16;
    } else if (strcmp(surface->kind, "green") == 0) {
        tile_shape_begin(builder, GREEN, LAYERS[GREEN].from_zoom);
        tile_shape_text(builder, "class", surface->class);
        tile_shape_text(builder, "name", surface->name);
    } else if (strcmp(surface->kind, "builtup") == 0) {
        tile_shape_begin(builder, BUILTUP, LAYERS[BUILTUP].from_zoom);
        tile_shape_text(builder, "class", surface->class);
    } else {
        return;
    }
    tile_shape_area(builder, &surface->area, least_px2);
    if (text_is_one_of(surface->kind, "water green"))
        label_surface(builder, surface, LAYERS[AREA_LABEL].from_zoom);
}

static void label_waterway(struct tile_set_builder *builder,
                           const struct base_line *line)
{
    if (line->name == NULL || line->name[0] == '\0')
        return;
    tile_shape_begin(builder, WATERWAY_LABEL,
                     zoom_of(WATERWAY_ZOOMS, line->class) + 2);
    tile_shape_text(builder, "class", line->class);
    tile_shape_text(builder, "name", line->name);
    tile_shape_label_line(builder, line->line, line->name);
}

static void add_line(struct tile_set_builder *builder,
                     const struct base_line *line)
{
    int64_t admin_level;
    if (strcmp(line->kind, "waterway") == 0) {
        tile_shape_begin(builder, WATERWAY,
                         zoom_of(WATERWAY_ZOOMS, line->class));
        tile_shape_text(builder, "class", line->class);
        tile_shape_text(builder, "name", line->name);
    } else if (strcmp(line->kind, "rail") == 0) {
        tile_shape_begin(builder, RAIL, zoom_of(RAIL_ZOOMS, line->class));
        tile_shape_text(builder, "class", line->class);
    } else if (strcmp(line->kind, "boundary") == 0 && line->class != NULL &&
               text_parse_int64(line->class, &admin_level) && admin_level > 0 &&
               admin_level < 100) {
        tile_shape_begin(builder, BOUNDARY,
                         zoom_of(BOUNDARY_ZOOMS, line->class));
        tile_shape_int(builder, "admin_level", (int32_t)admin_level);
    } else {
        return;
    }
    tile_shape_line(builder, line->line);
    if (strcmp(line->kind, "waterway") == 0)
        label_waterway(builder, line);
}

static void add_place(struct tile_set_builder *builder,
                      const struct place *place)
{
    tile_shape_begin(builder, PLACE, zoom_of(PLACE_ZOOMS, place->kind));
    tile_shape_text(builder, "kind", place->kind);
    tile_shape_text(builder, "name", place->name);
    tile_shape_point(builder, place->at);
}

const struct tile_set_info BASE_TILES = {
    .name = "base",
    .description = "Streets, water, green and places of the city",
    .first_zoom = 6,
    .last_zoom = 16,
    .layers = LAYERS,
    .n_layers = N_BASE_LAYERS};

struct tile_set *base_tiles_build(struct arena *arena, struct tile_crs crs,
                                  const struct base_map *map,
                                  const struct street_set *streets,
                                  const char *attribution)
{
    struct tile_set_builder *builder =
        city_tiles_begin(&BASE_TILES, crs, attribution);
    for (size_t i = 0; i < map->areas.count; i++)
        add_surface(builder, &map->areas.items[i]);
    for (size_t i = 0; i < map->lines.count; i++)
        add_line(builder, &map->lines.items[i]);
    for (size_t i = 0; i < streets->streets.count; i++)
        add_street(builder, &streets->streets.items[i]);
    for (size_t i = 0; i < map->places.count; i++)
        add_place(builder, &map->places.items[i]);
    return city_tiles_end(builder, arena);
}
