// A careful walker's distances: what big roads add to them.

#include <stdbool.h>

#include "check.h"
#include "town.h"

static struct net_place on_street(const struct town *town, double x_m,
                                  double y_m)
{
    struct net_place place;
    CHECK(snap_point(town->snapper, (struct point_m){x_m, y_m}, 500, &place));
    return place;
}

static struct route way(struct town *town, struct net_place from,
                        struct net_place to)
{
    struct route route;
    struct router *router = router_new(&town->measure);
    CHECK(router_route(router, town->arena, &from, &to, &route));
    router_free(router);
    return route;
}

// A big road with three small streets over it, those at the sides joined in the
// north and in the south:
//
//        7 ------ 8 ------ 9        y = 60
//        |     home|       |
//        1 ====== 2 ====== 3        y = 0, big; crossings where the test says
//        |   school|       |
//        4 ------ 5 ------ 6        y = -60
//
//      x = -east   0      east
static struct town *over_the_road(double east_m, const char *big)
{
    struct town *town = town_new();
    for (int row = 0; row < 3; row++)
        for (int column = -1; column <= 1; column++)
            town_junction(town, column * east_m,
                          row == 0   ? 0
                          : row == 1 ? -60
                                     : 60);
    town_street(town, 1, 2, big);
    town_street(town, 2, 3, big);
    for (int64_t i = 1; i <= 3; i++) {
        town_street(town, i, i + 3, "residential");
        town_street(town, i, i + 6, "residential");
    }
    for (int64_t i = 4; i <= 7; i += 3) {
        town_street(town, i, i + 1, "residential");
        town_street(town, i + 1, i + 2, "residential");
    }
    return town;
}

static struct junction_tags *tags_of(struct town *town, int64_t junction)
{
    return &town->streets.junctions.items[junction - 1].tags;
}

static struct route across(struct town *town, const char *profile)
{
    town_build(town, profile);
    return way(town, on_street(town, 0, 40), on_street(town, 0, -40));
}

static void crossing_a_big_road_costs_its_price(void **state)
{
    static const struct {
        const char *big;
        uint32_t price_cm;
    } ROADS[] = {{"primary", 10000},
                 {"trunk", 15000},
                 {"trunk_link", 15000},
                 {"secondary", 0},
                 {"tertiary", 0}};
    for (size_t i = 0; i < sizeof ROADS / sizeof *ROADS; i++) {
        struct town *town = over_the_road(500, ROADS[i].big);
        struct route route = across(town, "walk_safe");
        CHECK_INT(route.distance_cm, 8000 + ROADS[i].price_cm);
        CHECK_INT(route.extra_cm, ROADS[i].price_cm);
        CHECK_INT(route.n_legs, 1);
        CHECK_INT(route.legs[0].length_cm, 8000);
        // The metres are a caution: they take no time.
        CHECK_NEAR(route.duration_ms, 80 / 4.6 * 3600, 3);
        town_free(town);
    }
}

static void a_crossing_is_taken_when_it_is_cheaper_and_only_then(void **state)
{
    // By 9 and 6, with a crossing at 3, against 80 + 150 m straight over.
    struct town *town = over_the_road(33, "trunk");
    tags_of(town, 3)->crossing = "zebra";
    struct route route = across(town, "walk_safe");
    CHECK_INT(route.distance_cm, 2000 + 3300 + 12000 + 3300 + 2000);
    CHECK_INT(route.extra_cm, 0);
    town_free(town);

    town = over_the_road(37, "trunk");
    tags_of(town, 3)->crossing = "zebra";
    route = across(town, "walk_safe");
    CHECK_INT(route.distance_cm, 8000 + 15000);
    CHECK_INT(route.extra_cm, 15000);
    town_free(town);
}

static void a_traffic_light_at_the_junction_makes_it_free(void **state)
{
    struct town *town = over_the_road(500, "primary");
    tags_of(town, 2)->highway = "traffic_signals";
    CHECK_INT(across(town, "walk_safe").distance_cm, 8000);
    tags_of(town, 2)->highway = NULL;
    tags_of(town, 2)->crossing = "no";
    CHECK_INT(across(town, "walk_safe").distance_cm, 18000);
    town_free(town);
}

static void a_crossing_mapped_a_few_steps_off_serves_the_junction(void **state)
{
    static const double STEPS_M[] = {20, 40};
    for (int i = 0; i < 2; i++) {
        struct town *town = over_the_road(500, "primary");
        int64_t zebra = town_junction(town, STEPS_M[i], 0);
        tags_of(town, zebra)->crossing = "zebra";
        town_street(town, 2, zebra, "primary");
        struct route route = across(town, "walk_safe");
        CHECK_INT(route.extra_cm, i == 0 ? 0 : 10000);
        town_free(town);
    }
}

static void going_over_or_under_is_free(void **state)
{
    // The road runs over a bridge where the small street meets it.
    struct town *town = over_the_road(500, "motorway");
    for (int i = 0; i < 2; i++)
        town->streets.streets.items[i].tags.bridge = "yes";
    CHECK_INT(across(town, "walk_safe").distance_cm, 8000);
    town_free(town);

    // A footbridge that shares no junction with the road.
    town = over_the_road(500, "trunk");
    struct street *footbridge = town_street(town, 8, 5, "footway");
    footbridge->tags.bridge = "yes";
    struct route route = across(town, "walk_safe");
    CHECK_INT(route.distance_cm, 2000 + 12000 + 2000);
    CHECK_INT(route.extra_cm, 0);
    town_free(town);
}

static void
joining_is_half_of_crossing_and_following_has_its_own_rate(void **state)
{
    struct town *town = over_the_road(400, "trunk");
    town_build(town, "walk_safe");
    struct net_place lane = on_street(town, 0, 30);
    struct net_place front = on_street(town, 200, 0);
    struct route in = way(town, lane, front);
    CHECK_INT(in.extra_cm, 7500 + 20000 / 2);
    CHECK_INT(in.distance_cm, 3000 + 20000 + in.extra_cm);
    CHECK_INT(way(town, front, lane).distance_cm, in.distance_cm);
    // Along the road past a junction nothing but its metres is added.
    struct net_place far = on_street(town, -100, 0);
    CHECK_INT(way(town, far, front).extra_cm, 30000 / 2);
    town_free(town);
}

static void a_sidewalk_or_a_tunnel_makes_following_free(void **state)
{
    struct town *town = over_the_road(400, "primary");
    town->streets.streets.items[0].tags.sidewalk = "both";
    town->streets.streets.items[1].tags.tunnel = "yes";
    town_build(town, "walk_safe");
    struct net_place west = on_street(town, -300, 0);
    struct net_place east = on_street(town, 300, 0);
    CHECK_INT(way(town, west, east).distance_cm, 60000);
    town->streets.streets.items[0].tags.sidewalk = "none";
    town_build(town, "walk_safe");
    CHECK_INT(way(town, west, east).distance_cm, 60000 + 30000 / 4);
    town_free(town);
}

static void the_parts_of_an_edge_add_up_to_the_whole(void **state)
{
    struct town *town = over_the_road(333, "primary");
    town_build(town, "walk_safe");
    struct road_graph *graph = &town->graph;
    for (uint32_t cut_cm = 0; cut_cm <= 33300; cut_cm += 37)
        CHECK_INT(road_edge_extra_cm(graph, 0, 0, cut_cm) +
                      road_edge_extra_cm(graph, 0, 33300, cut_cm),
                  road_edge_extra_cm(graph, 0, 0, 33300));
    CHECK_INT(road_edge_distance_cm(graph, &town->net, 0), 33300 + 8325);
    CHECK_INT(road_edge_distance_cm(graph, &town->net, 2), 6000 + 5000);
    town_free(town);
}

static void others_care_nothing_and_small_streets_cost_nothing(void **state)
{
    struct town *town = over_the_road(400, "trunk");
    CHECK_INT(across(town, "walk").distance_cm, 8000);
    CHECK(town->graph.extra == NULL);
    CHECK_INT(across(town, "motorbike").extra_cm, 0);
    town_free(town);

    town = over_the_road(400, "secondary");
    uint32_t walk_cm = across(town, "walk").distance_cm;
    CHECK_INT(across(town, "walk_safe").distance_cm, walk_cm);
    town_free(town);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(crossing_a_big_road_costs_its_price),
        TEST(a_crossing_is_taken_when_it_is_cheaper_and_only_then),
        TEST(a_traffic_light_at_the_junction_makes_it_free),
        TEST(a_crossing_mapped_a_few_steps_off_serves_the_junction),
        TEST(going_over_or_under_is_free),
        TEST(joining_is_half_of_crossing_and_following_has_its_own_rate),
        TEST(a_sidewalk_or_a_tunnel_makes_following_free),
        TEST(the_parts_of_an_edge_add_up_to_the_whole),
        TEST(others_care_nothing_and_small_streets_cost_nothing),
    };
    return RUN_TESTS(tests);
}
