// Small towns drawn by hand, with answers anyone can check.

#include <stdbool.h>
#include <string.h>

#include "base/random.h"
#include "check.h"
#include "network/reach.h"
#include "town.h"

static struct net_place on_street(const struct town *town, double x_m,
                                  double y_m)
{
    struct net_place place;
    CHECK(snap_point(town->snapper, (struct point_m){x_m, y_m}, 500, &place));
    return place;
}

static uint32_t distance_cm(const struct town *town, struct net_place from,
                            struct net_place to)
{
    uint32_t cm, ms;
    struct router *router = router_new(&town->measure);
    router_distance(router, &from, &to, &cm, &ms);
    router_free(router);
    return cm;
}

// A block, 100 m by 100 m:
//
//     4 ----- 3
//     |       |
//     1 --A-B-2       street 1–2 may be one way
static struct town *block(const char *profile, const char *oneway)
{
    struct town *town = town_new();
    town_junction(town, 0, 0);
    town_junction(town, 100, 0);
    town_junction(town, 100, 100);
    town_junction(town, 0, 100);
    struct street *south = town_street(town, 1, 2, "residential");
    south->name = "Lê Lợi";
    south->tags.oneway = oneway;
    for (int64_t i = 2; i <= 4; i++)
        town_street(town, i, i % 4 + 1, "residential")->name = "Hai Bà Trưng";
    town_build(town, profile);
    return town;
}

static void home_and_school_on_one_street_are_joined_directly(void **state)
{
    struct town *town = block("walk", NULL);
    struct net_place home = on_street(town, 30, -5);
    struct net_place gate = on_street(town, 70, 2);
    CHECK_INT(distance_cm(town, home, gate), 500 + 4000 + 200);
    CHECK_INT(distance_cm(town, gate, home), 500 + 4000 + 200);
    CHECK_INT(distance_cm(town, home, home), 500 + 500);
    town_free(town);
}

static void
against_a_one_way_street_a_motorbike_goes_round_the_block(void **state)
{
    struct town *town = block("motorbike", "yes");
    struct net_place home = on_street(town, 70, 0);
    struct net_place gate = on_street(town, 30, 0);
    CHECK_INT(distance_cm(town, home, gate), 3000 + 30000 + 3000);
    CHECK_INT(distance_cm(town, gate, home), 4000);
    town_free(town);

    town = block("walk", "yes");
    CHECK_INT(distance_cm(town, home, gate), 4000);
    town_free(town);
}

static void a_route_is_a_receipt(void **state)
{
    struct town *town = block("motorbike", "yes");
    struct net_place home = on_street(town, 70, -3);
    struct net_place gate = on_street(town, 30, 4);
    struct router *router = router_new(&town->measure);
    struct route route;
    CHECK(router_route(router, town->arena, &home, &gate, &route));
    CHECK_INT(route.distance_cm, 300 + 36000 + 400);
    CHECK_INT(route.first_straight_cm, 300);
    CHECK_INT(route.last_straight_cm, 400);
    CHECK_INT(route.n_legs, 3);
    CHECK_TEXT(route.legs[0].name, "Lê Lợi");
    CHECK_INT(route.legs[0].length_cm, 3000);
    CHECK_TEXT(route.legs[1].name, "Hai Bà Trưng");
    CHECK_INT(route.legs[1].length_cm, 30000);
    CHECK_INT(route.legs[2].length_cm, 3000);
    // home, street, three corners and the last, street, gate
    CHECK_INT(route.line.count, 8);
    CHECK_NEAR(route.line.points[0].y_m, -3, 0);
    CHECK_NEAR(route.line.points[3].y_m, 100, 0);
    CHECK_NEAR(route.line.points[7].x_m, 30, 0);
    // 7 m at 4.6 km/h, 360 m at 22 km/h
    CHECK_NEAR(route.duration_ms, 7 / 4.6 * 3600 + 360 / 22.0 * 3600, 5);
    router_free(router);
    town_free(town);
}

// A wall at 2 cuts the street; the way round is by 4 and 5.
//
//     1 --home-- 2 --school-- 3
//     |                       |
//     4 --------------------- 5
static struct town *walled(const char *barrier)
{
    struct town *town = town_new();
    town_junction(town, 0, 0);
    town_junction(town, 100, 0);
    town_junction(town, 200, 0);
    town_junction(town, 0, 50);
    town_junction(town, 200, 50);
    town->streets.junctions.items[1].tags.barrier = barrier;
    town_street(town, 1, 2, "residential");
    town_street(town, 2, 3, "residential");
    town_street(town, 1, 4, "residential");
    town_street(town, 4, 5, "residential");
    town_street(town, 5, 3, "residential");
    town_build(town, "walk");
    return town;
}

static void nobody_goes_through_a_wall_but_both_sides_are_reached(void **state)
{
    struct town *town = walled("wall");
    CHECK_INT(
        distance_cm(town, on_street(town, 80, 0), on_street(town, 120, 0)),
        8000 + 5000 + 20000 + 5000 + 8000);
    CHECK_INT(town->report.n_streets_kept, 5);
    CHECK_INT(town->report.n_blocked_nodes, 1);
    town_free(town);

    town = walled("bollard");
    CHECK_INT(
        distance_cm(town, on_street(town, 80, 0), on_street(town, 120, 0)),
        4000);
    town_free(town);
}

static void an_island_is_left_out_and_reported(void **state)
{
    struct town *town = walled(NULL);
    int64_t a = town_junction(town, 400, 400);
    int64_t b = town_junction(town, 500, 400);
    int64_t c = town_junction(town, 0, -80);
    town_street(town, a, b, "residential");
    town_street(town, 1, c, "residential")->tags.oneway_foot = "yes";
    town_street(town, 1, c, "motorway");
    town_build(town, "walk");
    CHECK_INT(town->report.n_streets, 7);
    CHECK_INT(town->report.n_streets_kept, 5);
    CHECK_INT(town->report.n_cut_off, 1);
    CHECK_INT(town->report.n_parts_left_out, 1);
    CHECK_INT(town->report.n_one_way, 1);
    CHECK_INT(town->report.n_closed, 1);
    CHECK_NEAR(town->report.left_out_m, 180, 0.01);
    // A home on the island meets the nearest street that leads somewhere.
    CHECK_INT(on_street(town, 410, 400).edge, 3);
    const struct point_m beside_island = {410, 400};
    const struct point_m far = {5000, 5000};
    CHECK(snap_meets_other_part(&town->net, &town->graph, beside_island, 50));
    CHECK(!snap_meets_other_part(&town->net, &town->graph, far, 50));
    town_free(town);
}

static struct school school_with_gates(struct point_m *gates, size_t n_gates)
{
    return (struct school){.id = "s",
                           .name = "",
                           .levels = LEVEL_BIT(LEVEL_PRIMARY),
                           .gates = gates,
                           .n_gates = n_gates};
}

static void each_school_counts_once_by_its_nearest_gate(void **state)
{
    struct town *town = block("walk", NULL);
    struct point_m gates_a[] = {{50, 100}, {100, 50}};
    struct point_m gates_b[] = {{0, 60}};
    struct point_m gates_c[] = {{50, 0}};
    struct school schools[] = {school_with_gates(gates_a, 2),
                               school_with_gates(gates_b, 1),
                               school_with_gates(gates_c, 1)};
    schools[2].levels = LEVEL_BIT(LEVEL_UPPER_SECONDARY);
    struct destination_set set =
        destination_set_build(town->arena, &town->measure, town->snapper,
                              schools, 3, LEVEL_BIT(LEVEL_PRIMARY));
    CHECK_INT(set.count, 3);
    struct net_place home = on_street(town, 80, 0);
    struct near_school found[3];
    struct router *router = router_new(&town->measure);
    CHECK_INT(router_nearest(router, &home, &set, 3, NULL, found), 2);
    CHECK_INT(found[0].school, 0);
    CHECK_INT(found[0].distance_cm, 2000 + 5000);
    CHECK_INT(found[1].school, 1);
    CHECK_INT(found[1].distance_cm, 8000 + 6000);
    router_free(router);
    town_free(town);
}

// A router keeps the climbs of its last search; what was asked before must not
// show.
static void a_router_answers_alike_whatever_it_was_asked_before(void **state)
{
    struct town *town = block("motorbike", "yes");
    struct point_m gates[] = {{50, 100}, {0, 60}};
    struct school school = school_with_gates(gates, 2);
    struct destination_set set =
        destination_set_build(town->arena, &town->measure, town->snapper,
                              &school, 1, LEVEL_BIT(LEVEL_PRIMARY));
    struct net_place places[8];
    for (size_t i = 0; i < 8; i++)
        places[i] = on_street(town, i < 4 ? 20.0 * (double)i : 100,
                              i < 4 ? -3 : 10.0 * (double)i);
    struct router *router = router_new(&town->measure);
    struct random random = random_from(1);
    for (int round = 0; round < 2000; round++) {
        const struct net_place *from = &places[random_below(&random, 8)];
        const struct net_place *to = &places[random_below(&random, 8)];
        uint32_t truth_cm = distance_cm(town, *from, *to);
        uint32_t cm, ms;
        struct route route;
        struct near_school found;
        if (random_below(&random, 2) == 0) {
            CHECK(router_distance(router, from, to, &cm, &ms));
            CHECK_INT(cm, truth_cm);
        }
        if (random_below(&random, 2) == 0)
            CHECK_INT(router_nearest(router, to, &set, 1, NULL, &found), 1);
        if (random_below(&random, 2) == 0) {
            CHECK(router_route(router, town->arena, from, to, &route));
            CHECK_INT(route.distance_cm, truth_cm);
            CHECK_INT(route.extra_cm, 0);
        }
    }
    router_free(router);
    town_free(town);
}

static void without_gates_the_outline_counts_and_then_the_point(void **state)
{
    struct town *town = block("walk", NULL);
    struct point_m outline[] = {{40, 10}, {60, 10}, {60, 30}, {40, 30}};
    struct point_m far_gate[] = {{9000, 9000}};
    struct school schools[] = {school_with_gates(NULL, 0),
                               school_with_gates(NULL, 0),
                               school_with_gates(far_gate, 1)};
    schools[0].grounds = area_of_ring(town->arena, outline, 4);
    schools[0].point = (struct point_m){50, 20};
    schools[1].point = (struct point_m){-7, 50};
    schools[2].point = (struct point_m){9000, 9000};
    struct destination_set set =
        destination_set_build(town->arena, &town->measure, town->snapper,
                              schools, 3, LEVEL_BIT(LEVEL_PRIMARY));
    CHECK_INT(set.count, 2);
    CHECK_INT(set.gates[0].place.straight_cm, 1000);
    CHECK_INT(set.gates[0].place.edge, 0);
    CHECK_INT(set.gates[1].place.straight_cm, 700);
    CHECK_INT(set.n_unreached, 1);
    CHECK_INT(set.unreached[0], 2);
    town_free(town);
}

static void equal_ways_go_to_the_school_listed_first(void **state)
{
    struct town *town = block("walk", NULL);
    struct point_m gate_a[] = {{100, 40}};
    struct point_m gate_b[] = {{0, 40}};
    struct school schools[] = {school_with_gates(gate_a, 1),
                               school_with_gates(gate_b, 1)};
    struct destination_set set =
        destination_set_build(town->arena, &town->measure, town->snapper,
                              schools, 2, LEVEL_BIT(LEVEL_PRIMARY));
    struct reach reach = reach_schools(town->arena, &town->measure, &set);
    uint32_t cm;
    uint32_t gate =
        reach_from_place(&reach, &town->measure, &set, 0, 5000, &cm);
    CHECK_INT(set.gates[gate].school, 0);
    CHECK_INT(cm, 9000);
    CHECK_INT(reach.distance_cm[0], 4000);
    CHECK_INT(set.gates[reach.gate[0]].school, 1);
    town_free(town);
}

static void times_of_the_parts_of_a_street_add_up(void **state)
{
    struct town *town = block("walk", NULL);
    for (uint32_t cut_cm = 0; cut_cm <= 10000; cut_cm += 37)
        CHECK_INT(road_edge_ms(&town->graph, 0, 0, cut_cm) +
                      road_edge_ms(&town->graph, 0, cut_cm, 10000),
                  road_edge_ms(&town->graph, 0, 0, 10000));
    CHECK_INT(road_duration_ms(100, 36), 1000);
    CHECK_INT(road_duration_ms(1, 720), 1); // half a millisecond goes up
    town_free(town);
}

static void a_street_that_ends_nowhere_is_refused_by_name(void **state)
{
    struct town *town = block("walk", NULL);
    struct error err;
    struct street_net net;
    town->streets.streets.items[2].to_junction = 77;
    CHECK_INT(
        street_net_build(town->arena, &town->streets, GROUND_FLAT, &net, &err),
        STATUS_BAD_INPUT);
    CHECK_TEXT(err.text, "street 3 (way 1003) ends at junction 77, which is "
                         "not there");
    town_free(town);
}

static void a_street_of_a_hundred_kilometres_is_refused(void **state)
{
    struct town *town = block("walk", NULL);
    struct error err;
    struct street_net net;
    town->streets.streets.items[0].line.points[1].x_m = 100001;
    CHECK_INT(
        street_net_build(town->arena, &town->streets, GROUND_FLAT, &net, &err),
        STATUS_BAD_INPUT);
    CHECK(strstr(err.text, "street 1 (way 1001)") != NULL);
    town_free(town);
}

static void equal_names_are_kept_once(void **state)
{
    struct town *town = block("walk", NULL);
    CHECK_TEXT(street_net_name(&town->net, 0), "Lê Lợi");
    CHECK_TEXT(street_net_name(&town->net, 1), "Hai Bà Trưng");
    CHECK_INT(town->net.edges[1].name, town->net.edges[3].name);
    CHECK_INT(town->net.names_size,
              1 + sizeof "Lê Lợi" + sizeof "Hai Bà Trưng");
    town_free(town);
}

static void a_town_without_streets_has_no_ways(void **state)
{
    struct town *town = town_new();
    town_build(town, "walk");
    struct net_place place;
    CHECK(!snap_point(town->snapper, (struct point_m){0, 0}, 500, &place));
    struct destination_set set =
        destination_set_build(town->arena, &town->measure, town->snapper, NULL,
                              0, LEVEL_BIT(LEVEL_PRIMARY));
    CHECK_INT(set.count, 0);
    CHECK_INT(reach_schools(town->arena, &town->measure, &set).n_states, 0);
    town_free(town);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(home_and_school_on_one_street_are_joined_directly),
        TEST(against_a_one_way_street_a_motorbike_goes_round_the_block),
        TEST(a_route_is_a_receipt),
        TEST(nobody_goes_through_a_wall_but_both_sides_are_reached),
        TEST(an_island_is_left_out_and_reported),
        TEST(each_school_counts_once_by_its_nearest_gate),
        TEST(a_router_answers_alike_whatever_it_was_asked_before),
        TEST(without_gates_the_outline_counts_and_then_the_point),
        TEST(equal_ways_go_to_the_school_listed_first),
        TEST(times_of_the_parts_of_a_street_add_up),
        TEST(a_street_that_ends_nowhere_is_refused_by_name),
        TEST(a_street_of_a_hundred_kilometres_is_refused),
        TEST(equal_names_are_kept_once),
        TEST(a_town_without_streets_has_no_ways),
    };
    return RUN_TESTS(tests);
}
