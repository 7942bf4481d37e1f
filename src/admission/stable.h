#ifndef ADMISSION_STABLE_H
#define ADMISSION_STABLE_H

#include "admission/choice_lists.h"
#include "admission/placement.h"

/// The stable placement: nobody would rather be at a school that took someone
/// it serves later (no justified envy), and no family gains by hiding what it
/// wants. Pupil-proposing deferred acceptance: Gale, Shapley, College
/// admissions and the stability of marriage, 1962; it gives every pupil the
/// best school any stable placement could.
///
/// Families that stay together ask as one. With families of two or more neither
/// promise can be kept to the letter: a stable placement need not exist (Roth
/// 1984). Then envy is mended as long as that ends, and `n_unsettled` counts
/// who is left with justified envy (see envy.h).
struct stable_placement {
    struct placement placement;
    size_t n_unsettled;
};
struct stable_placement stable_place(struct arena *arena,
                                     const struct round *round,
                                     struct choice_lists *lists);

#endif
