// The first choices of all stand in one block, filled by all threads. A list
// that is used up moves to twice the room; the places it leaves behind are
// together never more than what is kept.

#include "admission/choice_lists.h"

#include "base/parallel.h"

#define FIRST_CHOICES 20
#define APPLICANTS_PER_PIECE 256

struct choice_list {
    struct round_choice *choices;
    uint32_t count;
    bool is_complete;
};

struct choice_lists {
    struct arena *arena;
    const struct round *round;
    struct choice_list *lists;
    size_t first;
};

static void fill_piece(void *context, size_t piece)
{
    struct choice_lists *all = context;
    size_t n = all->round->n_applicants;
    size_t begin = piece * APPLICANTS_PER_PIECE;
    size_t end = begin + APPLICANTS_PER_PIECE;
    for (size_t a = begin; a < n && a < end; a++) {
        struct choice_list *list = &all->lists[a];
        list->count = (uint32_t)round_choices(all->round, (uint32_t)a, 0,
                                              all->first, list->choices);
        list->is_complete = list->count < all->first;
    }
}

struct choice_lists *choice_lists_new(const struct round *round, size_t first,
                                      size_t n_threads)
{
    struct arena *arena = arena_new();
    struct choice_lists *all = arena_array(arena, struct choice_lists, 1);
    size_t n = round->n_applicants;
    if (first == 0)
        first = FIRST_CHOICES;
    if (first > round->n_pools) // one more place shows that there are no more
        first = round->n_pools + 1;
    *all = (struct choice_lists){arena, round, NULL, first};
    all->lists = arena_array(arena, struct choice_list, n);
    struct round_choice *block =
        arena_array(arena, struct round_choice, n * first);
    for (size_t a = 0; a < n; a++)
        all->lists[a].choices = block + a * first;
    parallel_for((n + APPLICANTS_PER_PIECE - 1) / APPLICANTS_PER_PIECE,
                 n_threads, fill_piece, all);
    return all;
}

void choice_lists_free(struct choice_lists *lists)
{
    if (lists != NULL)
        arena_free(lists->arena);
}

// Doubles a list.
static void lengthen(struct choice_lists *all, uint32_t applicant)
{
    struct choice_list *list = &all->lists[applicant];
    size_t have = list->count;
    struct round_choice *longer =
        arena_array(all->arena, struct round_choice, 2 * have);
    memcpy(longer, list->choices, have * sizeof *longer);
    size_t n = round_choices(all->round, applicant, have, have, longer + have);
    *list = (struct choice_list){longer, (uint32_t)(have + n), n < have};
}

const struct round_choice *choice_lists_at(struct choice_lists *lists,
                                           uint32_t applicant, size_t rank)
{
    struct choice_list *list = &lists->lists[applicant];
    while (rank >= list->count && !list->is_complete)
        lengthen(lists, applicant);
    return rank < list->count ? &list->choices[rank] : NULL;
}

static bool suits_all_but_first(const struct round *round,
                                const struct family *family, uint32_t pool)
{
    uint32_t way_cm;
    for (size_t i = 1; i < family->n_members; i++)
        if (!round_is_choice(round, family->members[i], pool, &way_cm))
            return false;
    return true;
}

const struct round_choice *choice_lists_next(struct choice_lists *lists,
                                             uint32_t family, size_t *rank)
{
    const struct family *f = &lists->round->families[family];
    const struct round_choice *choice;
    while ((choice = choice_lists_at(lists, f->members[0], *rank)) != NULL &&
           !suits_all_but_first(lists->round, f, choice->pool))
        ++*rank;
    return choice;
}
