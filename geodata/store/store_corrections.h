#ifndef STORE_STORE_CORRECTIONS_H
#define STORE_STORE_CORRECTIONS_H

#include "city/added_lane.h"
#include "store/store.h"

// What people found missing on the map and an officer agreed to. It is part of
// the city wherever streets and schools are read (store_city.h), and stays when
// the map is imported again. Writing needs a transaction. `made_at` is ISO
// 8601.

/// Adds a lane. STATUS_BAD_INPUT when it has no length, or when neither of its
/// ends lies within ADDED_LANE_REACH_M of a street. (One that meets a street
/// with one end only is a dead end.)
enum status store_add_lane(struct store *store, struct line line,
                           const char *name, const char *made_at,
                           struct error *err);

/// Adds a gate to those of a school. STATUS_NOT_FOUND when there is no such
/// school; STATUS_BAD_INPUT when the gate is farther than ADDED_GATE_REACH_M
/// from all there is of it.
#define ADDED_GATE_REACH_M 500.0
enum status store_add_gate(struct store *store, const char *school_id,
                           struct point_m at, const char *made_at,
                           struct error *err);

/// In the order they were added.
enum status store_read_added_lanes(struct store *store, struct arena *arena,
                                   struct added_lane_list *lanes,
                                   struct error *err);

#endif
