#ifndef STORE_STORE_HOUSING_H
#define STORE_STORE_HOUSING_H

#include <stdint.h>

#include "base/list.h"
#include "store/store.h"

/// Homes being built: where, how many, the school year families move in and how
/// many pupils, of all grades together, a home is expected to have.
struct housing {
    struct point_m at;
    int64_t homes;
    int64_t year;
    double pupils_per_home;
};
LIST_DECLARE(housing);

/// Replaces all housing; needs a transaction.
enum status store_write_housing(struct store *store, const struct housing *rows,
                                size_t n_rows, struct error *err);

/// In the order it was written.
enum status store_read_housing(struct store *store, struct arena *arena,
                               struct housing_list *rows, struct error *err);

#endif
