// Arrivals tell their moves at once; departures are noticed when a move is
// looked for whose pupil has left (assign_moves.h).

#include "admission/assign_seating.h"

#include <assert.h>

struct seating *seating_new(struct arena *arena,
                            const struct assign_problem *problem)
{
    size_t n = problem->n_pupils;
    size_t n_places = problem->n_schools + 1;
    struct seating *s = arena_array(arena, struct seating, 1);
    *s = (struct seating){
        .arena = arena,
        .lists = assign_lists_new(arena, problem),
        .n_schools = problem->n_schools,
        .unplaced_cost = arena_copy(arena, problem->unplaced_cost,
                                    n * sizeof *problem->unplaced_cost),
        .place = arena_array(arena, uint32_t, n),
        .cost = arena_array(arena, int64_t, n),
        .rank = arena_array(arena, uint32_t, n),
        .seated = arena_array(arena, struct seated_list, n_places),
        .price = arena_array(arena, int64_t, n_places),
        .moves = assign_moves_new(arena, n_places)};
    for (size_t i = 0; i < n; i++)
        s->place[i] = ASSIGN_NOWHERE;
    return s;
}

static void add_moves(struct seating *s, uint32_t pupil)
{
    uint32_t from = s->place[pupil];
    int64_t cost = s->cost[pupil];
    for (struct choice_piece *p = s->lists->first[pupil]; p; p = p->next) {
        __builtin_prefetch(p->next);
        for (size_t i = 0; i < p->count; i++)
            if (p->at[i].school < s->n_schools && p->at[i].school != from)
                assign_moves_add(s->moves, from, p->at[i].school,
                                 (struct mover){p->at[i].cost - cost, pupil});
    }
    if (from != s->n_schools)
        assign_moves_add(s->moves, from, (uint32_t)s->n_schools,
                         (struct mover){s->unplaced_cost[pupil] - cost, pupil});
}

// Lists lie all over the memory; asking for them some pupils ahead saves much
// of the time.
#define PUPILS_AHEAD 8
#define CACHE_LINE 64

// A number, as there may be no list, or a shorter one; to ask for what is not
// there does nothing.
static void fetch_list(const struct seating *s, uint32_t pupil)
{
    uintptr_t piece = (uintptr_t)s->lists->first[pupil];
    for (size_t at = 0; at < 4 * CACHE_LINE; at += CACHE_LINE)
        __builtin_prefetch((const void *)(piece + at));
}

static void fetch_ahead(const struct seating *s, const struct seated_list *list,
                        size_t at)
{
    if (at + 2 * PUPILS_AHEAD < list->count) {
        uint32_t pupil = list->items[at + 2 * PUPILS_AHEAD];
        __builtin_prefetch(&s->lists->first[pupil]);
        __builtin_prefetch(&s->cost[pupil]);
    }
    if (at + PUPILS_AHEAD < list->count)
        fetch_list(s, list->items[at + PUPILS_AHEAD]);
}

static void find_moves_from(struct seating *s, uint32_t place)
{
    const struct seated_list *list = &s->seated[place];
    assign_moves_clear(s->moves, place);
    for (size_t i = 0; i < list->count; i++) {
        fetch_ahead(s, list, i);
        add_moves(s, list->items[i]);
    }
}

static void sit(struct seating *s, uint32_t pupil, struct assign_choice choice)
{
    struct seated_list *list = &s->seated[choice.school];
    s->place[pupil] = choice.school;
    s->cost[pupil] = choice.cost;
    s->rank[pupil] = (uint32_t)list->count;
    *seated_list_add(list, s->arena) = pupil;
}

static void leave(struct seating *s, uint32_t pupil)
{
    struct seated_list *list = &s->seated[s->place[pupil]];
    uint32_t last = list->items[--list->count];
    list->items[s->rank[pupil]] = last;
    s->rank[last] = s->rank[pupil];
    s->place[pupil] = ASSIGN_NOWHERE;
}

// The place where cost plus price is least among those listed; equal ones: the
// first listed, nowhere last.
static struct assign_choice best_listed(const struct seating *s, uint32_t pupil)
{
    struct assign_choice best = {s->unplaced_cost[pupil],
                                 (uint32_t)s->n_schools};
    int64_t least = INT64_MAX;
    for (struct choice_piece *p = s->lists->first[pupil]; p; p = p->next)
        for (size_t i = 0; i < p->count; i++) {
            struct assign_choice c = p->at[i];
            if (c.cost >= least)
                break;
            if (c.school < s->n_schools &&
                c.cost + s->price[c.school] < least) {
                best = c;
                least = c.cost + s->price[c.school];
            }
        }
    if (s->unplaced_cost[pupil] < least)
        best = (struct assign_choice){s->unplaced_cost[pupil],
                                      (uint32_t)s->n_schools};
    return best;
}

void seating_enter(struct seating *s, uint32_t pupil)
{
    assert(s->place[pupil] == ASSIGN_NOWHERE);
    struct assign_choice best = best_listed(s, pupil);
    while (s->lists->listed_cost[pupil] < best.cost + s->price[best.school]) {
        assign_lists_grow(s->lists, pupil);
        best = best_listed(s, pupil);
    }
    sit(s, pupil, best);
}

void seating_find_moves(struct seating *s)
{
    for (uint32_t place = 0; place <= s->n_schools; place++)
        find_moves_from(s, place);
}

void seating_reconsider(struct seating *s, uint32_t pupil)
{
    leave(s, pupil);
    seating_enter(s, pupil);
    add_moves(s, pupil);
}

int64_t seating_extra(struct seating *s, uint32_t edge)
{
    uint32_t pupil;
    const struct assign_edge_list *edges = &s->moves->edges;
    if (!assign_moves_find(s->moves, edge, s->place, &pupil) &&
        edges->items[edge].extra < ASSIGN_NO_MOVE)
        find_moves_from(s, edges->items[edge].from);
    return edges->items[edge].extra;
}

void seating_move(struct seating *s, uint32_t edge)
{
    struct assign_edge e = s->moves->edges.items[edge];
    uint32_t pupil = ASSIGN_NOWHERE;
    bool is_found = assign_moves_find(s->moves, edge, s->place, &pupil);
    assert(is_found);
    (void)is_found;
    struct assign_choice to = {s->cost[pupil] + e.extra, e.to};
    leave(s, pupil);
    sit(s, pupil, to);
    add_moves(s, pupil);
}
