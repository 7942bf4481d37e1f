// In round k every family without a place asks at choice k of its list, whether
// or not the school still has seats: that is what the city does, and why
// a family that lives between two schools can lose both. A pool takes those
// who ask in the order it serves them, each family whole or not at all.
//
// Rounds go on until nobody has a choice left or no pool a seat; a round looks
// only at those still without a place.

#include "admission/nearest_first.h"

#include <stdlib.h>

// A family that asks at a pool.
struct asker {
    uint32_t pool;
    uint32_t family;
    struct priority position;
};

struct scan {
    const struct round *round;
    struct choice_lists *lists;
    uint32_t *seats_left; // of each pool
    uint64_t all_left;
    size_t *next_rank; // of each family
    uint32_t *waiting; // families without a place
    size_t n_waiting;
    struct asker *askers;
    size_t n_askers;
};

static struct scan scan_new(struct arena *scratch, const struct round *round,
                            struct choice_lists *lists)
{
    struct scan s = {
        .round = round,
        .lists = lists,
        .seats_left = arena_array(scratch, uint32_t, round->n_pools),
        .next_rank = arena_array(scratch, size_t, round->n_families),
        .waiting = arena_array(scratch, uint32_t, round->n_families),
        .n_waiting = round->n_families,
        .askers = arena_array(scratch, struct asker, round->n_families),
    };
    for (size_t p = 0; p < round->n_pools; p++) {
        s.seats_left[p] = round->pools[p].seats;
        s.all_left += round->pools[p].seats;
    }
    for (uint32_t f = 0; f < round->n_families; f++)
        s.waiting[f] = f;
    return s;
}

// Everyone waiting asks; who has no more choices waits no longer. Those at a
// pool without seats need not be put in order.
static void ask(struct scan *s)
{
    size_t n_waiting = s->n_waiting;
    s->n_waiting = 0;
    s->n_askers = 0;
    for (size_t i = 0; i < n_waiting; i++) {
        uint32_t family = s->waiting[i];
        const struct round_choice *choice =
            choice_lists_next(s->lists, family, &s->next_rank[family]);
        if (choice == NULL)
            continue;
        s->next_rank[family]++;
        s->waiting[s->n_waiting++] = family;
        if (s->seats_left[choice->pool] > 0)
            s->askers[s->n_askers++] = (struct asker){
                choice->pool, family,
                round_family_priority(s->round, family, choice->pool)};
    }
}

static int by_pool_and_position(const void *a, const void *b)
{
    const struct asker *x = a;
    const struct asker *y = b;
    if (x->pool != y->pool)
        return x->pool < y->pool ? -1 : 1;
    if (priority_before(x->position, y->position))
        return -1;
    return priority_before(y->position, x->position);
}

static void take(struct scan *s, struct placement *placement)
{
    qsort(s->askers, s->n_askers, sizeof *s->askers, by_pool_and_position);
    for (size_t i = 0; i < s->n_askers; i++) {
        const struct asker *asker = &s->askers[i];
        size_t n = s->round->families[asker->family].n_members;
        if (n > s->seats_left[asker->pool])
            continue;
        s->seats_left[asker->pool] -= (uint32_t)n;
        s->all_left -= n;
        placement_put(placement, s->round, asker->family, asker->pool);
    }
}

static void forget_placed(struct scan *s, const struct placement *placement)
{
    size_t n_waiting = s->n_waiting;
    s->n_waiting = 0;
    for (size_t i = 0; i < n_waiting; i++) {
        uint32_t first = s->round->families[s->waiting[i]].members[0];
        if (placement->pool[first] == ROUND_NONE)
            s->waiting[s->n_waiting++] = s->waiting[i];
    }
}

struct placement nearest_first_place(struct arena *arena,
                                     const struct round *round,
                                     struct choice_lists *lists)
{
    struct placement placement = placement_new(arena, round);
    struct arena *scratch = arena_new();
    struct scan s = scan_new(scratch, round, lists);
    while (s.n_waiting > 0 && s.all_left > 0) {
        ask(&s);
        take(&s, &placement);
        forget_placed(&s, &placement);
    }
    arena_free(scratch);
    return placement;
}
