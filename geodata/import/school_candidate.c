#include "import/school_candidate.h"

#include <string.h>

#include "base/text.h"
#include "import/osm_area.h"

static bool is_school(struct osm_tags tags)
{
    return text_is_one_of(osm_tag(tags, "amenity"), "school kindergarten");
}

static level_set levels_of_tags(struct osm_tags tags)
{
    level_set levels = school_levels_of_isced(osm_tag(tags, "isced:level"));
    if (levels == 0)
        levels = school_levels_of_words(osm_tag(tags, "school:level"));
    if (levels == 0)
        levels = school_levels_of_words(osm_tag(tags, "school"));
    if (levels == 0)
        levels = school_levels_of_grades(osm_tag(tags, "grades"));
    return levels;
}

// The first of the names that tells a level, else the first there is: a sign
// says "Lương Văn Can" and only name:vi "Trường THPT Lương Văn Can".
static void choose_name(struct arena *arena, struct osm_tags tags,
                        struct school_candidate *candidate)
{
    static const char *const KEYS[] = {"name",     "name:vi", "official_name",
                                       "alt_name", "name:en", "old_name"};
    candidate->name = "";
    candidate->said.core = "";
    for (size_t i = 0; i < sizeof KEYS / sizeof *KEYS; i++) {
        const char *name = osm_tag(tags, KEYS[i]);
        if (name == NULL || name[strspn(name, " ")] == '\0')
            continue;
        struct school_name said = school_name_parse(arena, name);
        bool is_first = candidate->name[0] == '\0';
        if (is_first || (said.levels != 0 && candidate->said.levels == 0)) {
            candidate->name = arena_text(arena, name + strspn(name, " "));
            candidate->said = said;
        }
    }
}

static void choose_levels(struct osm_tags tags,
                          struct school_candidate *candidate)
{
    const struct school_name *said = &candidate->said;
    bool is_kindergarten =
        text_is_one_of(osm_tag(tags, "amenity"), "kindergarten");
    candidate->levels = levels_of_tags(tags);
    if (candidate->levels == 0)
        candidate->levels = said->levels;
    bool is_told = candidate->levels != 0 && !said->is_custom;
    if (is_kindergarten && !is_told && said->no_school == NULL)
        candidate->levels = LEVEL_BIT(LEVEL_PRESCHOOL);
}

static const char *kind_of(struct osm_tags tags, const char *said)
{
    const char *operator_type = osm_tag(tags, "operator:type");
    if (text_is_one_of(operator_type, "public government"))
        return "public";
    if (text_is_one_of(operator_type,
                       "private religious ngo community business"))
        return "private";
    return said;
}

static const char *address_of(struct arena *arena, struct osm_tags tags)
{
    const char *number = osm_tag(tags, "addr:housenumber");
    const char *street = osm_tag(tags, "addr:street");
    if (street == NULL)
        return NULL;
    return number == NULL ? street
                          : arena_format(arena, "%s %s", number, street);
}

static struct school_candidate *
add_candidate(const struct osm_source *source,
              struct school_candidate_list *candidates, struct osm_tags tags,
              enum osm_kind kind, int64_t id)
{
    struct school_candidate *c =
        school_candidate_list_add(candidates, source->arena);
    c->id = osm_id(source->arena, kind, id);
    c->ref = osm_tag(tags, "ref");
    choose_name(source->arena, tags, c);
    choose_levels(tags, c);
    c->kind = kind_of(tags, c->said.kind);
    c->address = address_of(source->arena, tags);
    c->merged_into = candidates->count - 1;
    report_count(source->report, "schools", "read", NULL, 1);
    return c;
}

// Without grounds, the middle of what nodes of the outline there are.
static struct point_m middle_of_nodes(const struct osm_source *source,
                                      const struct osm_way *way)
{
    struct box_m box = BOX_EMPTY;
    for (size_t i = 0; i < way->n_nodes; i++)
        if (way->nodes[i] != OSM_NO_NODE)
            box = box_with_point(box, source->at[way->nodes[i]]);
    return (struct point_m){(box.min_x_m + box.max_x_m) / 2,
                            (box.min_y_m + box.max_y_m) / 2};
}

static void take_grounds(const struct osm_source *source,
                         struct school_candidate *c, const struct area *area)
{
    struct error err;
    c->grounds = *area;
    c->size_m2 = area_m2(area);
    if (shape_inside_point(source->shaper, area, &c->point, &err) != STATUS_OK)
        c->point = area->polygons[0].rings[0].points[0];
}

static bool has_known_node(const struct osm_way *way)
{
    for (size_t i = 0; i < way->n_nodes; i++)
        if (way->nodes[i] != OSM_NO_NODE)
            return true;
    return false;
}

static void read_way(const struct osm_source *source, const struct osm_way *way,
                     struct school_candidate_list *candidates)
{
    struct area area;
    const char *reason = osm_area_of_way(source, way, &area);
    if (reason != NULL && !has_known_node(way)) {
        report_example(source->report, "schools", "refused",
                       "part of it is not in the file", "w%lld",
                       (long long)way->id);
        report_count(source->report, "schools", "read", NULL, 1);
        return;
    }
    struct school_candidate *c =
        add_candidate(source, candidates, way->tags, OSM_WAY, way->id);
    if (reason == NULL) {
        take_grounds(source, c, &area);
    } else {
        c->point = middle_of_nodes(source, way);
        report_example(source->report, "schools", "note",
                       "kept as a point: its outline does not close",
                       "\"%s\" (%s)", c->name, c->id);
    }
}

static void read_relation(const struct osm_source *source,
                          const struct osm_relation *relation,
                          struct school_candidate_list *candidates)
{
    struct area area;
    const char *reason = osm_is_area_relation(relation)
                             ? osm_area_of_relation(source, relation, &area)
                             : "a relation that is no area";
    if (reason != NULL) {
        report_count(source->report, "schools", "read", NULL, 1);
        report_example(source->report, "schools", "refused", reason, "r%lld",
                       (long long)relation->id);
        return;
    }
    take_grounds(source,
                 add_candidate(source, candidates, relation->tags, OSM_RELATION,
                               relation->id),
                 &area);
}

void school_candidates_read(const struct osm_source *source,
                            struct school_candidate_list *candidates)
{
    const struct osm_file *file = source->file;
    for (size_t i = 0; i < file->nodes.count; i++) {
        const struct osm_node *node = &file->nodes.items[i];
        if (node->tags.count > 0 && is_school(node->tags))
            add_candidate(source, candidates, node->tags, OSM_NODE, node->id)
                ->point = source->at[i];
    }
    for (size_t i = 0; i < file->ways.count; i++)
        if (is_school(file->ways.items[i].tags))
            read_way(source, &file->ways.items[i], candidates);
    for (size_t i = 0; i < file->relations.count; i++)
        if (is_school(file->relations.items[i].tags))
            read_relation(source, &file->relations.items[i], candidates);
}
