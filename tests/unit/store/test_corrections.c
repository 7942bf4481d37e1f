#include <string.h>

#include "check.h"
#include "network/route.h"
#include "scratch.h"
#include "store/city_network.h"
#include "store/connection.h"
#include "store/plan_list.h"
#include "store/store_city.h"
#include "store/store_corrections.h"
#include "town.h"

static struct error err;

#define MUST(call)                                                             \
    do {                                                                       \
        if ((call) != STATUS_OK)                                               \
            fail_msg("%s", err.text);                                          \
    } while (0)

#define MADE_AT "2026-07-01T08:00:00Z"
#define EAST_M 600000.0
#define NORTH_M 1190000.0

static struct point_m at(double x_m, double y_m)
{
    return (struct point_m){EAST_M + x_m, NORTH_M + y_m};
}

static int64_t junction(struct town *town, double x_m, double y_m)
{
    return town_junction(town, at(x_m, y_m).x_m, at(x_m, y_m).y_m);
}

// A horseshoe: from (0, 0) to (0, 200) it is 1000 + 200 + 1000 m round, and 200
// across the gap.
//
//     3 ================ 4
//     :                  |
//     :  the lane        |  (nothing in the middle)
//     :                  |
//     1 ================ 2
struct horseshoe {
    struct scratch *scratch;
    struct town *town;
    struct store *store;
};

static struct horseshoe horseshoe_new(void)
{
    static const struct city_info TOWN = {.name = "Móng Ngựa",
                                          .crs = "EPSG:9210"};
    struct horseshoe h = {scratch_new(), town_new(), NULL};
    int64_t a = junction(h.town, 0, 0), b = junction(h.town, 1000, 0);
    int64_t c = junction(h.town, 0, 200), d = junction(h.town, 1000, 200);
    town_street(h.town, a, b, "residential")->name = "Lê Lợi";
    town_street(h.town, c, d, "residential")->name = "Lê Lai";
    town_street(h.town, b, d, "residential");
    const char *path = scratch_path(h.scratch, "town.sqlite");
    MUST(store_create(path, &TOWN, &err));
    MUST(store_open(path, STORE_WRITE, &h.store, &err));
    MUST(store_write_streets(h.store, &h.town->streets, &err));
    return h;
}

static void horseshoe_free(struct horseshoe h)
{
    store_close(h.store);
    town_free(h.town);
    scratch_free(h.scratch);
}

static enum status add_lane(struct horseshoe h, struct point_m from,
                            struct point_m to)
{
    struct point_m points[] = {from, to};
    return store_add_lane(h.store, (struct line){points, 2}, "Hẻm mới", MADE_AT,
                          &err);
}

static bool snap(const struct traveller *traveller, struct point_m p,
                 struct net_place *place)
{
    return snap_point(traveller->snapper, p, 100, place);
}

// The way in whole metres; also the network's checksum.
static uint32_t way_m(struct horseshoe h, const char *profile,
                      struct point_m from, struct point_m to, char checksum[33])
{
    struct city_network *network;
    struct net_place places[2];
    uint32_t distance_cm = 0, duration_ms;
    MUST(city_network_open(h.store, NULL, NULL, &network, &err));
    const struct traveller *traveller =
        city_network_traveller(network, profile);
    CHECK(snap(traveller, from, &places[0]));
    CHECK(snap(traveller, to, &places[1]));
    struct router *router = router_new(&traveller->measure);
    CHECK(router_distance(router, &places[0], &places[1], &distance_cm,
                          &duration_ms));
    router_free(router);
    if (checksum != NULL)
        strcpy(checksum, city_network_content(network)->checksum);
    city_network_close(network);
    return (distance_cm + 50) / 100;
}

static void a_lane_that_was_missing_shortens_the_way(void **state)
{
    struct horseshoe h = horseshoe_new();
    char before[33], after[33];
    CHECK_INT(way_m(h, "walk", at(0, 0), at(0, 200), before), 2200);
    MUST(add_lane(h, at(0, 1), at(0, 199)));
    CHECK_NEAR(way_m(h, "walk", at(0, 0), at(0, 200), after), 200, 1);
    CHECK(strcmp(before, after) != 0);
    CHECK_NEAR(way_m(h, "motorbike", at(0, 0), at(0, 200), NULL), 200, 1);
    CHECK_NEAR(way_m(h, "car", at(0, 0), at(0, 200), NULL), 2200, 2);
    horseshoe_free(h);
}

// Both streets are cut in their middle, 20 m from the ends of the lane.
static void a_lane_meets_streets_between_their_junctions(void **state)
{
    struct horseshoe h = horseshoe_new();
    struct arena *arena = arena_new();
    struct street_set streets;
    MUST(add_lane(h, at(500, 20), at(500, 180)));
    CHECK_NEAR(way_m(h, "walk", at(400, 0), at(400, 200), NULL), 400, 1);
    MUST(store_read_streets(h.store, arena, &streets, &err));
    CHECK_INT(streets.streets.count, 3 + 2 + 1);
    CHECK_INT(streets.junctions.count, 4 + 2);
    for (size_t i = 1; i < streets.streets.count; i++)
        CHECK(streets.streets.items[i - 1].id < streets.streets.items[i].id);
    for (size_t i = 1; i < streets.junctions.count; i++)
        CHECK(streets.junctions.items[i - 1].id <
              streets.junctions.items[i].id);
    arena_free(arena);
    horseshoe_free(h);
}

static void lanes_meet_lanes_that_were_added_before(void **state)
{
    struct horseshoe h = horseshoe_new();
    MUST(add_lane(h, at(500, 1), at(500, 100))); // a dead end
    CHECK_INT(way_m(h, "walk", at(500, 0), at(500, 200), NULL), 1200);
    MUST(add_lane(h, at(500, 110), at(500, 190)));
    CHECK_NEAR(way_m(h, "walk", at(500, 0), at(500, 200), NULL), 200, 1);
    horseshoe_free(h);
}

static void the_map_can_be_imported_again(void **state)
{
    struct horseshoe h = horseshoe_new();
    char before[33], after[33], first[33], again[33];
    MUST(store_streets_checksum(h.store, before, &err));
    MUST(add_lane(h, at(500, 20), at(500, 180)));
    MUST(store_streets_checksum(h.store, after, &err));
    CHECK(strcmp(before, after) != 0);
    uint32_t way = way_m(h, "walk", at(400, 0), at(400, 200), first);
    MUST(store_write_streets(h.store, &h.town->streets, &err));
    CHECK_INT(way_m(h, "walk", at(400, 0), at(400, 200), again), way);
    CHECK_TEXT(first, again);
    MUST(store_run(h.store, "DELETE FROM added_street", &err));
    MUST(store_streets_checksum(h.store, after, &err));
    CHECK_TEXT(before, after);
    horseshoe_free(h);
}

static void a_lane_that_joins_no_street_is_refused(void **state)
{
    struct horseshoe h = horseshoe_new();
    char before[33], after[33];
    MUST(store_streets_checksum(h.store, before, &err));
    CHECK_INT(add_lane(h, at(500, 31), at(500, 169)), STATUS_BAD_INPUT);
    CHECK_TEXT(err.text, "the lane joins no street: neither of its ends lies "
                         "within 30 m of one");
    CHECK_INT(add_lane(h, at(500, 5), at(500, 5)), STATUS_BAD_INPUT);
    MUST(store_streets_checksum(h.store, after, &err));
    CHECK_TEXT(before, after);
    MUST(add_lane(h, at(500, 30), at(500, 169)));
    horseshoe_free(h);
}

// A lane in a ring, and one from a street back to the same place of it.
static void a_lane_that_comes_back_is_a_dead_end(void **state)
{
    struct horseshoe h = horseshoe_new();
    struct point_m ring[] = {at(500, 5), at(520, 50), at(480, 50), at(500, 5)};
    struct line line = {ring, 4};
    struct arena *arena = arena_new();
    struct street_set streets;
    MUST(store_add_lane(h.store, line, NULL, MADE_AT, &err));
    MUST(store_read_streets(h.store, arena, &streets, &err));
    for (size_t i = 0; i < streets.streets.count; i++)
        CHECK(streets.streets.items[i].from_junction !=
              streets.streets.items[i].to_junction);
    CHECK_INT(way_m(h, "walk", at(0, 0), at(0, 200), NULL), 2200);
    arena_free(arena);
    horseshoe_free(h);
}

static void nobody_steps_from_a_lane_onto_a_bridge(void **state)
{
    struct horseshoe h = horseshoe_new();
    for (size_t i = 0; i < h.town->streets.streets.count; i++)
        h.town->streets.streets.items[i].tags.bridge = "yes";
    MUST(store_write_streets(h.store, &h.town->streets, &err));
    CHECK_INT(add_lane(h, at(500, 1), at(500, 199)), STATUS_BAD_INPUT);
    horseshoe_free(h);
}

static void write_school(struct horseshoe h)
{
    struct point_m gate = at(20, 10);
    struct school school = {.id = "a",
                            .name = "An Hòa",
                            .source = "osm",
                            .point = at(30, 30),
                            .gates = &gate,
                            .n_gates = 1};
    MUST(store_write_schools(h.store, &school, 1, &err));
}

static void a_gate_is_added_to_those_of_the_map_and_stays(void **state)
{
    struct horseshoe h = horseshoe_new();
    struct arena *arena = arena_new();
    struct school_list schools;
    char before[33], after[33];
    write_school(h);
    MUST(store_zoning_checksum(h.store, before, &err));
    MUST(store_add_gate(h.store, "a", at(40, 50), MADE_AT, &err));
    MUST(store_zoning_checksum(h.store, after, &err));
    CHECK(strcmp(before, after) != 0);
    for (int times = 0; times < 3; times++) {
        MUST(store_read_schools(h.store, arena, &schools, &err));
        CHECK_INT(schools.items[0].n_gates, 2);
        CHECK(schools.items[0].gates[0].x_m == at(20, 10).x_m);
        CHECK(schools.items[0].gates[1].x_m == at(40, 50).x_m);
        if (times == 0) // what was read is written, as importers do
            MUST(store_write_schools(h.store, schools.items, schools.count,
                                     &err));
        else // the map comes anew
            write_school(h);
    }
    int64_t n_mapped;
    MUST(connection_number(h.store, "SELECT count(*) FROM gate", 0, &n_mapped,
                           &err));
    CHECK_INT(n_mapped, 1);
    arena_free(arena);
    horseshoe_free(h);
}

static void a_gate_belongs_to_a_school_and_is_near_it(void **state)
{
    struct horseshoe h = horseshoe_new();
    write_school(h);
    CHECK_INT(store_add_gate(h.store, "b", at(0, 0), MADE_AT, &err),
              STATUS_NOT_FOUND);
    CHECK_INT(store_add_gate(h.store, "a", at(600, 0), MADE_AT, &err),
              STATUS_BAD_INPUT);
    CHECK_TEXT(err.text, "the gate is more than 500 m from school a");
    horseshoe_free(h);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_lane_that_was_missing_shortens_the_way),
        TEST(a_lane_meets_streets_between_their_junctions),
        TEST(lanes_meet_lanes_that_were_added_before),
        TEST(the_map_can_be_imported_again),
        TEST(a_lane_that_joins_no_street_is_refused),
        TEST(a_lane_that_comes_back_is_a_dead_end),
        TEST(nobody_steps_from_a_lane_onto_a_bridge),
        TEST(a_gate_is_added_to_those_of_the_map_and_stays),
        TEST(a_gate_belongs_to_a_school_and_is_near_it),
    };
    return RUN_TESTS(tests);
}
