// By car: streets and motorways, alleys at a walking dog's pace, no paths;
// and whatever stands in the middle of a lane stops it.

#include "network/profile_table.h"

static const struct class_speed CLASSES[] = {
    {"motorway", 800, 800},
    {"motorway_link trunk", 450, 450},
    {"trunk_link primary", 320, 320},
    {"primary_link secondary", 280, 280},
    {"secondary_link tertiary", 250, 250},
    {"tertiary_link unclassified", 200, 200},
    {"residential road", 160, 160},
    {"service track", 120, 120},
    {"living_street", 100, 100},
    {"pedestrian", 0, 60},
    {0},
};

static const struct class_speed SERVICES[] = {
    {"alley parking_aisle drive-through", 80, 80},
    {"driveway", 100, 100},
    {"emergency_access", 0, 120},
    {0},
};

static const struct profile_table TABLE = {
    .access = {BY_MOTORCAR, BY_MOTOR_VEHICLE, BY_VEHICLE, BY_ACCESS},
    .classes = CLASSES,
    .services = SERVICES,
    .is_bound_by_maxspeed = true,
    .obeys_oneway = true,
    .own_oneway = offsetof(struct street_tags, oneway),
    .stopped_by = "turnstile full-height_turnstile stile horse_stile "
                  "kissing_gate cycle_barrier motorcycle_barrier chain rope "
                  "bollard block planter jersey_barrier log bus_trap "
                  "sump_buster tree",
};

const struct profile PROFILE_CAR = {.name = "car",
                                    .version = 1,
                                    .obeys_turns = true,
                                    .vehicle = "motorcar",
                                    .table = &TABLE};
