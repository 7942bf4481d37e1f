#ifndef NETWORK_PROFILE_TABLE_H
#define NETWORK_PROFILE_TABLE_H

#include <stdbool.h>
#include <stddef.h>

#include "network/profile.h"

/// What the table of a profile says. There is one table a profile, each in its
/// own profile_NAME.c; profile.c reads them. Speeds are tenths of km/h.

/// Tags that say who may pass. A profile asks some of them, the one that
/// speaks of it most closely first and BY_ACCESS, which speaks of everyone,
/// last.
enum access_key {
    BY_FOOT,
    BY_BICYCLE,
    BY_MOTORCYCLE,
    BY_MOTORCAR,
    BY_MOTOR_VEHICLE,
    BY_VEHICLE,
    BY_ACCESS,
    N_ACCESS_KEYS
};

/// The speed on a class of street: without any access tag, and where a tag
/// that speaks of this traveller lets it in. 0 is closed.
struct class_speed {
    const char
        *classes; ///< values of `highway` or `service`; NULL ends a table
    unsigned by_default;
    unsigned if_allowed;
};

struct profile_table {
    enum access_key access[N_ACCESS_KEYS]; ///< ends with BY_ACCESS
    const struct class_speed *classes;
    const struct class_speed *services; ///< of `highway=service`, or NULL
    unsigned pushed_kmh10; ///< with the word "dismount"; 0: closed by it
    bool is_bound_by_maxspeed;
    bool obeys_oneway;         ///< else only its own tag binds it
    size_t own_oneway;         ///< that tag, as an offset in street_tags
    bool rides_against_oneway; ///< where `cycleway` says so
    const char *stopped_by;    ///< barriers, besides those that stop everyone
    const struct road_price *prices; ///< of big roads, or NULL
};

extern const struct profile PROFILE_WALK;
extern const struct profile PROFILE_BICYCLE;
extern const struct profile PROFILE_MOTORBIKE;
extern const struct profile PROFILE_CAR;
extern const struct profile PROFILE_WALK_SAFE;

/// Walking is the same for both who walk.
extern const struct class_speed WALK_CLASSES[];

#endif
