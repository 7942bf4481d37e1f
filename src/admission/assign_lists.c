// A list is a chain of pieces, each as long as all before it together, so that
// growing copies nothing, wastes nothing and asks no more than twice what is
// needed. What a list does not show costs at least `listed_cost`, as choices
// come in order of cost.

#include "admission/assign_lists.h"

#include <assert.h>

#define FIRST_CHOICES_USUAL 16

static bool is_forbidden(const struct assign_lists *lists, uint32_t pupil,
                         uint32_t school)
{
    for (size_t i = 0; i < lists->forbidden.count; i++)
        if (lists->forbidden.items[i].pupil == pupil &&
            lists->forbidden.items[i].school == school)
            return true;
    return false;
}

static struct assign_choice *scratch_of(struct assign_lists *lists, size_t room)
{
    if (room > lists->scratch_room) {
        lists->scratch = arena_array(lists->arena, struct assign_choice, room);
        lists->scratch_room = room;
    }
    return lists->scratch;
}

static struct choice_piece *piece_new(struct assign_lists *lists,
                                      uint32_t pupil,
                                      const struct assign_choice *choices,
                                      size_t count)
{
    struct choice_piece *piece =
        arena_alloc(lists->arena, 1, sizeof *piece + count * sizeof *choices);
    piece->count = count;
    for (size_t i = 0; i < count; i++) {
        piece->at[i] = choices[i];
        if (is_forbidden(lists, pupil, choices[i].school))
            piece->at[i].school |= ASSIGN_FORBIDDEN;
    }
    return piece;
}

static void ask(struct assign_lists *lists, uint32_t pupil, size_t room)
{
    struct assign_choice *choices = scratch_of(lists, room);
    size_t count = lists->choices(lists->source, pupil, lists->n_listed[pupil],
                                  room, choices);
    assert(count <= room);
    if (count > 0) {
        struct choice_piece *piece = piece_new(lists, pupil, choices, count);
        if (lists->last[pupil] != NULL)
            lists->last[pupil]->next = piece;
        else
            lists->first[pupil] = piece;
        lists->last[pupil] = piece;
    }
    lists->n_listed[pupil] += (uint32_t)count;
    lists->n_asked += count;
    lists->listed_cost[pupil] =
        count < room ? INT64_MAX : choices[count - 1].cost;
}

struct assign_lists *assign_lists_new(struct arena *arena,
                                      const struct assign_problem *problem)
{
    size_t n = problem->n_pupils;
    struct assign_lists *lists = arena_array(arena, struct assign_lists, 1);
    *lists = (struct assign_lists){
        .arena = arena,
        .choices = problem->choices,
        .source = problem->source,
        .first = arena_array(arena, struct choice_piece *, n),
        .last = arena_array(arena, struct choice_piece *, n),
        .n_listed = arena_array(arena, uint32_t, n),
        .listed_cost = arena_array(arena, int64_t, n)};
    size_t room = problem->first_choices;
    for (uint32_t i = 0; i < n; i++)
        ask(lists, i, room > 0 ? room : FIRST_CHOICES_USUAL);
    return lists;
}

void assign_lists_grow(struct assign_lists *lists, uint32_t pupil)
{
    assert(lists->listed_cost[pupil] < INT64_MAX);
    ask(lists, pupil, lists->n_listed[pupil]);
}

static void remember(struct assign_lists *lists, struct assign_pair pair,
                     bool is_now_forbidden)
{
    if (is_now_forbidden) {
        *assign_pair_list_add(&lists->forbidden, lists->arena) = pair;
        return;
    }
    struct assign_pair_list *list = &lists->forbidden;
    for (size_t i = 0; i < list->count; i++)
        if (list->items[i].pupil == pair.pupil &&
            list->items[i].school == pair.school)
            list->items[i] = list->items[--list->count];
}

bool assign_lists_forbid(struct assign_lists *lists, uint32_t pupil,
                         uint32_t school, bool is_now_forbidden)
{
    if (is_forbidden(lists, pupil, school) == is_now_forbidden)
        return false;
    remember(lists, (struct assign_pair){pupil, school}, is_now_forbidden);
    for (struct choice_piece *p = lists->first[pupil]; p != NULL; p = p->next)
        for (size_t i = 0; i < p->count; i++)
            if ((p->at[i].school & ~ASSIGN_FORBIDDEN) == school) {
                p->at[i].school ^= ASSIGN_FORBIDDEN;
                return true;
            }
    return false;
}
