#ifndef CITY_STREET_H
#define CITY_STREET_H

#include <stdint.h>

#include "base/list.h"
#include "geo/area.h"
#include "geo/point.h"

/// What a street's OpenStreetMap tags say of who may use it and how. Each is
/// the tag's value as mapped, or NULL; `oneway_bicycle` is `oneway:bicycle`,
/// and so on.
struct street_tags {
    const char *highway; ///< the class, or NULL for a ferry
    const char *route;   ///< "ferry" for a ferry line
    const char *service;
    const char *junction;
    const char *oneway;
    const char *oneway_bicycle;
    const char *oneway_motorcycle;
    const char *oneway_foot;
    const char *access;
    const char *vehicle;
    const char *motor_vehicle;
    const char *motorcar;
    const char *motorcycle;
    const char *bicycle;
    const char *foot;
    const char *maxspeed;
    const char *bridge;
    const char *tunnel;
    const char *layer;
    const char *cycleway;
    const char *sidewalk;
};

/// What the tags of a point on the street say.
struct junction_tags {
    const char *barrier;
    const char *highway; ///< "crossing", "traffic_signals"
    const char *crossing;
    const char *access;
    const char *vehicle;
    const char *motor_vehicle;
    const char *motorcar;
    const char *motorcycle;
    const char *bicycle;
    const char *foot;
};

/// Where streets meet or end, or where something stands in the way.
struct junction {
    int64_t id; ///< the OpenStreetMap node
    struct point_m at;
    struct junction_tags tags;
};
LIST_DECLARE(junction);

/// A stretch of street between two junctions that meets nothing in between.
struct street {
    int64_t id;            ///< 1, 2, … in the order of the ways
    int64_t way_id;        ///< the OpenStreetMap way it is a piece of
    int64_t from_junction; ///< the junction's id at the line's first point
    int64_t to_junction;   ///< and at its last
    const char *name;      ///< or NULL
    struct street_tags tags;
    struct line line; ///< runs in the direction of the way
};
LIST_DECLARE(street);

/// A turn that is forbidden (`no_…`) or the only one allowed (`only_…`).
struct turn_restriction {
    const char *kind;   ///< the value of `restriction`, such as "no_left_turn"
    const char *except; ///< vehicles it does not hold for, or NULL
    int64_t from_way;
    int64_t via_junction; ///< 0 when it is via ways
    const int64_t *via_ways;
    size_t n_via_ways;
    int64_t to_way;
};
LIST_DECLARE(turn_restriction);

/// All the streets of a city, as they are stored: what networks are built of.
/// Junctions are sorted by id, streets by id.
struct street_set {
    struct junction_list junctions;
    struct street_list streets;
    struct turn_restriction_list restrictions;
};

#endif
