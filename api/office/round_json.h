#ifndef OFFICE_ROUND_JSON_H
#define OFFICE_ROUND_JSON_H

#include "admission/impact.h"
#include "admission/rules.h"
#include "http/json_value.h"
#include "query/city_state.h"
#include "store/store_pupil_pages.h"
#include "store/store_rounds.h"

// Rounds of placing as the office's pages get them.

/// "primary 2026": what someone has to say who publishes the round.
const char *round_confirmation(struct arena *arena,
                               const struct round_entry *round);

/// The members of a round's entry, in an object of the caller's: without the
/// text of the rules and the table of consequences.
void round_entry_members(struct json_writer *json, struct arena *arena,
                         const struct round_entry *round);

/// The kept tables of consequences beside each other, as `hocgan admit compare`
/// writes them. STATUS_STATE when a round was kept without one.
enum status round_consequences_write(struct json_writer *json,
                                     struct arena *arena,
                                     const struct round_entry *rounds,
                                     size_t n_rounds, struct error *err);

/// Seats and the last they took, pool by pool.
void round_pools_write(struct json_writer *json, const struct city_state *city,
                       const struct round_record *record,
                       enum road_weight weight);

/// How many were placed how far away, in steps of 250 m (by time: of 60 s), at
/// one school or at all (NULL).
void round_histogram_write(struct json_writer *json, struct arena *arena,
                           const struct round_record *record,
                           const char *school_id, enum road_weight weight);

/// The members of a child's place, in an object of the caller's.
void round_place_members(struct json_writer *json,
                         const struct placed_pupil *placed, const char *ward_id,
                         enum road_weight weight);

#endif
