#ifndef ADMISSION_CHOICE_LISTS_H
#define ADMISSION_CHOICE_LISTS_H

#include "admission/round.h"

/// Every applicant's choices, kept and lengthened as they are asked for: most
/// need only a few of a city's schools. One thread at a time.
struct choice_lists;

/// Starts with `first` choices of everyone (0: 20), found by `n_threads`. The
/// round must outlive the lists.
struct choice_lists *choice_lists_new(const struct round *round, size_t first,
                                      size_t n_threads);
void choice_lists_free(struct choice_lists *lists);

/// Choice number `rank` (from 0) of an applicant; NULL if there are not so
/// many. Holds until the next call.
const struct round_choice *choice_lists_at(struct choice_lists *lists,
                                           uint32_t applicant, size_t rank);

/// The next pool a family asks for: the first choice of its first member, from
/// number `*rank` on, that is a choice of every member. Moves `*rank` to it.
/// NULL if there is none. Holds until the next call.
const struct round_choice *choice_lists_next(struct choice_lists *lists,
                                             uint32_t family, size_t *rank);

#endif
