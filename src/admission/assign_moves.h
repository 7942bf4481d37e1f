#ifndef ADMISSION_ASSIGN_MOVES_H
#define ADMISSION_ASSIGN_MOVES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/list.h"

/// The graph of schools: for any two places, those who would go from the one to
/// the other at the least extra cost. Only the solver uses this.

/// The extra cost of a move that nobody can make; not for sums.
#define ASSIGN_NO_MOVE INT64_MAX

/// A way from one place to another. Nobody there goes for less than `extra`;
/// whether someone goes for just that, assign_moves_mover tells.
struct assign_edge {
    int64_t extra;
    uint32_t from;
    uint32_t to;
};
LIST_DECLARE(assign_edge);

struct mover {
    int64_t extra;
    uint32_t pupil;
};

LIST_DECLARE_OF(uint32_t, edge_index);

struct assign_moves {
    struct arena *arena;
    size_t n_places;
    uint32_t *edge_between; ///< `[from * n_places + to]`, 0: none yet
    int64_t *rest; ///< the same: what all cost at least who are not kept
    struct assign_edge_list edges; ///< number 0 is none
    size_t n_kept;                 ///< of each edge, at most
    struct mover *kept;   ///< `[edge * n_kept]`: the cheapest movers, the
                          ///< cheapest last; some may have left
    uint32_t *kept_count; ///< of each edge
    size_t room;          ///< edges there is room for
    struct edge_index_list *out; ///< of each place
    struct edge_index_list *in;
};

struct assign_moves *assign_moves_new(struct arena *arena, size_t n_places);

/// A pupil at `from` may go to `to`.
void assign_moves_keep(struct assign_moves *moves, uint32_t from, uint32_t to,
                       struct mover mover);
static inline void assign_moves_add(struct assign_moves *moves, uint32_t from,
                                    uint32_t to, struct mover mover)
{
    if (mover.extra < moves->rest[from * moves->n_places + to])
        assign_moves_keep(moves, from, to, mover);
}

/// Forgets all moves from a place, or those of a pupil to a place.
void assign_moves_clear(struct assign_moves *moves, uint32_t from);
void assign_moves_forget(struct assign_moves *moves, uint32_t pupil,
                         uint32_t to);

/// Who goes at the least cost, that is `extra` of the edge, given the place of
/// each pupil. False if that is not known: the moves from there must be cleared
/// and added again, unless `extra` is ASSIGN_NO_MOVE.
bool assign_moves_find(struct assign_moves *moves, uint32_t edge,
                       const uint32_t *place, uint32_t *pupil);

#endif
