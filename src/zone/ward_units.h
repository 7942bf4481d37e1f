#ifndef ZONE_WARD_UNITS_H
#define ZONE_WARD_UNITS_H

#include "city/ward.h"
#include "zone/face_set.h"
#include "zone/street_blocks.h"

/// Blocks of a city that know their wards and the homes in them.
struct ward_blocks {
    const struct ward *wards;
    size_t n_wards;
    struct face_set set;
    uint32_t *ward;             ///< of each face
    uint32_t *local;            ///< its place among the faces of its ward
    uint32_t *first;            ///< n_wards + 1 entries into `sorted`
    uint32_t *sorted;           ///< faces by ward
    uint32_t *entrants;         ///< of each face
    uint32_t *first_home;       ///< of each face, and one more
    struct entrant_home *homes; ///< by face
    struct street_block_options options;
};

/// The units of one ward, in an arena of their own.
struct ward_units {
    struct arena *arena;
    struct planning_unit_list units;
    struct street_block_report report;
    enum status status;
    struct error err;
};

/// Joins a ward's blocks until each has entrants enough, cuts those that have
/// too many, and numbers them from north to south.
struct ward_units ward_units_make(const struct ward_blocks *blocks,
                                  size_t ward);

#endif
