// A big road is crossed at a junction, where small streets meet it from either
// side. Which side cannot be told from the tags, so the price is split: half
// for every step from a small street onto the junction, half for every step
// from it into one. Going over costs the whole, joining the road half, and
// following it through the junction nothing but its own metres.
//
//     small                      half of the price lies at each *
//       |
//       *
//     ==N==========  big         nothing if N is a crossing, has one within
//       *                        a few steps along a street, or if all big
//       |                        roads here run over a bridge or in a tunnel
//     small

#include "network/road_extra.h"

#include "base/text.h"

// A crossing is mapped on the street's line, beside the junction it serves.
#define CROSSING_SERVES_CM 3000u

static bool is_crossing(const struct junction_tags *tags)
{
    if (text_is_one_of(tags->highway, "crossing traffic_signals"))
        return true;
    return tags->crossing != NULL && !text_same(tags->crossing, "no");
}

static bool is_given(const char *tag)
{
    return tag != NULL && !text_same(tag, "no");
}

// Apart from what lies below or above it.
static bool is_apart(const struct street_tags *tags)
{
    return is_given(tags->bridge) || is_given(tags->tunnel);
}

static bool has_sidewalk(const struct street_tags *tags)
{
    return text_is_one_of(tags->sidewalk, "yes both left right separate");
}

static uint8_t *find_served(struct arena *scratch,
                            const struct street_set *streets,
                            const struct street_net *net)
{
    uint8_t *is_served = arena_array(scratch, uint8_t, net->n_nodes);
    for (size_t n = 0; n < net->n_nodes; n++)
        is_served[n] = is_crossing(&streets->junctions.items[n].tags);
    for (size_t e = 0; e < net->n_edges; e++) {
        struct net_edge edge = net->edges[e];
        if (edge.length_cm > CROSSING_SERVES_CM)
            continue;
        if (is_crossing(&streets->junctions.items[edge.from_node].tags))
            is_served[edge.to_node] = 1;
        if (is_crossing(&streets->junctions.items[edge.to_node].tags))
            is_served[edge.from_node] = 1;
    }
    return is_served;
}

// Half the price of the dearest big road at each node, 0 where it is safe.
static uint16_t *find_half_prices(struct arena *scratch,
                                  const struct profile *profile,
                                  const struct street_set *streets,
                                  const struct street_net *net)
{
    const uint8_t *is_served = find_served(scratch, streets, net);
    uint16_t *half_cm = arena_array(scratch, uint16_t, net->n_nodes);
    for (size_t e = 0; e < net->n_edges; e++) {
        const struct street_tags *tags = &streets->streets.items[e].tags;
        const struct road_price *price = profile_price(profile, tags);
        if (price == NULL || is_apart(tags))
            continue;
        uint32_t ends[2] = {net->edges[e].from_node, net->edges[e].to_node};
        for (int i = 0; i < 2; i++)
            if (!is_served[ends[i]] &&
                half_cm[ends[i]] < price->crossing_cm / 2)
                half_cm[ends[i]] = (uint16_t)(price->crossing_cm / 2);
    }
    return half_cm;
}

const struct road_extra *road_extra_build(struct arena *arena,
                                          const struct profile *profile,
                                          const struct street_set *streets,
                                          const struct street_net *net)
{
    if (!profile_shuns_big_roads(profile))
        return NULL;
    struct arena *scratch = arena_new();
    const uint16_t *half_cm = find_half_prices(scratch, profile, streets, net);
    struct road_extra *extra =
        arena_array(arena, struct road_extra, net->n_edges);
    for (size_t e = 0; e < net->n_edges; e++) {
        const struct street_tags *tags = &streets->streets.items[e].tags;
        const struct road_price *price = profile_price(profile, tags);
        if (price == NULL)
            extra[e] = (struct road_extra){0, half_cm[net->edges[e].from_node],
                                           half_cm[net->edges[e].to_node]};
        else if (!is_apart(tags) && !has_sidewalk(tags))
            extra[e].along_cm_per_m = (uint16_t)price->along_cm_per_m;
    }
    arena_free(scratch);
    return extra;
}
