#ifndef SAMPLE_FAMILIES_H
#define SAMPLE_FAMILIES_H

#include "sample_homes.h"

/// What placing asks of a child besides its home. Schools, wards and pupils are
/// places in their lists; FAMILY_NONE where there is none.
#define FAMILY_NONE UINT32_MAX
#define FAMILY_WISHES 3

struct drawn_family {
    uint32_t twin;                  ///< the other one
    uint32_t sibling_school;        ///< a brother or sister attends
    uint32_t previous_school;       ///< of the level below, on the map
    uint32_t work_ward;             ///< a parent works in
    int score_milli;                ///< of those entering grade 10, else -1
    uint32_t wishes[FAMILY_WISHES]; ///< of those entering grade 10, first first
};

/// A family for each pupil. One in a hundred is a twin, and its twin moves in
/// with it.
struct drawn_family *families_draw(struct arena *arena,
                                   const struct terrain *terrain,
                                   const struct drawn_schools *schools,
                                   const struct drawn_homes *homes,
                                   size_t n_wards, struct drawn_pupil *pupils,
                                   size_t n_pupils);

#endif
