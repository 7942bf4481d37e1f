#ifndef ZONE_STREET_BLOCKS_H
#define ZONE_STREET_BLOCKS_H

#include "base/arena.h"
#include "base/error.h"
#include "city/street.h"
#include "city/ward.h"
#include "zone/unit_entrants.h"

/// Planning units for a city that has none: the blocks between its streets,
/// cut at ward borders and joined until each has enough entrants.
///
/// The units of a ward cover it, without gaps or overlaps, and units that touch
/// have every vertex of their border in common. Each is in one piece, within
/// one ward, and joined over long common borders first, not across big roads
/// where that can be avoided. A piece of a ward with too few entrants in all is
/// one unit. One with too many is cut across where it is narrow, so that its
/// parts have enough each; only people who live on one point stay together. A
/// crumb of a ward apart from the rest, or a small gap between wards, without
/// homes, goes to the ward around it.
struct street_block_options {
    uint32_t least_entrants;
    uint32_t most_entrants; ///< 0: three times the least
    size_t n_threads;       ///< any number gives the same
};
#define STREET_BLOCKS_USUAL ((struct street_block_options){20, 0, 1})

/// Raised whenever the same streets, wards and homes give other units.
#define STREET_BLOCKS_VERSION 2u

/// What was done, for the report.
struct street_block_report {
    size_t n_faces; ///< blocks before they were joined
    size_t n_units;
    size_t n_cut;   ///< units made by cutting larger ones
    size_t n_small; ///< units with fewer entrants, since there are no more
    uint32_t most_entrants;
    double covered_m2;
};

/// Builds units in `arena`, by ward in the order given, within a ward from
/// north to south; their ids are `WARD_ID-001` and so on. Only where the homes
/// are counts, not their units. Fails with STATUS_STATE when there are no
/// wards.
enum status
street_blocks_build(struct arena *arena, const struct street_set *streets,
                    const struct ward *wards, size_t n_wards,
                    const struct entrant_home *homes, size_t n_homes,
                    struct street_block_options options,
                    struct planning_unit_list *units,
                    struct street_block_report *report, struct error *err);

#endif
