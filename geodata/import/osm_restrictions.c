#include "import/osm_restrictions.h"

#include <string.h>

#include "base/text.h"

// The members of a restriction, sorted out.
struct turn {
    int64_t *from;
    size_t n_from;
    int64_t *to;
    size_t n_to;
    int64_t *via_ways;
    size_t n_via_ways;
    int64_t via_node;
    size_t n_via_nodes;
};

static struct turn sort_members(struct arena *arena,
                                const struct osm_relation *relation)
{
    size_t n = relation->n_members;
    struct turn turn = {.from = arena_array(arena, int64_t, n),
                        .to = arena_array(arena, int64_t, n),
                        .via_ways = arena_array(arena, int64_t, n)};
    for (size_t i = 0; i < n; i++) {
        const struct osm_member *member = &relation->members[i];
        if (member->kind == OSM_WAY && strcmp(member->role, "from") == 0)
            turn.from[turn.n_from++] = member->id;
        else if (member->kind == OSM_WAY && strcmp(member->role, "to") == 0)
            turn.to[turn.n_to++] = member->id;
        else if (member->kind == OSM_WAY && strcmp(member->role, "via") == 0)
            turn.via_ways[turn.n_via_ways++] = member->id;
        else if (member->kind == OSM_NODE && strcmp(member->role, "via") == 0) {
            turn.via_node = member->id;
            turn.n_via_nodes++;
        }
    }
    return turn;
}

static bool are_streets(const struct osm_source *source, const bool *is_kept,
                        const int64_t *ids, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        const struct osm_way *way = osm_find_way(source->file, ids[i]);
        if (way == NULL || !is_kept[way - source->file->ways.items])
            return false;
    }
    return true;
}

static bool is_kind(const char *kind)
{
    return kind != NULL &&
           (strncmp(kind, "no_", 3) == 0 || strncmp(kind, "only_", 5) == 0);
}

// Relations cut at the extract's edge lose members.
static bool is_whole(const struct turn *turn)
{
    return turn->n_from > 0 && turn->n_to > 0 &&
           turn->n_via_nodes + turn->n_via_ways > 0;
}

// Several ways may only be named where all entries or exits are meant.
static bool has_right_ends(const struct turn *turn, const char *kind)
{
    bool may_have_many_from = strcmp(kind, "no_entry") == 0;
    bool may_have_many_to = strcmp(kind, "no_exit") == 0;
    return (turn->n_from == 1 || may_have_many_from) &&
           (turn->n_to == 1 || may_have_many_to);
}

static const char *why_not(const struct osm_source *source, const bool *is_kept,
                           const bool *is_junction, const char *kind,
                           const struct turn *turn)
{
    if (!is_kind(kind))
        return "of a kind for some vehicles, hours or not known";
    if (!is_whole(turn))
        return "from, via or to is missing";
    if (!has_right_ends(turn, kind))
        return "not from one way to one way";
    bool is_via_node = turn->n_via_nodes == 1 && turn->n_via_ways == 0;
    bool is_via_ways = turn->n_via_nodes == 0 && turn->n_via_ways > 0;
    if (!is_via_node && !is_via_ways)
        return "not over one node, or over ways";
    if (!are_streets(source, is_kept, turn->from, turn->n_from) ||
        !are_streets(source, is_kept, turn->to, turn->n_to) ||
        !are_streets(source, is_kept, turn->via_ways, turn->n_via_ways))
        return "a way of it is no street here";
    if (is_via_node) {
        uint32_t node = osm_find_node(source->file, turn->via_node);
        if (node == OSM_NO_NODE || !is_junction[node])
            return "its node is no junction here";
    }
    return NULL;
}

static void add_turns(const struct osm_source *source, const char *kind,
                      const char *except, const struct turn *turn,
                      struct turn_restriction_list *restrictions)
{
    for (size_t f = 0; f < turn->n_from; f++)
        for (size_t t = 0; t < turn->n_to; t++)
            *turn_restriction_list_add(restrictions, source->arena) =
                (struct turn_restriction){.kind = kind,
                                          .except = except,
                                          .from_way = turn->from[f],
                                          .via_junction = turn->via_node,
                                          .via_ways = turn->via_ways,
                                          .n_via_ways = turn->n_via_ways,
                                          .to_way = turn->to[t]};
}

void osm_restrictions_build(const struct osm_source *source,
                            const bool *is_kept, const bool *is_junction,
                            struct turn_restriction_list *restrictions)
{
    static const char THING[] = "turn restrictions";
    for (size_t r = 0; r < source->file->relations.count; r++) {
        const struct osm_relation *relation = &source->file->relations.items[r];
        const char *type = osm_tag(relation->tags, "type");
        if (type == NULL || strncmp(type, "restriction", 11) != 0)
            continue;
        report_count(source->report, THING, "read", NULL, 1);
        // A type restriction:motorcar and the like has no plain `restriction`.
        const char *kind = osm_tag(relation->tags, "restriction");
        struct turn turn = sort_members(source->arena, relation);
        const char *reason = why_not(source, is_kept, is_junction, kind, &turn);
        if (reason != NULL) {
            report_example(source->report, THING, "refused", reason,
                           "%s (r%lld)", kind == NULL ? "no kind" : kind,
                           (long long)relation->id);
            continue;
        }
        report_count(source->report, THING, "kept", NULL, 1);
        add_turns(source, kind, osm_tag(relation->tags, "except"), &turn,
                  restrictions);
    }
}
