#ifndef IMPORT_ADMIN_NAME_H
#define IMPORT_ADMIN_NAME_H

#include <stdbool.h>

#include "base/arena.h"

/// The name of a ward or district taken apart, to tell whether two sources mean
/// the same: "Phường 03", "Ward 3" and "P3" are all the ward of core "3".
enum admin_kind { ADMIN_ANY, ADMIN_WARD, ADMIN_DISTRICT };

struct admin_name {
    enum admin_kind kind;
    const char *core; ///< folded, without those words
    bool is_numbered; ///< the core is a number
};

/// `kind` is what the name is known to be of; with ADMIN_ANY its own words say.
/// Words of another kind are a part of the name. `name` NULL or without words
/// has an empty core.
struct admin_name admin_name_of(struct arena *arena, const char *name,
                                enum admin_kind kind);

/// Whether both may mean the same. One with an empty core means nothing.
bool admin_name_agrees(struct admin_name a, struct admin_name b);

/// Whether the name is written without any accent, so that Vietnamese may be
/// missing its marks.
bool admin_name_is_bare(const char *name);

#endif
