// Nothing is kept between two looks, so there is nothing to get out of step.

#include "plain_methods.h"

size_t plain_family_choices(const struct round *round, uint32_t family,
                            uint32_t pools[PLAIN_MOST_CHOICES])
{
    const struct family *f = &round->families[family];
    struct round_choice of_first[PLAIN_MOST_CHOICES];
    size_t n =
        round_choices(round, f->members[0], 0, PLAIN_MOST_CHOICES, of_first);
    size_t count = 0;
    for (size_t i = 0; i < n; i++) {
        size_t n_suited = 1;
        for (size_t m = 1; m < f->n_members; m++) {
            struct round_choice own[PLAIN_MOST_CHOICES];
            size_t n_own =
                round_choices(round, f->members[m], 0, PLAIN_MOST_CHOICES, own);
            size_t at = 0;
            while (at < n_own && own[at].pool != of_first[i].pool)
                at++;
            n_suited += at < n_own;
        }
        if (n_suited == f->n_members)
            pools[count++] = of_first[i].pool;
    }
    return count;
}

static struct priority of_member(const struct round *round, uint32_t applicant,
                                 uint32_t pool)
{
    return round_priority(
        round, applicant, pool,
        round->way(round->ways, applicant, round->pools[pool].school));
}

bool plain_served_before(const struct round *round, uint32_t a, uint32_t b,
                         uint32_t pool)
{
    const struct family *fa = &round->families[a];
    const struct family *fb = &round->families[b];
    for (size_t i = 0; i < fb->n_members; i++) {
        size_t n_before = 0;
        for (size_t j = 0; j < fa->n_members; j++)
            n_before += priority_before(of_member(round, fa->members[j], pool),
                                        of_member(round, fb->members[i], pool));
        if (n_before == fa->n_members)
            return true; // this member comes after all of them
    }
    return false;
}

// Pupils in the pool of families served before this one.
static size_t taken_before(const struct round *round,
                           const struct placement *placement, uint32_t family,
                           uint32_t pool)
{
    size_t count = 0;
    for (uint32_t f = 0; f < round->n_families; f++)
        if (placement->pool[round->families[f].members[0]] == pool &&
            plain_served_before(round, f, family, pool))
            count += round->families[f].n_members;
    return count;
}

size_t plain_envy(const struct round *round, const struct placement *placement,
                  bool *has_envy)
{
    size_t count = 0;
    for (uint32_t f = 0; f < round->n_families; f++) {
        const struct family *family = &round->families[f];
        uint32_t pools[PLAIN_MOST_CHOICES];
        size_t n = plain_family_choices(round, f, pools);
        bool envies = false;
        for (size_t i = 0;
             i < n && pools[i] != placement->pool[family->members[0]]; i++)
            envies |= taken_before(round, placement, f, pools[i]) +
                          family->n_members <=
                      round->pools[pools[i]].seats;
        for (size_t i = 0; i < family->n_members; i++) {
            count += envies;
            if (has_envy != NULL)
                has_envy[family->members[i]] = envies;
        }
    }
    return count;
}

static uint32_t served_last(const struct round *round,
                            const struct placement *placement, uint32_t pool,
                            size_t *n_held)
{
    uint32_t last = ROUND_NONE;
    *n_held = 0;
    for (uint32_t f = 0; f < round->n_families; f++)
        if (placement->pool[round->families[f].members[0]] == pool) {
            ++*n_held;
            if (last == ROUND_NONE || plain_served_before(round, last, f, pool))
                last = f;
        }
    return last;
}

static bool ask_once(const struct round *round, struct placement *placement,
                     uint32_t family, size_t *next)
{
    uint32_t pools[PLAIN_MOST_CHOICES];
    size_t n = plain_family_choices(round, family, pools);
    if (placement->pool[round->families[family].members[0]] != ROUND_NONE ||
        *next >= n)
        return false;
    uint32_t pool = pools[(*next)++];
    size_t n_held;
    placement_put(placement, round, family, pool);
    uint32_t last = served_last(round, placement, pool, &n_held);
    if (n_held > round->pools[pool].seats)
        placement_put(placement, round, last, ROUND_NONE);
    return true;
}

struct placement plain_stable(struct arena *arena, const struct round *round)
{
    struct placement placement = placement_new(arena, round);
    size_t *next = arena_array(arena, size_t, round->n_families);
    bool has_asked = true;
    while (has_asked) {
        has_asked = false;
        for (uint32_t f = 0; f < round->n_families; f++)
            has_asked |= ask_once(round, &placement, f, &next[f]);
    }
    return placement;
}

// The family that asks in round `k` at the pool, was not yet answered, and is
// served first.
static uint32_t next_asker(const struct round *round, const bool *is_answered,
                           const uint32_t *asks_at, uint32_t pool)
{
    uint32_t first = ROUND_NONE;
    for (uint32_t f = 0; f < round->n_families; f++)
        if (!is_answered[f] && asks_at[f] == pool &&
            (first == ROUND_NONE || plain_served_before(round, f, first, pool)))
            first = f;
    return first;
}

static void answer_round(const struct round *round, struct placement *placement,
                         bool *is_answered, const uint32_t *asks_at,
                         uint32_t *seats_left)
{
    for (uint32_t p = 0; p < round->n_pools; p++) {
        uint32_t family;
        while ((family = next_asker(round, is_answered, asks_at, p)) !=
               ROUND_NONE) {
            is_answered[family] = true;
            if (round->families[family].n_members > seats_left[p])
                continue;
            seats_left[p] -= (uint32_t)round->families[family].n_members;
            placement_put(placement, round, family, p);
        }
    }
}

struct placement plain_nearest_first(struct arena *arena,
                                     const struct round *round)
{
    struct placement placement = placement_new(arena, round);
    uint32_t *seats_left = arena_array(arena, uint32_t, round->n_pools);
    uint32_t *asks_at = arena_array(arena, uint32_t, round->n_families);
    for (size_t p = 0; p < round->n_pools; p++)
        seats_left[p] = round->pools[p].seats;
    for (size_t k = 0; k < PLAIN_MOST_CHOICES; k++) {
        bool *is_answered = arena_array(arena, bool, round->n_families);
        for (uint32_t f = 0; f < round->n_families; f++) {
            uint32_t pools[PLAIN_MOST_CHOICES];
            size_t n = plain_family_choices(round, f, pools);
            asks_at[f] = k < n ? pools[k] : ROUND_NONE;
            is_answered[f] =
                placement.pool[round->families[f].members[0]] != ROUND_NONE;
        }
        answer_round(round, &placement, is_answered, asks_at, seats_left);
    }
    return placement;
}
