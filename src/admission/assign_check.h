#ifndef ADMISSION_ASSIGN_CHECK_H
#define ADMISSION_ASSIGN_CHECK_H

#include "admission/assign.h"
#include "base/error.h"

/// Verifies that an assignment is an optimum of a problem by its certificate,
/// sharing nothing with the solver: seats are kept, every pupil is at a choice
/// of its whole list, no price is negative, a school with a seat left has price
/// 0, and no pupil has another choice (or none) that is cheaper by cost plus
/// price. By weak duality the total is then the least there is. Fails with
/// STATUS_BAD_INPUT and what does not hold.
enum status assign_check(const struct assign_problem *problem,
                         const uint32_t *school, const int64_t *price,
                         struct error *err);

#endif
