#ifndef STORE_STORE_CITY_H
#define STORE_STORE_CITY_H

#include "city/base_map.h"
#include "city/school.h"
#include "city/street.h"
#include "city/ward.h"
#include "city/zone.h"
#include "store/store.h"

// One read or one write function a thing. Reads put everything into `arena`,
// sorted by id unless said otherwise. Writes replace all rows of the thing
// (of the given source, where there is one) and need a transaction.

enum status store_read_city(struct store *store, struct arena *arena,
                            struct city_info *info, struct error *err);

enum status store_write_streets(struct store *store,
                                const struct street_set *streets,
                                struct error *err);
/// With the lanes that people added (store_corrections.h), joined to them.
enum status store_read_streets(struct store *store, struct arena *arena,
                               struct street_set *streets, struct error *err);

/// A checksum over the streets, junctions, restrictions and added lanes: what a
/// network file is built from.
enum status store_streets_checksum(struct store *store, char hex[33],
                                   struct error *err);

/// Gates that people added are not written among those of the map: they have a
/// table of their own.
enum status store_write_schools(struct store *store,
                                const struct school *schools, size_t n_schools,
                                struct error *err);
/// With the gates that people added behind those of the map.
enum status store_read_schools(struct store *store, struct arena *arena,
                               struct school_list *schools, struct error *err);

enum status store_write_base_map(struct store *store,
                                 const struct base_map *map, struct error *err);
enum status store_read_base_map(struct store *store, struct arena *arena,
                                struct base_map *map, struct error *err);
/// Of the map only what has a name and a place: its places and boundaries.
enum status store_read_map_names(struct store *store, struct arena *arena,
                                 struct base_map *map, struct error *err);

/// `source` is "osm" or "file": wards from a file stand before those of OSM.
enum status store_write_wards(struct store *store, const char *source,
                              const struct ward *wards, size_t n_wards,
                              struct error *err);
enum status store_read_wards(struct store *store, struct arena *arena,
                             struct ward_list *wards, struct error *err);

/// The wards of the file, with names as it has them; none where the wards are
/// OpenStreetMap's.
enum status store_read_file_wards(struct store *store, struct arena *arena,
                                  struct ward_list *wards, struct error *err);

/// Shows wards of the file under other names than it has, and in another
/// spelling of their district. Needs a transaction.
enum status store_name_file_wards(struct store *store, const struct ward *wards,
                                  size_t n_wards, struct error *err);

/// Adds a plan; publishing one unpublishes none, the newest published plan of
/// a level is the one in force.
enum status store_write_plan(struct store *store, const struct plan *plan,
                             struct error *err);

/// The plans in force, at most one a level, with their zones.
enum status store_read_plans(struct store *store, struct arena *arena,
                             struct plan_list *plans, struct error *err);

/// A checksum over all that map tiles are drawn from but the plans: what a
/// tile file is built from.
enum status store_tiles_checksum(struct store *store, char hex[33],
                                 struct error *err);

/// Seats of an entry grade in the newest year there is, by school.
struct school_seats {
    const char *school_id;
    int year;
    int grade;
    int seats;
};
LIST_DECLARE(school_seats);
enum status store_read_seats(struct store *store, struct arena *arena,
                             struct school_seats_list *seats,
                             struct error *err);

#endif
