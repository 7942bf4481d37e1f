// The next site (or room) is the one with the greatest gain. Gains are bounded
// from the prices (siting_seating.h); places are tried exactly in order of that
// bound until none that is left can be better, so few have to be tried.
//
// Then every site, and every school with a room added, gives way in turn: it is
// taken away, the best addition found anew, and if that is another and better
// one, it stays. The search ends when no exchange helps or so many seats have
// been changed that it would take too long. In a large city pupils move in
// groups meanwhile, which is fine enough to tell sites from each other. Of
// equal gains the cheaper, then the first place counts.

#include "forecast/siting_search.h"

#include <stdlib.h>

#define MOST_CHANGES ((uint64_t)12000)
#define MOST_GROUPS 12000

enum kind { SITE, ROOM };

struct candidate {
    int64_t most_gain;
    double cost;
    uint32_t place;
};

uint32_t siting_place_seats(const struct siting_place *place, bool is_opened,
                            uint32_t rooms)
{
    bool has_seats = place->is_open ? !place->is_closing : is_opened;
    return has_seats ? place->seats + rooms * place->seats_per_room : 0;
}

static uint32_t seats_now(const struct siting_search *search, uint32_t place)
{
    return siting_place_seats(&search->problem->places[place],
                              search->is_opened[place], search->rooms[place]);
}

static void refresh(struct siting_search *search, uint32_t place)
{
    siting_seating_set(search->seating, place, seats_now(search, place));
}

static void add(struct siting_search *search, enum kind kind, uint32_t place)
{
    if (kind == SITE) {
        search->is_opened[place] = true;
        search->rooms[place] = search->problem->places[place].most_rooms;
    } else {
        search->rooms[place]++;
    }
    refresh(search, place);
}

static void take_away(struct siting_search *search, enum kind kind,
                      uint32_t place)
{
    if (kind == SITE) {
        search->is_opened[place] = false;
        search->rooms[place] = 0;
    } else {
        search->rooms[place]--;
    }
    refresh(search, place);
}

static bool can_add(const struct siting_search *search, enum kind kind,
                    uint32_t place)
{
    const struct siting_place *at = &search->problem->places[place];
    if (kind == SITE)
        return !at->is_open && !search->is_opened[place];
    return at->is_open && !at->is_closing &&
           search->rooms[place] < at->most_rooms;
}

static uint32_t seats_added(const struct siting_place *place, enum kind kind)
{
    return kind == SITE ? siting_place_seats(place, true, place->most_rooms)
                        : place->seats_per_room;
}

static double cost_added(const struct siting_place *place, enum kind kind)
{
    return kind == SITE ? place->cost + place->most_rooms * place->cost_per_room
                        : place->cost_per_room;
}

static int by_most_gain(const void *a, const void *b)
{
    const struct candidate *x = a;
    const struct candidate *y = b;
    if (x->most_gain != y->most_gain)
        return x->most_gain > y->most_gain ? -1 : 1;
    if (x->cost != y->cost)
        return x->cost > y->cost ? 1 : -1;
    return (x->place > y->place) - (x->place < y->place);
}

static size_t list_candidates(struct siting_search *search, enum kind kind,
                              struct candidate *candidates)
{
    size_t n = 0;
    for (uint32_t j = 0; j < search->problem->n_places; j++) {
        const struct siting_place *place = &search->problem->places[j];
        uint32_t seats = seats_added(place, kind);
        if (can_add(search, kind, j) && seats > 0)
            candidates[n++] = (struct candidate){
                siting_seating_most_gain(search->seating, j, seats),
                cost_added(place, kind), j};
    }
    qsort(candidates, n, sizeof *candidates, by_most_gain);
    return n;
}

static void spend(struct siting_search *search, uint64_t seats)
{
    seats = (seats + search->group - 1) / search->group;
    search->changes_left -=
        seats < search->changes_left ? seats : search->changes_left;
}

static int64_t try_gain(struct siting_search *search, enum kind kind,
                        uint32_t place)
{
    int64_t before = siting_seating_total(search->seating);
    add(search, kind, place);
    int64_t gain = before - siting_seating_total(search->seating);
    take_away(search, kind, place);
    spend(search,
          2 * (uint64_t)seats_added(&search->problem->places[place], kind));
    return gain;
}

// The addition that gains most, and more than `*gain`; UINT32_MAX: none. When
// no trials are left, the first that gains at all is taken.
static uint32_t find_best(struct siting_search *search, enum kind kind,
                          int64_t *gain)
{
    struct arena *arena = arena_new();
    struct candidate *candidates =
        arena_array(arena, struct candidate, search->problem->n_places);
    size_t n = list_candidates(search, kind, candidates);
    uint32_t best = UINT32_MAX;
    double best_cost = 0;
    for (size_t i = 0; i < n && candidates[i].most_gain >= *gain; i++) {
        struct candidate tried = candidates[i];
        bool is_spent = best != UINT32_MAX && search->changes_left == 0;
        if (is_spent || tried.most_gain <= 0)
            break;
        int64_t found = try_gain(search, kind, tried.place);
        if (found < *gain ||
            (found == *gain && (best == UINT32_MAX || tried.cost >= best_cost)))
            continue;
        *gain = found;
        best = tried.place;
        best_cost = tried.cost;
    }
    arena_free(arena);
    return best;
}

static void add_greedily(struct siting_search *search, enum kind kind,
                         size_t most)
{
    for (size_t i = 0; i < most; i++) {
        int64_t gain = 0;
        uint32_t place = find_best(search, kind, &gain);
        if (place == UINT32_MAX)
            return;
        add(search, kind, place);
    }
}

static bool has(const struct siting_search *search, enum kind kind,
                uint32_t place)
{
    return kind == SITE ? search->is_opened[place]
                        : search->problem->places[place].is_open &&
                              search->rooms[place] > 0;
}

// Exchanges the site, or a room of the place, for a better one.
static bool exchange(struct siting_search *search, enum kind kind,
                     uint32_t place)
{
    int64_t before = siting_seating_total(search->seating);
    take_away(search, kind, place);
    spend(search,
          2 * (uint64_t)seats_added(&search->problem->places[place], kind));
    int64_t loss = siting_seating_total(search->seating) - before;
    int64_t gain = loss;
    uint32_t other = find_best(search, kind, &gain);
    add(search, kind, other == UINT32_MAX ? place : other);
    return other != UINT32_MAX;
}

static bool exchange_all(struct siting_search *search, enum kind kind)
{
    bool is_better = false;
    for (uint32_t j = 0; j < search->problem->n_places; j++)
        if (has(search, kind, j) && search->changes_left > 0)
            is_better |= exchange(search, kind, j);
    return is_better;
}

static uint32_t find_group(const struct siting_problem *problem)
{
    uint64_t sum = 0;
    for (size_t d = 0; d < problem->n_demands; d++)
        sum += problem->demands[d].pupils;
    return 1 + (uint32_t)(sum / MOST_GROUPS);
}

struct siting_search siting_search_new(struct arena *arena,
                                       const struct siting_problem *problem)
{
    size_t n = problem->n_places;
    struct siting_search search = {.problem = problem,
                                   .is_opened = arena_array(arena, bool, n),
                                   .rooms = arena_array(arena, uint32_t, n),
                                   .group = find_group(problem),
                                   .changes_left = MOST_CHANGES};
    bool *is_used = arena_array(arena, bool, n);
    uint32_t *seats = arena_array(arena, uint32_t, n);
    for (uint32_t j = 0; j < n; j++) {
        const struct siting_place *place = &problem->places[j];
        is_used[j] = place->is_open ? !place->is_closing : problem->n_new > 0;
        seats[j] = siting_place_seats(place, false, 0);
    }
    search.seating =
        siting_seating_new(arena, problem, is_used, seats, search.group);
    return search;
}

void siting_search_run(struct siting_search *search)
{
    // Rooms can only be where schools stand; sites then go where none do.
    add_greedily(search, ROOM, search->problem->n_rooms);
    add_greedily(search, SITE, search->problem->n_new);
    bool is_better = true;
    while (is_better) {
        is_better = exchange_all(search, SITE);
        is_better |= exchange_all(search, ROOM);
    }
}
