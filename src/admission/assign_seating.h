#ifndef ADMISSION_ASSIGN_SEATING_H
#define ADMISSION_ASSIGN_SEATING_H

#include "admission/assign_lists.h"
#include "admission/assign_moves.h"

/// Who sits where while the optimum is sought, and what moves that allows. Only
/// the solver uses this.

LIST_DECLARE_OF(uint32_t, seated);

/// Place number `n_schools` is nowhere: seats for all, price 0.
struct seating {
    struct arena *arena;
    struct assign_lists *lists;
    size_t n_schools;
    const int64_t *unplaced_cost;
    uint32_t *place; ///< of each pupil; ASSIGN_NOWHERE: not taking part yet
    int64_t *cost;   ///< of each pupil at its place
    uint32_t *rank;  ///< of each pupil among those of its place
    struct seated_list *seated; ///< at each place
    int64_t *price;             ///< of each place
    struct assign_moves *moves;
};

struct seating *seating_new(struct arena *arena,
                            const struct assign_problem *problem);

/// Puts a pupil that has no place where its cost plus price is least,
/// lengthening its list as far as that takes. Its moves are not yet known.
void seating_enter(struct seating *seating, uint32_t pupil);

/// Works out all moves from all places anew.
void seating_find_moves(struct seating *seating);

/// Puts a pupil where its cost plus price is least now.
void seating_reconsider(struct seating *seating, uint32_t pupil);

/// Makes the `extra` of an edge exact and returns it.
int64_t seating_extra(struct seating *seating, uint32_t edge);

/// Moves the pupil who goes at the least cost along an edge.
void seating_move(struct seating *seating, uint32_t edge);

#endif
