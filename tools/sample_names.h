#ifndef SAMPLE_NAMES_H
#define SAMPLE_NAMES_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/random.h"

/// Vietnamese names with their accents, all made up by putting common parts
/// together. `i` counts names of the same sort; names with different `i` below
/// the number of combinations differ.

/// "Tân Khánh", of wards.
const char *name_of_ward(struct arena *arena, size_t i);

/// "Nguyễn Thanh Tùng", of streets and schools (in honour of nobody).
const char *name_in_honour(struct arena *arena, size_t i);

/// A child's full name.
const char *name_of_child(struct arena *arena, struct random *random);

/// "Hoa Sen", of parks and housing estates.
const char *name_of_park(struct arena *arena, size_t i);

#endif
