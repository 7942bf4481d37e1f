#include "import/osm_boundaries.h"

#include <string.h>

#include "base/text.h"
#include "import/osm_area.h"

#define DISTRICT_LEVEL 6
#define WARD_LEVEL 10
#define LAST_LEVEL 12
#define NO_LEVEL 99

// The level of an administrative boundary; NO_LEVEL if it is none.
static int admin_level(struct osm_tags tags)
{
    int64_t level;
    const char *text = osm_tag(tags, "admin_level");
    if (!text_is_one_of(osm_tag(tags, "boundary"), "administrative") ||
        text == NULL || !text_parse_int64(text, &level) || level < 1 ||
        level > LAST_LEVEL)
        return NO_LEVEL;
    return (int)level;
}

// What the file has of the line of a boundary it does not hold whole.
static void read_parts(const struct osm_source *source,
                       const struct osm_relation *relation,
                       const struct boundary *boundary,
                       struct boundary_part_list *parts)
{
    for (size_t i = 0; boundary->name[0] != '\0' && i < relation->n_members;
         i++) {
        const struct osm_member *member = &relation->members[i];
        const struct osm_way *way = member->kind == OSM_WAY
                                        ? osm_find_way(source->file, member->id)
                                        : NULL;
        struct line line = {0};
        if (way != NULL)
            line = osm_line_of_way(source, way);
        if (line.count >= 2)
            *boundary_part_list_add(parts, source->arena) =
                (struct boundary_part){boundary->relation_id,
                                       boundary->admin_level, boundary->name,
                                       line};
    }
}

static void read_boundary(const struct osm_source *source,
                          const struct osm_relation *relation, int level,
                          struct base_map *map)
{
    const char *thing =
        arena_format(source->arena, "boundaries of level %d", level);
    const char *name = osm_name(relation->tags);
    struct boundary boundary = {.relation_id = relation->id,
                                .admin_level = level,
                                .name = name == NULL ? "" : name};
    report_count(source->report, thing, "read", NULL, 1);
    const char *reason = osm_area_of_relation(source, relation, &boundary.area);
    if (reason != NULL) {
        report_example(source->report, thing, "refused", reason,
                       "\"%s\" (r%lld)", boundary.name,
                       (long long)relation->id);
        read_parts(source, relation, &boundary, &map->boundary_parts);
        return;
    }
    report_count(source->report, thing, "kept", NULL, 1);
    *boundary_list_add(&map->boundaries, source->arena) = boundary;
}

void osm_boundaries_build(const struct osm_source *source, struct base_map *map)
{
    map->boundaries = (struct boundary_list){0};
    map->boundary_parts = (struct boundary_part_list){0};
    const struct osm_relation_list *relations = &source->file->relations;
    for (int level = 1; level <= LAST_LEVEL; level++)
        for (size_t i = 0; i < relations->count; i++)
            if (admin_level(relations->items[i].tags) == level)
                read_boundary(source, &relations->items[i], level, map);
}

// Notes for each way the highest unit (smallest number) it bounds.
static int *levels_of_ways(const struct osm_source *source)
{
    const struct osm_file *file = source->file;
    int *levels = arena_array(source->arena, int, file->ways.count);
    for (size_t w = 0; w < file->ways.count; w++)
        levels[w] = admin_level(file->ways.items[w].tags);
    for (size_t r = 0; r < file->relations.count; r++) {
        const struct osm_relation *relation = &file->relations.items[r];
        int level = admin_level(relation->tags);
        for (size_t i = 0; level != NO_LEVEL && i < relation->n_members; i++) {
            const struct osm_member *member = &relation->members[i];
            const struct osm_way *way =
                member->kind == OSM_WAY ? osm_find_way(file, member->id) : NULL;
            if (way != NULL && level < levels[way - file->ways.items])
                levels[way - file->ways.items] = level;
        }
    }
    return levels;
}

void osm_boundary_lines_build(const struct osm_source *source,
                              struct base_line_list *lines)
{
    const int *levels = levels_of_ways(source);
    for (size_t w = 0; w < source->file->ways.count; w++) {
        if (levels[w] == NO_LEVEL)
            continue;
        struct line line =
            osm_line_of_way(source, &source->file->ways.items[w]);
        if (line.count < 2)
            continue;
        *base_line_list_add(lines, source->arena) = (struct base_line){
            .kind = "boundary",
            .class = arena_format(source->arena, "%d", levels[w]),
            .line = line};
    }
}

static const char *district_around(const struct boundary_list *boundaries,
                                   struct point_m at)
{
    for (size_t i = 0; i < boundaries->count; i++) {
        const struct boundary *b = &boundaries->items[i];
        if (b->admin_level == DISTRICT_LEVEL && area_has_point(&b->area, at))
            return b->name;
    }
    return NULL;
}

void osm_wards_build(const struct osm_source *source,
                     const struct boundary_list *boundaries,
                     struct ward_list *wards)
{
    *wards = (struct ward_list){0};
    for (size_t i = 0; i < boundaries->count; i++) {
        const struct boundary *b = &boundaries->items[i];
        struct point_m inside;
        struct error err;
        if (b->admin_level != WARD_LEVEL ||
            shape_inside_point(source->shaper, &b->area, &inside, &err) !=
                STATUS_OK)
            continue;
        report_count(source->report, "wards", "read", NULL, 1);
        *ward_list_add(wards, source->arena) = (struct ward){
            .id = osm_id(source->arena, OSM_RELATION, b->relation_id),
            .name = b->name,
            .district = district_around(boundaries, inside),
            .area = b->area};
        report_count(source->report, "wards", "kept", NULL, 1);
    }
}
