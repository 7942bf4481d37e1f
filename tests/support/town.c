#include "town.h"

#include <stdlib.h>
#include <string.h>

#include "check.h"

struct town *town_new(void)
{
    struct arena *arena = arena_new();
    struct town *town = arena_array(arena, struct town, 1);
    town->arena = arena;
    return town;
}

void town_free(struct town *town)
{
    arena_free(town->arena);
}

int64_t town_junction(struct town *town, double x_m, double y_m)
{
    struct junction *junction =
        junction_list_add(&town->streets.junctions, town->arena);
    junction->id = (int64_t)town->streets.junctions.count;
    junction->at = (struct point_m){x_m, y_m};
    return junction->id;
}

static struct point_m at(const struct town *town, int64_t junction)
{
    return town->streets.junctions.items[junction - 1].at;
}

struct street *town_street(struct town *town, int64_t from, int64_t to,
                           const char *highway)
{
    struct street *street =
        street_list_add(&town->streets.streets, town->arena);
    street->id = (int64_t)town->streets.streets.count;
    street->way_id = 1000 + street->id;
    street->from_junction = from;
    street->to_junction = to;
    street->tags.highway = highway;
    street->line.points = arena_array(town->arena, struct point_m, 2);
    street->line.points[0] = at(town, from);
    street->line.points[1] = at(town, to);
    street->line.count = 2;
    return street;
}

void town_bend(struct town *town, struct street *street,
               const struct point_m *bends, size_t n_bends)
{
    struct point_m *points =
        arena_array(town->arena, struct point_m, n_bends + 2);
    points[0] = at(town, street->from_junction);
    memcpy(points + 1, bends, n_bends * sizeof *bends);
    points[n_bends + 1] = at(town, street->to_junction);
    street->line = (struct line){points, n_bends + 2};
}

void town_build(struct town *town, const char *profile)
{
    struct error err;
    if (street_net_build(town->arena, &town->streets, GROUND_FLAT, &town->net,
                         &err) != STATUS_OK)
        fail_msg("%s", err.text);
    town->graph = road_graph_build(town->arena, profile_find(profile),
                                   &town->streets, &town->net, &town->report);
    town->measure =
        measure_build(town->arena, profile_find(profile), BY_DISTANCE,
                      &town->streets, &town->net, &town->graph, &town->turns);
    town->snapper = snapper_build(town->arena, &town->net, &town->graph);
}

static const char *pick(struct random *random, const char *const *texts,
                        uint32_t n)
{
    return texts[random_below(random, n)];
}

static void draw_street(struct town *town, struct random *random)
{
    static const char *const CLASSES[] = {"residential", "primary",  "service",
                                          "path",        "tertiary", "trunk",
                                          "primary_link"};
    static const char *const DIRECTIONS[] = {NULL, NULL, NULL, "yes", "-1"};
    static const char *const SIDEWALKS[] = {NULL, NULL, NULL, "none", "left"};
    static const char *const NAMES[] = {NULL, "Lê Lợi", "Hai Bà Trưng"};
    uint32_t n = (uint32_t)town->streets.junctions.count;
    struct street *street =
        town_street(town, 1 + random_below(random, n),
                    1 + random_below(random, n), pick(random, CLASSES, 7));
    street->tags.oneway = pick(random, DIRECTIONS, 5);
    street->tags.oneway_foot = random_below(random, 9) == 0 ? "yes" : NULL;
    street->tags.bridge = random_below(random, 9) == 0 ? "yes" : NULL;
    street->tags.tunnel = random_below(random, 9) == 0 ? "yes" : NULL;
    street->tags.sidewalk = pick(random, SIDEWALKS, 5);
    street->tags.cycleway =
        random_below(random, 9) == 0 ? "opposite_lane" : NULL;
    street->name = pick(random, NAMES, 3);
    struct point_m bends[3];
    uint32_t n_bends = random_below(random, 4);
    for (uint32_t i = 0; i < n_bends; i++)
        bends[i] =
            (struct point_m){random_below(random, 6), random_below(random, 6)};
    if (n_bends < 3)
        town_bend(town, street, bends, n_bends);
}

struct turn_restriction *town_restriction(struct town *town, const char *kind,
                                          const struct street *from,
                                          int64_t via_junction,
                                          const struct street *to)
{
    struct turn_restriction *restriction =
        turn_restriction_list_add(&town->streets.restrictions, town->arena);
    restriction->kind = kind;
    restriction->from_way = from->way_id;
    restriction->via_junction = via_junction;
    restriction->to_way = to->way_id;
    return restriction;
}

void town_restriction_via(struct town *town,
                          struct turn_restriction *restriction,
                          const struct street *const *via, size_t n_via)
{
    int64_t *ways = arena_array(town->arena, int64_t, n_via);
    for (size_t i = 0; i < n_via; i++)
        ways[i] = via[i]->way_id;
    restriction->via_junction = 0;
    restriction->via_ways = ways;
    restriction->n_via_ways = n_via;
}

// The other end of a street from a junction on it.
static int64_t far_end(const struct street *street, int64_t junction)
{
    return street->from_junction == junction ? street->to_junction
                                             : street->from_junction;
}

// A street that touches the junction, or now and then any at all.
static const struct street *street_at(const struct town *town,
                                      struct random *random, int64_t junction)
{
    const struct street *street = NULL;
    for (int tries = 0; tries < 8; tries++) {
        street = &town->streets.streets.items[random_below(
            random, (uint32_t)town->streets.streets.count)];
        if (street->from_junction == junction ||
            street->to_junction == junction)
            break;
    }
    return street;
}

static void draw_restriction(struct town *town, struct random *random)
{
    static const char *const KINDS[] = {"no_left_turn",    "no_u_turn",
                                        "no_straight_on",  "only_straight_on",
                                        "only_right_turn", "only_u_turn"};
    static const char *const EXCEPTS[] = {
        NULL, NULL, NULL, NULL, "bus;motorcycle", "psv"};
    const char *kind = pick(random, KINDS, 6);
    int64_t at =
        1 + random_below(random, (uint32_t)town->streets.junctions.count);
    const struct street *from = street_at(town, random, at);
    const struct street *via[3];
    uint32_t n_via =
        random_below(random, 3) == 0 ? 1 + random_below(random, 3) : 0;
    int64_t end = at;
    for (uint32_t v = 0; v < n_via; v++) {
        via[v] = street_at(town, random, end);
        end = far_end(via[v], end);
    }
    const struct street *to =
        random_below(random, 3) == 0 ? from : street_at(town, random, end);
    struct turn_restriction *restriction =
        town_restriction(town, kind, from, at, to);
    restriction->except = pick(random, EXCEPTS, 6);
    if (n_via > 0)
        town_restriction_via(town, restriction, via, n_via);
}

// A way of OpenStreetMap is often several streets long.
static void join_ways(struct town *town, struct random *random)
{
    struct street_list *streets = &town->streets.streets;
    for (size_t i = 1; i < streets->count; i++)
        if (random_below(random, 5) == 0)
            streets->items[i].way_id = streets->items[i - 1].way_id;
}

static void draw_junction_tags(struct junction_tags *tags,
                               struct random *random)
{
    static const char *const BARRIERS[] = {"wall", "wall", "bollard",
                                           "turnstile"};
    if (random_below(random, 6) == 0)
        tags->barrier = pick(random, BARRIERS, 4);
    if (random_below(random, 9) == 0)
        tags->highway = "traffic_signals";
    if (random_below(random, 9) == 0)
        tags->crossing = random_below(random, 3) == 0 ? "no" : "zebra";
}

struct town *town_at_random(struct random *random)
{
    struct town *town = town_new();
    uint32_t n_junctions = 1 + random_below(random, 9);
    uint32_t n_streets = 1 + random_below(random, 3 * n_junctions);
    uint32_t step_m = random_below(random, 4) == 0 ? 20 : 1;
    for (uint32_t i = 0; i < n_junctions; i++)
        town_junction(town, step_m * random_below(random, 6),
                      step_m * random_below(random, 6));
    for (uint32_t i = 0; i < n_junctions; i++)
        draw_junction_tags(&town->streets.junctions.items[i].tags, random);
    for (uint32_t i = 0; i < n_streets; i++)
        draw_street(town, random);
    join_ways(town, random);
    for (uint32_t n = random_below(random, 3 * n_junctions); n > 0; n--)
        draw_restriction(town, random);
    town_build(
        town,
        profile_at(random_below(random, (uint32_t)profile_count()))->name);
    return town;
}

struct net_place town_place_at_random(const struct town *town,
                                      struct random *random)
{
    uint32_t edge;
    do {
        edge = random_below(random, (uint32_t)town->net.n_edges);
    } while (town->graph.edge_use[edge] == 0);
    uint32_t length_cm = town->net.edges[edge].length_cm;
    uint32_t share = random_below(random, 4);
    struct net_place place = {
        .edge = edge,
        .offset_cm = share == 0   ? 0
                     : share == 1 ? length_cm
                                  : random_below(random, length_cm + 1),
        .straight_cm = 100 * random_below(random, 3)};
    place.on = street_net_point_at(&town->net, edge, place.offset_cm);
    place.from = (struct point_m){place.on.x_m + place.straight_cm / 100.0,
                                  place.on.y_m};
    return place;
}
