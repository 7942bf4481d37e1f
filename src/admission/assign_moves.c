// Only the few cheapest movers of each edge are kept, and what the others cost
// at least. Who leaves a place is not looked for: when the cheapest mover of an
// edge is no longer there it is dropped and the next one counts. Only when none
// is left must all who are at the place be asked again, which so happens to few
// edges and seldom.

#include "admission/assign_moves.h"

struct assign_moves *assign_moves_new(struct arena *arena, size_t n_places)
{
    struct assign_moves *m = arena_array(arena, struct assign_moves, 1);
    *m = (struct assign_moves){
        .arena = arena,
        .n_places = n_places,
        .edge_between = arena_array(arena, uint32_t, n_places * n_places),
        .out = arena_array(arena, struct edge_index_list, n_places),
        .in = arena_array(arena, struct edge_index_list, n_places)};
    assign_edge_list_add(&m->edges, arena);
    mover_bag_list_add(&m->bags, arena);
    return m;
}

static uint32_t edge_new(struct assign_moves *m, uint32_t from, uint32_t to)
{
    uint32_t edge = (uint32_t)m->edges.count;
    *assign_edge_list_add(&m->edges, m->arena) =
        (struct assign_edge){ASSIGN_NO_MOVE, from, to};
    mover_bag_list_add(&m->bags, m->arena)->rest = ASSIGN_NO_MOVE;
    *edge_index_list_add(&m->out[from], m->arena) = edge;
    *edge_index_list_add(&m->in[to], m->arena) = edge;
    return edge;
}

static void update_extra(struct assign_moves *m, uint32_t edge)
{
    const struct mover_bag *bag = &m->bags.items[edge];
    m->edges.items[edge].extra =
        bag->count > 0 ? bag->best[bag->count - 1].extra : bag->rest;
}

// The dearest makes room.
static void drop_last(struct mover_bag *bag)
{
    bag->rest = bag->best[0].extra;
    bag->count--;
    memmove(bag->best, bag->best + 1, bag->count * sizeof *bag->best);
}

void assign_moves_add(struct assign_moves *m, uint32_t from, uint32_t to,
                      struct mover mover)
{
    uint32_t *between = &m->edge_between[from * m->n_places + to];
    if (*between == 0)
        *between = edge_new(m, from, to);
    struct mover_bag *bag = &m->bags.items[*between];
    if (mover.extra >= bag->rest)
        return;
    if (bag->count == MOVERS_KEPT) {
        if (mover.extra >= bag->best[0].extra) {
            bag->rest = mover.extra;
            return;
        }
        drop_last(bag);
    }
    uint32_t at = bag->count++;
    for (; at > 0 && bag->best[at - 1].extra < mover.extra; at--)
        bag->best[at] = bag->best[at - 1];
    bag->best[at] = mover;
    update_extra(m, *between);
}

void assign_moves_clear(struct assign_moves *m, uint32_t from)
{
    for (size_t i = 0; i < m->out[from].count; i++) {
        uint32_t edge = m->out[from].items[i];
        m->bags.items[edge].count = 0;
        m->bags.items[edge].rest = ASSIGN_NO_MOVE;
        m->edges.items[edge].extra = ASSIGN_NO_MOVE;
    }
}

void assign_moves_forget(struct assign_moves *m, uint32_t pupil, uint32_t to)
{
    for (size_t i = 0; i < m->in[to].count; i++) {
        struct mover_bag *bag = &m->bags.items[m->in[to].items[i]];
        uint32_t kept = 0;
        for (uint32_t b = 0; b < bag->count; b++)
            if (bag->best[b].pupil != pupil)
                bag->best[kept++] = bag->best[b];
        bag->count = kept;
        update_extra(m, m->in[to].items[i]);
    }
}

bool assign_moves_find(struct assign_moves *m, uint32_t edge,
                       const uint32_t *place, uint32_t *pupil)
{
    struct mover_bag *bag = &m->bags.items[edge];
    uint32_t from = m->edges.items[edge].from;
    for (; bag->count > 0; bag->count--) {
        *pupil = bag->best[bag->count - 1].pupil;
        if (place[*pupil] == from)
            break;
    }
    update_extra(m, edge);
    return bag->count > 0;
}
