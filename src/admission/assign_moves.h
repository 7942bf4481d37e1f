#ifndef ADMISSION_ASSIGN_MOVES_H
#define ADMISSION_ASSIGN_MOVES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/list.h"

/// The graph of schools: for any two places, those who would go from the one to
/// the other at the least extra cost. Only the solver uses this.

/// The extra cost of a move that nobody can make.
#define ASSIGN_NO_MOVE (INT64_MAX / 2)

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

#define MOVERS_KEPT 8

/// The cheapest movers of an edge, the cheapest last; some may have left. All
/// others cost `rest` or more.
struct mover_bag {
    int64_t rest;
    uint32_t count;
    struct mover best[MOVERS_KEPT];
};
LIST_DECLARE(mover_bag);

LIST_DECLARE_OF(uint32_t, edge_index);

struct assign_moves {
    struct arena *arena;
    size_t n_places;
    uint32_t *edge_between;        ///< `[from * n_places + to]`, 0: none yet
    struct assign_edge_list edges; ///< number 0 is none
    struct mover_bag_list bags;
    struct edge_index_list *out; ///< of each place
    struct edge_index_list *in;
};

struct assign_moves *assign_moves_new(struct arena *arena, size_t n_places);

/// A pupil at `from` may go to `to`.
void assign_moves_add(struct assign_moves *moves, uint32_t from, uint32_t to,
                      struct mover mover);

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
