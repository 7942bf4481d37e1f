// Finding a few of many choices: the ways to all schools pass by once, and a
// heap with the farthest on top keeps the nearest seen so far. Most pools are
// farther than its top and cost one comparison. A pool is kept as one number,
// way above index, so that equal ways stand by school and, pools being in that
// order, a programme's seats before the general ones.
//
// Asked in the middle of a list it starts anew; whoever asks again and again
// keeps lists (choice_lists.h) and asks for twice as many each time.

#include "admission/round.h"

#include <assert.h>

#include "city/pupil.h"

#define NO_WAY ((uint64_t)UINT32_MAX << 32)

// The least keys seen, the largest of them on top.
struct nearest {
    uint64_t *keys;
    size_t count;
    size_t most;
};

static void sift_down(uint64_t *keys, size_t count, size_t at)
{
    uint64_t key = keys[at];
    for (;;) {
        size_t child = 2 * at + 1;
        if (child + 1 < count && keys[child + 1] > keys[child])
            child++;
        if (child >= count || keys[child] <= key)
            break;
        keys[at] = keys[child];
        at = child;
    }
    keys[at] = key;
}

static void sift_up(uint64_t *keys, size_t at)
{
    uint64_t key = keys[at];
    for (; at > 0 && keys[(at - 1) / 2] < key; at = (at - 1) / 2)
        keys[at] = keys[(at - 1) / 2];
    keys[at] = key;
}

// What a key must be under to be taken: no way has keys above all others.
static uint64_t nearest_limit(const struct nearest *nearest)
{
    return nearest->count < nearest->most ? NO_WAY : nearest->keys[0];
}

static void nearest_take(struct nearest *nearest, uint64_t key)
{
    if (nearest->count < nearest->most) {
        nearest->keys[nearest->count] = key;
        sift_up(nearest->keys, nearest->count++);
    } else {
        nearest->keys[0] = key;
        sift_down(nearest->keys, nearest->count, 0);
    }
}

// Least first; it is no heap any more then.
static void nearest_sort(struct nearest *nearest)
{
    for (size_t left = nearest->count; left > 1; left--) {
        uint64_t largest = nearest->keys[0];
        nearest->keys[0] = nearest->keys[left - 1];
        sift_down(nearest->keys, left - 1, 0);
        nearest->keys[left - 1] = largest;
    }
}

static bool is_open_to(const struct seat_pool *pool,
                       const struct applicant *applicant)
{
    return pool->programme == ROUND_NONE ||
           pool->programme == applicant->programme;
}

static bool is_wished(const struct applicant *applicant, size_t n_wishes,
                      uint32_t school)
{
    for (size_t i = 0; i < n_wishes; i++)
        if (applicant->wishes[i] == school)
            return true;
    return false;
}

static size_t first_pool_of(const struct round *round, uint32_t school)
{
    size_t low = 0;
    size_t high = round->n_pools;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (round->pools[middle].school < school)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

// What is asked for and how far that has been written.
struct wanted {
    size_t skip;
    size_t room;
    size_t count;
    struct round_choice *into;
};

static void wanted_take(struct wanted *wanted, uint32_t pool, uint32_t way_cm)
{
    if (wanted->skip > 0)
        wanted->skip--;
    else if (wanted->count < wanted->room)
        wanted->into[wanted->count++] = (struct round_choice){pool, way_cm};
}

static void take_wishes(const struct round *round, uint32_t applicant,
                        struct wanted *wanted)
{
    const struct applicant *a = &round->applicants[applicant];
    for (size_t w = 0; w < a->n_wishes; w++) {
        uint32_t school = a->wishes[w];
        uint32_t way_cm = round->way(round->ways, applicant, school);
        if (way_cm == UINT32_MAX || is_wished(a, w, school))
            continue;
        for (size_t p = first_pool_of(round, school);
             p < round->n_pools && round->pools[p].school == school; p++)
            if (is_open_to(&round->pools[p], a))
                wanted_take(wanted, (uint32_t)p, way_cm);
    }
}

static const uint32_t *all_ways(const struct round *round, uint32_t applicant,
                                struct arena *scratch)
{
    uint32_t *way_cm = arena_array(scratch, uint32_t, round->n_schools);
    if (round->way_row != NULL)
        round->way_row(round->ways, applicant, way_cm);
    else
        for (size_t s = 0; s < round->n_schools; s++)
            way_cm[s] = round->way(round->ways, applicant, (uint32_t)s);
    return way_cm;
}

static void take_nearest(const struct round *round, uint32_t applicant,
                         struct wanted *wanted, struct arena *scratch)
{
    const struct applicant *a = &round->applicants[applicant];
    size_t left = wanted->room - wanted->count;
    size_t most =
        wanted->skip < round->n_pools && left < round->n_pools - wanted->skip
            ? wanted->skip + left
            : round->n_pools;
    const uint32_t *way_cm = all_ways(round, applicant, scratch);
    struct nearest nearest = {arena_array(scratch, uint64_t, most), 0, most};
    for (size_t p = 0; p < round->n_pools; p++) {
        const struct seat_pool *pool = &round->pools[p];
        uint64_t key = (uint64_t)way_cm[pool->school] << 32 | p;
        if (key < nearest_limit(&nearest) && is_open_to(pool, a) &&
            !is_wished(a, a->n_wishes, pool->school))
            nearest_take(&nearest, key);
    }
    nearest_sort(&nearest);
    for (size_t i = 0; i < nearest.count; i++)
        wanted_take(wanted, (uint32_t)nearest.keys[i],
                    (uint32_t)(nearest.keys[i] >> 32));
}

size_t round_choices(const struct round *round, uint32_t applicant, size_t from,
                     size_t room, struct round_choice *into)
{
    struct wanted wanted = {from, room, 0, into};
    take_wishes(round, applicant, &wanted);
    if (round->rules->wishes_only || wanted.count == room)
        return wanted.count;
    struct arena *scratch = arena_new();
    take_nearest(round, applicant, &wanted, scratch);
    arena_free(scratch);
    return wanted.count;
}

// Higher scores give smaller numbers, and no score the largest. Thousandths of
// a point from -2,147,483 to 2,147,483 points keep their order.
static uint32_t score_turned(int64_t score_milli)
{
    if (score_milli == NUMBER_UNKNOWN)
        return UINT32_MAX;
    if (score_milli > INT32_MAX)
        score_milli = INT32_MAX;
    if (score_milli < INT32_MIN + 1)
        score_milli = INT32_MIN + 1;
    return (uint32_t)(INT32_MAX - score_milli);
}

struct priority round_priority(const struct round *round, uint32_t applicant,
                               uint32_t pool, uint32_t way_cm)
{
    const struct applicant *a = &round->applicants[applicant];
    uint64_t group = round_group(round, applicant, round->pools[pool].school);
    uint32_t within =
        round->rules->uses_scores ? score_turned(a->score_milli) : way_cm;
    return (struct priority){group << 32 | within, a->lot};
}

static bool same_ward(uint32_t a, uint32_t b)
{
    return a == b && a != ROUND_NONE;
}

static bool condition_holds(enum group_condition condition,
                            const struct applicant *a, uint32_t school,
                            uint32_t ward)
{
    switch (condition) {
    case GROUP_SIBLING_AT_SCHOOL:
        return a->sibling_school == school;
    case GROUP_LIVES_IN_WARD:
        return same_ward(a->ward, ward);
    case GROUP_PREVIOUS_SCHOOL_IN_WARD:
        return same_ward(a->previous_ward, ward);
    case GROUP_PARENT_WORKS_IN_WARD:
        return same_ward(a->work_ward, ward);
    case GROUP_EVERYONE:
        return true;
    }
    return false;
}

static bool is_in_group(const struct priority_group *group,
                        const struct applicant *a, uint32_t school,
                        uint32_t ward)
{
    for (unsigned c = 0; c < N_GROUP_CONDITIONS; c++)
        if ((group->conditions >> c & 1) != 0 &&
            condition_holds((enum group_condition)c, a, school, ward))
            return true;
    return false;
}

uint32_t round_group(const struct round *round, uint32_t applicant,
                     uint32_t school)
{
    const struct round_school *at = &round->schools[school];
    assert(at->groups->count > 0);
    uint32_t last = (uint32_t)at->groups->count - 1; // for everyone
    for (uint32_t g = 0; g < last; g++)
        if (is_in_group(&at->groups->groups[g], &round->applicants[applicant],
                        school, at->ward))
            return g;
    return last;
}

bool round_is_choice(const struct round *round, uint32_t applicant,
                     uint32_t pool, uint32_t *way_cm)
{
    const struct applicant *a = &round->applicants[applicant];
    const struct seat_pool *at = &round->pools[pool];
    if (!is_open_to(at, a) ||
        (round->rules->wishes_only && !is_wished(a, a->n_wishes, at->school)))
        return false;
    *way_cm = round->way(round->ways, applicant, at->school);
    return *way_cm != UINT32_MAX;
}

struct priority round_family_priority(const struct round *round,
                                      uint32_t family, uint32_t pool)
{
    const struct family *f = &round->families[family];
    struct priority last = {0, 0};
    for (size_t i = 0; i < f->n_members; i++) {
        uint32_t way_cm =
            round->way(round->ways, f->members[i], round->pools[pool].school);
        struct priority own =
            round_priority(round, f->members[i], pool, way_cm);
        if (i == 0 || priority_before(last, own))
            last = own;
    }
    return last;
}
