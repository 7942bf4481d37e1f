#ifndef ZONE_UNIT_OUTLINE_H
#define ZONE_UNIT_OUTLINE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/error.h"
#include "city/ward.h"
#include "geo/area.h"

/// The areas of planning units made to fit: no gaps or overlaps, and units that
/// touch have every vertex of their border in common. What outlines of zones
/// are made of; read-only once built.
struct unit_coverage {
    const struct area *areas; ///< of each unit; empty if nothing is left of it
    size_t n_units;
    double overlap_m2; ///< that several units claimed
    double gap_m2;     ///< between units that none claimed
};

/// Makes units fit, in `arena`. Those of street blocks do already, and come out
/// as they are. What several claim goes to the smallest of them (of equals the
/// first), small gaps between units to the one with most border around them.
enum status unit_coverage_build(struct arena *arena,
                                const struct planning_unit *units,
                                size_t n_units, size_t n_threads,
                                struct unit_coverage *coverage,
                                struct error *err);

/// The outlines of zones: what the units of each cover together. `zone[unit]`
/// is below `n_zones`, or anything above for a unit without zone. Fills
/// `outlines[z]` for the zones asked for by `wanted[z]`, or all if NULL; the
/// others stay as they are. Outlines neither overlap nor leave gaps, and those
/// that touch have every vertex of their border in common.
enum status unit_outlines_join(struct arena *arena,
                               const struct unit_coverage *coverage,
                               const uint32_t *zone, size_t n_zones,
                               const bool *wanted, size_t n_threads,
                               struct area *outlines, struct error *err);

/// What can be said of a zone by its shape. Compactness is the measure of
/// Polsby and Popper (The third criterion: compactness as a procedural
/// safeguard against partisan gerrymandering, Yale Law & Policy Review 9,
/// 1991): 4 π area / perimeter², 1 for a circle, 0 for nothing.
struct outline_measures {
    double area_m2;
    double perimeter_m; ///< with the borders of holes
    double compactness;
    size_t n_pieces;
    size_t n_holes;
};
struct outline_measures outline_measure(const struct area *outline);

#endif
