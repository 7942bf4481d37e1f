#ifndef IMPORT_SCHOOL_NAME_H
#define IMPORT_SCHOOL_NAME_H

#include "base/arena.h"
#include "city/level.h"

/// What the name of a school says, in Vietnamese or English, with or without
/// accents: "Trường THCS–THPT Nguyễn Khuyến" teaches lower and upper
/// secondary, is the school "nguyenkhuyen", and nothing says who runs it.
struct school_name {
    level_set levels; ///< 0 if the name does not say
    bool is_custom;   ///< the levels are not named but those an international
                      ///< school is used to have, grades 1 to 12
    const char *core; ///< the folded name without the words of its kind and
                      ///< without spaces; "" if nothing else is left
    const char *kind; ///< "public", "private", "international" or NULL
    const char *no_school; ///< why it is none of the four levels, or NULL
};

/// Texts live in `arena`. `name` may be NULL.
struct school_name school_name_parse(struct arena *arena, const char *name);

/// Levels out of a tag: isced:level ("1;2"), grades ("1-5", "6-12") and
/// words ("primary;secondary"). 0 if not understood.
level_set school_levels_of_isced(const char *value);
level_set school_levels_of_grades(const char *value);
level_set school_levels_of_words(const char *value);

#endif
