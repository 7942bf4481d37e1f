#ifndef SIMULATE_REAL_CITY_H
#define SIMULATE_REAL_CITY_H

#include <stdio.h>

#include "base/random.h"
#include "crs/crs.h"
#include "store/store_city.h"
#include "store/store_numbers.h"

/// A real city as simulations see it: its wards with their people, its public
/// schools, and the streets along which people live. Everything
/// lives in the arena.
struct real_city {
    struct arena *arena;
    struct city_info info;
    struct ward_list wards;
    struct school_list all_schools; ///< public, in a ward
    struct school_list schools;     ///< of these those of one level
    struct street_set streets;
    struct population_list people;
    struct random random;
};

/// Straight pieces of a ward's streets, in no order.
struct piece {
    struct point_m from;
    struct point_m to;
    double until_m; ///< of the ward's pieces up to this one
};
LIST_DECLARE(piece);

/// Says why on standard error and ends the program.
_Noreturn void simulate_stop(const struct error *err);

/// Without schools until a level is kept.
struct real_city real_city_read(const char *path, uint64_t seed);

/// Has `schools` be those of the level.
void real_city_keep_level(struct real_city *city, enum level level);

/// One list for every ward.
struct piece_list *real_city_pieces(const struct real_city *city);

/// A home along the pieces, each metre of a street being as likely, up to 25 m
/// beside it. There is at least one piece.
struct point_m real_city_home(struct random *random,
                              const struct piece_list *pieces);

/// Everyone who lived in the ward when they were last counted.
int64_t real_city_people(const struct real_city *city, const char *ward_id);

/// Index of the school that is nearest as the crow flies.
uint32_t real_city_nearest(const struct real_city *city, struct point_m home);

/// The city's coordinates, to be closed with crs_close.
struct crs *real_city_crs(const struct real_city *city);

/// A new file of the folder; ends the program where that cannot be had.
FILE *simulate_create(const char *folder, const char *name);

#endif
