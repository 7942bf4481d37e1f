// Only the few cheapest movers of each edge are kept, and what the others cost
// at least. Who leaves a place is not looked for: when the cheapest mover of an
// edge is no longer there it is dropped and the next one counts. Only when none
// is left must all who are at the place be asked again, which so happens to few
// edges and seldom.

#include "admission/assign_moves.h"

// Many kept movers mean that seldom all must be asked again; more than this is
// not worth their memory.
#define KEPT_MOST 32
#define KEPT_LEAST 8
#define KEPT_OF_A_PLACE 16384

static size_t kept_for(size_t n_places)
{
    size_t kept = KEPT_OF_A_PLACE / n_places;
    kept = kept < KEPT_MOST ? kept : KEPT_MOST;
    return kept > KEPT_LEAST ? kept : KEPT_LEAST;
}

struct assign_moves *assign_moves_new(struct arena *arena, size_t n_places)
{
    struct assign_moves *m = arena_array(arena, struct assign_moves, 1);
    *m = (struct assign_moves){
        .arena = arena,
        .n_places = n_places,
        .n_kept = kept_for(n_places),
        .edge_between = arena_array(arena, uint32_t, n_places * n_places),
        .rest = arena_array(arena, int64_t, n_places * n_places),
        .out = arena_array(arena, struct edge_index_list, n_places),
        .in = arena_array(arena, struct edge_index_list, n_places)};
    assign_edge_list_add(&m->edges, arena);
    for (size_t cell = 0; cell < n_places * n_places; cell++)
        m->rest[cell] = ASSIGN_NO_MOVE;
    return m;
}

static void make_room(struct assign_moves *m)
{
    size_t room = m->edges.capacity;
    if (room == m->room)
        return;
    struct mover *kept = arena_array(m->arena, struct mover, room * m->n_kept);
    uint32_t *count = arena_array(m->arena, uint32_t, room);
    if (m->room > 0) {
        memcpy(kept, m->kept, m->room * m->n_kept * sizeof *kept);
        memcpy(count, m->kept_count, m->room * sizeof *count);
    }
    m->kept = kept;
    m->kept_count = count;
    m->room = room;
}

static uint32_t edge_new(struct assign_moves *m, uint32_t from, uint32_t to)
{
    uint32_t edge = (uint32_t)m->edges.count;
    *assign_edge_list_add(&m->edges, m->arena) =
        (struct assign_edge){ASSIGN_NO_MOVE, from, to};
    make_room(m);
    *edge_index_list_add(&m->out[from], m->arena) = edge;
    *edge_index_list_add(&m->in[to], m->arena) = edge;
    return edge;
}

static void update_extra(struct assign_moves *m, uint32_t edge)
{
    struct assign_edge *e = &m->edges.items[edge];
    uint32_t count = m->kept_count[edge];
    e->extra = count > 0 ? m->kept[edge * m->n_kept + count - 1].extra
                         : m->rest[e->from * m->n_places + e->to];
}

// In order; where all room is taken the dearest mover goes.
static void put(struct assign_moves *m, uint32_t edge, struct mover mover)
{
    struct mover *kept = &m->kept[edge * m->n_kept];
    size_t count = m->kept_count[edge];
    size_t at = 0;
    if (count == m->n_kept) {
        for (; at + 1 < count && kept[at + 1].extra > mover.extra; at++)
            kept[at] = kept[at + 1];
    } else {
        m->kept_count[edge]++;
        for (at = count; at > 0 && kept[at - 1].extra < mover.extra; at--)
            kept[at] = kept[at - 1];
    }
    kept[at] = mover;
}

void assign_moves_keep(struct assign_moves *m, uint32_t from, uint32_t to,
                       struct mover mover)
{
    size_t cell = from * m->n_places + to;
    if (m->edge_between[cell] == 0)
        m->edge_between[cell] = edge_new(m, from, to);
    uint32_t edge = m->edge_between[cell];
    put(m, edge, mover);
    if (m->kept_count[edge] == m->n_kept)
        m->rest[cell] = m->kept[edge * m->n_kept].extra;
    update_extra(m, edge);
}

void assign_moves_clear(struct assign_moves *m, uint32_t from)
{
    for (size_t i = 0; i < m->out[from].count; i++) {
        uint32_t edge = m->out[from].items[i];
        struct assign_edge *e = &m->edges.items[edge];
        m->kept_count[edge] = 0;
        m->rest[from * m->n_places + e->to] = ASSIGN_NO_MOVE;
        e->extra = ASSIGN_NO_MOVE;
    }
}

void assign_moves_forget(struct assign_moves *m, uint32_t pupil, uint32_t to)
{
    for (size_t i = 0; i < m->in[to].count; i++) {
        uint32_t edge = m->in[to].items[i];
        struct mover *kept = &m->kept[edge * m->n_kept];
        uint32_t n_left = 0;
        for (uint32_t k = 0; k < m->kept_count[edge]; k++)
            if (kept[k].pupil != pupil)
                kept[n_left++] = kept[k];
        m->kept_count[edge] = n_left;
        update_extra(m, edge);
    }
}

bool assign_moves_find(struct assign_moves *m, uint32_t edge,
                       const uint32_t *place, uint32_t *pupil)
{
    uint32_t *count = &m->kept_count[edge];
    uint32_t from = m->edges.items[edge].from;
    for (; *count > 0; (*count)--) {
        *pupil = m->kept[edge * m->n_kept + *count - 1].pupil;
        if (place[*pupil] == from)
            break;
    }
    update_extra(m, edge);
    return *count > 0;
}
