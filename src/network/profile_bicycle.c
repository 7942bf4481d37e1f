// By bicycle: streets, lanes and paths, the slower the rougher; footways only
// where a tag lets bicycles in. Where one must dismount it is pushed.

#include "network/profile_table.h"

static const struct class_speed CLASSES[] = {
    {"motorway motorway_link", 0, 150},
    {"trunk trunk_link primary primary_link", 150, 150},
    {"secondary secondary_link tertiary tertiary_link", 150, 150},
    {"unclassified residential road cycleway", 150, 150},
    {"service", 130, 130},
    {"living_street track path", 100, 120},
    {"footway pedestrian bridleway", 0, 80},
    {0},
};

static const struct class_speed SERVICES[] = {
    {"alley driveway", 120, 120},
    {"parking_aisle drive-through", 100, 100},
    {0},
};

static const struct profile_table TABLE = {
    .access = {BY_BICYCLE, BY_VEHICLE, BY_ACCESS},
    .classes = CLASSES,
    .services = SERVICES,
    .pushed_kmh10 = 40,
    .is_bound_by_maxspeed = true,
    .obeys_oneway = true,
    .own_oneway = offsetof(struct street_tags, oneway_bicycle),
    .rides_against_oneway = true,
    .stopped_by = "turnstile full-height_turnstile stile horse_stile "
                  "kissing_gate",
};

const struct profile PROFILE_BICYCLE = {.name = "bicycle",
                                        .version = 1,
                                        .obeys_turns = true,
                                        .vehicle = "bicycle",
                                        .table = &TABLE};
