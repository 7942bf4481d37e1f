#ifndef ADMISSION_ENVY_H
#define ADMISSION_ENVY_H

#include "admission/choice_lists.h"
#include "admission/placement.h"

/// For every applicant whether it has justified envy: it would rather be in a
/// pool that has a seat free or took someone it serves later. A family has it
/// when the pool, without those served later than the family's last member,
/// has seats for all of it; families there, too, stand where their last member
/// does (round_family_priority). Looks at nothing but the round and the
/// placement. Returns how many have it; `has_envy` may be NULL.
size_t envy_find(const struct round *round, const struct placement *placement,
                 struct choice_lists *lists, bool *has_envy);

#endif
