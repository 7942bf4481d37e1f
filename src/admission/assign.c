// Nobody gains by changing places when everyone is where cost plus price is
// least; if moreover only full schools have a price, the sum of costs is the
// least there is: any other way of placing everyone costs no less by cost plus
// price, and pays no more prices.
//
// The solver first seats a sample of the pupils on a share of the seats, then a
// larger one, and at last all. Each time the new ones enter where cost plus
// price is least at the prices found so far, which are nearly right, so that
// few have to move until the seats are kept (assign_search.h).
//
// A list is long enough when what it does not show costs no less than the pupil
// pays now, as no price is negative. Whoever pays more has its list lengthened
// and enters anew, until all lists are long enough.

#include "admission/assign.h"

#include <assert.h>

#include "admission/assign_search.h"

struct assigner {
    struct arena *arena;
    struct seating *seating;
    struct assign_search *search;
    size_t n_pupils;
    size_t n_schools;
    uint32_t *seats;
    uint32_t *sample_seats;
    uint32_t *school; // of each pupil, for the result
    int64_t total;
};

// Who still lacks choices enters anew. Returns whether there was anyone.
static bool lengthen(struct assigner *a, size_t stride)
{
    struct seating *s = a->seating;
    bool is_any = false;
    for (size_t i = 0; i < a->n_pupils; i += stride) {
        uint32_t pupil = (uint32_t)i;
        if (s->lists->listed_cost[pupil] >=
            s->cost[pupil] + s->price[s->place[pupil]])
            continue;
        seating_reconsider(s, pupil);
        is_any = true;
    }
    return is_any;
}

static void settle(struct assigner *a, const uint32_t *seats, size_t stride)
{
    do
        assign_search_balance(a->search, seats);
    while (lengthen(a, stride));
}

// The sample's share of the seats, rounded so that the sums are right.
static void share_seats(struct assigner *a, size_t n_sampled)
{
    uint64_t sum = 0;
    uint64_t given = 0;
    for (size_t k = 0; k < a->n_schools; k++) {
        sum += a->seats[k];
        uint64_t due =
            (uint64_t)((double)sum * (double)n_sampled / (double)a->n_pupils);
        a->sample_seats[k] = (uint32_t)(due - given);
        given = due;
    }
}

// Every stride-th pupil takes part; those of the stride before already do.
static void enter(struct assigner *a, size_t stride)
{
    size_t n_sampled = 0;
    for (size_t i = 0; i < a->n_pupils; i += stride, n_sampled++)
        if (a->seating->place[i] == ASSIGN_NOWHERE)
            seating_enter(a->seating, (uint32_t)i);
    seating_find_moves(a->seating);
    share_seats(a, n_sampled);
    settle(a, stride > 1 ? a->sample_seats : a->seats, stride);
}

static void take_result(struct assigner *a)
{
    uint64_t total = 0;
    for (size_t i = 0; i < a->n_pupils; i++) {
        uint32_t place = a->seating->place[i];
        a->school[i] = place < a->n_schools ? place : ASSIGN_NOWHERE;
        total += (uint64_t)a->seating->cost[i];
    }
    a->total = (int64_t)total;
}

struct assigner *assigner_new(const struct assign_problem *problem)
{
    struct arena *arena = arena_new();
    size_t n_schools = problem->n_schools;
    struct assigner *a = arena_array(arena, struct assigner, 1);
    *a = (struct assigner){
        .arena = arena,
        .seating = seating_new(arena, problem),
        .n_pupils = problem->n_pupils,
        .n_schools = n_schools,
        .seats = arena_array(arena, uint32_t, n_schools),
        .sample_seats = arena_array(arena, uint32_t, n_schools),
        .school = arena_array(arena, uint32_t, problem->n_pupils)};
    a->search = assign_search_new(arena, a->seating);
    for (size_t k = 0; k < n_schools; k++)
        a->seats[k] = problem->seats[k];
    for (size_t stride = 64; stride > 0; stride /= 4)
        enter(a, stride);
    take_result(a);
    return a;
}

void assigner_free(struct assigner *a)
{
    if (a != NULL)
        arena_free(a->arena);
}

struct assignment assigner_result(const struct assigner *a)
{
    return (struct assignment){a->school, a->seating->price, a->total};
}

uint64_t assigner_n_listed(const struct assigner *a)
{
    return a->seating->lists->n_asked;
}

void assigner_set_seats(struct assigner *a, uint32_t school, uint32_t seats)
{
    assert(school < a->n_schools);
    a->seats[school] = seats;
    settle(a, a->seats, 1);
    take_result(a);
}

void assigner_forbid(struct assigner *a, uint32_t pupil, uint32_t school,
                     bool is_forbidden)
{
    assert(pupil < a->n_pupils && school < a->n_schools);
    struct seating *s = a->seating;
    if (!assign_lists_forbid(s->lists, pupil, school, is_forbidden))
        return;
    assign_moves_forget(s->moves, pupil, school);
    seating_reconsider(s, pupil);
    settle(a, a->seats, 1);
    take_result(a);
}
