// How a profile's table (profile_table.h) is read.
//
// A class of street gives each traveller a speed, 0 where the class alone does
// not let them in. Then the access tags speak, the most specific first: a
// closed word shuts the street, an open word opens a class that is shut by
// default (a path with motorcycle=yes), and no word leaves the class's own
// rule. Then what sort of service way it is and the speed limit slow it down.
// Last comes the direction.

#include "network/profile.h"

#include <string.h>

#include "base/text.h"
#include "network/profile_table.h"

static const struct profile *const PROFILES[] = {
    &PROFILE_WALK, &PROFILE_BICYCLE,   &PROFILE_MOTORBIKE,
    &PROFILE_CAR,  &PROFILE_WALK_SAFE,
};
#define N_PROFILES (sizeof PROFILES / sizeof *PROFILES)

static const char OPEN_WORDS[] =
    "yes designated permissive destination customers residents official";
static const char CLOSED_WORDS[] =
    "no private agricultural forestry delivery military emergency permit "
    "use_sidepath bus psv";

// Things at a junction that stop everyone. Those that stop some are in the
// tables; unlocked gates, kerbs and toll booths stop nobody.
static const char STOPS_ALL[] =
    "wall city_wall fence hedge retaining_wall ditch guard_rail debris";

#define FERRY_KMH10 60u // waiting included

size_t profile_count(void)
{
    return N_PROFILES;
}

const struct profile *profile_at(size_t i)
{
    return PROFILES[i];
}

const struct profile *profile_find(const char *name)
{
    for (size_t i = 0; i < N_PROFILES; i++)
        if (strcmp(PROFILES[i]->name, name) == 0)
            return PROFILES[i];
    return NULL;
}

enum status profile_ask(const char *name, const struct profile **profile,
                        struct error *err)
{
    struct text_buffer names = {0};
    *profile = profile_find(name);
    if (*profile != NULL)
        return STATUS_OK;
    for (size_t i = 0; i < N_PROFILES; i++) {
        text_add_string(&names, i == 0               ? ""
                                : i + 1 < N_PROFILES ? ", "
                                                     : " and ");
        text_add_string(&names, PROFILES[i]->name);
    }
    enum status status = error_set(err, STATUS_BAD_INPUT,
                                   "there is no profile \"%s\"; there are %s",
                                   name, names.bytes);
    text_buffer_free(&names);
    return status;
}

// --- Who may pass --------------------------------------------------------

struct access_words {
    const char *of[N_ACCESS_KEYS];
};

static struct access_words street_words(const struct street_tags *t)
{
    return (struct access_words){{[BY_FOOT] = t->foot,
                                  [BY_BICYCLE] = t->bicycle,
                                  [BY_MOTORCYCLE] = t->motorcycle,
                                  [BY_MOTORCAR] = t->motorcar,
                                  [BY_MOTOR_VEHICLE] = t->motor_vehicle,
                                  [BY_VEHICLE] = t->vehicle,
                                  [BY_ACCESS] = t->access}};
}

static struct access_words junction_words(const struct junction_tags *t)
{
    return (struct access_words){{[BY_FOOT] = t->foot,
                                  [BY_BICYCLE] = t->bicycle,
                                  [BY_MOTORCYCLE] = t->motorcycle,
                                  [BY_MOTORCAR] = t->motorcar,
                                  [BY_MOTOR_VEHICLE] = t->motor_vehicle,
                                  [BY_VEHICLE] = t->vehicle,
                                  [BY_ACCESS] = t->access}};
}

// The word of the first tag given in the profile's chain, and whether that tag
// speaks of this traveller rather than of everyone.
struct access {
    const char *word;
    bool is_specific;
};

static struct access find_access(const struct profile_table *table,
                                 struct access_words words)
{
    const enum access_key *key = table->access;
    while (*key != BY_ACCESS && words.of[*key] == NULL)
        key++;
    return (struct access){words.of[*key], *key != BY_ACCESS};
}

// --- How fast ------------------------------------------------------------

static const struct class_speed *find_class(const struct class_speed *table,
                                            const char *class)
{
    for (; table != NULL && table->classes != NULL; table++)
        if (text_is_one_of(class, table->classes))
            return table;
    return NULL;
}

// `access` alone speaks of everyone, so it does not open a footpath to
// motorbikes; a tag that speaks of them does.
static unsigned class_kmh10(const struct profile_table *table,
                            const struct street_tags *tags, bool is_let_in)
{
    if (tags->highway == NULL)
        return text_same(tags->route, "ferry") ? FERRY_KMH10 : 0;
    const struct class_speed *found = NULL;
    if (strcmp(tags->highway, "service") == 0)
        found = find_class(table->services, tags->service);
    if (found == NULL)
        found = find_class(table->classes, tags->highway);
    if (found == NULL)
        return 0;
    return is_let_in ? found->if_allowed : found->by_default;
}

// The speed of `maxspeed` in tenths of km/h; a value that is not a number
// ("VN:urban", "none") does not bound anything.
static unsigned bound_kmh10(const char *maxspeed)
{
    const unsigned no_bound = 2000;
    if (maxspeed == NULL)
        return no_bound;
    size_t digits = strspn(maxspeed, "0123456789");
    if (digits == 0 || digits > 3)
        return no_bound;
    unsigned value = 0;
    for (size_t i = 0; i < digits; i++)
        value = 10 * value + (unsigned)(maxspeed[i] - '0');
    const char *unit = maxspeed + digits;
    unsigned kmh10 = strcmp(unit, " mph") == 0  ? value * 1609 / 100
                     : strcmp(unit, "mph") == 0 ? value * 1609 / 100
                                                : value * 10;
    return kmh10 < 50 ? 50 : kmh10;
}

static unsigned street_kmh10(const struct profile_table *table,
                             const struct street_tags *tags)
{
    struct access access = find_access(table, street_words(tags));
    if (text_is_one_of(access.word, CLOSED_WORDS))
        return 0;
    if (access.is_specific && text_same(access.word, "dismount"))
        return table->pushed_kmh10;
    bool is_let_in =
        access.is_specific && text_is_one_of(access.word, OPEN_WORDS);
    unsigned kmh10 = class_kmh10(table, tags, is_let_in);
    unsigned bound = bound_kmh10(tags->maxspeed);
    return table->is_bound_by_maxspeed && bound < kmh10 ? bound : kmh10;
}

// --- In which direction --------------------------------------------------

enum direction { BOTH_WAYS, FORWARD_ONLY, BACKWARD_ONLY };

static enum direction oneway_direction(const char *oneway)
{
    if (text_is_one_of(oneway, "yes true 1"))
        return FORWARD_ONLY;
    if (text_is_one_of(oneway, "-1 reverse"))
        return BACKWARD_ONLY;
    return BOTH_WAYS;
}

static const char *own_oneway(const struct profile_table *table,
                              const struct street_tags *tags)
{
    const char *oneway;
    memcpy(&oneway, (const char *)tags + table->own_oneway, sizeof oneway);
    return oneway;
}

static enum direction direction_of(const struct profile_table *table,
                                   const struct street_tags *tags)
{
    const char *own = own_oneway(table, tags);
    if (own != NULL || !table->obeys_oneway)
        return oneway_direction(own);
    if (table->rides_against_oneway &&
        text_is_one_of(tags->cycleway, "opposite opposite_lane opposite_track "
                                       "opposite_share_busway"))
        return BOTH_WAYS;
    if (tags->oneway != NULL)
        return oneway_direction(tags->oneway);
    if (text_is_one_of(tags->junction, "roundabout circular") ||
        text_same(tags->highway, "motorway"))
        return FORWARD_ONLY;
    return BOTH_WAYS;
}

struct passage profile_passage(const struct profile *profile,
                               const struct street_tags *tags)
{
    unsigned kmh10 = street_kmh10(profile->table, tags);
    enum direction direction = direction_of(profile->table, tags);
    return (struct passage){direction == BACKWARD_ONLY ? 0 : kmh10,
                            direction == FORWARD_ONLY ? 0 : kmh10};
}

// --- Barriers and big roads ----------------------------------------------

bool profile_is_blocked_at(const struct profile *profile,
                           const struct junction_tags *tags)
{
    if (tags->barrier == NULL || strcmp(tags->barrier, "no") == 0)
        return false;
    struct access access = find_access(profile->table, junction_words(tags));
    if (text_is_one_of(access.word, CLOSED_WORDS))
        return true;
    if (text_is_one_of(access.word, OPEN_WORDS))
        return false;
    return text_is_one_of(tags->barrier, STOPS_ALL) ||
           text_is_one_of(tags->barrier, profile->table->stopped_by);
}

bool profile_shuns_big_roads(const struct profile *profile)
{
    return profile->table->prices != NULL;
}

const struct road_price *profile_price(const struct profile *profile,
                                       const struct street_tags *tags)
{
    for (const struct road_price *p = profile->table->prices;
         p != NULL && p->classes != NULL; p++)
        if (text_is_one_of(tags->highway, p->classes))
            return p;
    return NULL;
}
