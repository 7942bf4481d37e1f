#ifndef PLACING_PLACING_STATE_H
#define PLACING_PLACING_STATE_H

#include "store/store_rounds.h"

/// What placing a round again would start from, as one text: the round's id and
/// a hash of its pupils, wishes, seats, draw, rules, schools with their gates,
/// and streets, as they are now. Two that are equal promise equal outcomes.
/// What is worked out from a round (what accepting a contest would do, say)
/// carries it to know whether it still holds. Costs milliseconds, not a
/// placement.
enum status placing_state_of(struct store *city, struct store *pupils,
                             struct arena *arena,
                             const struct round_entry *round,
                             const char **state, struct error *err);

/// The round in force of a grade and year, without its places. STATUS_STATE
/// when none is.
enum status placing_round_in_force(struct store *pupils, struct arena *arena,
                                   int64_t grade, int64_t year,
                                   struct round_entry *round,
                                   struct error *err);

#endif
