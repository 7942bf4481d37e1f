#ifndef STORE_STORE_PUPILS_H
#define STORE_STORE_PUPILS_H

#include "city/pupil.h"
#include "store/store.h"

// Children to be placed and what their families wish for: in the private file
// and nowhere else. Writing needs a transaction.

/// Rows replace those of the same id and leave the others.
enum status store_write_pupils(struct store *private_store,
                               const struct pupil *rows, size_t n_rows,
                               struct error *err);
/// In order of id.
enum status store_read_pupils(struct store *private_store, struct arena *arena,
                              struct pupil_list *rows, struct error *err);

/// A child and the ward it lives in; NULL: not written down.
struct pupil_ward {
    const char *id;
    const char *ward_id;
};
LIST_DECLARE(pupil_ward);

/// Only that of all children, which is a fifth of the work. In order of id.
enum status store_read_pupil_wards(struct store *private_store,
                                   struct arena *arena,
                                   struct pupil_ward_list *rows,
                                   struct error *err);

/// The wishes of every pupil named take the place of all that pupil had.
enum status store_write_wishes(struct store *private_store,
                               const struct wish *rows, size_t n_rows,
                               struct error *err);
/// In order of pupil and rank.
enum status store_read_wishes(struct store *private_store, struct arena *arena,
                              struct wish_list *rows, struct error *err);

#endif
