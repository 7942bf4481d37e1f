#ifndef ZONE_BLOCK_SPLIT_H
#define ZONE_BLOCK_SPLIT_H

#include "base/list.h"
#include "zone/block_cells.h"

/// What a unit with too many entrants is cut into.
struct block_part {
    struct area area;
    uint32_t entrants;
};
LIST_DECLARE(block_part);

/// Cuts a unit in two, and those again, until none has more than `most`
/// entrants, across where it is narrow. Every part is in one piece and has at
/// least `least`; where that cannot be, since many live on one point, a part
/// keeps more than `most`. Parts share all vertices of their borders, with each
/// other and with the unit's neighbours. They live in `arena`.
enum status block_split(struct arena *arena, const struct big_unit *unit,
                        uint32_t least, uint32_t most,
                        struct block_part_list *parts, struct error *err);

#endif
