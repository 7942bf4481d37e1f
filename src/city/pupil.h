#ifndef CITY_PUPIL_H
#define CITY_PUPIL_H

#include <stdint.h>

#include "base/list.h"
#include "geo/point.h"

/// What a number that is not known is written as, and read as.
#define NUMBER_UNKNOWN INT64_MIN

/// A child to be placed; kept in the private file only. Optional texts are
/// NULL, optional numbers NUMBER_UNKNOWN.
struct pupil {
    const char *id; ///< mã định danh
    const char *name;
    struct point_m home; ///< where it lives now
    int64_t grade;       ///< the one to enter
    int64_t year;        ///< the school year's first
    int64_t birth_year;
    const char *ward_id; ///< of the home, as the family or the map says
    const char *address;
    const char *previous_school; ///< id of the school it comes from
    const char *sibling_of; ///< id of a brother or sister: another pupil of the
                            ///< round (twins) or one placed in a year before
    const char
        *sibling_school;      ///< id of the school a brother or sister attends
    const char *work_ward_id; ///< ward a parent works in
    const char *programme;    ///< programme it was admitted to ("integrated")
    int64_t score_milli;      ///< of the entrance test, thousandths of a point
};
LIST_DECLARE(pupil);

/// A school a family wishes for (nguyện vọng); rank 1 is the first.
struct wish {
    const char *pupil_id;
    int64_t rank;
    const char *school_id;
};
LIST_DECLARE(wish);

#endif
