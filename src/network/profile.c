// What the law and habit of Vietnam make of a street's tags, as tables.
//
// A class of street gives each traveller a speed, 0 where the class alone does
// not let them in. Then the access tags speak, the most specific first: a
// closed word shuts the street, an open word opens a class that is shut by
// default (a path with motorcycle=yes), and no word leaves the class's own
// rule. Last comes the direction.
//
// A motorbike belongs in a hẻm, which OpenStreetMap maps as service,
// residential, living_street or, where it is narrow, as a path. Motorways are
// closed to motorbikes and walkers alike.

#include "network/profile.h"

#include <string.h>

#include "base/text.h"

enum { WALK, MOTORBIKE, N_PROFILES };

static const struct profile PROFILES[N_PROFILES] = {
    [WALK] = {.name = "walk",
              .version = 1,
              .obeys_turns = false,
              .vehicle = ""},
    [MOTORBIKE] = {.name = "motorbike",
                   .version = 1,
                   .obeys_turns = true,
                   .vehicle = "motorcycle"},
};

#define WALK_KMH10 46u
#define STEPS_KMH10 25u
#define FERRY_KMH10 60u // waiting included

// Speeds in tenths of km/h. `by_default` is used without any access tag;
// `if_allowed` where a tag opens a class that is closed by default.
struct class_speed {
    const char *classes; // values of `highway`
    unsigned walk;
    unsigned walk_if_allowed;
    unsigned motorbike;
    unsigned motorbike_if_allowed;
};

static const struct class_speed CLASSES[] = {
    {"motorway motorway_link", 0, WALK_KMH10, 0, 450},
    {"trunk", WALK_KMH10, WALK_KMH10, 400, 400},
    {"trunk_link primary", WALK_KMH10, WALK_KMH10, 350, 350},
    {"primary_link secondary", WALK_KMH10, WALK_KMH10, 320, 320},
    {"secondary_link tertiary", WALK_KMH10, WALK_KMH10, 300, 300},
    {"tertiary_link unclassified", WALK_KMH10, WALK_KMH10, 250, 250},
    {"residential road", WALK_KMH10, WALK_KMH10, 220, 220},
    {"service track", WALK_KMH10, WALK_KMH10, 150, 150},
    {"living_street", WALK_KMH10, WALK_KMH10, 120, 120},
    {"path cycleway", WALK_KMH10, WALK_KMH10, 0, 120},
    {"footway pedestrian bridleway", WALK_KMH10, WALK_KMH10, 0, 80},
    {"platform corridor elevator", WALK_KMH10, WALK_KMH10, 0, 0},
    {"steps", STEPS_KMH10, STEPS_KMH10, 0, 0},
};

static const char OPEN_WORDS[] =
    "yes designated permissive destination customers residents official";
static const char CLOSED_WORDS[] =
    "no private agricultural forestry delivery military emergency permit "
    "use_sidepath bus psv";

// Things at a junction that stop everyone, and those that stop a motorbike
// though a walker gets by. Bollards, blocks, kerbs and unlocked gates stop
// neither.
static const char STOPS_ALL[] =
    "wall city_wall fence hedge retaining_wall ditch guard_rail debris";
static const char STOPS_MOTORBIKE[] =
    "turnstile full-height_turnstile stile kissing_gate cycle_barrier "
    "motorcycle_barrier chain rope horse_stile";

size_t profile_count(void)
{
    return N_PROFILES;
}

const struct profile *profile_at(size_t i)
{
    return &PROFILES[i];
}

const struct profile *profile_find(const char *name)
{
    for (size_t i = 0; i < N_PROFILES; i++)
        if (strcmp(PROFILES[i].name, name) == 0)
            return &PROFILES[i];
    return NULL;
}

static bool is_walk(const struct profile *profile)
{
    return strcmp(profile->name, PROFILES[WALK].name) == 0;
}

// The first of the texts that is given.
static const char *first_of(const char *const *texts, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (texts[i] != NULL)
            return texts[i];
    return NULL;
}

static const char *street_access(const struct profile *profile,
                                 const struct street_tags *tags)
{
    const char *on_foot[] = {tags->foot, tags->access};
    const char *riding[] = {tags->motorcycle, tags->motor_vehicle,
                            tags->vehicle, tags->access};
    return is_walk(profile) ? first_of(on_foot, 2) : first_of(riding, 4);
}

static const char *junction_access(const struct profile *profile,
                                   const struct junction_tags *tags)
{
    const char *on_foot[] = {tags->foot, tags->access};
    const char *riding[] = {tags->motorcycle, tags->motor_vehicle,
                            tags->vehicle, tags->access};
    return is_walk(profile) ? first_of(on_foot, 2) : first_of(riding, 4);
}

// `access` alone speaks of everyone, so it does not open a footpath to
// motorbikes; a tag that speaks of vehicles does.
static bool is_opened(const struct profile *profile,
                      const struct street_tags *tags)
{
    const char *on_foot[] = {tags->foot};
    const char *riding[] = {tags->motorcycle, tags->motor_vehicle,
                            tags->vehicle};
    const char *word =
        is_walk(profile) ? first_of(on_foot, 1) : first_of(riding, 3);
    return text_is_one_of(word, OPEN_WORDS);
}

static unsigned class_kmh10(const struct profile *profile,
                            const struct street_tags *tags)
{
    if (tags->highway == NULL)
        return text_same(tags->route, "ferry") ? FERRY_KMH10 : 0;

    bool opened = is_opened(profile, tags);
    for (size_t i = 0; i < sizeof CLASSES / sizeof *CLASSES; i++) {
        const struct class_speed *c = &CLASSES[i];
        if (!text_is_one_of(tags->highway, c->classes))
            continue;
        if (is_walk(profile))
            return opened ? c->walk_if_allowed : c->walk;
        return opened ? c->motorbike_if_allowed : c->motorbike;
    }
    return 0;
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

enum direction { BOTH_WAYS, FORWARD_ONLY, BACKWARD_ONLY };

static enum direction oneway_direction(const char *oneway)
{
    if (text_is_one_of(oneway, "yes true 1"))
        return FORWARD_ONLY;
    if (text_is_one_of(oneway, "-1 reverse"))
        return BACKWARD_ONLY;
    return BOTH_WAYS;
}

static enum direction direction_of(const struct profile *profile,
                                   const struct street_tags *tags)
{
    if (is_walk(profile))
        return oneway_direction(tags->oneway_foot);
    if (tags->oneway_motorcycle != NULL)
        return oneway_direction(tags->oneway_motorcycle);
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
    unsigned kmh10 = class_kmh10(profile, tags);
    if (text_is_one_of(street_access(profile, tags), CLOSED_WORDS))
        kmh10 = 0;
    if (!is_walk(profile)) {
        unsigned bound = bound_kmh10(tags->maxspeed);
        kmh10 = kmh10 < bound ? kmh10 : bound;
    }
    enum direction direction = direction_of(profile, tags);
    return (struct passage){direction == BACKWARD_ONLY ? 0 : kmh10,
                            direction == FORWARD_ONLY ? 0 : kmh10};
}

bool profile_is_blocked_at(const struct profile *profile,
                           const struct junction_tags *tags)
{
    if (tags->barrier == NULL || strcmp(tags->barrier, "no") == 0)
        return false;
    const char *access = junction_access(profile, tags);
    if (text_is_one_of(access, CLOSED_WORDS))
        return true;
    if (text_is_one_of(access, OPEN_WORDS))
        return false;
    return text_is_one_of(tags->barrier, STOPS_ALL) ||
           (!is_walk(profile) &&
            text_is_one_of(tags->barrier, STOPS_MOTORBIKE));
}
