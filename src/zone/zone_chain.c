// When all schools around are full, no single unit can move: a school that has
// entrants too many can only pass them on through others to where seats are
// left. Such chains are searched like shortest ways through the graph of zones
// (cyclic transfers: Thompson and Psaraftis, 1993). A link says: this zone
// receives this unit, and the chain so far costs that much, the zone's own
// seats not counted, for they depend on which unit it passes on:
//
//     zone 4  --u17-->  zone 9  --u3-->  zone 2    (has seats left: end)
//
// Links are followed in the order of what they would cost if entrants paid the
// price of a seat where they arrive. Several links may lead to one zone,
// with units of different size, so that sums of entrants come out well.
// Whether zones stay whole is asked of each unit alone while searching; it is
// asked again of the whole chain, from its end, before it counts.

#include "zone/zone_chain.h"

#include <string.h>

#define LINKS_PER_ZONE 4
#define LONGEST_CHAIN 12
#define NO_LINK UINT32_MAX

struct chain_link {
    int64_t cost;  // so far, without the seats of `zone`
    int64_t key;   // in what order links are followed
    uint32_t unit; // that `zone` receives
    uint32_t zone;
    uint32_t parent;
    uint32_t length;
    bool is_followed;
};

// Whether a unit may leave its zone, as far as it is known.
enum leave { LEAVE_UNKNOWN = 0, LEAVE_YES, LEAVE_NO };

struct chains {
    struct zone_trial *trial;
    uint32_t *first; // members by zone: n_schools + 1
    uint32_t *members;
    uint8_t *leave; // enum leave
    struct chain_link *links;
    size_t n_links;
    uint32_t *of_zone; // LINKS_PER_ZONE links each
    uint32_t *n_of_zone;
    uint32_t start;
    int64_t best_cost; // of the best chain, whole
    struct chain_link best;
};

static int64_t entrants_of(const struct chains *chains, uint32_t unit)
{
    return unit == ZONE_NO_UNIT
               ? 0
               : (int64_t)chains->trial->search->problem->entrants[unit];
}

static int64_t seats_cost(const struct chains *chains, uint32_t zone,
                          int64_t more)
{
    return zone_trial_load_cost(chains->trial, zone, more);
}

static void list_members(struct chains *chains)
{
    const struct zone_problem *problem = chains->trial->search->problem;
    const uint32_t *school = chains->trial->school;
    uint32_t *first = chains->first;
    memset(first, 0, (problem->n_schools + 1) * sizeof *first);
    for (size_t u = 0; u < problem->n_units; u++)
        if (school[u] != ZONE_NO_SCHOOL)
            first[school[u] + 1]++;
    for (size_t s = 0; s < problem->n_schools; s++)
        first[s + 1] += first[s];
    // Filled from the back, so that `first` ends where it should begin.
    for (size_t u = problem->n_units; u-- > 0;)
        if (school[u] != ZONE_NO_SCHOOL)
            chains->members[--first[school[u] + 1]] = (uint32_t)u;
    memmove(first, first + 1, problem->n_schools * sizeof *first);
    uint32_t n = 0;
    for (size_t s = 0; s < problem->n_schools; s++)
        n += chains->trial->n_units[s];
    first[problem->n_schools] = n;
}

static bool can_leave(struct chains *chains, uint32_t unit)
{
    if (search_holds(chains->trial->search, unit))
        return false;
    if (chains->leave[unit] == LEAVE_UNKNOWN)
        chains->leave[unit] =
            zone_trial_can_leave(chains->trial, unit) ? LEAVE_YES : LEAVE_NO;
    return chains->leave[unit] == LEAVE_YES;
}

static bool passes_through(const struct chains *chains,
                           const struct chain_link *from, uint32_t zone)
{
    while (from->zone != zone) {
        if (from->parent == NO_LINK)
            return false;
        from = &chains->links[from->parent];
    }
    return true;
}

// The unit that the first zone of the chain gives away, if `next` comes last.
static uint32_t first_unit(const struct chains *chains,
                           const struct chain_link *next)
{
    uint32_t unit = next->unit;
    for (const struct chain_link *at = next; at->parent != NO_LINK;
         at = &chains->links[at->parent])
        unit = at->unit;
    return unit;
}

// Keeps the link if its zone has few yet, or one that is worse and was not
// followed, whose place it then takes.
static void keep_link(struct chains *chains, struct chain_link link)
{
    uint32_t *kept = chains->of_zone + (size_t)link.zone * LINKS_PER_ZONE;
    uint32_t *n_kept = &chains->n_of_zone[link.zone];
    if (*n_kept < LINKS_PER_ZONE) {
        kept[(*n_kept)++] = (uint32_t)chains->n_links;
        chains->links[chains->n_links++] = link;
        return;
    }
    uint32_t worst = NO_LINK;
    for (uint32_t i = 0; i < LINKS_PER_ZONE; i++) {
        const struct chain_link *at = &chains->links[kept[i]];
        if (!at->is_followed && at->key > link.key &&
            (worst == NO_LINK || at->key > chains->links[worst].key))
            worst = kept[i];
    }
    if (worst != NO_LINK)
        chains->links[worst] = link;
}

static void offer_link(struct chains *chains, uint32_t parent, uint32_t unit,
                       uint32_t to)
{
    const struct zone_search *search = chains->trial->search;
    const struct chain_link *from = &chains->links[parent];
    int64_t entrants = entrants_of(chains, unit);
    bool is_first = from->parent == NO_LINK;
    struct chain_link link = {
        .cost = from->cost + search_cost(search, unit, to) -
                search_cost(search, unit, from->zone),
        .unit = unit,
        .zone = to,
        .parent = parent,
        .length = from->length + 1,
    };
    if (!is_first)
        link.cost += seats_cost(chains, from->zone,
                                entrants_of(chains, from->unit) - entrants);
    int64_t given = entrants_of(chains, first_unit(chains, &link));
    bool is_closed = to == chains->start;
    int64_t whole =
        link.cost + (is_closed ? seats_cost(chains, to, entrants - given)
                               : seats_cost(chains, chains->start, -given) +
                                     seats_cost(chains, to, entrants));
    if (whole < chains->best_cost) {
        chains->best_cost = whole;
        chains->best = link;
    }
    if (is_closed || link.length >= LONGEST_CHAIN)
        return;
    link.key = link.cost + seats_cost(chains, chains->start, -given) +
               entrants * search->bound->price[to];
    keep_link(chains, link);
}

static void follow_unit(struct chains *chains, uint32_t at, uint32_t unit)
{
    const struct zone_trial *trial = chains->trial;
    const struct zone_problem *problem = trial->search->problem;
    uint32_t zone = trial->school[unit];
    for (uint32_t i = problem->first_neighbour[unit];
         i < problem->first_neighbour[unit + 1]; i++) {
        uint32_t to = trial->school[problem->neighbours[i]];
        if (to == zone || to == ZONE_NO_SCHOOL ||
            search_cost(trial->search, unit, to) == ZONE_CANNOT)
            continue;
        bool is_closed =
            to == chains->start && chains->links[at].parent != NO_LINK;
        if (!is_closed && passes_through(chains, &chains->links[at], to))
            continue;
        if (!can_leave(chains, unit))
            return;
        offer_link(chains, at, unit, to);
    }
}

static uint32_t next_link(const struct chains *chains)
{
    uint32_t best = NO_LINK;
    for (uint32_t i = 0; i < chains->n_links; i++)
        if (!chains->links[i].is_followed &&
            (best == NO_LINK || chains->links[i].key < chains->links[best].key))
            best = i;
    return best;
}

static bool find_chain(struct chains *chains, uint32_t start)
{
    size_t n_schools = chains->trial->search->problem->n_schools;
    memset(chains->n_of_zone, 0, n_schools * sizeof *chains->n_of_zone);
    chains->start = start;
    chains->best_cost = 0;
    chains->n_links = 1;
    chains->links[0] = (struct chain_link){
        .unit = ZONE_NO_UNIT, .zone = start, .parent = NO_LINK};
    for (uint32_t at; (at = next_link(chains)) != NO_LINK;) {
        chains->links[at].is_followed = true;
        uint32_t zone = chains->links[at].zone;
        for (uint32_t i = chains->first[zone]; i < chains->first[zone + 1]; i++)
            follow_unit(chains, at, chains->members[i]);
    }
    return chains->best_cost < 0;
}

static bool put_link(struct chains *chains, const struct chain_link *link)
{
    struct zone_trial *trial = chains->trial;
    if (!zone_trial_touches(trial, link->unit, link->zone) ||
        !zone_trial_can_leave(trial, link->unit))
        return false;
    zone_trial_put(trial, link->unit, link->zone);
    return true;
}

static void forget_leaves(struct chains *chains, uint32_t zone)
{
    for (uint32_t i = chains->first[zone]; i < chains->first[zone + 1]; i++)
        chains->leave[chains->members[i]] = LEAVE_UNKNOWN;
}

// Moves the units of the best chain, the last first; all or none.
static bool put_chain(struct chains *chains)
{
    const struct chain_link *chain[LONGEST_CHAIN + 1];
    uint32_t from[LONGEST_CHAIN + 1];
    size_t n = 0;
    for (const struct chain_link *at = &chains->best; at->parent != NO_LINK;
         at = &chains->links[at->parent])
        chain[n++] = at;
    for (size_t i = 0; i < n; i++) {
        from[i] = chains->trial->school[chain[i]->unit];
        if (put_link(chains, chain[i]))
            continue;
        while (i-- > 0)
            zone_trial_put(chains->trial, chain[i]->unit, from[i]);
        return false;
    }
    for (size_t i = 0; i < n; i++) {
        forget_leaves(chains, from[i]);
        forget_leaves(chains, chain[i]->zone);
    }
    list_members(chains);
    return true;
}

static struct chains chains_new(struct arena *arena, struct zone_trial *trial)
{
    const struct zone_problem *problem = trial->search->problem;
    size_t n_links = problem->n_schools * LINKS_PER_ZONE + 1;
    return (struct chains){
        .trial = trial,
        .first = arena_array(arena, uint32_t, problem->n_schools + 1),
        .members = arena_array(arena, uint32_t, problem->n_units),
        .leave = arena_array(arena, uint8_t, problem->n_units),
        .links = arena_array(arena, struct chain_link, n_links),
        .of_zone = arena_array(arena, uint32_t, n_links),
        .n_of_zone = arena_array(arena, uint32_t, problem->n_schools),
    };
}

bool zone_chain_improve(struct zone_trial *trial, uint32_t n_passes)
{
    struct arena *arena = arena_new();
    struct chains chains = chains_new(arena, trial);
    bool has_gained = false;
    bool goes_on = true;
    list_members(&chains);
    for (uint32_t pass = 0; goes_on && pass < n_passes; pass++) {
        goes_on = false;
        for (uint32_t s = 0; s < trial->search->problem->n_schools; s++)
            while (trial->n_units[s] > 0 && find_chain(&chains, s) &&
                   put_chain(&chains))
                goes_on = true;
        has_gained |= goes_on;
    }
    arena_free(arena);
    return has_gained;
}
