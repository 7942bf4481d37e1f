#ifndef OFFICE_EXPLAIN_DESK_H
#define OFFICE_EXPLAIN_DESK_H

#include "placing/placing_explain.h"

/// Where rounds lie open for explaining: the case a round was made from with
/// its result put back upon it, which takes seconds for a city. A desk is
/// opened in the background when a round is first asked for, and kept as long
/// as the city's version (streets, schools, seats) stays; the desk of a round
/// nobody has asked for the longest makes room for another. A round never
/// changes, so neither does what is told of it: pupils that are changed after a
/// desk was opened do not count there. Threads share the desks.
struct explain_desks;

struct explain_desks *explain_desks_new(const char *city_path,
                                        size_t n_threads);
/// Waits for desks that are being opened. All must have been put back.
void explain_desks_free(struct explain_desks *desks);

/// A desk, taken by one thread at a time: for the milliseconds of one
/// explanation.
struct explain_on_desk {
    struct placing_case *placing; ///< NULL: the desk is being opened
    struct placing_explainer *explainer;
    struct explain_desk *desk;
};

/// Takes the desk of a round. While it is being opened, or all desks are taken
/// up by others, it gives none, and STATUS_OK; ask again. Fails as opening it
/// does: STATUS_NOT_FOUND when there is no such round, STATUS_STATE when
/// pupils, seats or streets have changed since it was made; that is not tried
/// again before EXPLAIN_DESK_RETRY_S (a file that was busy: after a second).
#define EXPLAIN_DESK_RETRY_S 60
enum status explain_desk_take(struct explain_desks *desks,
                              const char *version_id, const char *round_id,
                              struct explain_on_desk *taken, struct error *err);
void explain_desk_put(struct explain_desks *desks,
                      struct explain_on_desk *taken);

#endif
