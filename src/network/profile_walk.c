// On foot: everywhere but on motorways, and never bound by one-way streets,
// since those are for vehicles.

#include "network/profile_table.h"

#define WALK_KMH10 46u
#define STEPS_KMH10 25u

const struct class_speed WALK_CLASSES[] = {
    {"motorway motorway_link", 0, WALK_KMH10},
    {"trunk trunk_link primary primary_link", WALK_KMH10, WALK_KMH10},
    {"secondary secondary_link tertiary tertiary_link", WALK_KMH10, WALK_KMH10},
    {"unclassified residential road service track", WALK_KMH10, WALK_KMH10},
    {"living_street pedestrian footway path", WALK_KMH10, WALK_KMH10},
    {"cycleway bridleway platform corridor elevator", WALK_KMH10, WALK_KMH10},
    {"steps", STEPS_KMH10, STEPS_KMH10},
    {0},
};

static const struct profile_table TABLE = {
    .access = {BY_FOOT, BY_ACCESS},
    .classes = WALK_CLASSES,
    .own_oneway = offsetof(struct street_tags, oneway_foot),
    .stopped_by = "",
};

const struct profile PROFILE_WALK = {
    .name = "walk", .version = 1, .vehicle = "", .table = &TABLE};
