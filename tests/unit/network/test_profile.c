#include <stdbool.h>

#include "check.h"
#include "network/profile.h"

static struct passage passage(const char *profile, struct street_tags tags)
{
    return profile_passage(profile_find(profile), &tags);
}

#define WALK(...) passage("walk", (struct street_tags){__VA_ARGS__})
#define RIDE(...) passage("motorbike", (struct street_tags){__VA_ARGS__})

static void check_both_ways(struct passage p)
{
    CHECK(p.forward_kmh10 > 0);
    CHECK_INT(p.forward_kmh10, p.backward_kmh10);
}

static void check_closed(struct passage p)
{
    CHECK_INT(p.forward_kmh10, 0);
    CHECK_INT(p.backward_kmh10, 0);
}

static void check_forward_only(struct passage p)
{
    CHECK(p.forward_kmh10 > 0);
    CHECK_INT(p.backward_kmh10, 0);
}

static void check_backward_only(struct passage p)
{
    CHECK_INT(p.forward_kmh10, 0);
    CHECK(p.backward_kmh10 > 0);
}

static void everyone_uses_ordinary_streets_and_lanes(void **state)
{
    static const char *const CLASSES[] = {
        "trunk",       "primary",      "secondary_link", "tertiary",
        "residential", "unclassified", "service",        "living_street"};
    for (size_t i = 0; i < sizeof CLASSES / sizeof *CLASSES; i++) {
        check_both_ways(WALK(.highway = CLASSES[i]));
        check_both_ways(RIDE(.highway = CLASSES[i]));
        CHECK_INT(WALK(.highway = CLASSES[i]).forward_kmh10, 46);
    }
}

static void motorways_are_closed_to_walkers_and_motorbikes(void **state)
{
    check_closed(WALK(.highway = "motorway"));
    check_closed(RIDE(.highway = "motorway"));
    check_closed(RIDE(.highway = "motorway_link"));
    // A lane for motorbikes beside it is mapped with its own tag.
    check_forward_only(RIDE(.highway = "motorway", .motorcycle = "designated"));
}

static void what_is_not_built_is_closed(void **state)
{
    check_closed(WALK(.highway = "construction"));
    check_closed(RIDE(.highway = "proposed"));
    check_closed(WALK(.highway = NULL));
}

static void
footways_are_for_walkers_unless_a_tag_lets_motorbikes_in(void **state)
{
    static const char *const CLASSES[] = {"footway", "pedestrian", "path"};
    for (size_t i = 0; i < 3; i++) {
        check_both_ways(WALK(.highway = CLASSES[i]));
        check_closed(RIDE(.highway = CLASSES[i]));
        check_closed(RIDE(.highway = CLASSES[i], .access = "yes"));
        check_both_ways(RIDE(.highway = CLASSES[i], .motorcycle = "yes"));
        check_both_ways(
            RIDE(.highway = CLASSES[i], .motor_vehicle = "designated"));
    }
}

static void steps_are_slower_on_foot_and_closed_to_wheels(void **state)
{
    check_both_ways(WALK(.highway = "steps"));
    CHECK(WALK(.highway = "steps").forward_kmh10 < 46);
    check_closed(RIDE(.highway = "steps", .motorcycle = "yes"));
}

static void the_most_specific_access_tag_decides(void **state)
{
    check_closed(WALK(.highway = "service", .access = "private"));
    check_both_ways(
        WALK(.highway = "service", .access = "private", .foot = "yes"));
    check_closed(WALK(.highway = "primary", .foot = "no"));
    check_closed(RIDE(.highway = "service", .access = "no"));
    check_closed(RIDE(.highway = "residential", .vehicle = "no"));
    check_both_ways(RIDE(.highway = "residential", .vehicle = "no",
                         .motor_vehicle = "yes"));
    check_closed(RIDE(.highway = "residential", .motor_vehicle = "yes",
                      .motorcycle = "no"));
    check_both_ways(WALK(.highway = "residential", .motor_vehicle = "no"));
    check_both_ways(RIDE(.highway = "residential", .access = "destination"));
}

static void one_way_streets_bind_motorbikes_not_walkers(void **state)
{
    static const char *const YES[] = {"yes", "true", "1"};
    for (size_t i = 0; i < 3; i++) {
        check_forward_only(RIDE(.highway = "primary", .oneway = YES[i]));
        check_both_ways(WALK(.highway = "primary", .oneway = YES[i]));
    }
    check_backward_only(RIDE(.highway = "primary", .oneway = "-1"));
    check_backward_only(RIDE(.highway = "primary", .oneway = "reverse"));
    check_both_ways(RIDE(.highway = "primary", .oneway = "no"));
    check_both_ways(
        RIDE(.highway = "primary", .oneway = "yes", .oneway_motorcycle = "no"));
    check_forward_only(RIDE(.highway = "primary", .oneway_motorcycle = "yes"));
    check_forward_only(WALK(.highway = "footway", .oneway_foot = "yes"));
}

static void a_roundabout_is_one_way_without_saying_so(void **state)
{
    check_forward_only(RIDE(.highway = "tertiary", .junction = "roundabout"));
    check_both_ways(WALK(.highway = "tertiary", .junction = "roundabout"));
    check_both_ways(
        RIDE(.highway = "tertiary", .junction = "roundabout", .oneway = "no"));
}

static void ferries_carry_both(void **state)
{
    check_both_ways(WALK(.route = "ferry"));
    check_both_ways(RIDE(.route = "ferry"));
    check_closed(RIDE(.route = "ferry", .motor_vehicle = "no"));
    check_closed(WALK(.route = "ferry", .foot = "no"));
}

static void a_speed_limit_bounds_a_motorbike(void **state)
{
    unsigned free_kmh10 = RIDE(.highway = "trunk").forward_kmh10;
    CHECK_INT(RIDE(.highway = "trunk", .maxspeed = "20").forward_kmh10, 200);
    CHECK_INT(RIDE(.highway = "trunk", .maxspeed = "10 mph").forward_kmh10,
              160);
    CHECK_INT(RIDE(.highway = "trunk", .maxspeed = "120").forward_kmh10,
              free_kmh10);
    CHECK_INT(RIDE(.highway = "trunk", .maxspeed = "VN:urban").forward_kmh10,
              free_kmh10);
    CHECK(RIDE(.highway = "trunk", .maxspeed = "0").forward_kmh10 > 0);
    CHECK_INT(WALK(.highway = "trunk", .maxspeed = "3").forward_kmh10, 46);
}

static bool stops(const char *profile, struct junction_tags tags)
{
    return profile_is_blocked_at(profile_find(profile), &tags);
}

#define STOPS_WALK(...) stops("walk", (struct junction_tags){__VA_ARGS__})
#define STOPS_RIDE(...) stops("motorbike", (struct junction_tags){__VA_ARGS__})

static void bollards_and_open_gates_stop_neither(void **state)
{
    CHECK(!STOPS_WALK(.barrier = "bollard"));
    CHECK(!STOPS_RIDE(.barrier = "bollard"));
    CHECK(!STOPS_RIDE(.barrier = "gate"));
    CHECK(!STOPS_RIDE(.barrier = "lift_gate"));
    CHECK(!STOPS_WALK(.highway = "crossing", .access = "no"));
    CHECK(!STOPS_RIDE(.barrier = "bollard", .motorcar = "no"));
}

static void walls_and_locked_gates_stop_everyone(void **state)
{
    CHECK(STOPS_WALK(.barrier = "wall"));
    CHECK(STOPS_RIDE(.barrier = "fence"));
    CHECK(STOPS_WALK(.barrier = "gate", .access = "private"));
    CHECK(STOPS_RIDE(.barrier = "gate", .access = "no"));
    CHECK(!STOPS_WALK(.barrier = "gate", .access = "private", .foot = "yes"));
    CHECK(!STOPS_WALK(.barrier = "wall", .foot = "yes"));
}

static void turnstiles_stop_only_wheels(void **state)
{
    CHECK(!STOPS_WALK(.barrier = "turnstile"));
    CHECK(STOPS_RIDE(.barrier = "turnstile"));
    CHECK(STOPS_RIDE(.barrier = "bollard", .motor_vehicle = "no"));
    CHECK(!STOPS_RIDE(.barrier = "bollard", .motor_vehicle = "no",
                      .motorcycle = "yes"));
}

static void profiles_are_found_by_name(void **state)
{
    CHECK_TEXT(profile_at(0)->name, "walk");
    CHECK_TEXT(profile_find("motorbike")->name, "motorbike");
    CHECK(profile_find("helicopter") == NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(everyone_uses_ordinary_streets_and_lanes),
        TEST(motorways_are_closed_to_walkers_and_motorbikes),
        TEST(what_is_not_built_is_closed),
        TEST(footways_are_for_walkers_unless_a_tag_lets_motorbikes_in),
        TEST(steps_are_slower_on_foot_and_closed_to_wheels),
        TEST(the_most_specific_access_tag_decides),
        TEST(one_way_streets_bind_motorbikes_not_walkers),
        TEST(a_roundabout_is_one_way_without_saying_so),
        TEST(ferries_carry_both),
        TEST(a_speed_limit_bounds_a_motorbike),
        TEST(bollards_and_open_gates_stop_neither),
        TEST(walls_and_locked_gates_stop_everyone),
        TEST(turnstiles_stop_only_wheels),
        TEST(profiles_are_found_by_name),
    };
    return RUN_TESTS(tests);
}
