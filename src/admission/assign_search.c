// Successive shortest paths in the graph of schools. The length of the edge
// from j to k is what the cheapest move from j to k costs more, by cost plus
// price; as everyone is where that is least, no length is negative. Nowhere has
// room for all and price 0.
//
// A school with too many pupils sends one along the shortest path to a place
// with room: a school with a free seat, or nowhere. A school with a free seat
// and a price above 0 gets one along the shortest path that ends there and
// begins at nowhere, or at a school that lowers its price to 0 and so may be
// left with a free seat. Those nearer than the path is
// long change their prices by the difference: edges of the path get length 0,
// none gets negative, so the pupils can move along and still everyone is where
// cost plus price is least (Edmonds, Karp, Theoretical improvements in
// algorithmic efficiency for network flow problems, J. ACM 1972).
//
// A search settles only what is nearer than its end, mostly a few neighbours.

#include "admission/assign_search.h"

#include <assert.h>

// Longer than every path, shorter than one with a move that nobody can make,
// whatever prices are added.
#define FAR (INT64_MAX / 3)

struct assign_search {
    struct seating *seating;
    const uint32_t *seats;
    size_t n_schools;
    int64_t *far; // of each place from where the search began
    uint32_t *by; // the place before it on the way
    bool *is_settled;
    uint32_t *settled; // in order
    size_t n_settled;
};

struct assign_search *assign_search_new(struct arena *arena,
                                        struct seating *seating)
{
    size_t places = seating->n_schools + 1;
    struct assign_search *search = arena_array(arena, struct assign_search, 1);
    *search =
        (struct assign_search){.seating = seating,
                               .n_schools = seating->n_schools,
                               .far = arena_array(arena, int64_t, places),
                               .by = arena_array(arena, uint32_t, places),
                               .is_settled = arena_array(arena, bool, places),
                               .settled = arena_array(arena, uint32_t, places)};
    return search;
}

static size_t count_at(const struct assign_search *a, uint32_t school)
{
    return a->seating->seated[school].count;
}

static bool has_too_many(const struct assign_search *a, uint32_t school)
{
    return count_at(a, school) > a->seats[school];
}

static bool has_room(const struct assign_search *a, uint32_t place)
{
    return place == a->n_schools || count_at(a, place) < a->seats[place];
}

static void begin(struct assign_search *a, uint32_t place)
{
    for (size_t k = 0; k <= a->n_schools; k++) {
        a->far[k] = FAR;
        a->is_settled[k] = false;
    }
    a->n_settled = 0;
    a->far[place] = 0;
}

static void settle(struct assign_search *a, uint32_t place)
{
    a->is_settled[place] = true;
    a->settled[a->n_settled++] = place;
}

// The nearest place that is not settled; of equals the one with the least
// number.
static uint32_t nearest(const struct assign_search *a)
{
    uint32_t best = ASSIGN_NOWHERE;
    int64_t least = FAR;
    for (uint32_t k = 0; k <= a->n_schools; k++)
        if (!a->is_settled[k] && a->far[k] < least) {
            best = k;
            least = a->far[k];
        }
    return best;
}

static void relax_outward(struct assign_search *a, uint32_t place)
{
    struct seating *s = a->seating;
    seating_refresh(s, place);
    const int64_t *extra = &s->extra[seating_cell(s, place, 0)];
    int64_t base = a->far[place] - s->price[place];
    for (uint32_t k = 0; k <= a->n_schools; k++) {
        int64_t far = base + extra[k] + s->price[k];
        if (far < a->far[k]) {
            a->far[k] = far;
            a->by[k] = place;
        }
    }
}

static void relax_inward(struct assign_search *a, uint32_t place)
{
    struct seating *s = a->seating;
    int64_t base = a->far[place] + s->price[place];
    for (uint32_t k = 0; k <= a->n_schools; k++) {
        size_t cell = seating_cell(s, k, place);
        if (base + s->extra[cell] - s->price[k] >= a->far[k])
            continue;
        if (!seating_is_exact(s, k, cell))
            seating_refresh(s, k);
        int64_t far = base + s->extra[cell] - s->price[k];
        if (far < a->far[k]) {
            a->far[k] = far;
            a->by[k] = place;
        }
    }
}

// Those nearer than the end change their prices by the difference.
static void change_prices(struct assign_search *a, int64_t end_far, int sign)
{
    for (size_t i = 0; i < a->n_settled; i++) {
        uint32_t place = a->settled[i];
        if (a->far[place] < end_far)
            a->seating->price[place] += sign * (end_far - a->far[place]);
    }
}

// From a school with too many to the nearest place with room.
static void send_one(struct assign_search *a, uint32_t school)
{
    begin(a, school);
    uint32_t end = school;
    while (!has_room(a, end)) {
        settle(a, end);
        relax_outward(a, end);
        end = nearest(a);
        assert(end != ASSIGN_NOWHERE);
    }
    change_prices(a, a->far[end], 1);
    for (uint32_t to = end; to != school; to = a->by[to])
        seating_move(a->seating, a->by[to], to);
}

// To a school with room and a price, from nowhere or from the
// school that gets to price 0 first, which may be itself.
static void fetch_one(struct assign_search *a, uint32_t school)
{
    begin(a, school);
    int64_t end_far = a->seating->price[school];
    uint32_t end = school;
    for (uint32_t at = school; at != ASSIGN_NOWHERE && a->far[at] < end_far;
         at = nearest(a)) {
        if (at == a->n_schools) {
            end = at;
            end_far = a->far[at];
            break;
        }
        settle(a, at);
        if (a->far[at] + a->seating->price[at] < end_far) {
            end = at;
            end_far = a->far[at] + a->seating->price[at];
        }
        relax_inward(a, at);
    }
    change_prices(a, end_far, -1);
    for (uint32_t from = end; from != school; from = a->by[from])
        seating_move(a->seating, from, a->by[from]);
}

void assign_search_balance(struct assign_search *a, const uint32_t *seats)
{
    a->seats = seats;
    for (uint32_t k = 0; k < a->n_schools; k++)
        while (has_too_many(a, k))
            send_one(a, k);
    for (uint32_t k = 0; k < a->n_schools; k++)
        while (has_room(a, k) && a->seating->price[k] > 0)
            fetch_one(a, k);
}
