#ifndef QUERY_QUERY_INPUT_H
#define QUERY_QUERY_INPUT_H

#include "base/error.h"
#include "city/level.h"
#include "network/reach_area.h"

/// Reads what people ask with, the same for HTTP and the command line. `name`
/// is what the sentence calls the thing: "level", "--level".

enum status query_read_level(const char *name, const char *text,
                             enum level *level, struct error *err);

/// A text that names are looked for by: at most so many bytes.
#define QUERY_LONGEST_TYPED 200
enum status query_check_typed(const char *name, const char *typed,
                              struct error *err);

/// The limits of reach areas, each greater than the one before.
struct reach_limits {
    uint32_t limits_cm[REACH_MOST_LIMITS];
    size_t count;
};

/// Reads metres such as "500,1000", from 1 to REACH_FARTHEST_CM in whole
/// centimetres, in any order; of equal ones one is kept.
enum status query_read_metres(const char *name, const char *text,
                              struct reach_limits *limits, struct error *err);

#define QUERY_PROFILE_DEFAULT "walk"

/// The most schools an answer lists.
#define NEAREST_MOST 50

#endif
