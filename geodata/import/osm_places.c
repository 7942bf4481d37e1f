#include "import/osm_places.h"

#include "base/text.h"
#include "import/osm_area.h"

// What people name when they say where they live.
static const struct {
    const char *key;
    const char *values;
} LANDMARKS[] = {
    {"amenity", "marketplace hospital clinic university college bus_station "
                "ferry_terminal townhall library theatre police post_office "
                "place_of_worship community_centre"},
    {"railway", "station halt"},
    {"public_transport", "station"},
    {"shop", "mall supermarket department_store"},
    {"leisure", "park stadium sports_centre"},
    {"tourism", "museum zoo attraction theme_park"},
    {"aeroway", "aerodrome terminal"},
};

// "landmark", the value of `place`, or NULL.
static const char *place_kind(struct osm_tags tags)
{
    static const char PLACES[] =
        "city municipality borough district town suburb quarter neighbourhood "
        "village hamlet locality island islet isolated_dwelling square";
    const char *place = osm_tag(tags, "place");
    if (text_is_one_of(place, PLACES))
        return place;
    for (size_t i = 0; i < sizeof LANDMARKS / sizeof *LANDMARKS; i++)
        if (text_is_one_of(osm_tag(tags, LANDMARKS[i].key),
                           LANDMARKS[i].values))
            return "landmark";
    return NULL;
}

struct places_builder {
    const struct osm_source *source;
    struct place_list *places;
    struct address_list *addresses;
};

static bool has_place_or_address(struct osm_tags tags)
{
    return tags.count > 0 && (osm_tag(tags, "addr:housenumber") != NULL ||
                              place_kind(tags) != NULL);
}

static void add_place(struct places_builder *b, struct osm_tags tags,
                      struct point_m at)
{
    const char *kind = place_kind(tags);
    if (kind == NULL)
        return;
    report_count(b->source->report, "places", "read", NULL, 1);
    const char *name = osm_name(tags);
    if (name == NULL) {
        report_count(b->source->report, "places", "refused", "no name", 1);
        return;
    }
    report_count(b->source->report, "places", "kept", NULL, 1);
    *place_list_add(b->places, b->source->arena) =
        (struct place){kind, name, at};
}

static void add_address(struct places_builder *b, struct osm_tags tags,
                        struct point_m at)
{
    const char *number = osm_tag(tags, "addr:housenumber");
    if (number == NULL)
        return;
    report_count(b->source->report, "addresses", "read", NULL, 1);
    if (number[0] == '\0') {
        report_count(b->source->report, "addresses", "refused",
                     "the number is empty", 1);
        return;
    }
    const char *street = osm_tag(tags, "addr:street");
    report_count(b->source->report, "addresses", "kept", NULL, 1);
    if (street == NULL)
        report_count(b->source->report, "addresses", "note", "without a street",
                     1);
    *address_list_add(b->addresses, b->source->arena) =
        (struct address){number, street, at};
}

static void add_both(struct places_builder *b, struct osm_tags tags,
                     struct point_m at)
{
    add_place(b, tags, at);
    add_address(b, tags, at);
}

// Inside the area; of a line the middle of its points.
static bool point_of_way(const struct osm_source *source,
                         const struct osm_way *way, struct point_m *at)
{
    struct area area;
    struct error err;
    if (osm_area_of_way(source, way, &area) == NULL &&
        shape_inside_point(source->shaper, &area, at, &err) == STATUS_OK)
        return true;
    struct line line = osm_line_of_way(source, way);
    if (line.count == 0)
        return false;
    *at = line.points[line.count / 2];
    return true;
}

static bool point_of_relation(const struct osm_source *source,
                              const struct osm_relation *relation,
                              struct point_m *at)
{
    struct area area;
    struct error err;
    return osm_is_area_relation(relation) &&
           osm_area_of_relation(source, relation, &area) == NULL &&
           shape_inside_point(source->shaper, &area, at, &err) == STATUS_OK;
}

static void refuse(struct places_builder *b, struct osm_tags tags)
{
    static const char REASON[] = "its outline is not whole in the file";
    bool is_address = osm_tag(tags, "addr:housenumber") != NULL;
    const char *thing = is_address ? "addresses" : "places";
    report_count(b->source->report, thing, "read", NULL, 1);
    report_count(b->source->report, thing, "refused", REASON, 1);
}

void osm_places_build(const struct osm_source *source,
                      struct place_list *places, struct address_list *addresses)
{
    const struct osm_file *file = source->file;
    struct places_builder b = {source, places, addresses};
    for (size_t i = 0; i < file->nodes.count; i++)
        if (has_place_or_address(file->nodes.items[i].tags))
            add_both(&b, file->nodes.items[i].tags, source->at[i]);
    struct point_m at;
    for (size_t i = 0; i < file->ways.count; i++) {
        const struct osm_way *way = &file->ways.items[i];
        if (!has_place_or_address(way->tags))
            continue;
        if (point_of_way(source, way, &at))
            add_both(&b, way->tags, at);
        else
            refuse(&b, way->tags);
    }
    for (size_t i = 0; i < file->relations.count; i++) {
        const struct osm_relation *relation = &file->relations.items[i];
        if (!has_place_or_address(relation->tags))
            continue;
        if (point_of_relation(source, relation, &at))
            add_both(&b, relation->tags, at);
        else
            refuse(&b, relation->tags);
    }
}
