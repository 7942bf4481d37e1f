#include "witness_extra.h"

#include <math.h>
#include <string.h>

// 1 for a primary road, 2 for a trunk, 3 for a motorway, 0 for smaller streets.
static int bigness(const char *highway)
{
    static const char *const BIG[] = {"primary", "trunk", "motorway"};
    for (int i = 0; i < 3 && highway != NULL; i++) {
        size_t n = strlen(BIG[i]);
        if (strncmp(highway, BIG[i], n) == 0 &&
            (highway[n] == '\0' || strcmp(highway + n, "_link") == 0))
            return i + 1;
    }
    return 0;
}

static bool says(const char *tag)
{
    return tag != NULL && strcmp(tag, "no") != 0;
}

static bool is_level(const struct street *street)
{
    return !says(street->tags.bridge) && !says(street->tags.tunnel);
}

static bool is_a_crossing(const struct junction *junction)
{
    const char *highway = junction->tags.highway;
    return says(junction->tags.crossing) ||
           (highway != NULL && (strcmp(highway, "crossing") == 0 ||
                                strcmp(highway, "traffic_signals") == 0));
}

struct extra_rules extra_rules_read(struct arena *arena,
                                    const struct profile *profile,
                                    const struct street_set *streets,
                                    const struct street_net *net)
{
    struct extra_rules rules = {streets, net,
                                arena_array(arena, bool, net->n_nodes),
                                arena_array(arena, int, net->n_nodes),
                                strcmp(profile->name, "walk_safe") == 0};
    const struct junction *junctions = streets->junctions.items;
    for (size_t n = 0; n < net->n_nodes; n++)
        rules.is_safe[n] = is_a_crossing(&junctions[n]);
    for (size_t e = 0; e < net->n_edges; e++) {
        uint32_t a = net->edges[e].from_node;
        uint32_t b = net->edges[e].to_node;
        if (net->edges[e].length_cm <= 30 * 100) { // a few steps
            rules.is_safe[a] |= is_a_crossing(&junctions[b]);
            rules.is_safe[b] |= is_a_crossing(&junctions[a]);
        }
        const struct street *street = &streets->streets.items[e];
        int big = is_level(street) ? bigness(street->tags.highway) : 0;
        rules.bigness[a] = big > rules.bigness[a] ? big : rules.bigness[a];
        rules.bigness[b] = big > rules.bigness[b] ? big : rules.bigness[b];
    }
    return rules;
}

double extra_along_cm(const struct extra_rules *rules, uint32_t edge,
                      uint32_t cm)
{
    static const double SHARE[] = {0, 0.25, 0.5, 1};
    const struct street *street = &rules->streets->streets.items[edge];
    const char *sidewalk = street->tags.sidewalk;
    bool has_sidewalk = says(sidewalk) && strcmp(sidewalk, "none") != 0;
    if (!rules->holds || !is_level(street) || has_sidewalk)
        return 0;
    return floor(cm * SHARE[bigness(street->tags.highway)]);
}

double extra_at_cm(const struct extra_rules *rules, uint32_t edge,
                   uint32_t node)
{
    static const double HALF_M[] = {0, 50, 75, 100};
    const struct street *street = &rules->streets->streets.items[edge];
    if (!rules->holds || rules->is_safe[node] ||
        bigness(street->tags.highway) > 0)
        return 0;
    return 100 * HALF_M[rules->bigness[node]];
}
