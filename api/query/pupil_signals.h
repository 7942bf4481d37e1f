#ifndef QUERY_PUPIL_SIGNALS_H
#define QUERY_PUPIL_SIGNALS_H

#include "admission/signals.h"
#include "base/json_writer.h"
#include "query/city_state.h"
#include "store/store_signal_reviews.h"

/// What in the pupils' data deserves a look (admission/signals.h), with who has
/// looked already. Of the city is used what parents search in, so an address
/// that is found for them is found here; one whose house the map does not have,
/// on a street that it has, does not count as unknown.
struct pupil_signals {
    struct arena *arena; ///< of all that is in here
    struct pupil_list pupils;
    struct signal_home *homes;  ///< of each pupil
    const bool *is_told;        ///< of each pupil, whether it was asked about
    struct signal_list signals; ///< each with a pupil that is told
    struct signal_review_list reviews;
};

typedef bool pupil_signals_fn(const struct pupil *pupil, const void *context);

/// About which pupils it is. The rest are only looked at for what they have in
/// common with these.
struct pupil_signals_question {
    pupil_signals_fn *is_told;
    /// The only ones whose address and street are looked up; NULL: all told.
    pupil_signals_fn *is_looked_up;
    const void *context;
    size_t n_threads;
};

/// Finds the signals in the private file. The state must have all profiles and
/// names, and outlive what was found.
enum status pupil_signals_find(const struct city_state *state,
                               struct store *private_store, struct arena *arena,
                               const struct pupil_signals_question *question,
                               struct pupil_signals *found, struct error *err);

/// The latest review of the signal; NULL unless it was reviewed, as it is now,
/// for each of its pupils that is told.
const struct signal_review *
pupil_signals_review(const struct pupil_signals *found,
                     const struct signal *signal);

/// {"signals":[{"kind":…,"facts":…,"pupils":[ids],"text":…,"review":null or
/// {"by":…,"at":…,"note":…}}]}; pupils that are not told are left out.
void pupil_signals_json_write(struct json_writer *json,
                              const struct pupil_signals *found,
                              enum language language);

/// Adds the member "review".
void pupil_signals_json_review(struct json_writer *json,
                               const struct signal_review *review);

#endif
