#ifndef ZONING_HOMES_H
#define ZONING_HOMES_H

#include "store/store.h"
#include "zone/unit_entrants.h"

// Where entrants live, by what the city knows. Whoever holds such a list keeps
// it from everyone else.

/// One home for each pupil of the private file who enters the grade in the
/// year; none when there is no private file.
enum status zoning_homes_of_pupils(struct store *store, struct arena *arena,
                                   int64_t year, int64_t grade,
                                   struct entrant_home_list *homes,
                                   struct error *err);

/// The newest year in which pupils of the private file enter the grade; 0:
/// none do.
enum status zoning_year_of_pupils(struct store *store, int64_t grade,
                                  int64_t *year, struct error *err);

/// So many entrants of each unit, spread along its streets; at a point inside
/// where the city has none there.
enum status zoning_homes_along_streets(struct store *store, struct arena *arena,
                                       const struct planning_unit *units,
                                       size_t n_units, const uint32_t *entrants,
                                       size_t n_threads,
                                       struct entrant_home_list *homes,
                                       struct error *err);

#endif
