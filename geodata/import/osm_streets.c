// First every node is marked that must be a junction: the ends of ways, nodes
// that ways share or a way passes twice, and nodes with a barrier, a crossing
// or a rule of access. Then each way is cut at its junctions:
//
//     way 7:   1 --- 2 --- 3 --- 4 --- 5        3 lies on way 8 too
//     streets: 1 =========== 3 =========== 5
//
// A piece that comes back to where it began (a ring with one junction) is cut
// once more in its middle, because a graph has no use for an edge from a
// junction to itself.

#include "import/osm_streets.h"

#include <stddef.h>
#include <string.h>

#include "base/text.h"
#include "import/osm_restrictions.h"

// Values of `highway` on which nobody travels, or not yet, or no longer.
#define NOT_A_STREET                                                           \
    "proposed construction planned abandoned razed demolished disused no "     \
    "platform bus_stop elevator corridor rest_area services raceway "          \
    "traffic_island street_lamp emergency_bay"

struct street_builder {
    const struct osm_source *source;
    struct street_set *streets;
    bool *is_junction;  // by node of the file
    bool *is_on_street; // by node of the file
    bool *is_kept;      // by way of the file
};

struct tag_field {
    const char *key;
    size_t offset;
};

#define STREET_FIELD(key, name)                                                \
    {                                                                          \
        key, offsetof(struct street_tags, name)                                \
    }
#define JUNCTION_FIELD(name)                                                   \
    {                                                                          \
#name, offsetof(struct junction_tags, name)                            \
    }

static const struct tag_field STREET_FIELDS[] = {
    STREET_FIELD("highway", highway),
    STREET_FIELD("route", route),
    STREET_FIELD("service", service),
    STREET_FIELD("junction", junction),
    STREET_FIELD("oneway", oneway),
    STREET_FIELD("oneway:bicycle", oneway_bicycle),
    STREET_FIELD("oneway:motorcycle", oneway_motorcycle),
    STREET_FIELD("oneway:foot", oneway_foot),
    STREET_FIELD("access", access),
    STREET_FIELD("vehicle", vehicle),
    STREET_FIELD("motor_vehicle", motor_vehicle),
    STREET_FIELD("motorcar", motorcar),
    STREET_FIELD("motorcycle", motorcycle),
    STREET_FIELD("bicycle", bicycle),
    STREET_FIELD("foot", foot),
    STREET_FIELD("maxspeed", maxspeed),
    STREET_FIELD("bridge", bridge),
    STREET_FIELD("tunnel", tunnel),
    STREET_FIELD("layer", layer),
    STREET_FIELD("cycleway", cycleway),
    STREET_FIELD("sidewalk", sidewalk),
};

static const struct tag_field JUNCTION_FIELDS[] = {
    JUNCTION_FIELD(barrier),  JUNCTION_FIELD(highway),
    JUNCTION_FIELD(crossing), JUNCTION_FIELD(access),
    JUNCTION_FIELD(vehicle),  JUNCTION_FIELD(motor_vehicle),
    JUNCTION_FIELD(motorcar), JUNCTION_FIELD(motorcycle),
    JUNCTION_FIELD(bicycle),  JUNCTION_FIELD(foot),
};

static void take_tags(struct osm_tags tags, const struct tag_field *fields,
                      size_t n_fields, void *into)
{
    for (size_t i = 0; i < n_fields && tags.count > 0; i++) {
        const char *value = osm_tag(tags, fields[i].key);
        memcpy((char *)into + fields[i].offset, &value, sizeof value);
    }
}

static struct junction_tags junction_tags(struct osm_tags tags)
{
    struct junction_tags taken = {0};
    take_tags(tags, JUNCTION_FIELDS,
              sizeof JUNCTION_FIELDS / sizeof *JUNCTION_FIELDS, &taken);
    // Of a node's `highway` only these two say something about passing it.
    if (!text_is_one_of(taken.highway, "crossing traffic_signals"))
        taken.highway = NULL;
    return taken;
}

// Whether something stands on the node or rules who may pass it.
static bool has_say(struct osm_tags tags)
{
    struct junction_tags t = junction_tags(tags);
    return t.barrier != NULL || t.highway != NULL || t.crossing != NULL ||
           t.access != NULL || t.vehicle != NULL || t.motor_vehicle != NULL ||
           t.motorcar != NULL || t.motorcycle != NULL || t.bicycle != NULL ||
           t.foot != NULL;
}

static size_t count_known_nodes(const struct osm_way *way)
{
    size_t known = 0;
    for (size_t i = 0; i < way->n_nodes; i++)
        known += way->nodes[i] != OSM_NO_NODE;
    return known;
}

// Why a way with `highway` is no street; NULL if it is one.
static const char *why_not(const struct osm_way *way)
{
    if (text_is_one_of(osm_tag(way->tags, "highway"), NOT_A_STREET))
        return "not a street, or not built";
    if (text_is_one_of(osm_tag(way->tags, "area"), "yes true 1"))
        return "a square drawn as an area";
    if (count_known_nodes(way) < 2)
        return "its nodes are not in the file";
    return NULL;
}

static bool is_ferry(const struct osm_way *way)
{
    return text_is_one_of(osm_tag(way->tags, "route"), "ferry") &&
           count_known_nodes(way) >= 2;
}

static bool choose_way(const struct osm_source *source,
                       const struct osm_way *way)
{
    const char *highway = osm_tag(way->tags, "highway");
    if (highway == NULL) {
        if (is_ferry(way))
            report_count(source->report, "streets", "note", "ferry lines added",
                         1);
        return is_ferry(way);
    }
    report_count(source->report, "streets", "read", NULL, 1);
    const char *reason = why_not(way);
    if (reason == NULL)
        report_count(source->report, "streets", "kept", NULL, 1);
    else
        report_example(source->report, "streets", "refused", reason,
                       "%s (w%lld)", highway, (long long)way->id);
    return reason == NULL;
}

// Takes the way into account: its ends, and nodes seen before, are junctions.
static void mark_way(struct street_builder *b, const struct osm_way *way)
{
    uint32_t before = OSM_NO_NODE;
    for (size_t i = 0; i < way->n_nodes; i++) {
        uint32_t node = way->nodes[i];
        bool is_end = i + 1 == way->n_nodes || before == OSM_NO_NODE ||
                      way->nodes[i + 1] == OSM_NO_NODE;
        if (node != OSM_NO_NODE && node != before) {
            const struct osm_node *n = &b->source->file->nodes.items[node];
            if (is_end || b->is_on_street[node] || has_say(n->tags))
                b->is_junction[node] = true;
            b->is_on_street[node] = true;
        } else if (node != OSM_NO_NODE && is_end) {
            b->is_junction[node] = true;
        }
        before = node;
    }
}

static struct line line_of(const struct osm_source *source,
                           const uint32_t *nodes, size_t count)
{
    struct line line = {arena_array(source->arena, struct point_m, count),
                        count};
    for (size_t i = 0; i < count; i++)
        line.points[i] = source->at[nodes[i]];
    return line;
}

static void add_piece(struct street_builder *b, const struct street *pattern,
                      const uint32_t *nodes, size_t count)
{
    const struct osm_node *all = b->source->file->nodes.items;
    struct street *street =
        street_list_add(&b->streets->streets, b->source->arena);
    *street = *pattern;
    street->id = (int64_t)b->streets->streets.count;
    street->from_junction = all[nodes[0]].id;
    street->to_junction = all[nodes[count - 1]].id;
    street->line = line_of(b->source, nodes, count);
}

static void add_piece_without_loop(struct street_builder *b,
                                   const struct street *pattern,
                                   const uint32_t *nodes, size_t count)
{
    if (count < 2)
        return;
    if (nodes[0] != nodes[count - 1]) {
        add_piece(b, pattern, nodes, count);
        return;
    }
    // No other piece touches the middle, or it would be a junction already.
    size_t middle = count / 2;
    b->is_junction[nodes[middle]] = true;
    add_piece(b, pattern, nodes, middle + 1);
    add_piece(b, pattern, nodes + middle, count - middle);
}

// Nodes named twice in a row are one; at a missing node the street has a gap.
static void cut_way(struct street_builder *b, const struct osm_way *way,
                    uint32_t *run)
{
    struct street pattern = {.way_id = way->id, .name = osm_name(way->tags)};
    if (pattern.name == NULL)
        pattern.name = osm_tag(way->tags, "ref");
    take_tags(way->tags, STREET_FIELDS,
              sizeof STREET_FIELDS / sizeof *STREET_FIELDS, &pattern.tags);
    if (pattern.tags.oneway_motorcycle == NULL) // as often written in Vietnam
        pattern.tags.oneway_motorcycle =
            osm_tag(way->tags, "motorcycle:oneway");
    size_t count = 0;
    for (size_t i = 0; i < way->n_nodes; i++) {
        uint32_t node = way->nodes[i];
        if (node == OSM_NO_NODE) {
            count = 0;
            continue;
        }
        if (count > 0 && run[count - 1] == node)
            continue;
        run[count++] = node;
        if (count > 1 && b->is_junction[node]) {
            add_piece_without_loop(b, &pattern, run, count);
            run[0] = node;
            count = 1;
        }
    }
}

static void cut_ways(struct street_builder *b)
{
    const struct osm_way_list *ways = &b->source->file->ways;
    size_t longest = 0;
    for (size_t w = 0; w < ways->count; w++)
        if (ways->items[w].n_nodes > longest)
            longest = ways->items[w].n_nodes;
    uint32_t *run = arena_array(b->source->arena, uint32_t, longest);
    for (size_t w = 0; w < ways->count; w++)
        if (b->is_kept[w])
            cut_way(b, &ways->items[w], run);
}

// In the order of node ids, so sorted.
static void list_junctions(struct street_builder *b)
{
    const struct osm_node_list *nodes = &b->source->file->nodes;
    for (size_t i = 0; i < nodes->count; i++) {
        if (!b->is_junction[i])
            continue;
        struct junction *junction =
            junction_list_add(&b->streets->junctions, b->source->arena);
        *junction = (struct junction){nodes->items[i].id, b->source->at[i],
                                      junction_tags(nodes->items[i].tags)};
    }
}

void osm_streets_build(const struct osm_source *source,
                       struct street_set *streets)
{
    const struct osm_file *file = source->file;
    *streets = (struct street_set){0};
    struct street_builder b = {.source = source, .streets = streets};
    b.is_junction = arena_array(source->arena, bool, file->nodes.count);
    b.is_on_street = arena_array(source->arena, bool, file->nodes.count);
    b.is_kept = arena_array(source->arena, bool, file->ways.count);
    for (size_t w = 0; w < file->ways.count; w++) {
        b.is_kept[w] = choose_way(source, &file->ways.items[w]);
        if (b.is_kept[w])
            mark_way(&b, &file->ways.items[w]);
    }
    cut_ways(&b);
    list_junctions(&b);
    report_count(source->report, "streets", "note", "pieces between junctions",
                 streets->streets.count);
    osm_restrictions_build(source, b.is_kept, b.is_junction,
                           &streets->restrictions);
}
