// Successive shortest paths in the graph of schools. The length of the edge
// from j to k is what the cheapest move from j to k costs more, by cost plus
// price; as everyone is where that is least, no length is negative. Nowhere has
// room for all and price 0.
//
// A school with too many pupils sends one along the shortest path to a place
// with room: a school with a free seat, or nowhere. A school with a free seat
// and a price above 0 gets one along the shortest path that ends there and
// begins at nowhere, or at a school that lowers its price to 0 and so may be
// left with a free seat. Those nearer than the path is long change their prices
// by the difference: edges of the path get length 0, none gets negative, so the
// pupils can move along and still everyone is where cost plus price is least
// (Edmonds, Karp, Theoretical improvements in algorithmic efficiency for
// network flow problems, J. ACM 1972).
//
// A search settles only what is nearer than its end, mostly a few neighbours.

#include "admission/assign_search.h"

#include <assert.h>

// Longer than every path that leads to an end, as having no place is always one
// and no cost is above ASSIGN_COST_SUM_MOST, nor any price then.
#define FAR (INT64_MAX / 3)

struct assign_search {
    struct seating *seating;
    const uint32_t *seats;
    uint32_t nowhere;
    int64_t *far;      // of each place from where the search began, or FAR
    uint32_t *by;      // the edge on which it is reached
    uint32_t *settled; // in order, and after them those reached
    size_t n_settled;
    size_t n_reached;
    uint32_t end; // the nearest end found so far
    int64_t end_far;
};

struct assign_search *assign_search_new(struct arena *arena,
                                        struct seating *seating)
{
    size_t n_places = seating->n_schools + 1;
    struct assign_search *search = arena_array(arena, struct assign_search, 1);
    *search = (struct assign_search){
        .seating = seating,
        .nowhere = (uint32_t)seating->n_schools,
        .far = arena_array(arena, int64_t, n_places),
        .by = arena_array(arena, uint32_t, n_places),
        .settled = arena_array(arena, uint32_t, n_places)};
    for (size_t k = 0; k < n_places; k++)
        search->far[k] = FAR;
    return search;
}

static bool has_too_many(const struct assign_search *a, uint32_t school)
{
    return a->seating->seated[school].count > a->seats[school];
}

static bool has_room(const struct assign_search *a, uint32_t place)
{
    return place == a->nowhere ||
           a->seating->seated[place].count < a->seats[place];
}

static void begin(struct assign_search *a, uint32_t place)
{
    for (size_t i = 0; i < a->n_reached; i++)
        a->far[a->settled[i]] = FAR;
    a->far[place] = 0;
    a->settled[0] = place;
    a->n_reached = 1;
    a->n_settled = 0;
    a->end = place;
    a->end_far = FAR;
}

// Settles the nearest place reached, unless the end is nearer. Of equals the
// one that stands first, which depends only on what was reached in which order.
static bool settle(struct assign_search *a, uint32_t *place)
{
    size_t best = a->n_settled;
    for (size_t i = best + 1; i < a->n_reached; i++)
        if (a->far[a->settled[i]] < a->far[a->settled[best]])
            best = i;
    if (best >= a->n_reached || a->far[a->settled[best]] >= a->end_far)
        return false;
    *place = a->settled[best];
    a->settled[best] = a->settled[a->n_settled];
    a->settled[a->n_settled++] = *place;
    return true;
}

static void reach(struct assign_search *a, uint32_t place, int64_t far,
                  uint32_t edge)
{
    if (a->far[place] == FAR)
        a->settled[a->n_reached++] = place;
    a->far[place] = far;
    a->by[place] = edge;
}

static void end_at(struct assign_search *a, uint32_t place, int64_t far)
{
    if (far < a->end_far) {
        a->end = place;
        a->end_far = far;
    }
}

static void relax_outward(struct assign_search *a, uint32_t place)
{
    struct seating *s = a->seating;
    int64_t base = a->far[place] - s->price[place];
    for (size_t i = 0; i < s->moves->out[place].count; i++) {
        uint32_t edge = s->moves->out[place].items[i];
        struct assign_edge e = s->moves->edges.items[edge];
        int64_t limit = a->far[e.to] < a->end_far ? a->far[e.to] : a->end_far;
        limit -= base + s->price[e.to];
        if (e.extra >= limit)
            continue;
        int64_t extra = seating_extra(s, edge);
        if (extra >= limit)
            continue;
        reach(a, e.to, base + extra + s->price[e.to], edge);
        if (has_room(a, e.to))
            end_at(a, e.to, a->far[e.to]);
    }
}

static void relax_inward(struct assign_search *a, uint32_t place)
{
    struct seating *s = a->seating;
    int64_t base = a->far[place] + s->price[place];
    for (size_t i = 0; i < s->moves->in[place].count; i++) {
        uint32_t edge = s->moves->in[place].items[i];
        struct assign_edge e = s->moves->edges.items[edge];
        int64_t limit =
            a->far[e.from] < a->end_far ? a->far[e.from] : a->end_far;
        limit -= base - s->price[e.from];
        if (e.extra >= limit)
            continue;
        int64_t extra = seating_extra(s, edge);
        if (extra >= limit)
            continue;
        reach(a, e.from, base + extra - s->price[e.from], edge);
        end_at(a, e.from, a->far[e.from] + s->price[e.from]);
    }
}

// Those nearer than the end change their prices by the difference.
static void change_prices(struct assign_search *a, int sign)
{
    for (size_t i = 0; i < a->n_settled; i++) {
        uint32_t place = a->settled[i];
        a->seating->price[place] += sign * (a->end_far - a->far[place]);
    }
}

// From a school with too many to the nearest place with room.
static void send_one(struct assign_search *a, uint32_t school)
{
    struct seating *s = a->seating;
    uint32_t place;
    begin(a, school);
    while (settle(a, &place))
        relax_outward(a, place);
    assert(a->end != school);
    change_prices(a, 1);
    for (uint32_t to = a->end; to != school;) {
        uint32_t edge = a->by[to];
        seating_move(s, edge);
        to = s->moves->edges.items[edge].from;
    }
}

// To a school with room and a price, from nowhere or from the school that gets
// to price 0 first, which may be itself.
static void fetch_one(struct assign_search *a, uint32_t school)
{
    struct seating *s = a->seating;
    uint32_t place;
    begin(a, school);
    a->end_far = s->price[school];
    while (settle(a, &place))
        relax_inward(a, place);
    change_prices(a, -1);
    for (uint32_t from = a->end; from != school;) {
        uint32_t edge = a->by[from];
        seating_move(s, edge);
        from = s->moves->edges.items[edge].to;
    }
}

void assign_search_balance(struct assign_search *a, const uint32_t *seats)
{
    a->seats = seats;
    for (uint32_t k = 0; k < a->nowhere; k++)
        while (has_too_many(a, k))
            send_one(a, k);
    for (uint32_t k = 0; k < a->nowhere; k++)
        while (has_room(a, k) && a->seating->price[k] > 0)
            fetch_one(a, k);
}
