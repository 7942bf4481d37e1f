#ifndef ADMISSION_ASSIGN_SEATING_H
#define ADMISSION_ASSIGN_SEATING_H

#include "admission/assign_lists.h"

/// Who sits where while the optimum is sought, and the graph of schools this
/// makes: for any two schools, which pupil of the one goes to the other at the
/// least extra cost. Only the solver uses this.

LIST_DECLARE_OF(uint32_t, seated);

/// The extra cost of a move that nobody can make.
#define ASSIGN_NO_MOVE (INT64_MAX / 2)

/// Place number `n_schools` is nowhere: seats for all, price 0.
struct seating {
    struct arena *arena;
    struct assign_lists *lists;
    size_t n_schools;
    size_t n_pupils;
    const int64_t *unplaced_cost;
    uint32_t *place; ///< of each pupil; ASSIGN_NOWHERE: not taking part yet
    int64_t *cost;   ///< of each pupil at its place
    uint32_t *rank;  ///< of each pupil among those of its place
    struct seated_list *seated; ///< at each place
    int64_t *price;             ///< of each place

    // Row `from`: the least extra cost of moving someone to each place, and
    // who that is. An entry is exact if that pupil still sits there, else too
    // low; `is_stale` rows have such entries.
    int64_t *extra;
    uint32_t *mover;
    bool *is_stale;
};

struct seating *seating_new(struct arena *arena,
                            const struct assign_problem *problem);

/// Puts a pupil where its cost plus price is least, lengthening its list as
/// far as that takes. The pupil must have no place.
void seating_enter(struct seating *seating, uint32_t pupil);

void seating_leave(struct seating *seating, uint32_t pupil);

/// Moves the pupil who goes most cheaply.
void seating_move(struct seating *seating, uint32_t from, uint32_t to);

/// Makes the row of a place exact.
void seating_refresh(struct seating *seating, uint32_t place);

/// Forgets that the pupil could move to a school that is now forbidden to it.
void seating_forget(struct seating *seating, uint32_t pupil, uint32_t school);

/// Whether the entry is exact, not only a lower bound.
static inline bool seating_is_exact(const struct seating *s, uint32_t from,
                                    size_t cell)
{
    return !s->is_stale[from] || s->extra[cell] == ASSIGN_NO_MOVE ||
           s->place[s->mover[cell]] == from;
}

static inline size_t seating_cell(const struct seating *s, uint32_t from,
                                  uint32_t to)
{
    return from * (s->n_schools + 1) + to;
}

#endif
