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
    town->measure = measure_build(
        town->arena, profile_find(profile), BY_DISTANCE, &town->streets,
        &town->net, &town->graph, &town->turns);
    town->snapper = snapper_build(town->arena, &town->net, &town->graph);
}

static const char *pick(struct random *random, const char *const *texts,
                        uint32_t n)
{
    return texts[random_below(random, n)];
}

static void draw_street(struct town *town, struct random *random)
{
    static const char *const CLASSES[] = {"residential", "primary", "service",
                                          "path", "tertiary"};
    static const char *const DIRECTIONS[] = {NULL, NULL, NULL, "yes", "-1"};
    static const char *const NAMES[] = {NULL, "Lê Lợi", "Hai Bà Trưng"};
    uint32_t n = (uint32_t)town->streets.junctions.count;
    struct street *street =
        town_street(town, 1 + random_below(random, n),
                    1 + random_below(random, n), pick(random, CLASSES, 5));
    street->tags.oneway = pick(random, DIRECTIONS, 5);
    street->tags.oneway_foot = random_below(random, 9) == 0 ? "yes" : NULL;
    street->name = pick(random, NAMES, 3);
    struct point_m bends[3];
    uint32_t n_bends = random_below(random, 4);
    for (uint32_t i = 0; i < n_bends; i++)
        bends[i] =
            (struct point_m){random_below(random, 6), random_below(random, 6)};
    if (n_bends < 3)
        town_bend(town, street, bends, n_bends);
}

struct town *town_at_random(struct random *random)
{
    struct town *town = town_new();
    uint32_t n_junctions = 1 + random_below(random, 9);
    uint32_t n_streets = 1 + random_below(random, 3 * n_junctions);
    for (uint32_t i = 0; i < n_junctions; i++)
        town_junction(town, random_below(random, 6), random_below(random, 6));
    for (uint32_t i = 0; i < n_junctions; i++)
        if (random_below(random, 8) == 0)
            town->streets.junctions.items[i].tags.barrier = "wall";
    for (uint32_t i = 0; i < n_streets; i++)
        draw_street(town, random);
    town_build(town, random_below(random, 2) == 0 ? "walk" : "motorbike");
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
