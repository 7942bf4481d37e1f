#ifndef TILE_ZONE_LAYERS_H
#define TILE_ZONE_LAYERS_H

#include "city/school.h"
#include "city/zone.h"
#include "tile/city_tiles.h"

/// The zones of the plans in force, a layer a level. Read-only once built, so
/// threads share it. A level whose zones are those of an earlier one is shared
/// with it.
struct zone_layers;

/// `last` (or NULL) is an earlier one of the same schools, system and
/// attribution; it may be freed before or after. `crs` is "EPSG:9210".
enum status zone_layers_build(const struct zone_layers *last, const char *crs,
                              const struct plan_list *plans,
                              const struct school_list *schools,
                              const char *attribution,
                              struct zone_layers **layers, struct error *err);

/// NULL is fine.
void zone_layers_free(struct zone_layers *layers);

const struct tile_set *zone_layers_set(const struct zone_layers *layers);

#endif
