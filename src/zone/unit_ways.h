#ifndef ZONE_UNIT_WAYS_H
#define ZONE_UNIT_WAYS_H

#include "admission/round.h"
#include "base/arena.h"
#include "city/school.h"
#include "geo/ground.h"
#include "zone/unit_entrants.h"

/// The ways of the units' entrants to every school, as `struct zone_problem`
/// has them: `[unit * n_schools + school]` the mean over the entrants of the
/// unit, to the nearest centimetre, and how many go farther than the cap.
/// UINT32_MAX where none of them can get there.
struct unit_ways {
    const uint32_t *way_cm;
    const uint32_t *over_cap;
};

/// Works them out in `arena` from the ways of every home (by its index in
/// `homes`), which `row` gives.
/// A home with a way to no school at all (it lies off every street) says
/// nothing of its unit and is left out; one with a way to some schools only is
/// beyond the cap of the others. In a unit without entrants the homes count
/// one each, so that it, too, is near some school. On up to `n_threads`
/// threads; any number of them gives the same.
struct unit_ways unit_ways_build(struct arena *arena,
                                 const struct unit_homes *homes,
                                 size_t n_schools, round_way_row_fn *row,
                                 const void *ways, uint32_t cap_cm,
                                 size_t n_threads);

/// Ways as the crow flies, for a city whose streets are not known: what
/// `straight_ways_row` is given.
struct straight_ways {
    struct ground ground;
    const struct entrant_home *homes;
    const struct school *schools;
    size_t n_schools;
};
void straight_ways_row(const void *straight_ways, uint32_t home,
                       uint32_t *way_cm);

#endif
