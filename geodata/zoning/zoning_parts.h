#ifndef ZONING_PARTS_H
#define ZONING_PARTS_H

#include "geo/area_index.h"
#include "zoning/city_zoning.h"

// What the files that read a zoning share. Nothing else includes it.

struct zoning_reading {
    struct store *store;
    struct arena *arena;
    struct city_zoning *zoning;
    struct area_index index; // of the units
    size_t n_threads;
    FILE *messages;
};

/// The units' ways to the schools, by where their entrants live.
enum status zoning_read_ways(struct zoning_reading *reading, struct error *err);

#endif
