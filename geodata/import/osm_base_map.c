// What a thing is drawn as follows from one of its tags; the rules stand in
// order, so that a building in a park is a building.

#include "import/osm_base_map.h"

#include "base/text.h"
#include "import/osm_area.h"

struct rule {
    const char *kind;
    const char *key;
    const char *values; ///< NULL: any but "no"
};

static const struct rule AREA_RULES[] = {
    {"building", "building", NULL},
    {"water", "natural", "water"},
    {"water", "waterway", "riverbank dock"},
    {"water", "landuse", "reservoir basin pond"},
    {"water", "water", NULL},
    {"green", "leisure",
     "park garden golf_course pitch nature_reserve "
     "playground common dog_park"},
    {"green", "landuse",
     "forest grass cemetery meadow orchard village_green "
     "recreation_ground farmland farm plant_nursery "
     "allotments greenfield vineyard flowerbed"},
    {"green", "natural", "wood scrub grassland wetland heath tree_row"},
    {"green", "amenity", "grave_yard"},
    {"builtup", "landuse",
     "residential commercial industrial retail "
     "construction garages railway military port "
     "education institutional religious"},
    {"builtup", "place", "islet city_block"},
};

static const struct rule LINE_RULES[] = {
    {"waterway", "waterway", "river stream canal drain ditch tidal_channel"},
    {"rail", "railway", "rail subway light_rail tram monorail narrow_gauge"},
};

static const struct rule *rule_for(struct osm_tags tags,
                                   const struct rule *rules, size_t n_rules,
                                   const char **class)
{
    for (size_t i = 0; i < n_rules && tags.count > 0; i++) {
        *class = osm_tag(tags, rules[i].key);
        if (*class != NULL &&
            (rules[i].values == NULL ? !text_is_one_of(*class, "no")
                                     : text_is_one_of(*class, rules[i].values)))
            return &rules[i];
    }
    return NULL;
}

static const struct rule *area_rule(struct osm_tags tags, const char **class)
{
    return rule_for(tags, AREA_RULES, sizeof AREA_RULES / sizeof *AREA_RULES,
                    class);
}

static void add_area(const struct osm_source *source, const struct rule *rule,
                     const char *class, struct osm_tags tags,
                     const struct area *area, struct base_area_list *areas)
{
    *base_area_list_add(areas, source->arena) =
        (struct base_area){.kind = rule->kind,
                           .class = class,
                           .name = osm_name(tags),
                           .area = *area};
}

// Buildings are counted apart: how many there are is a figure people know.
static const char *thing_of(const struct rule *rule)
{
    return text_is_one_of(rule->kind, "building") ? "buildings" : "areas";
}

static void refuse(const struct osm_source *source, const struct rule *rule,
                   const char *class, const char *reason, const char *id)
{
    report_example(source->report, thing_of(rule), "refused", reason, "%s (%s)",
                   class, id);
}

static void read_ways(const struct osm_source *source,
                      struct base_area_list *areas)
{
    for (size_t i = 0; i < source->file->ways.count; i++) {
        const struct osm_way *way = &source->file->ways.items[i];
        const char *class;
        const struct rule *rule = area_rule(way->tags, &class);
        if (rule == NULL)
            continue;
        struct area area;
        const char *reason = osm_area_of_way(source, way, &area);
        report_count(source->report, thing_of(rule), "read", NULL, 1);
        if (reason != NULL) {
            refuse(source, rule, class, reason,
                   osm_id(source->arena, OSM_WAY, way->id));
            continue;
        }
        report_count(source->report, thing_of(rule), "kept", NULL, 1);
        add_area(source, rule, class, way->tags, &area, areas);
    }
}

static void read_relations(const struct osm_source *source,
                           struct base_area_list *areas)
{
    for (size_t i = 0; i < source->file->relations.count; i++) {
        const struct osm_relation *relation = &source->file->relations.items[i];
        const char *class;
        const struct rule *rule = area_rule(relation->tags, &class);
        if (rule == NULL)
            continue;
        report_count(source->report, thing_of(rule), "read", NULL, 1);
        struct area area;
        const char *reason = osm_is_area_relation(relation)
                                 ? osm_area_of_relation(source, relation, &area)
                                 : "a relation that is no area";
        if (reason != NULL) {
            refuse(source, rule, class, reason,
                   osm_id(source->arena, OSM_RELATION, relation->id));
            continue;
        }
        report_count(source->report, thing_of(rule), "kept", NULL, 1);
        add_area(source, rule, class, relation->tags, &area, areas);
    }
}

// Of what has the tag `building`, those that are not drawn are explained: a
// point says that a building is there but not what it covers.
static void count_other_buildings(const struct osm_source *source)
{
    for (size_t i = 0; i < source->file->ways.count; i++) {
        const struct osm_way *way = &source->file->ways.items[i];
        if (!text_is_one_of(osm_tag(way->tags, "building"), "no"))
            continue;
        report_count(source->report, "buildings", "read", NULL, 1);
        report_example(source->report, "buildings", "refused",
                       "building=no says it is none", "w%lld",
                       (long long)way->id);
    }
    for (size_t i = 0; i < source->file->nodes.count; i++) {
        const struct osm_node *node = &source->file->nodes.items[i];
        const char *class = osm_tag(node->tags, "building");
        if (class == NULL || text_is_one_of(class, "no"))
            continue;
        report_count(source->report, "buildings", "read", NULL, 1);
        report_example(source->report, "buildings", "refused",
                       "mapped as a point, so nothing to draw", "%s (n%lld)",
                       class, (long long)node->id);
    }
}

void osm_base_areas_build(const struct osm_source *source,
                          struct base_area_list *areas)
{
    read_ways(source, areas);
    read_relations(source, areas);
    count_other_buildings(source);
}

void osm_base_lines_build(const struct osm_source *source,
                          struct base_line_list *lines)
{
    for (size_t i = 0; i < source->file->ways.count; i++) {
        const struct osm_way *way = &source->file->ways.items[i];
        const char *class;
        const struct rule *rule =
            rule_for(way->tags, LINE_RULES,
                     sizeof LINE_RULES / sizeof *LINE_RULES, &class);
        if (rule == NULL)
            continue;
        struct line line = osm_line_of_way(source, way);
        report_count(source->report, "lines", "read", NULL, 1);
        if (line.count < 2) {
            report_count(source->report, "lines", "refused",
                         "part of it is not in the file", 1);
            continue;
        }
        report_count(source->report, "lines", "kept", NULL, 1);
        *base_line_list_add(lines, source->arena) =
            (struct base_line){.kind = rule->kind,
                               .class = class,
                               .name = osm_name(way->tags),
                               .line = line};
    }
}
