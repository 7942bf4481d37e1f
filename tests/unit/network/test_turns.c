// Turn restrictions, case by case: what is read, what is left aside and
// counted, and what a rider does about it.

#include "check.h"
#include "town.h"

static struct net_place place_on(const struct town *town, uint32_t edge,
                                 uint32_t offset_cm)
{
    struct net_place place = {.edge = edge, .offset_cm = offset_cm};
    place.on = place.from = street_net_point_at(&town->net, edge, offset_cm);
    return place;
}

// UINT32_MAX if there is no way.
static uint32_t ride_cm(const struct town *town, struct net_place from,
                        struct net_place to)
{
    struct router *router = router_new(&town->measure);
    uint32_t cm;
    uint32_t ms;
    if (!router_distance(router, &from, &to, &cm, &ms))
        cm = UINT32_MAX;
    router_free(router);
    return cm;
}

// The long way leads round by 4 and 5:
//
//     1 ──── 2 ──── 3        0: 1–2   1: 2–3   2: 1–4   3: 4–5   4: 5–3
//     │             │
//     4 ─────────── 5
static struct town *crossing(void)
{
    struct town *town = town_new();
    town_junction(town, 0, 100);
    town_junction(town, 100, 100);
    town_junction(town, 200, 100);
    town_junction(town, 0, 0);
    town_junction(town, 200, 0);
    town_street(town, 1, 2, "residential");
    town_street(town, 2, 3, "residential");
    town_street(town, 1, 4, "residential");
    town_street(town, 4, 5, "residential");
    town_street(town, 5, 3, "residential");
    return town;
}

static struct turn_restriction *forbid(struct town *town, const char *kind)
{
    const struct street *streets = town->streets.streets.items;
    return town_restriction(town, kind, &streets[0], 2, &streets[1]);
}

static uint32_t over_the_crossing(const struct town *town)
{
    return ride_cm(town, place_on(town, 0, 5000), place_on(town, 1, 5000));
}

static void a_forbidden_turn_is_ridden_round(void **state)
{
    struct town *town = crossing();
    forbid(town, "no_straight_on");
    town_build(town, "motorbike");
    CHECK_INT(town->turns.n_applied, 1);
    CHECK_INT(over_the_crossing(town), 5000 + 10000 + 20000 + 10000 + 5000);
    town_free(town);
}

static void walkers_do_not_mind(void **state)
{
    struct town *town = crossing();
    forbid(town, "no_straight_on");
    town_build(town, "walk");
    CHECK_INT(town->turns.n_applied, 0);
    CHECK_INT(over_the_crossing(town), 10000);
    town_free(town);
}

static void an_excepted_vehicle_rides_on(void **state)
{
    struct town *town = crossing();
    forbid(town, "no_straight_on")->except = "psv; motorcycle";
    town_build(town, "motorbike");
    CHECK_INT(town->turns.n_excepted, 1);
    CHECK_INT(over_the_crossing(town), 10000);
    town_free(town);
}

static void a_ban_on_turning_back_leaves_the_rest_open(void **state)
{
    struct town *town = crossing();
    const struct street *streets = town->streets.streets.items;
    town_restriction(town, "no_u_turn", &streets[0], 2, &streets[0]);
    town_build(town, "motorbike");
    CHECK_INT(town->turns.n_applied, 1);
    CHECK_INT(over_the_crossing(town), 10000);
    town_free(town);
}

static void where_one_must_turn_back_one_turns_back(void **state)
{
    struct town *town = crossing();
    const struct street *streets = town->streets.streets.items;
    town_restriction(town, "only_u_turn", &streets[0], 2, &streets[0]);
    town_build(town, "motorbike");
    CHECK_INT(town->turns.n_applied, 1);
    CHECK_INT(over_the_crossing(town), 50000);
    town_free(town);
}

static void
a_way_that_passes_the_junction_does_not_say_from_which_side(void **state)
{
    struct town *town = crossing();
    struct street *streets = town->streets.streets.items;
    forbid(town, "no_straight_on");
    streets[1].way_id = streets[0].way_id;
    town->streets.restrictions.items[0].to_way = streets[0].way_id;
    town_build(town, "motorbike");
    CHECK_INT(town->turns.n_ambiguous, 1);
    CHECK_INT(over_the_crossing(town), 10000);
    town_free(town);
}

static void a_missing_way_is_counted(void **state)
{
    struct town *town = crossing();
    forbid(town, "no_straight_on")->to_way = 77;
    town_build(town, "motorbike");
    CHECK_INT(town->turns.n_unusable, 1);
    CHECK_INT(over_the_crossing(town), 10000);
    town_free(town);
}

// From 1–4 over 1–2 nobody may go on into 2–3, but from 1–2 itself one may. It
// is nearest to turn back at 2 and again at 1.
static void via_a_way_only_those_who_came_that_way_are_stopped(void **state)
{
    struct town *town = crossing();
    const struct street *streets = town->streets.streets.items;
    const struct street *via[] = {&streets[0]};
    struct turn_restriction *restriction =
        town_restriction(town, "no_left_turn", &streets[2], 0, &streets[1]);
    town_restriction_via(town, restriction, via, 1);
    town_build(town, "motorbike");
    CHECK_INT(town->turns.n_applied, 1);
    CHECK_INT(over_the_crossing(town), 10000);
    CHECK_INT(ride_cm(town, place_on(town, 2, 1000), place_on(town, 1, 1000)),
              1000 + 3 * 10000 + 1000);
    town_free(town);
}

// At a junction the first street may only be left into the second; the third
// ends at a wall, and a home stands on it.
static void a_cul_de_sac_is_barred_like_any_street(void **state)
{
    struct town *town = crossing();
    town_junction(town, 100, 200);
    town->streets.junctions.items[5].tags.barrier = "wall";
    town_street(town, 2, 6, "residential");
    forbid(town, "only_straight_on");
    town_build(town, "motorbike");
    // Past the junction, back at its far end, and in.
    CHECK_INT(ride_cm(town, place_on(town, 0, 5000), place_on(town, 5, 5000)),
              5000 + 10000 + 10000 + 5000);
    town_free(town);
}

// A loop mapped against its one direction, with a bend near either end.
static void a_loop_is_ridden_in_its_direction(void **state)
{
    struct town *town = crossing();
    const struct point_m bends[] = {{210, 120}, {250, 150}, {220, 110}};
    struct street *loop = town_street(town, 3, 3, "residential");
    town_bend(town, loop, bends, 3);
    loop->tags.oneway = "-1";
    town_build(town, "motorbike");
    uint32_t length_cm = town->net.edges[5].length_cm;
    struct net_place from = place_on(town, 1, 5000);
    struct net_place to = place_on(town, 5, length_cm / 2);
    struct router *router = router_new(&town->measure);
    struct route route;
    CHECK(router_route(router, town->arena, &from, &to, &route));
    CHECK_INT(route.distance_cm, 5000 + length_cm - length_cm / 2);
    // Round to itself: the bends come from the last to the first.
    struct net_place there = place_on(town, 5, length_cm / 2 + 10);
    CHECK(router_route(router, town->arena, &to, &there, &route));
    CHECK_INT(route.distance_cm, length_cm - 10);
    size_t first = 0;
    size_t last = 0;
    for (size_t i = 0; i < route.line.count; i++) {
        first = route.line.points[i].x_m == 210 ? i : first;
        last = route.line.points[i].x_m == 220 ? i : last;
    }
    CHECK(first > 0 && last > first);
    router_free(router);
    town_free(town);
}

static void a_junction_of_too_many_restrictions_is_left_free(void **state)
{
    struct town *town = town_new();
    enum { N_ARMS = 40 };
    int64_t middle = town_junction(town, 0, 0);
    for (int i = 0; i < N_ARMS; i++)
        town_street(town, town_junction(town, 100, 10 * i), middle,
                    "residential");
    const struct street *streets = town->streets.streets.items;
    for (int i = 1; i < N_ARMS; i++)
        town_restriction(town, "only_straight_on", &streets[i], middle,
                         &streets[0]);
    town_build(town, "motorbike");
    CHECK_INT(town->measure.turns->n_states, town->net.n_nodes);
    uint32_t length_cm = town->net.edges[1].length_cm;
    CHECK_INT(ride_cm(town, place_on(town, 1, length_cm - 100),
                      place_on(town, 2, town->net.edges[2].length_cm - 100)),
              200);
    town_free(town);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_forbidden_turn_is_ridden_round),
        TEST(walkers_do_not_mind),
        TEST(an_excepted_vehicle_rides_on),
        TEST(a_ban_on_turning_back_leaves_the_rest_open),
        TEST(where_one_must_turn_back_one_turns_back),
        TEST(a_way_that_passes_the_junction_does_not_say_from_which_side),
        TEST(a_missing_way_is_counted),
        TEST(via_a_way_only_those_who_came_that_way_are_stopped),
        TEST(a_cul_de_sac_is_barred_like_any_street),
        TEST(a_loop_is_ridden_in_its_direction),
        TEST(a_junction_of_too_many_restrictions_is_left_free),
    };
    return RUN_TESTS(tests);
}
