#ifndef ADMISSION_ASSIGN_H
#define ADMISSION_ASSIGN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// The exact placement: every pupil to one school with a seat, or to none, at
/// the least total cost. Made for many pupils and few schools, each pupil with
/// a list of schools in order of cost that grows only if it has to; the answer
/// is the optimum over the whole lists.

/// A school a pupil may go to and what that costs, 0 or more.
struct assign_choice {
    int64_t cost;
    uint32_t school;
};

/// Writes choices number `from`, `from + 1`, … of a pupil, at most `room`, and
/// returns how many; fewer than `room` means that there are no more. A pupil's
/// choices come in order of cost, each school at most once, the same whenever
/// asked. Called by the thread that calls the assigner.
typedef size_t assign_choices_fn(const void *source, uint32_t pupil,
                                 size_t from, size_t room,
                                 struct assign_choice *into);

struct assign_problem {
    size_t n_pupils;
    size_t n_schools;
    const uint32_t *seats; ///< of each school; read when the assigner is made
    const int64_t *unplaced_cost; ///< of each pupil: what having no place costs
    assign_choices_fn *choices;
    const void *source;
    size_t first_choices; ///< how many to ask of each pupil at first; 0: 16
};

/// The largest cost at every school and of having no place, added up, may not
/// exceed this: who each take the next one's place meet every school but once.
#define ASSIGN_COST_SUM_MOST (INT64_MAX / 4)

/// The pupil goes nowhere.
#define ASSIGN_NOWHERE UINT32_MAX

/// An optimum with its certificate. The prices prove it: every pupil is where
/// its cost plus the price is least (nowhere has price 0), and a school with a
/// seat left has price 0. Borrowed from the assigner until it is changed.
struct assignment {
    const uint32_t *school; ///< of each pupil, or ASSIGN_NOWHERE
    const int64_t *price;   ///< of each school, 0 or more
    int64_t total;          ///< sum of costs, modulo 2^64
};

/// The solver with its state, so that small changes are answered at once. The
/// same problem gives the same assignment. One thread at a time.
struct assigner;

/// Solves the problem. Keeps `choices` and `source`, but none of the arrays.
struct assigner *assigner_new(const struct assign_problem *problem);
void assigner_free(struct assigner *assigner);
struct assignment assigner_result(const struct assigner *assigner);

/// How many choices of all pupils together were asked for so far.
uint64_t assigner_n_listed(const struct assigner *assigner);

/// Changes the seats of one school and finds the new optimum.
void assigner_set_seats(struct assigner *assigner, uint32_t school,
                        uint32_t seats);

/// Forbids a school to a pupil, or allows it again, and finds the new optimum:
/// how pupils who must stay together are branched on.
void assigner_forbid(struct assigner *assigner, uint32_t pupil, uint32_t school,
                     bool is_forbidden);

#endif
