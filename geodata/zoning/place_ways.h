#ifndef ZONING_PLACE_WAYS_H
#define ZONING_PLACE_WAYS_H

#include <stdio.h>

#include "city/school.h"
#include "city/ward.h"
#include "store/store.h"
#include "zone/unit_ways.h"

/// From where a city's entrants live to any places: schools, or sites where one
/// could stand. Nothing of what is given tells of one home.
struct place_ways_question {
    const struct planning_unit_list *units;
    const uint32_t *entrants;    ///< of each unit
    const char *entrants_source; ///< "pupils": their homes; else along streets
    int64_t year;                ///< the entrants are of
    int64_t grade;
    const struct point_m *homes; ///< more places where families will live, each
    size_t n_homes;              ///< like a unit after the units
    const struct school *places;
    size_t n_places;
    const char *profile; ///< who walks; NULL: straight lines
    uint32_t cap_cm;
    size_t n_threads;
    FILE *messages; ///< about a network to be built, or NULL
};

struct place_ways {
    struct unit_ways ways; ///< `[unit * n_places + place]`
    char network[33];      ///< its checksum; "" for straight lines
};

enum status place_ways_read(struct store *store, struct arena *arena,
                            const struct place_ways_question *question,
                            struct place_ways *ways, struct error *err);

#endif
