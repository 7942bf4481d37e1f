// Those a pool took stand in the order it serves them, each family as one, with
// the pupils counted up to it:
//
//     position    3  7  7  9         twins stand at 7
//     pupils      1  3     4
//
// A family would have been taken if those who stand before it leave as many
// seats as it has members: one search in the list of each pool it likes better
// than its own.

#include "admission/envy.h"

#include <stdlib.h>

// A family that has a place, in order of pools and positions.
struct placed {
    uint32_t pool;
    uint32_t n_members;
    struct priority position;
    uint64_t n_pupils; // at the pool, up to and with this family
};

struct pool_lists {
    const struct round *round;
    struct placed *placed;
    size_t *first; // of each pool; n_pools + 1 entries
};

static int by_pool_and_position(const void *a, const void *b)
{
    const struct placed *x = a;
    const struct placed *y = b;
    if (x->pool != y->pool)
        return x->pool < y->pool ? -1 : 1;
    if (priority_before(x->position, y->position))
        return -1;
    return priority_before(y->position, x->position);
}

static uint32_t pool_of(const struct round *round,
                        const struct placement *placement, uint32_t family)
{
    return placement->pool[round->families[family].members[0]];
}

static struct pool_lists pool_lists_of(struct arena *arena,
                                       const struct round *round,
                                       const struct placement *placement)
{
    struct pool_lists lists = {
        round, arena_array(arena, struct placed, round->n_families),
        arena_array(arena, size_t, round->n_pools + 1)};
    size_t n = 0;
    for (uint32_t f = 0; f < round->n_families; f++) {
        uint32_t pool = pool_of(round, placement, f);
        if (pool == ROUND_NONE)
            continue;
        uint32_t n_members = (uint32_t)round->families[f].n_members;
        lists.placed[n++] = (struct placed){
            pool, n_members, round_family_priority(round, f, pool), n_members};
        lists.first[pool + 1]++;
    }
    qsort(lists.placed, n, sizeof *lists.placed, by_pool_and_position);
    for (size_t p = 0; p < round->n_pools; p++)
        lists.first[p + 1] += lists.first[p];
    for (size_t i = 1; i < n; i++)
        if (lists.placed[i].pool == lists.placed[i - 1].pool)
            lists.placed[i].n_pupils += lists.placed[i - 1].n_pupils;
    return lists;
}

static uint64_t pupils_before(const struct pool_lists *lists, uint32_t pool,
                              struct priority position)
{
    size_t low = lists->first[pool];
    size_t high = lists->first[pool + 1];
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (priority_before(lists->placed[middle].position, position))
            low = middle + 1;
        else
            high = middle;
    }
    return low == lists->first[pool] ? 0 : lists->placed[low - 1].n_pupils;
}

static bool is_envious(const struct pool_lists *lists, uint32_t family,
                       uint32_t own_pool, struct choice_lists *choices)
{
    const struct round *round = lists->round;
    size_t n_members = round->families[family].n_members;
    const struct round_choice *choice;
    for (size_t rank = 0;
         (choice = choice_lists_next(choices, family, &rank)) != NULL &&
         choice->pool != own_pool;
         rank++) {
        struct priority position =
            round_family_priority(round, family, choice->pool);
        if (pupils_before(lists, choice->pool, position) + n_members <=
            round->pools[choice->pool].seats)
            return true;
    }
    return false;
}

size_t envy_find(const struct round *round, const struct placement *placement,
                 struct choice_lists *lists, bool *has_envy)
{
    struct arena *scratch = arena_new();
    struct pool_lists taken = pool_lists_of(scratch, round, placement);
    size_t count = 0;
    for (uint32_t f = 0; f < round->n_families; f++) {
        const struct family *family = &round->families[f];
        bool envies =
            is_envious(&taken, f, pool_of(round, placement, f), lists);
        count += envies ? family->n_members : 0;
        for (size_t i = 0; has_envy != NULL && i < family->n_members; i++)
            has_envy[family->members[i]] = envies;
    }
    arena_free(scratch);
    return count;
}
