#ifndef STORE_STORE_SIGNAL_REVIEWS_H
#define STORE_STORE_SIGNAL_REVIEWS_H

#include "base/list.h"
#include "store/store.h"

/// An officer's word that it has looked at a signal of a child
/// (admission/signals.h); in the private file. A child has one of each kind of
/// signal at most: a newer takes its place.
struct signal_review {
    const char *pupil_id;
    const char *kind;        ///< "many_at_point", …
    const char *facts;       ///< what the signal was seen by
    const char *reviewed_by; ///< sign-in name
    const char *reviewed_at; ///< ISO 8601, UTC
    const char *note;        ///< or NULL
};
LIST_DECLARE(signal_review);

/// Writing and removing need a transaction.
enum status store_write_signal_reviews(struct store *private_store,
                                       const struct signal_review *rows,
                                       size_t n_rows, struct error *err);
/// Those of the same children and kinds; that there is none is no fault.
enum status store_remove_signal_reviews(struct store *private_store,
                                        const struct signal_review *rows,
                                        size_t n_rows, struct error *err);
/// In order of pupil and kind.
enum status store_read_signal_reviews(struct store *private_store,
                                      struct arena *arena,
                                      struct signal_review_list *rows,
                                      struct error *err);

#endif
