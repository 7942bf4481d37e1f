#ifndef SUPPORT_BALTIMORE_H
#define SUPPORT_BALTIMORE_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/error.h"
#include "zone/zone_problem.h"

/// A real rezoning: the 182 planning blocks of south-west Baltimore County with
/// their pupils of grades K to 5, the eleven schools they went to, and the plan
/// adopted for 2015–16. Ways are straight on the ground, from the middle of the
/// block (the point farthest from its border) to the school.
///
/// Two names differ between the files: "Edmondson Heights" is "Edmonson" among
/// the schools, and Catonsville has two buildings: the old one with 405 seats,
/// and the new one with 715 that opened in 2016, which the rezoning was for.
struct baltimore {
    struct zone_problem problem;
    uint32_t *adopted; ///< ES1516
};

/// `data` is the folder of the real data (HOCGAN_DATA). Fails when the files
/// are not there or are not what they were.
enum status baltimore_read(const char *data, bool has_new_catonsville,
                           struct arena *arena, struct baltimore *baltimore,
                           struct error *err);

#endif
