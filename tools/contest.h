#ifndef CONTEST_H
#define CONTEST_H

#include "admit.h"
#include "store/store_contests.h"

/// What `hocgan contest` knows of the contest it was called for.
struct contest_case {
    struct contest contest;
    struct pupil pupil;
    struct round_record round; ///< in force for the pupil's grade and year
    const char *state;         ///< see placing/placing_state.h
};

/// Reads it by its id. STATUS_STATE when it is settled otherwise (refused,
/// withdrawn), says nothing that could be tried out (words only), or no round
/// is in force.
enum status contest_case_read(const struct admit_call *call, const char *id,
                              struct contest_case *contest, struct error *err);

/// Makes the change a family asks for: the pin moved, the lane or the gate
/// added; in one transaction.
enum status contest_make_change(struct store *city, struct store *pupils,
                                const struct contest_case *contest,
                                struct error *err);

/// The round in force placed again, by its rules, method and objective, on
/// what `call` has open. The case is the caller's to close, also on failure.
enum status contest_place_again(const struct admit_call *call,
                                const struct contest_case *contest,
                                struct placing_case **placing,
                                struct placing_result *result,
                                struct error *err);

// The verbs.
admit_verb_fn contest_list;   ///< contest_list.c
admit_verb_fn contest_effect; ///< contest_effect.c
admit_verb_fn contest_apply;  ///< contest_apply.c

#endif
