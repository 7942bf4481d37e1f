#ifndef QUERY_QUERY_INPUT_H
#define QUERY_QUERY_INPUT_H

#include "base/error.h"
#include "city/level.h"

/// Reads what people ask with, the same for HTTP and the command line. `name`
/// is what the sentence calls the thing: "level", "--level".

enum status query_read_level(const char *name, const char *text,
                             enum level *level, struct error *err);

#define QUERY_PROFILE_DEFAULT "walk"

/// The most schools an answer lists.
#define NEAREST_MOST 50

#endif
