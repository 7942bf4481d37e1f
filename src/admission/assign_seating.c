// The graph of schools is a square table, as there are few schools. A pupil who
// comes lowers the entries of its row at once. One who leaves may leave entries
// behind that are too low; the row is then worked out anew when a search needs
// it, which reads the lists of all who sit there.

#include "admission/assign_seating.h"

#include <assert.h>

struct seating *seating_new(struct arena *arena,
                            const struct assign_problem *problem)
{
    size_t n = problem->n_pupils;
    size_t places = problem->n_schools + 1;
    struct seating *s = arena_array(arena, struct seating, 1);
    *s = (struct seating){
        .arena = arena,
        .lists = assign_lists_new(arena, problem),
        .n_schools = problem->n_schools,
        .n_pupils = n,
        .unplaced_cost = arena_copy(arena, problem->unplaced_cost,
                                    n * sizeof *problem->unplaced_cost),
        .place = arena_array(arena, uint32_t, n),
        .cost = arena_array(arena, int64_t, n),
        .rank = arena_array(arena, uint32_t, n),
        .seated = arena_array(arena, struct seated_list, places),
        .price = arena_array(arena, int64_t, places),
        .extra = arena_array(arena, int64_t, places * places),
        .mover = arena_array(arena, uint32_t, places * places),
        .is_stale = arena_array(arena, bool, places)};
    for (size_t i = 0; i < n; i++)
        s->place[i] = ASSIGN_NOWHERE;
    for (size_t c = 0; c < places * places; c++)
        s->extra[c] = ASSIGN_NO_MOVE;
    return s;
}

static void lower(struct seating *s, size_t row, uint32_t to, int64_t extra,
                  uint32_t pupil)
{
    if (extra < s->extra[row + to]) {
        s->extra[row + to] = extra;
        s->mover[row + to] = pupil;
    }
}

// Every move a pupil can make goes into the row of its place.
static void add_moves(struct seating *s, uint32_t pupil)
{
    size_t row = seating_cell(s, s->place[pupil], 0);
    int64_t cost = s->cost[pupil];
    for (struct choice_piece *p = s->lists->first[pupil]; p; p = p->next)
        for (size_t i = 0; i < p->count; i++)
            if (p->at[i].school < s->n_schools)
                lower(s, row, p->at[i].school, p->at[i].cost - cost, pupil);
    lower(s, row, (uint32_t)s->n_schools, s->unplaced_cost[pupil] - cost,
          pupil);
}

void seating_refresh(struct seating *s, uint32_t place)
{
    if (!s->is_stale[place])
        return;
    size_t row = seating_cell(s, place, 0);
    for (size_t to = 0; to <= s->n_schools; to++)
        s->extra[row + to] = ASSIGN_NO_MOVE;
    for (size_t i = 0; i < s->seated[place].count; i++)
        add_moves(s, s->seated[place].items[i]);
    s->is_stale[place] = false;
}

static void sit(struct seating *s, uint32_t pupil, uint32_t place, int64_t cost)
{
    s->place[pupil] = place;
    s->cost[pupil] = cost;
    s->rank[pupil] = (uint32_t)s->seated[place].count;
    *seated_list_add(&s->seated[place], s->arena) = pupil;
    add_moves(s, pupil);
}

// The place where cost plus price is least among those listed; equal ones: the
// first listed, nowhere last.
static struct assign_choice best_listed(const struct seating *s, uint32_t pupil)
{
    struct assign_choice best = {INT64_MAX, ASSIGN_NOWHERE};
    int64_t least = INT64_MAX;
    for (struct choice_piece *p = s->lists->first[pupil]; p; p = p->next)
        for (size_t i = 0; i < p->count; i++) {
            struct assign_choice c = p->at[i];
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
    sit(s, pupil, best.school, best.cost);
}

void seating_leave(struct seating *s, uint32_t pupil)
{
    uint32_t place = s->place[pupil];
    struct seated_list *list = &s->seated[place];
    uint32_t last = list->items[--list->count];
    list->items[s->rank[pupil]] = last;
    s->rank[last] = s->rank[pupil];
    s->place[pupil] = ASSIGN_NOWHERE;
    s->is_stale[place] = true;
}

void seating_move(struct seating *s, uint32_t from, uint32_t to)
{
    size_t cell = seating_cell(s, from, to);
    uint32_t pupil = s->mover[cell];
    assert(s->place[pupil] == from);
    int64_t cost = s->cost[pupil] + s->extra[cell];
    seating_leave(s, pupil);
    sit(s, pupil, to, cost);
}

void seating_forget(struct seating *s, uint32_t pupil, uint32_t school)
{
    for (uint32_t from = 0; from <= s->n_schools; from++) {
        size_t cell = seating_cell(s, from, school);
        if (s->extra[cell] < ASSIGN_NO_MOVE && s->mover[cell] == pupil) {
            s->is_stale[from] = true;
            seating_refresh(s, from);
        }
    }
}
