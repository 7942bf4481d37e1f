// Deferred acceptance: a family without a place asks at the next pool of its
// list; the pool keeps, of those it holds and the one who asks, those it serves
// first, whole families as far as they fit, and sends the others on to ask
// elsewhere. Nothing is final until nobody asks any more. A pool only ever
// exchanges pupils for such as it serves earlier, so whoever it sent away need
// not ask there again; that makes the result stable, and the best stable one
// for every pupil, in whatever order they ask.
//
// A pool holds its families in a heap with the one served last on top:
//
//     a family asks:   push it; take from the top until the rest fit;
//                      put back, first served first, whoever fits after all
//
// which keeps just what going through all of them in order would: those before
// the first that does not fit stay, and those after it are tried one by one.
//
// With families of two or more, seats can come free that someone sent away
// would fit into: pool of 2, holding twins; a pupil served before them takes
// one seat, the twins leave, the other seat is empty. So afterwards every
// family is asked whether a pool it likes better would have it now, until none
// says yes or MOST_MENDS times. Without such families there is nothing to mend.

#include "admission/stable.h"

#include "admission/envy.h"

#define MOST_MENDS 50

struct held_family {
    struct priority position;
    uint32_t family;
    uint32_t n_members;
};
LIST_DECLARE(held_family);

// Those a pool holds, as a heap.
struct held_pool {
    struct held_family_list families;
    uint64_t n_pupils;
};

struct asking {
    const struct round *round;
    struct choice_lists *lists;
    struct arena *scratch;
    struct held_pool *pools;
    size_t *rank; // of each family: of the pool that holds it, or to ask next
    uint32_t *held_by; // the pool, or ROUND_NONE
    uint32_t *without; // a stack of families that look for a place
    size_t n_without;
    struct held_family_list sent; // by the pool last asked
};

static void sift_up(struct held_family *heap, size_t at)
{
    struct held_family moving = heap[at];
    while (at > 0 &&
           priority_before(heap[(at - 1) / 2].position, moving.position)) {
        heap[at] = heap[(at - 1) / 2];
        at = (at - 1) / 2;
    }
    heap[at] = moving;
}

static void sift_down(struct held_family *heap, size_t count, size_t at)
{
    struct held_family moving = heap[at];
    for (;;) {
        size_t child = 2 * at + 1;
        if (child + 1 < count &&
            priority_before(heap[child].position, heap[child + 1].position))
            child++;
        if (child >= count ||
            !priority_before(moving.position, heap[child].position))
            break;
        heap[at] = heap[child];
        at = child;
    }
    heap[at] = moving;
}

static void push(struct asking *s, struct held_pool *pool,
                 struct held_family family)
{
    *held_family_list_add(&pool->families, s->scratch) = family;
    pool->n_pupils += family.n_members;
    sift_up(pool->families.items, pool->families.count - 1);
}

static struct held_family remove_at(struct held_pool *pool, size_t at)
{
    struct held_family *heap = pool->families.items;
    struct held_family removed = heap[at];
    size_t left = --pool->families.count;
    pool->n_pupils -= removed.n_members;
    if (at < left) {
        heap[at] = heap[left];
        sift_down(heap, left, at);
        sift_up(heap, at);
    }
    return removed;
}

static struct held_family as_held(const struct asking *s, uint32_t family,
                                  uint32_t pool)
{
    return (struct held_family){round_family_priority(s->round, family, pool),
                                family,
                                (uint32_t)s->round->families[family].n_members};
}

// The pool's answer. Those it sends away look for a place further down their
// lists.
static void ask_at(struct asking *s, uint32_t family, uint32_t pool)
{
    struct held_pool *held = &s->pools[pool];
    uint32_t seats = s->round->pools[pool].seats;
    push(s, held, as_held(s, family, pool));
    s->held_by[family] = pool;
    s->sent.count = 0;
    while (held->n_pupils > seats)
        *held_family_list_add(&s->sent, s->scratch) = remove_at(held, 0);
    while (s->sent.count > 0) {
        struct held_family best = s->sent.items[--s->sent.count];
        if (held->n_pupils + best.n_members <= seats) {
            push(s, held, best);
            continue;
        }
        s->held_by[best.family] = ROUND_NONE;
        s->rank[best.family]++;
        s->without[s->n_without++] = best.family;
    }
}

static void ask_until_all_are_held(struct asking *s)
{
    while (s->n_without > 0) {
        uint32_t family = s->without[--s->n_without];
        const struct round_choice *choice =
            choice_lists_next(s->lists, family, &s->rank[family]);
        if (choice != NULL)
            ask_at(s, family, choice->pool);
    }
}

// Whether the pool, without those it serves later, has seats for the family.
static bool would_take(const struct asking *s, uint32_t family, uint32_t pool)
{
    const struct held_pool *held = &s->pools[pool];
    uint32_t seats = s->round->pools[pool].seats;
    struct held_family asks = as_held(s, family, pool);
    if (held->n_pupils + asks.n_members <= seats)
        return true;
    if (held->families.count == 0 ||
        !priority_before(asks.position, held->families.items[0].position))
        return false;
    uint64_t n_before = 0;
    for (size_t i = 0; i < held->families.count; i++)
        if (priority_before(held->families.items[i].position, asks.position))
            n_before += held->families.items[i].n_members;
    return n_before + asks.n_members <= seats;
}

static void leave(struct asking *s, uint32_t family)
{
    struct held_pool *held = &s->pools[s->held_by[family]];
    size_t at = 0;
    while (held->families.items[at].family != family)
        at++;
    remove_at(held, at);
    s->held_by[family] = ROUND_NONE;
}

// Moves the family to the best pool that would have it now; whoever must go for
// it asks on. False if there is none.
static bool mend(struct asking *s, uint32_t family)
{
    size_t rank = 0;
    const struct round_choice *choice;
    while ((choice = choice_lists_next(s->lists, family, &rank)) != NULL &&
           choice->pool != s->held_by[family]) {
        uint32_t pool = choice->pool;
        if (would_take(s, family, pool)) {
            if (s->held_by[family] != ROUND_NONE)
                leave(s, family);
            s->rank[family] = rank;
            ask_at(s, family, pool);
            ask_until_all_are_held(s);
            return true;
        }
        rank++;
    }
    return false;
}

static void mend_all(struct asking *s)
{
    bool has_moved = s->round->n_families < s->round->n_applicants;
    for (int i = 0; i < MOST_MENDS && has_moved; i++) {
        has_moved = false;
        for (uint32_t f = 0; f < s->round->n_families; f++)
            has_moved |= mend(s, f);
    }
}

static struct asking asking_new(struct arena *scratch,
                                const struct round *round,
                                struct choice_lists *lists)
{
    size_t n = round->n_families;
    struct asking s = {
        .round = round,
        .lists = lists,
        .scratch = scratch,
        .pools = arena_array(scratch, struct held_pool, round->n_pools),
        .rank = arena_array(scratch, size_t, n),
        .held_by = arena_array(scratch, uint32_t, n),
        .without = arena_array(scratch, uint32_t, n),
        .n_without = n,
    };
    for (uint32_t i = 0; i < n; i++) {
        s.held_by[i] = ROUND_NONE;
        s.without[i] = (uint32_t)n - 1 - i;
    }
    return s;
}

struct stable_placement stable_place(struct arena *arena,
                                     const struct round *round,
                                     struct choice_lists *lists)
{
    struct arena *scratch = arena_new();
    struct asking s = asking_new(scratch, round, lists);
    ask_until_all_are_held(&s);
    mend_all(&s);
    struct stable_placement stable = {placement_new(arena, round), 0};
    for (uint32_t f = 0; f < round->n_families; f++)
        placement_put(&stable.placement, round, f, s.held_by[f]);
    stable.n_unsettled = envy_find(round, &stable.placement, lists, NULL);
    arena_free(scratch);
    return stable;
}
