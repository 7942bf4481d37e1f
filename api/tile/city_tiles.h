#ifndef TILE_CITY_TILES_H
#define TILE_CITY_TILES_H

#include "city/base_map.h"
#include "city/school.h"
#include "city/street.h"
#include "city/ward.h"
#include "city/zone.h"
#include "tile/tile_set_builder.h"

// The tile sets of a city: which of its things are drawn from which zoom on,
// and what a style or a click gets to know of each.

/// How the city's metres come to degrees.
struct tile_crs {
    tile_lonlat_fn *to_lonlat;
    void *context;
};

/// What each set is, but for its attribution.
extern const struct tile_set_info BASE_TILES;
extern const struct tile_set_info SCHOOL_TILES;
extern const struct tile_set_info WARD_TILES;
extern const struct tile_set_info UNIT_TILES;
extern const struct tile_set_info ZONE_TILES;

/// A field of a layer, in the tables of the sets.
#define TEXT_FIELD(name)                                                       \
    {                                                                          \
        name, "String"                                                         \
    }

/// The builder of one of these sets; and the set made, in `arena`, with the
/// builder gone.
struct tile_set_builder *city_tiles_begin(const struct tile_set_info *info,
                                          struct tile_crs crs,
                                          const char *attribution);
struct tile_set *city_tiles_end(struct tile_set_builder *builder,
                                struct arena *arena);

/// Water, green, built-up land, buildings, streets, rails, boundaries, places.
struct tile_set *base_tiles_build(struct arena *arena, struct tile_crs crs,
                                  const struct base_map *map,
                                  const struct street_set *streets,
                                  const char *attribution);

/// Schools as points, their grounds and gates.
struct tile_set *school_tiles_build(struct arena *arena, struct tile_crs crs,
                                    const struct school *schools,
                                    size_t n_schools, const char *attribution);

/// Wards as areas, and a point for each one's name.
struct tile_set *ward_tiles_build(struct arena *arena, struct tile_crs crs,
                                  const struct ward *wards, size_t n_wards,
                                  const char *attribution);

/// Planning units as areas, and a point for each one's name; no counts.
struct tile_set *unit_tiles_build(struct arena *arena, struct tile_crs crs,
                                  const struct planning_unit *units,
                                  size_t n_units, const char *attribution);

/// The zones of one plan in the layer of its level, tinted so that neighbours
/// differ; NULL is no plan. `schools` gives their names. (zone_layers.h has the
/// set of all levels.)
struct tile_set *zone_tiles_build(struct arena *arena, struct tile_crs crs,
                                  const struct plan *plan,
                                  const struct school *schools,
                                  size_t n_schools, const char *attribution);

/// The class by which a street is drawn, from its tags: "motorway", "trunk",
/// "primary", "secondary", "tertiary", "minor", "lane" (hẻm, paths, steps) or
/// "ferry"; NULL if it is not drawn. `*from_zoom` gets where that begins.
const char *street_class(const struct street_tags *tags, int *from_zoom);

#endif
