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

#endif
