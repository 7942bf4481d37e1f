// Nodes are found again by their spot in a hash table with open addressing,
// kept at most half full.

#include "sample_sheet.h"

#include "sample_city.h"

struct sheet sheet_new(struct arena *arena, const struct terrain *terrain)
{
    struct sheet sheet = {.arena = arena, .terrain = terrain};
    sheet.n_slots = 1u << 12;
    sheet.node_on_spot = arena_array(arena, uint32_t, sheet.n_slots);
    sheet.spots = arena_array(arena, struct spot, sheet.n_slots);
    return sheet;
}

static size_t slot_of(const struct sheet *sheet, struct spot spot)
{
    uint64_t key = (uint64_t)(uint32_t)spot.u << 32 | (uint32_t)spot.v;
    struct random mixer = random_from(key);
    size_t slot = random_next(&mixer) & (sheet->n_slots - 1);
    while (sheet->node_on_spot[slot] != 0 &&
           (sheet->spots[slot].u != spot.u || sheet->spots[slot].v != spot.v))
        slot = (slot + 1) & (sheet->n_slots - 1);
    return slot;
}

static void grow(struct sheet *sheet)
{
    struct sheet old = *sheet;
    sheet->n_slots *= 2;
    sheet->node_on_spot = arena_array(sheet->arena, uint32_t, sheet->n_slots);
    sheet->spots = arena_array(sheet->arena, struct spot, sheet->n_slots);
    for (size_t i = 0; i < old.n_slots; i++) {
        if (old.node_on_spot[i] == 0)
            continue;
        size_t slot = slot_of(sheet, old.spots[i]);
        sheet->node_on_spot[slot] = old.node_on_spot[i];
        sheet->spots[slot] = old.spots[i];
    }
}

uint32_t sheet_node(struct sheet *sheet, struct degrees_e7 at)
{
    struct sheet_node *node = sheet_node_list_add(&sheet->nodes, sheet->arena);
    *node = (struct sheet_node){.at = at};
    return (uint32_t)sheet->nodes.count;
}

uint32_t sheet_spot(struct sheet *sheet, struct spot spot)
{
    size_t slot = slot_of(sheet, spot);
    if (sheet->node_on_spot[slot] != 0)
        return sheet->node_on_spot[slot];
    uint32_t node =
        sheet_node(sheet, terrain_degrees(terrain_point(sheet->terrain, spot)));
    sheet->node_on_spot[slot] = node;
    sheet->spots[slot] = spot;
    if (++sheet->n_spots * 2 > sheet->n_slots)
        grow(sheet);
    return node;
}

uint32_t sheet_way(struct sheet *sheet)
{
    struct sheet_way *way = sheet_way_list_add(&sheet->ways, sheet->arena);
    *way = (struct sheet_way){0};
    return (uint32_t)sheet->ways.count;
}

uint32_t sheet_relation(struct sheet *sheet)
{
    struct sheet_relation *relation =
        sheet_relation_list_add(&sheet->relations, sheet->arena);
    *relation = (struct sheet_relation){0};
    return (uint32_t)sheet->relations.count;
}

void sheet_way_add(struct sheet *sheet, uint32_t way, uint32_t node)
{
    *sheet_ref_list_add(&sheet->ways.items[way - 1].nodes, sheet->arena) = node;
}

void sheet_way_close(struct sheet *sheet, uint32_t way)
{
    sheet_way_add(sheet, way, sheet->ways.items[way - 1].nodes.items[0]);
}

void sheet_member(struct sheet *sheet, uint32_t relation, bool is_node,
                  uint32_t ref, const char *role)
{
    *sheet_member_list_add(&sheet->relations.items[relation - 1].members,
                           sheet->arena) =
        (struct sheet_member){is_node, ref, role};
}

static void add_tag(struct sheet *sheet, struct sheet_tag_list *tags,
                    const char *key, const char *value)
{
    *sheet_tag_list_add(tags, sheet->arena) = (struct sheet_tag){key, value};
}

void sheet_tag_node(struct sheet *sheet, uint32_t node, const char *key,
                    const char *value)
{
    add_tag(sheet, &sheet->nodes.items[node - 1].tags, key, value);
}

void sheet_tag_way(struct sheet *sheet, uint32_t way, const char *key,
                   const char *value)
{
    add_tag(sheet, &sheet->ways.items[way - 1].tags, key, value);
}

void sheet_tag_relation(struct sheet *sheet, uint32_t relation, const char *key,
                        const char *value)
{
    add_tag(sheet, &sheet->relations.items[relation - 1].tags, key, value);
}

// Adds the spots from one corner towards the next, the next one left out.
static void add_side(struct sheet *sheet, uint32_t way, struct spot from,
                     struct spot to, int32_t step)
{
    int32_t du = to.u - from.u;
    int32_t dv = to.v - from.v;
    int32_t length = du > 0 ? du : dv > 0 ? dv : du < 0 ? -du : -dv;
    int32_t n_parts = (length + step - 1) / step;
    n_parts = n_parts < 1 ? 1 : n_parts;
    for (int32_t k = 0; k < n_parts; k++)
        sheet_way_add(
            sheet, way,
            sheet_spot(sheet, (struct spot){from.u + du * k / n_parts,
                                            from.v + dv * k / n_parts}));
}

uint32_t sheet_rectangle(struct sheet *sheet, struct spot low, struct spot high,
                         int32_t step)
{
    uint32_t way = sheet_way(sheet);
    struct spot low_high = {high.u, low.v};
    struct spot high_low = {low.u, high.v};
    add_side(sheet, way, low, low_high, step);
    add_side(sheet, way, low_high, high, step);
    add_side(sheet, way, high, high_low, step);
    add_side(sheet, way, high_low, low, step);
    sheet_way_close(sheet, way);
    return way;
}

static void write_text(const char *text, FILE *out)
{
    for (; *text != '\0'; text++)
        switch (*text) {
        case '&':
            fputs("&amp;", out);
            break;
        case '<':
            fputs("&lt;", out);
            break;
        case '"':
            fputs("&quot;", out);
            break;
        default:
            putc(*text, out);
        }
}

static void write_tags(const struct sheet_tag_list *tags, FILE *out)
{
    for (size_t i = 0; i < tags->count; i++) {
        fputs("  <tag k=\"", out);
        write_text(tags->items[i].key, out);
        fputs("\" v=\"", out);
        write_text(tags->items[i].value, out);
        fputs("\"/>\n", out);
    }
}

static void write_node(const struct sheet_node *node, size_t id, FILE *out)
{
    fprintf(out, " <node id=\"%zu\" version=\"1\" lat=\"", id);
    sample_write_degrees(out, node->at.lat);
    fputs("\" lon=\"", out);
    sample_write_degrees(out, node->at.lon);
    if (node->tags.count == 0) {
        fputs("\"/>\n", out);
        return;
    }
    fputs("\">\n", out);
    write_tags(&node->tags, out);
    fputs(" </node>\n", out);
}

static void write_way(const struct sheet_way *way, size_t id, FILE *out)
{
    fprintf(out, " <way id=\"%zu\" version=\"1\">\n", id);
    for (size_t i = 0; i < way->nodes.count; i++)
        fprintf(out, "  <nd ref=\"%u\"/>\n", way->nodes.items[i]);
    write_tags(&way->tags, out);
    fputs(" </way>\n", out);
}

static void write_relation(const struct sheet_relation *relation, size_t id,
                           FILE *out)
{
    fprintf(out, " <relation id=\"%zu\" version=\"1\">\n", id);
    for (size_t i = 0; i < relation->members.count; i++) {
        const struct sheet_member *member = &relation->members.items[i];
        fprintf(out, "  <member type=\"%s\" ref=\"%u\" role=\"%s\"/>\n",
                member->is_node ? "node" : "way", member->ref, member->role);
    }
    write_tags(&relation->tags, out);
    fputs(" </relation>\n", out);
}

void sheet_write(const struct sheet *sheet, FILE *out)
{
    fputs("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
          "<!-- " SAMPLE_CITY_NAME
          ": a city made up by hocgan demo; nothing in it is real. -->\n"
          "<osm version=\"0.6\" generator=\"hocgan demo\">\n",
          out);
    for (size_t i = 0; i < sheet->nodes.count; i++)
        write_node(&sheet->nodes.items[i], i + 1, out);
    for (size_t i = 0; i < sheet->ways.count; i++)
        write_way(&sheet->ways.items[i], i + 1, out);
    for (size_t i = 0; i < sheet->relations.count; i++)
        write_relation(&sheet->relations.items[i], i + 1, out);
    fputs("</osm>\n", out);
}
