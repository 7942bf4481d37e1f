#ifndef ZONE_UNIT_ENTRANTS_H
#define ZONE_UNIT_ENTRANTS_H

#include <stdint.h>

#include "base/list.h"
#include "city/pupil.h"
#include "city/street.h"
#include "city/ward.h"
#include "geo/area.h"
#include "geo/point.h"

/// Where a unit's entrants live: points, each standing for so many of them.
/// From pupils, one a home; or from population, spread along the unit's
/// streets. Such lists are as secret as the homes in them.
struct entrant_home {
    struct point_m at;
    uint32_t unit; ///< AREA_NONE (geo/area_index.h) until it is placed
    uint32_t entrants;
};
LIST_DECLARE(entrant_home);

/// The people of a ward: those of the age at which the grade is entered,
/// where that is known, else all.
struct ward_people {
    int64_t of_age; ///< NUMBER_UNKNOWN where not known
    int64_t all;    ///< likewise; a ward of which nothing is known has nobody
};

/// Six-year-olds enter grade 1.
int grade_entry_age(int grade);

/// How many people in a thousand enter a grade of primary school in a year,
/// where people are not known by age.
#define ENTRANTS_PER_MILLE_USUAL 16

/// How many children of each ward enter a grade. Where only all people are
/// known it is so many of a thousand, in whole numbers whose sum is right for
/// all those wards together (by largest remainder, of equals the first).
void ward_entrants_count(const struct ward_people *people, size_t n_wards,
                         uint32_t per_mille, uint32_t *entrants);

/// Homes are taken every so many metres along a street, left and right in
/// turn, and so far beside its middle.
#define HOME_EVERY_M 12.0
#define HOME_BESIDE_M 7.0

/// Spreads each ward's entrants evenly along its streets: those with houses
/// (not motorways, trunk and primary roads, nor paths for walkers); if there
/// are none along any street, and in a ward without streets at one point
/// inside. All of a ward's entrants are given a home in that ward. Any number
/// of threads gives the same. The homes have no unit yet.
struct entrant_home_list
entrant_homes_spread(struct arena *arena, const struct street_set *streets,
                     const struct ward *wards, size_t n_wards,
                     const uint32_t *ward_entrants, size_t n_threads);

/// One home for each pupil who enters the grade in the year, without unit.
struct entrant_home_list entrant_homes_of_pupils(struct arena *arena,
                                                 const struct pupil *pupils,
                                                 size_t n_pupils, int64_t year,
                                                 int64_t grade);

/// How far outside all units a home may lie and still count to the nearest:
/// units drawn by hand leave slivers.
#define HOME_FARTHEST_M 100.0

/// Homes in units, by unit: those of unit u are homes[first[u]] to
/// homes[first[u + 1] - 1]. Every unit has one: where nobody lives that enters
/// the grade, a point inside that stands for nobody, so that there are ways
/// from there.
struct unit_homes {
    size_t n_units;
    const struct entrant_home *homes;
    size_t n_homes;
    const uint32_t *first;    ///< n_units + 1 entries
    const uint32_t *entrants; ///< of each unit
    uint64_t n_outside;       ///< entrants whose home is in no unit
};

/// Puts homes into the units they lie in, in `arena`; in each unit they keep
/// their order.
struct unit_homes unit_homes_build(struct arena *arena,
                                   const struct entrant_home *homes,
                                   size_t n_homes,
                                   const struct planning_unit *units,
                                   size_t n_units, size_t n_threads);

#endif
