#ifndef ADMISSION_NEAREST_FIRST_H
#define ADMISSION_NEAREST_FIRST_H

#include "admission/choice_lists.h"
#include "admission/placement.h"

/// The city's scan, round by round: all who have no place ask at the next
/// school of their list; each school takes those it serves first until its
/// seats are used, and a seat once given stays given. (Known as immediate
/// acceptance: Abdulkadiroğlu, Sönmez, School choice: a mechanism design
/// approach, American Economic Review 2003.) A family asks as one, where its
/// member served last stands; if it does not fit whole it asks elsewhere.
///
/// Borrows `lists`, lengthening them.
struct placement nearest_first_place(struct arena *arena,
                                     const struct round *round,
                                     struct choice_lists *lists);

#endif
