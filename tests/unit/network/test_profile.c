#include <stdbool.h>
#include <string.h>

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

// --- Tables: what a profile may do, forward and backward, tenths of km/h ---

struct expectation {
    struct street_tags tags;
    unsigned forward;
    unsigned backward;
};

static void check_rows(const char *profile, const struct expectation *rows,
                       size_t n)
{
    for (size_t i = 0; i < n; i++) {
        struct passage got = passage(profile, rows[i].tags);
        if (got.forward_kmh10 != rows[i].forward ||
            got.backward_kmh10 != rows[i].backward)
            fail_msg("%s, row %zu: %u and %u, not %u and %u", profile, i + 1,
                     got.forward_kmh10, got.backward_kmh10, rows[i].forward,
                     rows[i].backward);
    }
}

#define CHECK_ROWS(profile, rows)                                              \
    check_rows(profile, rows, sizeof(rows) / sizeof *(rows))

// One row a line:
// clang-format off
static const struct expectation ON_FOOT[] = {
    {{.highway = "trunk"}, 46, 46},
    {{.highway = "primary", .oneway = "yes"}, 46, 46},
    {{.highway = "residential", .vehicle = "no"}, 46, 46},
    {{.highway = "service", .service = "alley"}, 46, 46},
    {{.highway = "service", .service = "emergency_access"}, 46, 46},
    {{.highway = "path"}, 46, 46},
    {{.highway = "cycleway"}, 46, 46},
    {{.highway = "cycleway", .foot = "no"}, 0, 0},
    {{.highway = "track"}, 46, 46},
    {{.highway = "pedestrian", .access = "destination"}, 46, 46},
    {{.highway = "steps"}, 25, 25},
    {{.highway = "steps", .foot = "yes"}, 25, 25},
    {{.highway = "footway", .oneway_foot = "-1"}, 0, 46},
    {{.highway = "motorway"}, 0, 0},
    {{.highway = "motorway", .access = "yes"}, 0, 0},
    {{.highway = "motorway", .foot = "yes"}, 46, 46},
    {{.highway = "service", .access = "private"}, 0, 0},
    {{.highway = "service", .access = "no", .foot = "permissive"}, 46, 46},
    {{.highway = "residential", .foot = "private", .access = "yes"}, 0, 0},
    {{.highway = "residential", .maxspeed = "2"}, 46, 46},
    {{.highway = "raceway"}, 0, 0},
    {{.route = "ferry"}, 60, 60},
    {{.route = "ferry", .motorcar = "no"}, 60, 60},
    {{.route = "ferry", .foot = "no"}, 0, 0},
    {{.route = "train"}, 0, 0},
};

static const struct expectation BY_BICYCLES[] = {
    {{.highway = "residential"}, 150, 150},
    {{.highway = "trunk"}, 150, 150},
    {{.highway = "trunk", .bicycle = "no"}, 0, 0},
    {{.highway = "primary", .bicycle = "use_sidepath"}, 0, 0},
    {{.highway = "motorway"}, 0, 0},
    {{.highway = "motorway", .bicycle = "yes"}, 150, 0},
    {{.highway = "cycleway"}, 150, 150},
    {{.highway = "path"}, 100, 100},
    {{.highway = "path", .bicycle = "designated"}, 120, 120},
    {{.highway = "footway"}, 0, 0},
    {{.highway = "footway", .access = "yes"}, 0, 0},
    {{.highway = "footway", .bicycle = "yes"}, 80, 80},
    {{.highway = "footway", .bicycle = "dismount"}, 40, 40},
    {{.highway = "pedestrian", .vehicle = "yes"}, 80, 80},
    {{.highway = "steps", .bicycle = "yes"}, 0, 0},
    {{.highway = "service"}, 130, 130},
    {{.highway = "service", .service = "alley"}, 120, 120},
    {{.highway = "service", .service = "parking_aisle"}, 100, 100},
    {{.highway = "residential", .motor_vehicle = "no"}, 150, 150},
    {{.highway = "residential", .vehicle = "no"}, 0, 0},
    {{.highway = "residential", .vehicle = "no", .bicycle = "yes"}, 150, 150},
    {{.highway = "residential", .access = "no"}, 0, 0},
    {{.highway = "residential", .maxspeed = "10"}, 100, 100},
    {{.highway = "tertiary", .oneway = "yes"}, 150, 0},
    {{.highway = "tertiary", .oneway = "-1"}, 0, 150},
    {{.highway = "tertiary", .oneway = "yes", .oneway_bicycle = "no"}, 150, 150},
    {{.highway = "tertiary", .oneway_bicycle = "yes"}, 150, 0},
    {{.highway = "tertiary", .oneway = "yes", .cycleway = "opposite"}, 150, 150},
    {{.highway = "tertiary", .oneway = "yes", .cycleway = "opposite_lane"}, 150, 150},
    {{.highway = "tertiary", .oneway = "yes", .cycleway = "lane"}, 150, 0},
    {{.highway = "tertiary", .junction = "roundabout"}, 150, 0},
    {{.route = "ferry"}, 60, 60},
    {{.route = "ferry", .bicycle = "no"}, 0, 0},
};

static const struct expectation BY_MOTORBIKES[] = {
    {{.highway = "trunk"}, 400, 400},
    {{.highway = "primary"}, 350, 350},
    {{.highway = "secondary"}, 320, 320},
    {{.highway = "residential"}, 220, 220},
    {{.highway = "living_street"}, 120, 120},
    {{.highway = "service"}, 150, 150},
    {{.highway = "service", .service = "alley"}, 150, 150}, // a hẻm
    {{.highway = "service", .service = "driveway"}, 120, 120},
    {{.highway = "service", .service = "parking_aisle"}, 80, 80},
    {{.highway = "service", .service = "emergency_access"}, 0, 0},
    {{.highway = "service", .service = "emergency_access", .motorcycle = "yes"}, 120, 120},
    {{.highway = "path"}, 0, 0},
    {{.highway = "path", .motorcycle = "yes"}, 120, 120},
    {{.highway = "footway", .motorcycle = "permissive"}, 80, 80},
    {{.highway = "footway", .bicycle = "yes"}, 0, 0},
    {{.highway = "steps", .motorcycle = "yes"}, 0, 0},
    {{.highway = "motorway"}, 0, 0},
    {{.highway = "motorway_link", .motor_vehicle = "yes"}, 450, 450},
    {{.highway = "residential", .motorcar = "no"}, 220, 220},
    {{.highway = "residential", .motor_vehicle = "private"}, 0, 0},
    {{.highway = "residential", .motorcycle = "dismount"}, 0, 0},
    {{.highway = "primary", .maxspeed = "20"}, 200, 200},
    {{.highway = "primary", .oneway = "yes", .cycleway = "opposite"}, 350, 0},
    {{.highway = "primary", .oneway = "yes", .oneway_motorcycle = "no"}, 350, 350},
    {{.highway = "primary", .oneway = "yes", .oneway_bicycle = "no"}, 350, 0},
    {{.route = "ferry", .motorcycle = "no"}, 0, 0},
};

static const struct expectation BY_CARS[] = {
    {{.highway = "motorway"}, 800, 0},
    {{.highway = "motorway", .oneway = "no"}, 800, 800},
    {{.highway = "motorway", .maxspeed = "60"}, 600, 0},
    {{.highway = "motorway_link"}, 450, 450},
    {{.highway = "trunk"}, 450, 450},
    {{.highway = "primary"}, 320, 320},
    {{.highway = "residential"}, 160, 160},
    {{.highway = "living_street"}, 100, 100},
    {{.highway = "service"}, 120, 120},
    {{.highway = "service", .service = "alley"}, 80, 80},
    {{.highway = "service", .service = "driveway", .access = "private"}, 0, 0},
    {{.highway = "service", .service = "emergency_access"}, 0, 0},
    {{.highway = "path", .motorcar = "yes"}, 0, 0},
    {{.highway = "path", .motorcycle = "yes"}, 0, 0},
    {{.highway = "cycleway"}, 0, 0},
    {{.highway = "footway", .motor_vehicle = "yes"}, 0, 0},
    {{.highway = "pedestrian"}, 0, 0},
    {{.highway = "pedestrian", .motorcar = "destination"}, 60, 60},
    {{.highway = "steps"}, 0, 0},
    {{.highway = "track"}, 120, 120},
    {{.highway = "residential", .motorcar = "no"}, 0, 0},
    {{.highway = "residential", .motor_vehicle = "no"}, 0, 0},
    {{.highway = "residential", .motor_vehicle = "no", .motorcar = "yes"}, 160, 160},
    {{.highway = "residential", .motorcycle = "no"}, 160, 160},
    {{.highway = "residential", .vehicle = "no"}, 0, 0},
    {{.highway = "residential", .access = "customers"}, 160, 160},
    {{.highway = "primary", .oneway = "yes"}, 320, 0},
    {{.highway = "primary", .oneway = "yes", .oneway_motorcycle = "no"}, 320, 0},
    {{.highway = "primary", .junction = "circular"}, 320, 0},
    {{.highway = "construction"}, 0, 0},
    {{.route = "ferry"}, 60, 60},
    {{.route = "ferry", .motorcar = "no"}, 0, 0},
};
// clang-format on

static void each_profile_reads_tags_by_its_own_table(void **state)
{
    CHECK_ROWS("walk", ON_FOOT);
    CHECK_ROWS("walk_safe", ON_FOOT);
    CHECK_ROWS("bicycle", BY_BICYCLES);
    CHECK_ROWS("motorbike", BY_MOTORBIKES);
    CHECK_ROWS("car", BY_CARS);
}

// Who is stopped: w(alker), b(icycle), m(otorbike), c(ar).
struct barrier_row {
    struct junction_tags tags;
    const char *stopped;
};

static const struct barrier_row BARRIERS[] = {
    {{.barrier = "bollard"}, "c"},
    {{.barrier = "block"}, "c"},
    {{.barrier = "jersey_barrier"}, "c"},
    {{.barrier = "cycle_barrier"}, "mc"},
    {{.barrier = "motorcycle_barrier"}, "mc"},
    {{.barrier = "chain"}, "mc"},
    {{.barrier = "kissing_gate"}, "bmc"},
    {{.barrier = "turnstile"}, "bmc"},
    {{.barrier = "wall"}, "wbmc"},
    {{.barrier = "fence", .foot = "yes"}, "bmc"},
    {{.barrier = "gate"}, ""},
    {{.barrier = "lift_gate"}, ""},
    {{.barrier = "toll_booth"}, ""},
    {{.barrier = "entrance"}, ""},
    {{.barrier = "yes"}, ""},
    {{.barrier = "no", .access = "no"}, ""},
    {{.barrier = "gate", .access = "private"}, "wbmc"},
    {{.barrier = "lift_gate", .access = "no", .bicycle = "yes"}, "wmc"},
    {{.barrier = "gate", .motor_vehicle = "no"}, "mc"},
    {{.barrier = "gate", .vehicle = "no"}, "bmc"},
    {{.barrier = "bollard", .motorcar = "yes"}, ""},
    {{.barrier = "bollard", .motorcycle = "no"}, "mc"},
};

static void a_barrier_stops_some_and_lets_others_by(void **state)
{
    static const char *const NAMES[] = {"walk", "bicycle", "motorbike", "car"};
    for (size_t i = 0; i < sizeof BARRIERS / sizeof *BARRIERS; i++) {
        char stopped[5] = "";
        for (size_t p = 0; p < 4; p++)
            if (stops(NAMES[p], BARRIERS[i].tags))
                strncat(stopped, NAMES[p], 1);
        CHECK_TEXT(stopped, BARRIERS[i].stopped);
        CHECK_INT(stops("walk_safe", BARRIERS[i].tags),
                  stops("walk", BARRIERS[i].tags));
    }
}

static void a_name_that_is_none_is_answered_with_all_there_are(void **state)
{
    const struct profile *profile;
    struct error err;
    CHECK_INT(profile_ask("car", &profile, &err), STATUS_OK);
    CHECK_TEXT(profile->name, "car");
    CHECK_INT(profile_ask("tram", &profile, &err), STATUS_BAD_INPUT);
    CHECK_TEXT(err.text, "there is no profile \"tram\"; there are walk, "
                         "bicycle, motorbike, car and walk_safe");
    char choice[100] = "";
    for (size_t i = 0; i < profile_count(); i++) {
        strcat(choice, i == 0 ? "" : "|");
        strcat(choice, profile_at(i)->name);
    }
    CHECK_TEXT(choice, PROFILE_CHOICE);
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
        TEST(each_profile_reads_tags_by_its_own_table),
        TEST(a_barrier_stops_some_and_lets_others_by),
        TEST(a_name_that_is_none_is_answered_with_all_there_are),
    };
    return RUN_TESTS(tests);
}
