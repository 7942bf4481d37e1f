// By motorbike. It belongs in a hẻm, which OpenStreetMap maps as service (an
// alley), residential, living_street or, where it is narrow, as a path that
// lets motorcycles in. Motorways are closed to it unless a lane of its own is
// mapped. It goes round bollards, not through chains and turnstiles.

#include "network/profile_table.h"

static const struct class_speed CLASSES[] = {
    {"motorway motorway_link", 0, 450},
    {"trunk", 400, 400},
    {"trunk_link primary", 350, 350},
    {"primary_link secondary", 320, 320},
    {"secondary_link tertiary", 300, 300},
    {"tertiary_link unclassified", 250, 250},
    {"residential road", 220, 220},
    {"service track", 150, 150},
    {"living_street", 120, 120},
    {"path cycleway", 0, 120},
    {"footway pedestrian bridleway", 0, 80},
    {0},
};

static const struct class_speed SERVICES[] = {
    {"driveway", 120, 120},
    {"parking_aisle drive-through", 80, 80},
    {"emergency_access", 0, 120},
    {0},
};

static const struct profile_table TABLE = {
    .access = {BY_MOTORCYCLE, BY_MOTOR_VEHICLE, BY_VEHICLE, BY_ACCESS},
    .classes = CLASSES,
    .services = SERVICES,
    .is_bound_by_maxspeed = true,
    .obeys_oneway = true,
    .own_oneway = offsetof(struct street_tags, oneway_motorcycle),
    .stopped_by = "turnstile full-height_turnstile stile horse_stile "
                  "kissing_gate cycle_barrier motorcycle_barrier chain rope",
};

const struct profile PROFILE_MOTORBIKE = {.name = "motorbike",
                                          .version = 2,
                                          .obeys_turns = true,
                                          .vehicle = "motorcycle",
                                          .table = &TABLE};
