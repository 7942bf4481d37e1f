#ifndef NETWORK_SWEEP_H
#define NETWORK_SWEEP_H

#include <stddef.h>
#include <stdint.h>

#include "network/hierarchy.h"
#include "network/way.h"

/// The inner loops of searches from many starts at once. In a hierarchy every
/// arc of a search leads the same way through the positions, so one walk along
/// them settles all nodes without a queue (PHAST: Delling, Goldberg, Nowatzyk,
/// Werneck, Hardware-accelerated shortest path trees, IPDPS 2011), and each
/// step serves SWEEP_LANES starts in one go of the processor's vector unit.
#define SWEEP_LANES 16u

/// The ways to one node from SWEEP_LANES starts, by what counts first alone:
/// whole centimetres (or, by time, milliseconds).
struct sweep_row {
    _Alignas(64) uint32_t lane[SWEEP_LANES];
};

/// The same with both: a way_length a lane.
struct sweep_way_row {
    _Alignas(64) int64_t lane[SWEEP_LANES];
};

/// An order of rows in which every arc leads from an earlier row to a later
/// one: row i is reached by the arcs [first[i], first[i + 1]).
struct sweep_plan {
    uint32_t n_rows;
    const uint32_t *first;
    const uint32_t *from_row;
    const way_length *way;
};

/// Improves every row by the arcs that lead to it, in order. Before, a row
/// holds in each lane the way known without these arcs, or WAY_NEVER_FIRST.
void sweep_rows(const struct sweep_plan *plan, struct sweep_row *rows);
void sweep_way_rows(const struct sweep_plan *plan, struct sweep_way_row *rows);

/// Climbs in a hierarchy from the rows whose bit is set in `bits` (a bit for
/// each position, in words of 64) along a side. Rows reached get their bit set
/// and are written; rows whose bit stays clear are not touched.
void sweep_climb(const struct hierarchy_side *side, size_t n_words,
                 uint64_t *bits, struct sweep_row *rows);
void sweep_climb_ways(const struct hierarchy_side *side, size_t n_words,
                      uint64_t *bits, struct sweep_way_row *rows);

/// The same four for one kind of vector unit. All units give the same numbers.
struct sweep_unit {
    void (*rows)(const struct sweep_plan *plan, struct sweep_row *rows);
    void (*way_rows)(const struct sweep_plan *plan, struct sweep_way_row *rows);
    void (*climb)(const struct hierarchy_side *side, size_t n_words,
                  uint64_t *bits, struct sweep_row *rows);
    void (*climb_ways)(const struct hierarchy_side *side, size_t n_words,
                       uint64_t *bits, struct sweep_way_row *rows);
};

/// The units this processor has, the plain one first, the widest last: the one
/// that the functions above use.
size_t sweep_unit_count(void);
const struct sweep_unit *sweep_unit_at(size_t i);

#endif
