#ifndef NETWORK_PROFILE_H
#define NETWORK_PROFILE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "city/street.h"

/// Who travels: on foot, by bicycle, by motorbike, by car; or on foot keeping
/// away from big roads. A profile turns a street's tags into whether it may be
/// used, in which direction, and how fast. Each profile is one short table in
/// a profile_NAME.c of its own.
struct profile {
    const char *name;    ///< "walk", "motorbike"
    unsigned version;    ///< raised whenever its table changes
    bool obeys_turns;    ///< whether turn restrictions bind it
    const char *vehicle; ///< words of a restriction's `except` that mean it
    const struct profile_table *table;
};

/// The names of all profiles as a usage line shows them.
#define PROFILE_CHOICE "walk|bicycle|motorbike|car|walk_safe"

/// What a profile may do on one street. Speeds are tenths of a kilometre per
/// hour; a direction that is closed has speed 0.
struct passage {
    unsigned forward_kmh10;
    unsigned backward_kmh10;
};

/// What a big road adds to the measured distance of those who shun it.
struct road_price {
    const char *classes;     ///< values of `highway`; NULL ends a table
    unsigned crossing_cm;    ///< for getting from one side to the other
    unsigned along_cm_per_m; ///< for each metre along it
};

/// All profiles, in the order networks store them.
size_t profile_count(void);
const struct profile *profile_at(size_t i);

/// NULL if there is no profile of that name.
const struct profile *profile_find(const char *name);

/// The profile of that name, or STATUS_BAD_INPUT with a sentence that lists
/// those there are.
enum status profile_ask(const char *name, const struct profile **profile,
                        struct error *err);

struct passage profile_passage(const struct profile *profile,
                               const struct street_tags *tags);

/// Whether something at the junction (a wall, a locked gate, bollards) stops
/// this traveller from going through it.
bool profile_is_blocked_at(const struct profile *profile,
                           const struct junction_tags *tags);

/// Whether big roads add anything to this traveller's distances.
bool profile_shuns_big_roads(const struct profile *profile);

/// The price of a street's class; NULL if it is no big road to this traveller.
const struct road_price *profile_price(const struct profile *profile,
                                       const struct street_tags *tags);

#endif
