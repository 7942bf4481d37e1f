#ifndef ADMISSION_ASSIGN_LISTS_H
#define ADMISSION_ASSIGN_LISTS_H

#include "admission/assign.h"
#include "base/arena.h"
#include "base/list.h"

/// The part of every pupil's choices that the solver has asked for so far.
/// Lists only grow, in pieces that stay where they are. Only the solver uses
/// this; everyone else includes assign.h.

/// Some choices in a row, the next piece of a list after it.
struct choice_piece {
    struct choice_piece *next;
    size_t count;
    struct assign_choice at[];
};

/// Added to the school of a choice that is forbidden, which makes it larger
/// than any school.
#define ASSIGN_FORBIDDEN 0x80000000u

struct assign_pair {
    uint32_t pupil;
    uint32_t school;
};
LIST_DECLARE(assign_pair);

struct assign_lists {
    struct arena *arena;
    assign_choices_fn *choices;
    const void *source;
    struct choice_piece **first; ///< of each pupil
    struct choice_piece **last;
    uint32_t *n_listed;
    int64_t *listed_cost; ///< what is not listed costs as much or more;
                          ///< INT64_MAX if everything is listed
    uint64_t n_asked;     ///< choices asked for, all pupils together
    struct assign_pair_list forbidden;
    struct assign_choice *scratch;
    size_t scratch_room;
};

/// Every list with its first choices; the arena owns all.
struct assign_lists *assign_lists_new(struct arena *arena,
                                      const struct assign_problem *problem);

/// Doubles a pupil's list; it must not be complete.
void assign_lists_grow(struct assign_lists *lists, uint32_t pupil);

/// Forbids a school to a pupil or allows it again, now and in what will be
/// listed later. Returns whether that changes what is listed.
bool assign_lists_forbid(struct assign_lists *lists, uint32_t pupil,
                         uint32_t school, bool is_forbidden);

#endif
