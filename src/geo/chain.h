#ifndef GEO_CHAIN_H
#define GEO_CHAIN_H

#include "base/arena.h"
#include "geo/clip.h"

/// Joins lines end to end into fewer, longer ones, as a street mapped in many
/// pieces is one street to the reader of a map. Two lines are joined at a
/// point where exactly one of them all ends and exactly one begins; none is
/// turned around, since a direction may mean something (one-way). The chains
/// are added to `chains`, in the order of their first line; together they have
/// every segment once.
void lines_chain(struct arena *arena, const struct line *lines, size_t n_lines,
                 struct line_list *chains);

#endif
