#ifndef ZONING_ZONE_AREAS_H
#define ZONING_ZONE_AREAS_H

#include "city/zone.h"
#include "zoning/city_zoning.h"

/// The zones of a plan as outlines: each the units of one school, put
/// together. Draws those for which `is_wanted` holds (by school; NULL: all that
/// have a unit); a wanted school without a unit has an empty area.
enum status zone_areas_draw(struct arena *arena,
                            const struct city_zoning *zoning,
                            const uint32_t *school, const bool *is_wanted,
                            size_t n_threads, struct zone_list *zones,
                            struct error *err);

/// The outline of each school's zone in a plan, `school[unit]` being the plan:
/// as the store has it, or, where its units have changed since, drawn anew
/// without being kept.
enum status zone_areas_read(struct store *store, struct arena *arena,
                            const struct city_zoning *zoning,
                            const struct plan_entry *plan,
                            const uint32_t *school, size_t n_threads,
                            struct area **areas, struct error *err);

/// Draws the outlines that a plan of units lacks, and keeps them. STATUS_STATE
/// when some are lacking and the plan is not made of the city's units. Needs a
/// transaction.
enum status zone_areas_complete(struct store *store,
                                const struct plan_entry *plan, size_t n_threads,
                                struct error *err);

#endif
