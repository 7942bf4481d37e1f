// Families are dealt to the pools they ask in by counting first, so that each
// queue is one run of an array; each run is sorted, and every entry then gets
// the number of pupils before it. Asking who is ahead is a binary search.

#include "admission/explain_queue.h"

#include <stdlib.h>

struct queue_entry {
    struct queue_place place;
    uint32_t n_members;
    uint32_t n_before; // pupils of the families before it
};

struct builder {
    const struct round *round;
    const struct placement *placement;
    struct choice_lists *lists;
    bool has_rounds;
};

typedef void asked_fn(void *into, const struct builder *b, uint32_t family,
                      uint32_t pool, uint32_t asked_round);

// Tells every pool a family asks in, its own last.
static void each_asked(const struct builder *b, uint32_t family,
                       asked_fn *asked, void *into)
{
    uint32_t asked_round = 0;
    const struct round_choice *choice;
    for (size_t rank = 0;
         (choice = choice_lists_next(b->lists, family, &rank)) != NULL;
         rank++) {
        uint32_t pool = choice->pool;
        asked(into, b, family, pool, b->has_rounds ? ++asked_round : 0);
        if (placement_has_at(b->placement, b->round, family, pool))
            break;
    }
}

static void count_asked(void *into, const struct builder *b, uint32_t family,
                        uint32_t pool, uint32_t asked_round)
{
    (void)b, (void)family, (void)asked_round;
    size_t *first = into;
    first[pool + 1]++;
}

struct filler {
    struct explain_queues *queues;
    size_t *next;
};

static void note_last(struct queue_last *last, const struct family *f,
                      struct queue_place place)
{
    if (last->applicant != ROUND_NONE && queue_before(place, last->place))
        return;
    *last = (struct queue_last){f->members[0], place};
}

static void fill_asked(void *into, const struct builder *b, uint32_t family,
                       uint32_t pool, uint32_t asked_round)
{
    struct filler *filler = into;
    const struct family *f = &b->round->families[family];
    struct queue_place place = {asked_round,
                                round_family_priority(b->round, family, pool)};
    filler->queues->entries[filler->next[pool]++] =
        (struct queue_entry){place, (uint32_t)f->n_members, 0};
    if (b->placement->pool[f->members[0]] == pool)
        note_last(&filler->queues->last[pool], f, place);
}

static int compare_entries(const void *a, const void *b)
{
    const struct queue_entry *x = a;
    const struct queue_entry *y = b;
    return queue_before(y->place, x->place) - queue_before(x->place, y->place);
}

static void sort_queue(struct queue_entry *entries, size_t count)
{
    uint32_t n_before = 0;
    qsort(entries, count, sizeof *entries, compare_entries);
    for (size_t i = 0; i < count; i++) {
        entries[i].n_before = n_before;
        n_before += entries[i].n_members;
    }
}

struct explain_queues explain_queues_build(struct arena *arena,
                                           const struct round *round,
                                           const struct placement *placement,
                                           struct choice_lists *lists,
                                           bool has_rounds)
{
    size_t n = round->n_pools;
    struct builder b = {round, placement, lists, has_rounds};
    struct explain_queues queues = {
        .first = arena_array(arena, size_t, n + 1),
        .last = arena_array(arena, struct queue_last, n)};
    for (size_t p = 0; p < n; p++)
        queues.last[p].applicant = ROUND_NONE;
    for (size_t f = 0; f < round->n_families; f++)
        each_asked(&b, (uint32_t)f, count_asked, queues.first);
    for (size_t p = 0; p < n; p++)
        queues.first[p + 1] += queues.first[p];
    queues.entries = arena_array(arena, struct queue_entry, queues.first[n]);
    struct filler filler = {
        &queues,
        arena_copy(arena, queues.first, (n + 1) * sizeof *queues.first)};
    for (size_t f = 0; f < round->n_families; f++)
        each_asked(&b, (uint32_t)f, fill_asked, &filler);
    for (size_t p = 0; p < n; p++)
        sort_queue(queues.entries + queues.first[p],
                   queues.first[p + 1] - queues.first[p]);
    return queues;
}

uint32_t explain_queue_ahead(const struct explain_queues *queues, uint32_t pool,
                             struct queue_place place)
{
    size_t low = queues->first[pool];
    size_t high = queues->first[pool + 1];
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (queue_before(queues->entries[middle].place, place))
            low = middle + 1;
        else
            high = middle;
    }
    if (low == queues->first[pool])
        return 0;
    return queues->entries[low - 1].n_before +
           queues->entries[low - 1].n_members;
}
