#ifndef NETWORK_PROFILE_H
#define NETWORK_PROFILE_H

#include <stdbool.h>
#include <stddef.h>

#include "city/street.h"

/// Who travels: on foot, by motorbike. A profile turns a street's tags into
/// whether it may be used, in which direction, and how fast. Each profile is
/// one short table in profile.c.
struct profile {
    const char *name;    ///< "walk", "motorbike"
    unsigned version;    ///< raised whenever its table changes
    bool obeys_turns;    ///< whether turn restrictions bind it
    const char *vehicle; ///< words of a restriction's `except` that mean it
};

/// What a profile may do on one street. Speeds are tenths of a kilometre per
/// hour; a direction that is closed has speed 0.
struct passage {
    unsigned forward_kmh10;
    unsigned backward_kmh10;
};

/// All profiles, in the order networks store them.
size_t profile_count(void);
const struct profile *profile_at(size_t i);

/// NULL if there is no profile of that name.
const struct profile *profile_find(const char *name);

struct passage profile_passage(const struct profile *profile,
                               const struct street_tags *tags);

/// Whether something at the junction (a wall, a locked gate, bollards) stops
/// this traveller from going through it.
bool profile_is_blocked_at(const struct profile *profile,
                           const struct junction_tags *tags);

#endif
